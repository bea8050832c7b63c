"""The SQLite file: made, opened, brought to the newest format, and one transaction at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assistant.errors import StoreError
from assistant.paths import private_folder
from assistant.store.migrations import APPLICATION_ID, MIGRATIONS, apply
from assistant.store.trouble import backups, damaged, translated
from assistant.wording import _

BUSY_SECONDS: Final = 5.0

_PRAGMAS: Final = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",  # VACUUM would else leave private text in the system's temporary folder
    "recursive_triggers = ON",  # INSERT OR REPLACE would else get past the triggers that keep versions
    "trusted_schema = OFF",
)


class Database:
    """One store file. Reading a file that is not there reads an empty store and makes nothing."""

    def __init__(self, path: Path, steps: Sequence[str] = MIGRATIONS, busy_seconds: float = BUSY_SECONDS):
        self.path = path.absolute()
        self._steps = steps
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._empty: sqlite3.Connection | None = None
        self._immutable = False
        self._lock = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read from one moment's state. Raises StoreError."""
        with self._lock, translated(self.path):
            connection = self._open() or self._nothing()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _roll_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing: saved when the block ends, undone when it raises. Raises StoreError."""
        with self._lock, translated(self.path):
            connection = self._writable()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _roll_back(connection)

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give the connection outside a transaction, for VACUUM and checkpoints. Raises StoreError."""
        with self._lock, translated(self.path):
            yield self._writable()

    def exists(self) -> bool:
        """Whether there is a store file."""
        with translated(self.path):
            return self.path.exists()

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            for connection in (self._connection, self._empty):
                if connection:
                    connection.close()
            self._connection = self._empty = None

    def __del__(self) -> None:
        """Close a file that its owner left open, so that SQLite tidies its log."""
        self.close()

    def _writable(self) -> sqlite3.Connection:
        if self._immutable:
            self.close()
        connection = self._open()
        if connection is None:
            self._make()
            connection = self._open()
        if connection is None:
            raise FileNotFoundError(2, os.strerror(2), str(self.path))
        return connection

    def _nothing(self) -> sqlite3.Connection:
        """An empty store in memory, for reading before there is a file."""
        if self._empty is None:
            self._empty = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._empty.row_factory = sqlite3.Row
            apply(self._empty, self._steps, 0)
        return self._empty

    def _open(self) -> sqlite3.Connection | None:
        """Give the open file, or None when there is no file."""
        if self._connection is None and self.path.exists():
            if self.path.is_file() and self.path.stat().st_size == 0:
                # A store is put in place whole (see _make), so an empty file is what is left of one.
                raise damaged(self.path, _("the file is empty"))
            self._make_private()
            self._connection = self._connected()
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        connection = self._connect("mode=rw")
        try:
            self._immutable = False
            try:
                version = self._version(connection)
            except sqlite3.OperationalError as error:
                if not self._is_read_only(error):
                    raise
                # In a folder that takes no -shm file, SQLite reads a store only as one that never changes.
                connection.close()
                connection = self._connect("mode=ro&immutable=1")
                self._immutable = True
                version = self._version(connection)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if version < len(self._steps):
                self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self, options: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?{options}",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        return connection

    def _is_read_only(self, error: sqlite3.OperationalError) -> bool:
        log = self.path.with_name(f"{self.path.name}-wal")
        unsaved = log.exists() and log.stat().st_size > 0
        return not unsaved and error.sqlite_errorcode & 0xFF in {
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
        }

    def _version(self, connection: sqlite3.Connection) -> int:
        """Give the file's format. Raises StoreError when it is not a store or from a newer Fika."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise StoreError(
                _("The file '{path}' is not a store of Fika's.").format(path=self.path),
                hint=_("Nothing was changed. Move it away, or set FIKA_HOME to another folder."),
            )
        if version > len(self._steps):
            raise StoreError(
                _(
                    "The store '{path}' was made by a newer Fika (format {version}; this one knows {known})."
                ).format(path=self.path, version=version, known=len(self._steps)),
                hint=_("Nothing was changed. Update Fika, or set FIKA_HOME to another folder."),
            )
        return int(version)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Bring the file to the newest format, after a backup. Nothing changes when either fails."""
        connection.execute("PRAGMA foreign_keys = OFF")  # cannot be done inside the transaction
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = self._version(connection)
            if version < len(self._steps):
                self._back_up(version)
                apply(connection, self._steps, version)
                broken = connection.execute("PRAGMA foreign_key_check").fetchone()
                if broken:
                    raise damaged(self.path, _("a row of '{table}' points nowhere").format(table=broken[0]))
            connection.execute("COMMIT")
        finally:
            _roll_back(connection)
        connection.execute("PRAGMA foreign_keys = ON")

    def _back_up(self, version: int) -> None:
        """Copy the file as it was last saved, and keep only this newest copy."""
        target = self.path.with_name(f"{self.path.name}.backup-{version}")
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.new-")
        os.close(handle)
        temporary = Path(name)
        try:
            with (
                contextlib.closing(self._connect("mode=ro")) as source,
                contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as copy,
            ):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole in itself
            _sync(temporary)
            temporary.replace(target)
        finally:
            _remove(temporary)
        _sync(self.path.parent)
        for old in backups(self.path):
            if old != target:
                old.unlink(missing_ok=True)

    def _make(self) -> None:
        """Make an empty store beside its place and put it there whole.

        Nobody, not even a process killed half-way, ever leaves or sees an unfinished file; of two
        processes that make it at once, one wins and the other uses the winner's.
        """
        private_folder(self.path.parent)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.new-")
        os.close(handle)
        temporary = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                apply(connection, self._steps, 0)
                connection.execute("COMMIT")
            _sync(temporary)
            _put_in_place(temporary, self.path)
        finally:
            _remove(temporary)
        _sync(self.path.parent)

    def _make_private(self) -> None:
        """Close the folder and the files to others, as far as they are ours."""
        beside = [self.path.with_name(self.path.name + ending) for ending in ("", "-wal", "-shm")]
        for path, mode in [(self.path.parent, 0o700), *((each, 0o600) for each in beside)]:
            with contextlib.suppress(OSError):
                now = path.stat().st_mode
                if now & 0o077 and not now & stat.S_ISVTX:  # never close a folder like /tmp to the others
                    path.chmod(mode)


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo what is not saved; after a failed disk SQLite may have done so itself."""
    with contextlib.suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            temporary.replace(path)


def _remove(temporary: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until a file or a folder's list of files is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
