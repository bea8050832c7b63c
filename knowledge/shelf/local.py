"""The shelf in one SQLite file beside the index: text, terms and a full-text index over them."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.corpus import Corpus
from knowledge.shelf.database import FOUND, ShelfDatabase
from knowledge.shelf.port import Document, Language, OwnHit, Piece, ShelfError, parted_id
from knowledge.shelf.searching import Searching
from knowledge.shelf.terms import Terms, packed, searchable, unpacked, whole
from knowledge.shelf.weighing import shelf_weights

_BATCH: Final = 500
"""Pieces that are held and written at once. A document with fewer is cut before the file is locked."""
_SOON: Final = 3_000
"""Pieces that are made anew without asking when their terms are an older Fika's."""
_DOCUMENT: Final = "id, checksum, name, path, format, added_at, pieces, words, pages, notes"
_ALL: Final = f"SELECT {_DOCUMENT} FROM document ORDER BY number"  # noqa: S608 - our own names


class LocalShelf:
    """A `Shelf` in the file `path`; `folder` keeps its caches. A shelf that is only read is never made."""

    def __init__(self, path: Path, corpus: Corpus, folder: Path | None = None) -> None:
        self._database = ShelfDatabase(path)
        self._terms = Terms(corpus, folder)
        self._searching = Searching(self._terms, shelf_weights())
        self._swept = False

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def fingerprint(self) -> str:
        """Differs whenever what stands on the shelf differs."""
        if not self._database.exists():
            return ""
        with self._database.reading() as connection:
            return _state(connection, "revision")

    @property
    def stale(self) -> bool:
        """Whether what search stands on was made by another version of Fika."""
        if not self._database.exists():
            return False
        with self._database.reading() as connection:
            return _state(connection, "terms") not in {"", self._terms.fingerprint}

    def documents(self) -> tuple[Document, ...]:
        """Give what stands there, in the order of adding."""
        if not self._database.exists():
            return ()
        self._sweep()
        with self._database.reading() as connection:
            rows = connection.execute(_ALL)
            return tuple(_document(row) for row in rows)

    def pieces(self, document_id: str) -> Iterator[Piece]:
        """Give a document's pieces in order; none for an unknown document."""
        after = 0
        while self._database.exists():
            with self._database.reading() as connection:
                rows = connection.execute(
                    "SELECT ordinal, text, heading, page, piece.language FROM piece JOIN document "
                    "ON document.number = piece.document "
                    "WHERE id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?",
                    (document_id, after, _BATCH),
                ).fetchall()
            yield from (_piece(row) for row in rows)
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]

    def piece(self, passage_id: str) -> tuple[Document, Piece] | None:
        """Give the piece behind a passage's id, None when it is not there."""
        parted = parted_id(passage_id)
        if parted is None or not self._database.exists():
            return None
        with self._database.reading() as connection:
            return _one(connection, "id = ? AND ordinal = ?", parted)

    def at(self, number: int) -> tuple[Document, Piece] | None:
        """Give the piece with a number, None when it is not there. A number is never given twice."""
        if not self._database.exists():
            return None
        with self._database.reading() as connection:
            return _one(connection, "piece.number = ?", (number,))

    def numbers(self) -> tuple[int, ...]:
        """Give the numbers of all pieces, in order: a newer piece has a higher one."""
        if not self._database.exists():
            return ()
        with self._database.reading() as connection:
            rows = connection.execute("SELECT number FROM piece ORDER BY number")
            return tuple(number for (number,) in rows)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Give each piece's number, and its headings and text as one, in the order of the numbers."""
        after = 0
        while self._database.exists():
            with self._database.reading() as connection:
                rows = connection.execute(
                    "SELECT number, heading, text FROM piece WHERE number > ? ORDER BY number LIMIT ?",
                    (after, _BATCH),
                ).fetchall()
            yield from ((number, f"{heading}\n{text}".lstrip("\n")) for number, heading, text in rows)
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]

    def put(self, document: Document, pieces: Iterable[Piece], instead_of: str = "") -> Document:
        """Take a document in whole or not at all, and give it with its counts."""
        stream = iter(pieces)
        batch = list(islice(stream, _BATCH))
        with self._database.writing() as connection:
            for gone in {document.id, instead_of} - {""}:
                if _delete(connection, gone):
                    _set_state(connection, "erasing", "1")
            number = connection.execute(
                f"INSERT INTO document ({_DOCUMENT}) VALUES (?, ?, ?, ?, ?, ?, 0, 0, NULL, ?)",  # noqa: S608
                (
                    document.id,
                    document.checksum,
                    document.name,
                    document.path,
                    document.format,
                    document.added_at,
                    "\n".join(document.notes),
                ),
            ).lastrowid
            counted = replace(document, pieces=0, words=0, pages=None)
            while batch:
                self._write(connection, int(number or 0), batch)
                counted = _counted(counted, batch)
                batch = list(islice(stream, _BATCH))
            connection.execute(
                "UPDATE document SET pieces = ?, words = ?, pages = ? WHERE number = ?",
                (counted.pieces, counted.words, counted.pages, number),
            )
            self._changed(connection)
        return counted

    def remove(self, document_ids: Iterable[str]) -> int:
        """Erase documents without leaving a byte, and give how many there were."""
        if not self._database.exists():
            return 0
        with self._database.writing() as connection:
            removed = sum(_delete(connection, each) for each in document_ids)
            if removed:
                _set_state(connection, "erasing", "1")
                self._changed(connection)
        self.wipe()
        return removed

    def wipe(self) -> None:
        """Finish erasing what was removed or replaced. Raises ShelfError when traces may be left."""
        if not self._database.exists():
            return
        with self._database.reading() as connection:
            if not _state(connection, "erasing"):
                return
        try:
            self._database.wipe()
            self._wipe_vectors()
        except (ShelfError, OSError) as error:
            raise ShelfError("shelf_traces") from error
        with self._database.writing() as connection:
            connection.execute("DELETE FROM state WHERE key = 'erasing'")

    def search(self, question: str, language: Language, limit: int = 5) -> tuple[OwnHit, ...]:
        """Give the pieces that answer best, best first."""
        if not self._database.exists():
            return ()
        self._sweep()
        with self._database.reading() as connection:
            revision = _state(connection, "revision")
            rows = self._searching.rows(connection, question, language, 2 * limit, revision)
            hits = []
            seen: set[str] = set()
            for row in rows:
                found = _one(connection, "piece.number = ?", (row.number,))
                if found is not None and found[1].text not in seen:  # the same text in two files counts once
                    seen.add(found[1].text)
                    hits.append(OwnHit(*found, score=round(row.score, 4)))
        return tuple(hits[:limit])

    def rebuild(self) -> int:
        """Make what search stands on anew from the pieces, and give how many there are."""
        if not self._database.exists():
            return 0
        with self._database.writing() as connection:
            for table in ("vocabulary", "found"):
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in FOUND:
                connection.execute(statement)
            after = count = 0
            while rows := connection.execute(
                "SELECT number, heading, text, language FROM piece WHERE number > ? ORDER BY number LIMIT ?",
                (after, _BATCH),
            ).fetchall():
                for number, heading, text, language in rows:
                    terms = self._terms.of(whole(_headings(heading), text), language)
                    connection.execute(
                        "UPDATE piece SET terms = ?, length = ? WHERE number = ?",
                        (packed(terms), sum(terms.values()), number),
                    )
                    connection.execute(
                        "INSERT INTO found (rowid, terms) VALUES (?, ?)", (number, searchable(terms))
                    )
                after, count = rows[-1][0], count + len(rows)
            _set_state(connection, "terms", self._terms.fingerprint)
            self._changed(connection)
        return count

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()
        self._swept = False

    def _wipe_vectors(self) -> None:
        """Erase what a model made of passages that are gone, also when none is named any more."""
        from knowledge.shelf.beside import erase  # noqa: PLC0415 - a search needs none of it

        erase(self.path, (text for _number, text in self.texts()))

    def _write(self, connection: sqlite3.Connection, document: int, batch: list[Piece]) -> None:
        for piece in batch:
            terms = self._terms.of(whole(piece.heading, piece.text), piece.language)
            number = connection.execute(
                "INSERT INTO piece (document, ordinal, page, heading, language, text, terms, length) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document,
                    piece.ordinal,
                    piece.page,
                    "\n".join(piece.heading),
                    piece.language,
                    piece.text,
                    packed(terms),
                    sum(terms.values()),
                ),
            ).lastrowid
            connection.execute("INSERT INTO found (rowid, terms) VALUES (?, ?)", (number, searchable(terms)))
        _count(connection, Counter(piece.language for piece in batch))

    def _changed(self, connection: sqlite3.Connection) -> None:
        _set_state(connection, "revision", secrets.token_hex(8))
        if not _state(connection, "terms"):
            _set_state(connection, "terms", self._terms.fingerprint)

    def _sweep(self) -> None:
        """Finish, once after opening, what was cut short: erasing, and terms of another version."""
        if self._swept:
            return
        self._swept = True
        with suppress(ShelfError):  # what is there is found all the same
            self.wipe()
            if self.stale:
                with self._database.reading() as connection:
                    (count,) = connection.execute("SELECT count(*) FROM piece").fetchone()
                if count <= _SOON:
                    self.rebuild()


