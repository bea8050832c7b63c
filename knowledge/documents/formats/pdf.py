"""PDF: the text of each page; headings by the bookmarks, else by the size of the letters."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from knowledge.documents.block import Block
from knowledge.documents.lines import Line, Setting, paragraphs
from knowledge.documents.trouble import UnreadableError

NAME: Final = "pdf"
SUFFIXES: Final = (".pdf",)
MAX_BYTES: Final = 200_000_000
MOST_PAGES: Final = 10_000
MOST_MINUTES: Final = 20

_LOOKED_AHEAD: Final = 12
"""Pages looked at before the first is given on: repeats are no text, most letters are the body's."""
_MOST_BOOKMARKS: Final = 5_000
_MOST_LINES: Final = 5_000
"""Lines taken from one page."""


def matches(beginning: bytes) -> bool:
    """Tell whether a file without a known ending is this."""
    return b"%PDF-" in beginning[:1024]


def blocks(path: Path) -> Iterator[Block]:
    """Give the document's blocks. Raises UnreadableError, OSError, and what pypdf raises."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its remarks are no talk for a person
    from pypdf import PdfReader  # noqa: PLC0415 - only when a file is read
    from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415

    with path.open("rb") as file:
        try:
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError("encrypted")
            count = len(reader.pages)
            if count > MOST_PAGES:
                raise UnreadableError("too_many_pages", pages=count, most=MOST_PAGES)
            bookmarks = _bookmarks(reader)
            yield from _blocks(_pages(reader), bookmarks)
        except (DependencyError, FileNotDecryptedError) as error:
            raise UnreadableError("encrypted") from error


def _blocks(pages: Iterator[list[Line]], bookmarks: dict[int, list[tuple[str, int]]]) -> Iterator[Block]:
    ahead = list(islice(pages, _LOOKED_AHEAD))
    while not any(ahead):
        following = next(pages, None)
        if following is None:
            raise UnreadableError("scanned" if ahead else "no_words")
        ahead.append(following)
    setting = Setting.of(ahead)
    blank = 0

    def everything() -> Iterator[list[Line]]:
        nonlocal blank
        for page in chain(ahead, pages):
            blank += not page
            yield page

    yield from paragraphs(everything(), setting, bookmarks)
    yield from [Block("blank", "")] * blank


def _pages(reader: Any) -> Iterator[list[Line]]:
    """Read page after page, but not without an end. Raises UnreadableError."""
    deadline = time.monotonic() + 60 * MOST_MINUTES
    for number, page in enumerate(reader.pages, start=1):
        if time.monotonic() > deadline:
            raise UnreadableError("too_slow", minutes=MOST_MINUTES)
        gathered = _Gathered(number)
        with suppress(KeyError, IndexError, ValueError, TypeError, AttributeError, ZeroDivisionError):
            page.extract_text(visitor_text=gathered.take)  # what follows a fault on a page is lost, no more
        yield gathered.lines()


class _Gathered:
    """A page's lines, with the size and weight of their letters."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._lines: list[Line] = []
        self._text: list[str] = []
        self._sizes: Counter[float] = Counter()
        self._bold: Counter[bool] = Counter()
        self._height = 0.0

    def take(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        """Take what pypdf found next; lines end where it puts a line's end."""
        if len(self._lines) > _MOST_LINES:
            return
        letters = _size(size, cm, tm)
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for at, part in enumerate(text.split("\n")):
            if at:
                self._end()
            told = len(part.strip())
            if told:
                self._text.append(part)
                self._sizes[letters] += told
                self._bold[bold] += told
                self._height = _height(cm, tm)
            elif part and self._text:
                self._text.append(" ")

    def lines(self) -> list[Line]:
        """Give the lines so far."""
        self._end()
        return self._lines

    def _end(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            size = self._sizes.most_common(1)[0][0]
            bold = self._bold[False] == 0
            self._lines.append(Line(text, self._page, size, bold=bold, height=self._height))
        self._text, self._sizes, self._bold = [], Counter(), Counter()


def _size(size: Any, cm: Any, tm: Any) -> float:
    """Give the size in which letters are shown, in half points."""
    try:
        shown = abs(float(size)) * (tm[2] ** 2 + tm[3] ** 2) ** 0.5 * (cm[2] ** 2 + cm[3] ** 2) ** 0.5
        return float(round(2 * min(max(shown, 0.0), 400.0)) / 2)
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0


def _height(cm: Any, tm: Any) -> float:
    try:
        return float(tm[5]) * float(cm[3]) + float(cm[5])
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0


def _bookmarks(reader: Any) -> dict[int, list[tuple[str, int]]]:
    """Give the bookmarks by page: title and depth from 1. None of them is no fault."""
    found: dict[int, list[tuple[str, int]]] = {}
    try:
        stack = [(reader.outline, 1)]
        taken = 0
        while stack and taken < _MOST_BOOKMARKS:
            rows, depth = stack.pop()
            later: list[tuple[Any, int]] = []
            for row in rows:
                if isinstance(row, list):
                    later.append((row, depth + 1))
                    continue
                page = reader.get_destination_page_number(row)
                title = " ".join(str(row.title or "").split())
                if page is not None and page >= 0 and title:
                    found.setdefault(page + 1, []).append((title, depth))
                    taken += 1
            stack.extend(later)
    except Exception:  # noqa: BLE001 - bookmarks are broken in more ways than pypdf names; the text is what counts
        return found
    return found
