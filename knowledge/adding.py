"""Takes files onto the shelf, one after the other, and tells what became of each as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final

from knowledge.documents import chunking, reading
from knowledge.documents.block import Block, Clean
from knowledge.documents.gathering import Gathered
from knowledge.documents.trouble import UnreadableError
from knowledge.languages import sentence_language, small_words
from knowledge.shelf.port import Document, Language, Piece, Shelf

_ID: Final = 12
"""Hexadecimal digits of a document's id: of a million documents, two share one hardly ever."""
_NOTED: Final = 2_000
"""Pieces that are cut before a document is put, so that what was left out is known; some 600 pages."""
_LANGUAGE_FROM: Final = 600
"""Characters of a piece that tell its language."""
_SURE: Final = 5
"""Small words that a piece must have more of one language than of the other to be sure at first sight."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A file is being read."""

    path: Path
    at: int
    """From 1."""
    of: int


@dataclass(frozen=True, slots=True)
class Added:
    """A file stands on the shelf now."""

    path: Path
    document: Document
    replaced: Document | None = None
    """The older version that it took the place of."""
    notes: tuple[str, ...] = ()
    """What was left out of it; kept with the document unless that is very long."""


@dataclass(frozen=True, slots=True)
class Same:
    """A file's content stands on the shelf already."""

    path: Path
    document: Document
    removed: Document | None = None
    """What stood at this path before, when that was something else."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A file was not taken in."""

    path: Path
    trouble: UnreadableError


Step = Begun | Added | Same | Failed


def add(
    gathered: Gathered, shelf: Shelf, clean: Clean, on_piece: Callable[[Piece], None] = lambda _piece: None
) -> Iterator[Step]:
    """Take the files in. What is in is in; run again after a stop, it goes on where it was.

    `on_piece` is told of each passage as it is cut. A file that cannot be read is told and passed over.
    Raises ShelfError when the shelf cannot be written.
    """
    for path, trouble in gathered.troubles:
        yield Failed(path, trouble)
    adding = _Adding(shelf, clean, on_piece)
    for at, path in enumerate(gathered.files, start=1):
        yield Begun(path, at, len(gathered.files))
        try:
            step: Step = adding.take(path)
        except UnreadableError as trouble:
            step = Failed(path, trouble)
        yield step
    adding.finish()


class _Adding:
    """Knows what stands on the shelf while files are taken in."""

    def __init__(self, shelf: Shelf, clean: Clean, on_piece: Callable[[Piece], None]) -> None:
        self._shelf = shelf
        self._clean = clean
        self._on_piece = on_piece
        self._by_content = {document.checksum: document for document in shelf.documents()}
        self._by_path = {document.path: document for document in self._by_content.values()}
        self._erased = False

    def take(self, path: Path) -> Step:
        """Take a file in, unless its content is there. Raises UnreadableError, ShelfError."""
        file = reading.opened(path)
        place = clean_path(path, self._clean)
        older = self._by_path.get(place)
        if older is not None and older.checksum == file.checksum:
            return Same(path, older)
        same = self._by_content.get(file.checksum)
        if same is not None:
            if older is not None:
                self._shelf.remove([older.id])
                self._forget(older)
            return Same(path, same, older)
        document = Document(
            id=file.checksum[:_ID],
            checksum=file.checksum,
            name=" ".join(self._clean(path.name).split()) or file.checksum[:_ID],
            path=place,
            format=file.format.NAME,
            added_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        cutting = _Cutting(file, self._clean, self._on_piece)
        pieces = cutting.pieces()
        first = list(islice(pieces, _NOTED))
        put = self._shelf.put(
            replace(document, notes=cutting.notes()),
            chain(first, pieces),
            instead_of=older.id if older is not None else "",
        )
        if older is not None:
            self._forget(older)
            self._erased = True
        self._by_content[put.checksum] = self._by_path[put.path] = put
        return Added(path, put, older, cutting.notes())

    def finish(self) -> None:
        """Erase what older versions left. Raises ShelfError."""
        if self._erased:
            self._shelf.remove([])

    def _forget(self, document: Document) -> None:
        self._by_content.pop(document.checksum, None)
        self._by_path.pop(document.path, None)


class _Cutting:
    """Cuts one file, and counts what was left out."""

    def __init__(self, file: reading.Opened, clean: Clean, on_piece: Callable[[Piece], None]) -> None:
        self._file = file
        self._clean = clean
        self._on_piece = on_piece
        self._blank = 0

    def pieces(self) -> Iterator[Piece]:
        """Give the pieces. Raises UnreadableError, also when there are none."""
        telling = _Languages()
        empty = True
        for piece in chunking.pieces(self._blocks(), self._clean, telling.of):
            empty = False
            self._on_piece(piece)
            yield piece
        if empty:
            raise UnreadableError("no_words")

    def notes(self) -> tuple[str, ...]:
        """Give what was left out so far."""
        return (f"pages_without_text:{self._blank}",) if self._blank else ()

    def _blocks(self) -> Iterator[Block]:
        for block in reading.blocks(self._file):
            self._blank += block.kind == "blank"
            yield block


class _Languages:
    """Tells the language of piece after piece; one that cannot be told has that of most before it."""

    def __init__(self) -> None:
        self._count: dict[Language, int] = {"sv": 0, "en": 0}
        self._swedish, self._english = (small_words(each) for each in ("sv", "en"))

    def of(self, text: str) -> Language:
        """Tell a piece's language."""
        words = text[:_LANGUAGE_FROM].lower().split()
        swedish = sum(word in self._swedish for word in words)
        english = sum(word in self._english for word in words)
        found: Language = "en" if english > swedish else "sv"
        if abs(swedish - english) < _SURE:
            usual: Language = "en" if self._count["en"] > self._count["sv"] else "sv"
            told = sentence_language(text[:_LANGUAGE_FROM], usual)
            found = "sv" if told in {"sv", "nb"} else "en" if told == "en" else usual
            if not told:
                return found
        self._count[found] += 1
        return found


def clean_path(path: Path, clean: Clean) -> str:
    """Give a file's whole path as it is kept and shown."""
    return " ".join(clean(str(path.absolute())).split())
