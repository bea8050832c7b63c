"""The shelf's SQLite file: made private, opened when first used, one transaction at a time."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from knowledge.files import private_folder
from knowledge.shelf.port import ShelfError

LAYOUT: Final = 1
_APPLICATION: Final = 0x66696B6F  # "fiko"
_BUSY_SECONDS: Final = 30.0
_MEMORY_VACUUM: Final = 64_000_000
"""Bytes of a file that is rewritten in memory; a larger one is rewritten beside itself."""

_TABLES: Final = (
    """CREATE TABLE document (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
        format TEXT NOT NULL, added_at TEXT NOT NULL,
        pieces INTEGER NOT NULL, words INTEGER NOT NULL, pages INTEGER, notes TEXT NOT NULL)""",
    """CREATE TABLE piece (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document (number),
        ordinal INTEGER NOT NULL, page INTEGER, heading TEXT NOT NULL, language TEXT NOT NULL,
        text TEXT NOT NULL, terms TEXT NOT NULL, length REAL NOT NULL,
        UNIQUE (document, ordinal))""",
    # Counting a hundred thousand rows would take longer than a whole search.
    "CREATE TABLE language (language TEXT PRIMARY KEY, pieces INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
FOUND: Final = (
    # Terms are stems and concepts, made by Fika; the tokenizer only has to keep them whole.
    "CREATE VIRTUAL TABLE found USING fts5 (terms, content='', detail=none, "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '#_-.'\")",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab (found, row)",
)


class ShelfDatabase:
    """One file. While it is not there, nothing is opened and `exists` is one look at the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def exists(self) -> bool:
        """Whether there is a shelf at all."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read from one moment's state. Raises ShelfError."""
        with self._lock, translated():
            connection = self._opened()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _roll_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; makes the file when it is not there. Raises ShelfError."""
        with self._lock, translated():
            self._make()
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _roll_back(connection)

    def wipe(self) -> None:
        """Rewrite the file and empty its log, so that nothing that was deleted is left. Raises ShelfError."""
        with self._lock, translated():
            connection = self._opened()
            connection.execute("INSERT INTO found (found) VALUES ('optimize')")
            small = self.path.stat().st_size < _MEMORY_VACUUM
            before = os.environ.get("SQLITE_TMPDIR")
            # Else SQLite would rewrite private text in the system's temporary folder.
            os.environ["SQLITE_TMPDIR"] = str(self.path.parent)
            try:
                connection.execute(f"PRAGMA temp_store = {'MEMORY' if small else 'FILE'}")
                connection.execute("VACUUM")
            finally:
                if before is None:
                    del os.environ["SQLITE_TMPDIR"]
                else:
                    os.environ["SQLITE_TMPDIR"] = before
            busy, _log, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise ShelfError("shelf_traces")

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        """Close a file that its owner left open, so that SQLite tidies its log."""
        self.close()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = self._connect("mode=rw")
            try:
                try:
                    self._prepare(connection)
                except sqlite3.OperationalError as error:
                    if _code(error) != "shelf_read_only" or self._unsaved():
                        raise
                    connection.close()
                    connection = self._connect("mode=ro&immutable=1")
                    _check_layout(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _connect(self, options: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self.path.as_uri()}?{options}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )

    def _prepare(self, connection: sqlite3.Connection) -> None:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "cache_size = -16000",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                    for statement in (*_TABLES, *FOUND):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {LAYOUT}")
                connection.execute("COMMIT")
            finally:
                _roll_back(connection)
        _check_layout(connection)

    def _make(self) -> None:
        """Make an empty, private file beside its place and put it there whole, unless another just did.

        SQLite waits for nobody while it switches a file to its log: two that opened a bare file at once
        met "database is locked" one time in eight.
        """
        if self.path.exists():
            return
        private_folder(self.path.parent)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.new-")
        os.close(handle)
        temporary = Path(name)
        try:
            with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                self._prepare(connection)
            try:
                os.link(temporary, self.path)
            except FileExistsError:
                pass
            except OSError:  # a file system without hard links
                if not self.path.exists():
                    temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def _unsaved(self) -> bool:
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.exists() and log.stat().st_size > 0


def _check_layout(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise ShelfError("shelf_damaged")
    if version > LAYOUT:
        raise ShelfError("shelf_newer")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the system raise into ShelfError."""
    try:
        yield
    except sqlite3.Error as error:
        raise ShelfError(_code(error), reason=str(error)) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = "shelf_full" if full else "shelf_system"
        raise ShelfError(code, reason=error.strerror or str(error)) from error


def _code(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None) or 0
    return {
        sqlite3.SQLITE_FULL: "shelf_full",
        sqlite3.SQLITE_BUSY: "shelf_locked",
        sqlite3.SQLITE_LOCKED: "shelf_locked",
        sqlite3.SQLITE_READONLY: "shelf_read_only",
        sqlite3.SQLITE_CANTOPEN: "shelf_read_only",
        sqlite3.SQLITE_PERM: "shelf_read_only",
        sqlite3.SQLITE_CORRUPT: "shelf_damaged",
        sqlite3.SQLITE_NOTADB: "shelf_damaged",
    }.get(code & 0xFF, "shelf_system")


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo what is not saved; after a failed disk SQLite may have done so itself."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
