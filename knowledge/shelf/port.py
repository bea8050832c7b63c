"""What retrieval and `fika knowledge` need from a shelf of own documents, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from knowledge.corpus import Origin, Passage, Wording
from knowledge.trouble import Trouble

Language = Literal["sv", "en"]

OWN: Final = "own."
"""What the id of every own passage begins with, so that none is mistaken for a shipped one."""

TOPIC: Final = "own"
"""The topic of own passages: no shipped topic has this name."""


class ShelfError(Trouble):
    """The shelf cannot be read or written; says why, in words of notices.toml.

    On this machine the codes are shelf_full, shelf_locked (another process writes), shelf_read_only,
    shelf_damaged, shelf_newer (made by a newer Fika), shelf_system, and shelf_traces (removed, but bytes may
    be left).
    """


@dataclass(frozen=True, slots=True)
class Document:
    """A file that a person added. Its content decides its id, so the same file is one under any name."""

    id: str
    """The first 12 hexadecimal digits of the content's SHA-256."""
    checksum: str
    """SHA-256 of the file's bytes."""
    name: str
    """The file's name, cleaned: what is cited."""
    path: str
    """Where it was, absolute, as told by who added it; a file that changed is known again by it."""
    format: str
    """The reader that took it in: "markdown", "text", "html", "pdf", "docx"."""
    added_at: str
    """ISO 8601, UTC."""
    pieces: int = 0
    words: int = 0
    pages: int | None = None
    """Pages that were read; None where the format has none."""
    notes: tuple[str, ...] = ()
    """What was left out, as codes of documents/reasons.toml: "pages_without_text:3"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a document, as it was cut."""

    ordinal: int
    """Its place in the document, from 1."""
    text: str
    heading: tuple[str, ...]
    """The headings over it, outermost first."""
    page: int | None
    """The page on which it begins, from 1; None where the format has none."""
    language: Language


@dataclass(frozen=True, slots=True)
class OwnHit:
    """A piece that a question found."""

    document: Document
    piece: Piece
    score: float
    """0-1, on the same scale as the scores of the shipped guidance."""


class Shelf(Protocol):
    """Keeps documents and finds their pieces. Every method may raise ShelfError."""

    @property
    def fingerprint(self) -> str:
        """Differs whenever what stands on the shelf differs."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """Give what stands there, in the order of adding."""
        ...

    def pieces(self, document_id: str) -> Iterator[Piece]:
        """Give a document's pieces in order, one after the other; none for an unknown document."""
        ...

    def piece(self, passage_id: str) -> tuple[Document, Piece] | None:
        """Give the piece behind a passage's id, None when it is not (or no longer) there."""
        ...

    def put(self, document: Document, pieces: Iterable[Piece], instead_of: str = "") -> Document:
        """Take a document in whole or not at all, and give it with its counts.

        `pieces` is read once, as it comes. A document of the same id is replaced, and so is the one whose id
        is `instead_of` (its older version). What `pieces` raises goes through, and nothing has changed.
        """
        ...

    def remove(self, document_ids: Iterable[str]) -> int:
        """Erase documents without leaving a byte, and give how many there were.

        Also finishes erasing what `put` replaced, so it is called, perhaps with nothing, after a row of them.
        """
        ...

    def search(self, question: str, language: Language, limit: int = 5) -> tuple[OwnHit, ...]:
        """Give the pieces that answer best, best first; the asker's language before the other."""
        ...

    def rebuild(self) -> int:
        """Make what search stands on anew from the pieces, and give how many there are."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def passage_id(document: Document, piece: Piece) -> str:
    """Give a piece's id as drafts keep it: "own.3f2a9c01d4e5.7"."""
    return f"{OWN}{document.id}.{piece.ordinal}"


def parted_id(passage: str) -> tuple[str, int] | None:
    """Give the document's id and the piece's ordinal behind a passage's id; None for one that is not own."""
    document, _dot, ordinal = passage.removeprefix(OWN).rpartition(".")
    if not passage.startswith(OWN) or not document or not ordinal.isdecimal():
        return None
    return document, int(ordinal)


def as_passage(document: Document, piece: Piece) -> Passage:
    """Give a piece as a passage of the guidance: in its one language, and citing its file."""
    title = piece.heading[-1] if piece.heading else document.name
    return Passage(
        id=passage_id(document, piece),
        topics=(TOPIC,),
        sources=(),
        evidence=(),
        differs="",
        wordings={piece.language: Wording(title=title, text=piece.text, asks=())},
        origin=Origin(file=document.name, page=piece.page, heading=piece.heading),
    )
