"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_PIECE: Final = re.compile(r"\w+(?:[-'’]\w+)*|\s+|[^\w\s]")
"""A word, a run of space, or one sign."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text that stands in both texts, or in only one of them."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(older: str, newer: str) -> tuple[Change, ...]:
    """Give the pieces of both texts in order; those that are not "removed" make up the newer."""
    return tuple(_joined(_changes(_PIECE.findall(older), _PIECE.findall(newer))))


def _changes(older: list[str], newer: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, older, newer, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(older[first:last]))
        else:
            yield Change("removed", "".join(older[first:last]))
            yield Change("added", "".join(newer[start:end]))


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """A space alone between two changes belongs to them: a reworded phrase is shown as one."""
    removed = added = ""
    for change in changes:
        if change.kind == "removed":
            removed += change.text
        elif change.kind == "added":
            added += change.text
        elif (removed or added) and change.text.isspace() and "\n" not in change.text:
            removed, added = removed + change.text, added + change.text
        else:
            yield from _both(removed, added)
            removed = added = ""
            if change.text:
                yield change
    yield from _both(removed, added)


def _both(removed: str, added: str) -> Iterator[Change]:
    """Give a changed place; what both sides end with is the same."""
    shared = len(removed) - len(removed.rstrip()) if removed and added else 0
    tail = removed[len(removed) - shared :] if shared else ""
    if tail and added.endswith(tail):
        removed, added = removed[:-shared], added[:-shared]
    else:
        tail = ""
    if removed:
        yield Change("removed", removed)
    if added:
        yield Change("added", added)
    if tail:
        yield Change("same", tail)
