"""What SQLite and the file system say, as sentences that a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assistant.errors import FikaError, NotFoundError, StoreError
from assistant.wording import _, reason

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_WRITE_FAILED: Final = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}


class RowError(Exception):
    """A row does not fit its value. `row` names it, for example "fact 4"; `reason` says why."""

    def __init__(self, row: str, reason: str) -> None:
        super().__init__(row, reason)
        self.row = row
        self.reason = " ".join(reason.split()).rstrip(".")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of rows, SQLite and the file system about the store at `path` into a StoreError."""
    try:
        yield
    except RowError as error:
        raise StoreError(
            _("In the store '{path}', {row} cannot be read: {reason}.").format(
                path=path, row=error.row, reason=error.reason
            ),
            hint=_(
                "Nothing was changed. Put back your own copy of the store, or forget what cannot be read."
            ),
        ) from error
    except OverflowError as error:  # a number longer than any that SQLite gives out
        raise NotFoundError(
            _("There is nothing with that number."),
            hint=_("See the numbers with: fika show, fika people list."),
        ) from error
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        raise from_system(error, path) from error


def from_sqlite(error: sqlite3.Error, path: Path) -> FikaError:
    """Give the sentence for what SQLite says."""
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR
    if code in _WRITE_FAILED:
        return _no_room(path)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError(
                _("The store '{path}' is locked by another program.").format(path=path),
                hint=_("Nothing was changed. Try again in a moment; close other Fika windows if it goes on."),
                retry=True,
            )
        case sqlite3.SQLITE_FULL:
            return _no_room(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return _not_writable(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case _:
            return StoreError(
                _("The store '{path}' could not be used: {reason}.").format(path=path, reason=error),
                hint=_("Nothing was changed. `fika doctor` tells more."),
            )


def from_system(error: OSError, path: Path) -> FikaError:
    """Give the sentence for what the file system says."""
    if error.errno in _FULL:
        return _no_room(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _not_writable(path)
    return StoreError(
        _("The store '{path}' could not be used: {reason}.").format(path=path, reason=reason(error)),
        hint=_("Set FIKA_HOME to a folder that you may write to."),
    )


def damaged(path: Path, reason: str) -> StoreError:
    """Say that the file is damaged, which backup there is, and how to put it back."""
    backup = newest_backup(path)
    if backup:
        hint = _(
            "Nothing was changed. To go back to the backup, move '{name}' with its -wal and -shm files to "
            "another folder, and copy '{backup}' to '{path}'."
        ).format(name=path.name, backup=backup, path=path)
    else:
        hint = _(
            "Nothing was changed. There is no backup beside it. Put back your own copy of '{name}', or move "
            "it with its -wal and -shm files to another folder to begin anew."
        ).format(name=path.name)
    return StoreError(
        _("The store '{path}' is damaged: {reason}.").format(path=path, reason=reason), hint=hint
    )


def backups(path: Path) -> list[Path]:
    """Give the backups of the store at `path`, the newest last."""
    found = path.parent.glob(f"{path.name}.backup-*")
    return sorted(found, key=lambda each: (each.stat().st_mtime_ns, each.name))


def newest_backup(path: Path) -> Path | None:
    """Give the newest backup of the store at `path`, if there is one."""
    return next(reversed(backups(path)), None)


def _no_room(path: Path) -> StoreError:
    return StoreError(
        _("There is no room left on the disk, so nothing was saved in '{path}'.").format(path=path),
        hint=_("Free some space and try again; what was saved before is untouched."),
        retry=True,
    )


def _not_writable(path: Path) -> StoreError:
    return StoreError(
        _("The store '{path}' cannot be opened for writing.").format(path=path),
        hint=_("Look at who may write to the folder and the file, or set FIKA_HOME to a folder of your own."),
    )
