"""Finds quotations in a line, in the quotation marks of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CLOSING: Final = {
    '"': '"',
    "\u201c": "\u201d\u201c",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00bb\u00ab",
    "\u2039": "\u203a",
    "\u300c": "\u300d",
    "'": "'\u2019",
    "\u2018": "\u2019'",
    "\u2019": "\u2019",
    "\u201a": "\u2018\u2019",
    "`": "`'",
    "*": "*",
    "_": "_",
}
"""What may close a quotation, by what opened it."""
_APOSTROPHES: Final = "'\u2019"
_OPENS: Final = re.compile(f"(?<![^\\s([{{,:;\u2013\u2014/])[{re.escape(''.join(_CLOSING))}](?=[^\\s])")
_LONGEST: Final = 200
"""Characters in a title."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: `text` without its marks, which stand at `start` and before `end`."""

    text: str
    start: int
    end: int


def quoted(text: str) -> Iterator[Quoted]:
    """Give the quotations in `text`, in order; an apostrophe inside a word closes nothing."""
    at = 0
    while opening := _OPENS.search(text, at):
        start = opening.start()
        mark = text[start]
        opening_length = 2 if mark in "*_" and text.startswith(mark * 2, start) else 1
        end = _end(text, start + opening_length, _CLOSING[mark])
        if end is None:
            at = start + 1
            continue
        inside = text[start + opening_length : end].strip().rstrip(",.").strip("*_")
        at = end + 1
        while mark in "*_" and text.startswith(mark, at):
            at += 1
        if len(inside) >= 2:
            yield Quoted(inside, start, at)


def _end(text: str, start: int, closing: str) -> int | None:
    """Give where the quotation that begins at `start` is closed."""
    plural = None
    for at in range(start + 1, min(len(text), start + _LONGEST)):
        if text[at] not in closing:
            continue
        if text[at] not in _APOSTROPHES:
            return at
        if at + 1 < len(text) and (text[at + 1].isalnum()):
            continue
        if text[at - 1] != "s":
            return at
        plural = at if plural is None else plural
        if _next_mark(text, at + 1, closing) is None:
            return plural
    return plural


def _next_mark(text: str, start: int, closing: str) -> int | None:
    """Give the next mark that could close, before another quotation opens."""
    opening = _OPENS.search(text, start, start + _LONGEST)
    limit = opening.start() if opening else min(len(text), start + _LONGEST)
    for at in range(start, limit):
        if (
            text[at] in closing
            and not (at + 1 < len(text) and text[at + 1].isalnum())
            and text[at - 1] != "s"
        ):
            return at
    return None
