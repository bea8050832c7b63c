"""Documents and pieces as rows of a Chroma collection, both ways; what comes from a server is not trusted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from knowledge.server import Row
from knowledge.shelf.port import Document, Language, Piece

_ID: Final = re.compile(r"[0-9a-f]{12}")
_CHECKSUM: Final = re.compile(r"[0-9a-f]{64}")
_MOST_TEXT: Final = 20_000
"""Characters of a piece; Fika's own are far shorter."""
_MOST_LINE: Final = 300

Clean = Callable[[str], str]


def head_of(document: Document) -> Row:
    """Give the row that says that a document is there, whole. Its path stays on the machine it came from."""
    metadata: dict[str, Any] = {
        "head": 1,
        "checksum": document.checksum,
        "format": document.format,
        "added_at": document.added_at,
        "pieces": document.pieces,
        "words": document.words,
        "pages": document.pages if document.pages is not None else 0,
        "notes": "\n".join(document.notes),
    }
    return Row(document.id, metadata, document.name)


def piece_row(document_id: str, piece: Piece) -> Row:
    """Give a piece as a row."""
    metadata: dict[str, Any] = {
        "document": document_id,
        "ordinal": piece.ordinal,
        "page": piece.page if piece.page is not None else 0,
        "heading": "\n".join(piece.heading),
        "language": piece.language,
    }
    return Row(f"{document_id}.{piece.ordinal}", metadata, piece.text)


def document_of(row: Row, clean: Clean, server: str, is_note: Callable[[str], bool]) -> Document | None:
    """Read a head; None for one that Fika did not write. `is_note` knows the notes that have words."""
    said = row.metadata
    checksum, counts = said.get("checksum"), [said.get(key) for key in ("pieces", "words", "pages")]
    if not _ID.fullmatch(row.id) or not isinstance(checksum, str) or not _CHECKSUM.fullmatch(checksum):
        return None
    if not all(isinstance(count, int) and 0 <= count < 2**31 for count in counts):
        return None
    name = _line(row.document, clean) or row.id
    return Document(
        id=row.id,
        checksum=checksum,
        name=name,
        path=f"{server} {name}",
        format=_line(said.get("format"), clean),
        added_at=_line(said.get("added_at"), clean),
        pieces=said["pieces"],
        words=said["words"],
        pages=said["pages"] or None,
        notes=tuple(note for note in _lines(said.get("notes"), clean) if is_note(note)),
    )


def piece_of(row: Row, clean: Clean) -> Piece | None:
    """Read a piece; None for one that Fika did not write."""
    said = row.metadata
    ordinal, page, language = said.get("ordinal"), said.get("page"), said.get("language")
    if not isinstance(ordinal, int) or ordinal < 1 or row.id != f"{said.get('document')}.{ordinal}":
        return None
    if not isinstance(page, int) or not 0 <= page < 2**31 or language not in {"sv", "en"}:
        return None
    text = clean(row.document[:_MOST_TEXT]).strip()
    known: Language = "sv" if language == "sv" else "en"
    return (
        Piece(ordinal, text, tuple(_lines(said.get("heading"), clean)), page or None, known) if text else None
    )


def _lines(value: object, clean: Clean) -> list[str]:
    lines = str(value).split("\n") if isinstance(value, str) else []
    return [line for line in (_line(each, clean) for each in lines[:20]) if line]


def _line(value: object, clean: Clean) -> str:
    return " ".join(clean(value[:_MOST_LINE]).split()) if isinstance(value, str) else ""
