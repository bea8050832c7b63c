"""A desk for the shelf of own guidance: how one is opened, filled, and searched for traces."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.cleaning import clean
from knowledge import adding
from knowledge.corpus import load_corpus
from knowledge.documents.gathering import gather
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Language, Piece, Shelf
from knowledge.shelf.searching import Searching
from knowledge.shelf.terms import Terms
from knowledge.shelf.weighing import shelf_weights

HANDBOOK = """# Programhandbok

## Fadderverksamheten
Varje adept får en fadder under de första sex veckorna. Faddern visar runt och bokar den första lunchen.

## Lokalen i Kista
Ses i rummet Eken på plan fyra. Nyckeln hämtas i receptionen före klockan sexton.

## Avslut
Programmet slutar med en ceremoni i juni. Ta med en blomma till din mentor och tre lärdomar.
"""

TERMS: Final = Terms(load_corpus(), None)


def local(folder: Path) -> LocalShelf:
    """Open the shelf in a folder; the words are taken apart once for all tests."""
    shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), None)
    shelf._terms = TERMS
    shelf._searching = Searching(TERMS, shelf_weights())
    return shelf


def a_document(name: str = "handbok.md", number: int = 1) -> Document:
    """Give a document as it is before it is cut."""
    checksum = f"{number:064x}"[::-1]
    return Document(
        checksum[:12], checksum, name, f"/home/sara/{name}", "markdown", "2026-11-22T10:00:00+00:00"
    )


def a_piece(text: str, ordinal: int = 1, language: Language = "sv", heading: str = "Rubrik") -> Piece:
    """Give a piece."""
    return Piece(ordinal, text, ("Handbok", heading), 3, language)


def add_files(shelf: Shelf, *paths: Path) -> list[adding.Step]:
    """Add files and give what became of each."""
    return [step for step in adding.add(gather(paths), shelf, clean) if not isinstance(step, adding.Begun)]


def written(path: Path, text: str) -> Path:
    """Write a text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def traces(shelf: LocalShelf, *canaries: str) -> list[str]:
    """Name what stands in any file of the shelf's folder, in any case."""
    shelf.close()
    content = b"".join(path.read_bytes().lower() for path in shelf.path.parent.iterdir() if path.is_file())
    return [each for each in canaries if each.lower().encode() in content]
