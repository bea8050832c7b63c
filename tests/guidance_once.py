"""Loads what Fika keeps of the guidance once a process: every home has the same, and loading takes long."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

from knowledge import files

_LARGE: Final = 100_000
"""The shipped guidance's files are larger, in bytes; what tests make is smaller, and is read each time."""


@contextmanager
def guidance_loaded_once() -> Iterator[None]:
    """Let readers share what was loaded from the same bytes; the files are still read and checked."""
    once = SimpleNamespace(loads=_loads, dumps=marshal.dumps, version=marshal.version)
    with mock.patch.object(files, "marshal", once):
        yield


def _loads(payload: memoryview) -> Any:
    return _remembered(bytes(payload)) if len(payload) > _LARGE else marshal.loads(payload)


@lru_cache(maxsize=8)
def _remembered(payload: bytes) -> Any:
    return marshal.loads(payload)
