"""Lines of pages that only show where letters stand, made into headings, paragraphs and items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.documents.block import Block, Kind

_BULLET: Final = re.compile(r"(?:[-–—•*·‣▪◦●○■]|\(?\d{1,2}[.)]|[a-zå-ö]\))\s+(?=\S)")
_BARE_NUMBER: Final = re.compile(
    r"[\W\d]*(?:sida|sid|page|s|p)?\.?\s*\d{1,4}\s*(?:\(\d+\)|(?:av|of|/)\s*\d+)?\W*", re.IGNORECASE
)
_LEADERS: Final = re.compile(r"(?:[.…]\s?){6,}")
"""The dots of a table of contents."""
_SENTENCE_END: Final = re.compile(r"[.!?…:]['\"”’)\]]*$")
_LARGER: Final = 1.12
"""How many times the body's size a heading's letters have at least."""
_LONGEST_HEADING: Final = 120
_EDGE: Final = 2
"""Lines at a page's top and bottom where running titles and page numbers stand."""
_GAP: Final = 1.7
"""How many times its letters' size lies between a line and the next paragraph's."""
_MOST_LINES: Final = 200
"""Lines of one paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page."""

    text: str
    page: int
    size: float = 0.0
    """Of most of its letters, in points."""
    bold: bool = False
    height: float = 0.0
    """Where it stands above the page's lower edge, in points."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: what its body looks like, and what repeats on its pages."""

    size: float
    bold: bool
    width: int
    """Characters of a full line."""
    running: frozenset[str]
    """Lines at the edges of pages that repeat, with their digits left out."""

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> Setting:
        """Look at some pages."""
        sizes: Counter[float] = Counter()
        weights: Counter[bool] = Counter()
        for line in (line for page in pages for line in page):
            sizes[line.size] += len(line.text)
            weights[line.bold] += len(line.text)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        lengths = sorted(len(line.text) for page in pages for line in page if line.size == body)
        edges = Counter(
            _shape(text) for page in pages for text in {line.text for line in (*page[:_EDGE], *page[-_EDGE:])}
        )
        filled = sum(bool(page) for page in pages)
        least = max(3, filled // 2)
        return cls(
            size=body,
            bold=weights[True] > weights[False],
            width=lengths[int(0.9 * (len(lengths) - 1))] if lengths else 80,
            running=frozenset(shape for shape, times in edges.items() if times >= least),
        )

    def level(self, line: Line) -> int | None:
        """Give a heading's depth, None for what is none; larger letters stand higher."""
        text = line.text
        if len(text) > _LONGEST_HEADING or not any(ch.isalpha() for ch in text):
            return None
        if self.size and line.size >= _LARGER * self.size:
            return 1_000 - round(2 * line.size)
        bold = line.bold and not self.bold and line.size >= self.size
        if bold and len(text) <= 80 and not _SENTENCE_END.search(text) and not _BULLET.match(text):
            return 1_000 - round(2 * self.size)
        return None


Bookmarks = Mapping[int, Sequence[tuple[str, int]]]
"""By page, from 1: titles with their depth, from 1."""


def paragraphs(pages: Iterable[Sequence[Line]], setting: Setting, bookmarks: Bookmarks) -> Iterator[Block]:
    """Give the blocks of pages; a paragraph may run on over a page's end, and keeps the page of its start.

    Where there are bookmarks they alone say what a heading is.
    """
    typesetter = _Typesetter(setting)
    for page in pages:
        lines = _without_edges(page, setting)
        marked = bookmarks.get(page[0].page, ()) if page else ()
        titles = {_folded(title): depth for title, depth in marked}
        shown = {_folded(line.text) for line in lines}
        for title, depth in marked:
            if _folded(title) not in shown:
                yield from typesetter.heading(Line(title, page[0].page), depth)
        for line in lines:
            level = titles.get(_folded(line.text)) if bookmarks else setting.level(line)
            if level is not None:
                yield from typesetter.heading(line, level)
            else:
                yield from typesetter.line(line)
    yield from typesetter.close()


class _Typesetter:
    """Holds the lines of one block until the next one begins."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._held: list[Line] = []
        self._kind: Kind = "paragraph"
        self._level = 0

    def heading(self, line: Line, level: int) -> Iterator[Block]:
        """Take a heading; one that fills its line goes on in the next."""
        last = self._held[-1] if self._held else None
        goes_on = (
            last is not None
            and self._kind == "heading"
            and (self._level, last.page, last.size) == (level, line.page, line.size)
            and last.size > 0
            and 0 < last.height - line.height < _GAP * last.size
        )
        if not goes_on:
            yield from self.close()
            self._kind, self._level = "heading", level
        self._held.append(line)

    def line(self, line: Line) -> Iterator[Block]:
        """Take any other line."""
        bullet = _BULLET.match(line.text)
        if bullet or self._kind == "heading" or self._ended(line):
            yield from self.close()
        if not self._held:
            self._kind = "item" if bullet else "paragraph"
        if bullet and not line.text[0].isalnum() and line.text[0] != "(":
            line = replace(line, text=line.text[bullet.end() :])
        self._held.append(line)

    def close(self) -> Iterator[Block]:
        """Give what is held."""
        text = ""
        for line in self._held:
            broken = (
                len(text) > 2
                and text[-1] in "-\u00ad\u2010"
                and text[-2].isalpha()
                and line.text[0].islower()
            )
            text = text[:-1] + line.text if broken else f"{text} {line.text}".strip()
        if text:
            yield Block(self._kind, text, level=self._level, page=self._held[0].page)
        self._held, self._kind, self._level = [], "paragraph", 0

    def _ended(self, line: Line) -> bool:
        """Tell whether a paragraph ended before this line."""
        if not self._held:
            return False
        last = self._held[-1]
        finished = bool(_SENTENCE_END.search(last.text))
        if last.page != line.page:
            return finished or not line.text[0].islower()
        apart = last.size > 0 and last.height - line.height > _GAP * last.size
        short = len(last.text) < 0.75 * self._setting.width
        said = finished or self._kind == "item"
        return apart or (said and short) or len(self._held) > _MOST_LINES


def _without_edges(page: Sequence[Line], setting: Setting) -> list[Line]:
    """Leave out page numbers, running titles and tables of contents."""

    def runs(at: int, line: Line) -> bool:
        edge = at < _EDGE or at >= len(page) - _EDGE
        return edge and (_shape(line.text) in setting.running or bool(_BARE_NUMBER.fullmatch(line.text)))

    return [line for at, line in enumerate(page) if not runs(at, line) and not _LEADERS.search(line.text)]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold().strip()


def _folded(text: str) -> str:
    """Give a title's letters: bookmarks and pages differ in numbers and spaces."""
    return re.sub(r"[\W\d]+", "", text).casefold() or re.sub(r"\W+", "", text)
