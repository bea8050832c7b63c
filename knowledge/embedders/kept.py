"""Keeps the vectors of texts that were embedded elsewhere, so that nothing is sent, and paid for, twice.

A file that can be lost: vectors by the SHA-256 of their text. A build that was interrupted goes on where it
was; a damaged index is made again without asking anyone. Questions are never kept here.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from knowledge.embedders.port import Embedder
from knowledge.files import private_folder

_CHUNK: Final = 64
"""Texts between two savings."""
_SAME: Final = 0.99
"""Cosine from which a text's new vector is the one that was kept."""


class KeptEmbedder(Embedder):
    """An embedder that remembers. A file that cannot be used costs only asking again."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self._embedder = embedder
        self._path = path

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self._embedder.name

    @property
    def fingerprint(self) -> str:
        """The embedder's fingerprint."""
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        """Numbers in each vector; 0 while that is not known."""
        return self._embedder.dimension

    @property
    def place(self) -> str:
        """The server that texts are sent to."""
        return self._embedder.place

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give kept vectors, and ask for the rest."""
        kept = self._kept(texts)
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in kept]
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            given = dict(zip(map(_key, chunk), self._embedder.embed(chunk), strict=True))
            self._keep(given)
            kept |= given
        return [kept[_key(text)] for text in texts]

    def embed_question(self, text: str) -> list[float]:
        """Ask; questions are not kept."""
        return self._embedder.embed_question(text)

    def unsent(self, texts: Sequence[str]) -> int:
        """Give how many texts no vector is kept for."""
        if not self._embedder.place:
            return 0
        known = self._known(texts)
        return sum(key not in known for key in set(map(_key, texts)))

    def begin_anew(self, texts: Sequence[str]) -> None:
        """Ask for one kept text again, and forget all vectors when the model now gives it another one."""
        if self.replaced(texts):
            with suppress(sqlite3.Error, OSError), self._opened() as database:
                database.execute("DELETE FROM vectors WHERE embedder = ?", (self.fingerprint,))

    def replaced(self, texts: Sequence[str]) -> bool:
        """Ask for one kept text again: does the model give it another vector? Raises EmbedderTrouble."""
        self._embedder.begin_anew(texts)
        known = self._known(texts)
        again = next((text for text in texts if _key(text) in known), None)
        if again is None:
            return False
        new, old = self._embedder.embed([again])[0], self._kept([again]).get(_key(again), [])
        return len(new) != len(old) or sum(a * b for a, b in zip(new, old, strict=True)) < _SAME

    def _known(self, texts: Iterable[str]) -> set[bytes]:
        """Give the keys of the texts whose vectors are kept, without reading these."""
        wanted = set(map(_key, texts))
        sizes: dict[bytes, int] = {}
        if self._path.exists():
            with suppress(sqlite3.Error, OSError), self._opened() as database:
                rows = database.execute(
                    "SELECT text, length(vector) FROM vectors WHERE embedder = ?", (self.fingerprint,)
                )
                sizes = {key: size for key, size in rows if key in wanted}
        return set(sizes) if len(set(sizes.values())) <= 1 else set()

    def _kept(self, texts: Sequence[str]) -> dict[bytes, list[float]]:
        wanted = [_key(text) for text in dict.fromkeys(texts)]
        kept: dict[bytes, list[float]] = {}
        if not self._path.exists():
            return kept
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            for start in range(0, len(wanted), 500):
                some = wanted[start : start + 500]
                marks = ", ".join("?" * len(some))
                rows = database.execute(
                    f"SELECT text, vector FROM vectors WHERE embedder = ? AND text IN ({marks})",  # noqa: S608 - marks are question marks
                    (self.fingerprint, *some),
                )
                kept |= {bytes(key): _unpacked(bytes(vector)) for key, vector in rows}
        sizes = {len(vector) for vector in kept.values()}
        return kept if len(sizes) <= 1 else {}

    def _keep(self, vectors: dict[bytes, list[float]]) -> None:
        rows = [(self.fingerprint, key, _packed(vector)) for key, vector in vectors.items()]
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        private_folder(self._path.parent)
        with closing(sqlite3.connect(self._path, timeout=5)) as database:
            try:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS vectors"
                    " (embedder TEXT, text BLOB, vector BLOB, PRIMARY KEY (embedder, text)) WITHOUT ROWID"
                )
            except sqlite3.DatabaseError as error:
                if not isinstance(error, sqlite3.OperationalError):  # no database at all: begin a new one
                    self._path.unlink(missing_ok=True)
                raise
            self._path.chmod(0o600)
            with database:
                yield database


def keep_only(path: Path, texts: Iterable[str]) -> None:
    """Erase the vectors of all other texts, whoever made them. Raises OSError."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=5)) as database, database:
            database.execute("PRAGMA secure_delete = ON")
            database.execute("PRAGMA temp_store = MEMORY")
            database.execute("CREATE TEMP TABLE wanted (text BLOB PRIMARY KEY) WITHOUT ROWID")
            database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((_key(text),) for text in texts))
            database.execute("DELETE FROM vectors WHERE text NOT IN (SELECT text FROM wanted)")
    except sqlite3.Error:
        path.unlink()  # it can be made again, what was to be erased cannot be left


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _packed(vector: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(vector)}f", *vector)


def _unpacked(content: bytes) -> list[float]:
    return list(struct.unpack(f"<{len(content) // 4}f", content))