def _delete(connection: sqlite3.Connection, document_id: str) -> bool:
    row = connection.execute("SELECT number FROM document WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        return False
    for number, terms in connection.execute(
        "SELECT number, terms FROM piece WHERE document = ?", row
    ).fetchall():
        connection.execute(
            "INSERT INTO found (found, rowid, terms) VALUES ('delete', ?, ?)",
            (number, searchable(unpacked(terms))),
        )
    counted = connection.execute(
        "SELECT language, count(*) FROM piece WHERE document = ? GROUP BY language", row
    )
    _count(connection, {language: -count for language, count in counted.fetchall()})
    connection.execute("DELETE FROM piece WHERE document = ?", row)
    connection.execute("DELETE FROM document WHERE number = ?", row)
    return True


def _count(connection: sqlite3.Connection, more: Mapping[str, int]) -> None:
    """Add to the number of passages in each language."""
    connection.executemany(
        "INSERT INTO language VALUES (?, ?) ON CONFLICT DO UPDATE SET pieces = pieces + excluded.pieces",
        more.items(),
    )


def _counted(document: Document, batch: list[Piece]) -> Document:
    pages = max((piece.page for piece in batch if piece.page is not None), default=None)
    return replace(
        document,
        pieces=document.pieces + len(batch),
        words=document.words + sum(len(piece.text.split()) for piece in batch),
        pages=pages if document.pages is None else max(document.pages, pages or 0),
    )


def _one(
    connection: sqlite3.Connection, which: str, values: tuple[object, ...]
) -> tuple[Document, Piece] | None:
    columns = ", ".join(f"document.{each.strip()}" for each in _DOCUMENT.split(","))
    row = connection.execute(
        f"SELECT {columns}, ordinal, text, heading, page, language FROM piece "  # noqa: S608 - our own names
        f"JOIN document ON document.number = piece.document WHERE {which}",
        values,
    ).fetchone()
    return (_document(row[:10]), _piece(row[10:])) if row else None


def _document(row: tuple[object, ...]) -> Document:
    notes = tuple(str(row[-1]).split("\n")) if row[-1] else ()
    return Document(*row[:-1], notes)  # type: ignore[arg-type, call-arg]  # the columns' types are SQLite's


def _piece(row: tuple[int, str, str, int | None, Language]) -> Piece:
    ordinal, text, heading, page, language = row
    return Piece(ordinal, text, _headings(heading), page, language)


def _headings(kept: str) -> tuple[str, ...]:
    return tuple(kept.split("\n")) if kept else ()


def _state(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _set_state(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))
