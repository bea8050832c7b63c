"""Cuts a document into pieces: by headings, then paragraphs and lists, then sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from knowledge.documents.block import Block, Clean
from knowledge.shelf.port import Language, Piece

LEAST: Final = 80
"""Words from which a piece is full when the next part would not fit."""
MOST: Final = 180
"""Words in a piece at most."""
_MOST_CHARACTERS: Final = 4_000
_LONGEST_HEADING: Final = 160
_DEEPEST: Final = 8
"""Headings over a piece that are kept, the outermost and the innermost."""

_END: Final = re.compile(r"""(?<=[.!?…])["'”’»)\]]{0,3}\s+(?=["'“‘«(\[–—-]{0,2}[A-ZÅÄÖÉÜ0-9])""")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(])(?:[a-zåäö]|t\.ex|bl\.a|d\.v\.s|dvs|m\.m|o\.s\.v|osv|s\.k|f\.d|fr\.o\.m|t\.o\.m|e\.g|i\.e|etc|mr|mrs|ms"
    r"|dr|prof|st|vs|no|nr|kl|ca|sid|tel|resp|inkl|exkl|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec"
    r"|[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)

_NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")

FindLanguage = Callable[[str], Language]
"""Tells in which of the two languages a piece is."""


def pieces(blocks: Iterable[Block], clean: Clean, language: FindLanguage) -> Iterator[Piece]:
    """Give the pieces of a document as its blocks come; nothing but the current piece is held."""
    cutter = _Cutter(language)
    for block in blocks:
        text = clean(block.text)
        if block.kind != "code":
            text = " ".join(text.split())
        if not text.strip():
            continue
        if block.kind == "heading":
            yield from cutter.heading(text[:_LONGEST_HEADING], block)
        else:
            bulleted = block.kind == "item" and not _NUMBERED.match(text)
            yield from cutter.part(f"- {text}" if bulleted else text, block)
    yield from cutter.close()


class _Cutter:
    """Holds the piece that is being filled."""

    def __init__(self, language: FindLanguage) -> None:
        self._language = language
        self._path: list[tuple[int, str]] = []
        self._bare: int | None = None
        """The page of a heading with nothing under it yet; 0 where there are no pages."""
        self._parts: list[str] = []
        self._under: tuple[str, ...] = ()
        """The headings over the parts."""
        self._words = self._size = self._ordinal = 0
        self._page: int | None = None
        self._list: list[tuple[str, int | None]] = []
        """Items and rows of a list that goes on, with their pages."""
        self._list_words = 0

    def heading(self, text: str, block: Block) -> Iterator[Piece]:
        """Begin a section."""
        yield from self._end_list()
        path = [each for each in self._path if each[0] < block.level]
        if len(path) < len(self._path):
            yield from self._say_bare()
            path = [each for each in self._path if each[0] < block.level]
        self._path = [*path, (block.level, text)]
        self._bare = block.page or 0

    def part(self, text: str, block: Block) -> Iterator[Piece]:
        """Take a paragraph, an item, a row or code."""
        self._bare = None
        if block.kind in {"item", "row"}:
            self._list.append((text, block.page))
            self._list_words += len(text.split())
            if self._list_words > MOST:
                yield from self._end_list()
            return
        yield from self._end_list()
        for at, bit in enumerate(_bits(text)):
            yield from self._take(bit, block.page, enough=self._words >= LEAST and at == 0)

    def close(self) -> Iterator[Piece]:
        """Give what is held at the document's end."""
        yield from self._end_list()
        yield from self._say_bare()
        yield from self._flush()

    def _end_list(self) -> Iterator[Piece]:
        """Take a list as a whole, together with the line that leads up to it."""
        items, self._list = self._list, []
        words, self._list_words = self._list_words, 0
        if not items:
            return
        under = tuple(title for _, title in self._path)
        if self._parts and under == self._under and self._words + words > MOST:
            lead = self._parts.pop() if len(self._parts) > 1 and self._parts[-1].endswith(":") else None
            yield from self._flush()
            if lead is not None:
                self._add(lead, items[0][1], under)
        for text, page in items:
            for bit in _bits(text):
                yield from self._take(bit, page)

    def _say_bare(self) -> Iterator[Piece]:
        """Take a heading that nothing followed as something said under the one above it."""
        if self._bare is not None:
            page, self._bare = self._bare or None, None
            _level, title = self._path.pop()
            yield from self._take(title, page)

    def _take(self, text: str, page: int | None, *, enough: bool = False) -> Iterator[Piece]:
        under = tuple(title for _, title in self._path)
        full = self._words + len(text.split()) > MOST or self._size + len(text) > _MOST_CHARACTERS
        if self._parts and (under != self._under or full or enough):
            yield from self._flush()
        self._add(text, page, under)

    def _add(self, text: str, page: int | None, under: tuple[str, ...]) -> None:
        if not self._parts:
            self._page, self._under = page, under
        self._parts.append(text)
        self._words += len(text.split())
        self._size += len(text)

    def _flush(self) -> Iterator[Piece]:
        text = "\n".join(self._parts)
        headings = self._under
        if any(ch.isalnum() for ch in text):
            self._ordinal += 1
            if len(headings) > _DEEPEST:
                headings = (*headings[:2], *headings[2 - _DEEPEST :])
            yield Piece(self._ordinal, text, headings, self._page, self._language(text))
        self._parts, self._words, self._size = [], 0, 0


def _bits(text: str) -> Iterator[str]:
    """Give a part whole when it fits into a piece, else by sentences, else by words."""
    if len(text) <= _MOST_CHARACTERS and len(text.split()) <= MOST:
        yield text
        return
    for sentence in sentences(text):
        words = sentence.split()
        if len(words) <= MOST and len(sentence) <= _MOST_CHARACTERS:
            yield sentence
            continue
        held: list[str] = []
        size = 0
        for word in (each[at : at + 1_000] for each in words for at in range(0, len(each), 1_000)):
            if len(held) >= MOST or size + len(word) > _MOST_CHARACTERS:
                yield " ".join(held)
                held, size = [], 0
            held.append(word)
            size += len(word) + 1
        if held:
            yield " ".join(held)


def sentences(text: str) -> Iterator[str]:
    """Cut a text after its sentences, not after "t.ex." or "Dr."."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATION.search(text[max(start, end.start() - 12) : end.start()]):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()
