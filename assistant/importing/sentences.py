"""Cuts a pasted text into sentences with their places; hard-wrapped lines are read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:t\.ex|bl\.a|d\.v\.s|dvs|m\.m|m\.fl|o\.s\.v|osv|s\.k|p\.g\.a|f\.d|ca|kl|nr|st|jfr|resp|inkl|exkl|fr\.o\.m|t\.o\.m|"
    r"e\.g|i\.e|etc|vs|approx|dr|mr|mrs|ms|prof|doc|sr|jr|no|dept|inc|ltd|fig|ung|evt|ev|tel|tfn|univ|tekn|fil|med|kand|mag|lic|"
    r"ph|st|aug|sept?|okt|oct|nov|dec|jan|feb|mar|apr|jun|jul)|(?:^|[\s(.])[^\W\d_])$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?\u2026]++[\"'\u201d\u2019\u00bb)\]]*+(?=\s|$)")
_BULLET: Final = re.compile(r"[ ]*(?:[-*\u2022\u00b7\u2013\u2014>#|]+|\d{1,2}[.)])[ ]+")
_WRAPPED: Final = 55
"""A line at least this long, without an end, was probably wrapped."""
_BARRED: Final = re.compile(r"[ ][|\u00b7][ ]")
"""A profile's heading: "Head of analysis | Mentor | Speaker"; each part says its own thing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence: `text[start:end]`, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def sentences(text: str) -> Iterator[Span]:
    """Give the sentences, headings and list lines of `text`, in order."""
    for number, (start, end) in enumerate(_blocks(text)):
        for first, last in _barred(text, start, end):
            yield from (Span(*cut, number) for cut in _cut(text, first, last))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Give runs of lines that belong together: one line, or lines that were wrapped."""
    start = end = -1
    for line in re.finditer(r"[^\n]+", text):
        if start >= 0 and _continues(text, start, end, line):
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = (line.start(), line.end()) if line[0].strip() else (-1, -1)
    if start >= 0:
        yield start, end


def _continues(text: str, start: int, end: int, line: re.Match[str]) -> bool:
    if not line[0].strip() or text.count("\n", end, line.start()) > 1 or _BULLET.match(line[0]):
        return False
    last_break = text.rfind("\n", start, end)
    before = text[last_break + 1 if last_break >= 0 else start : end].rstrip()
    if _BARRED.search(before) or _BARRED.search(line[0]):
        return False
    if before.endswith((".", "!", "?", ":", "\u2026", '."', ".\u201d")):
        return len(before) >= _WRAPPED
    return line[0].lstrip()[0].islower() or len(before) >= _WRAPPED


def _barred(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the parts of a profile's heading; a row of a table stays whole."""
    table = text[start:end].lstrip().startswith("|")
    at = start
    for bar in re.finditer(r"[ ]\|[ ]", "" if table else text[start:end]):
        yield at, start + bar.start()
        at = start + bar.end()
    yield at, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    for stop in _END.finditer(text, at, end):
        if text[stop.start()] == "." and _ABBREVIATION.search(
            text[max(at, stop.start() - 12) : stop.start()]
        ):
            continue
        after = text[stop.end() : stop.end() + 3].lstrip()
        if after and after[0].islower():
            continue
        yield from _trimmed(text, at, stop.end())
        at = stop.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = end - (len(piece) - len(piece.rstrip()))
    if first < last:
        yield first, last
