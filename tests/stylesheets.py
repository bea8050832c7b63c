"""Reads each stylesheet once a process: every app of the tests has the same, and reading takes a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_read: Final[dict[tuple[object, ...], list[RuleSet]]] = {}
_read_rules: Final = Stylesheet._parse_rules


@contextmanager
def stylesheets_read_once() -> Iterator[None]:
    """Let apps share the rules that were read from the same text with the same colours."""
    with mock.patch.object(Stylesheet, "_parse_rules", _remembered):
        yield


def _remembered(sheet: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    key = (css, place, tuple(more.items()), frozenset(sheet._variables.items()))
    if key not in _read:
        _read[key] = _read_rules(sheet, css, *place, **more)
    return _read[key]
