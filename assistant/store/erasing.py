"""Forgetting: rows, free pages, the log, backups and kept edits, until no byte is left.

What is to be erased is noted in the same transaction that deletes the rows. The note stays until the
file is rewritten and its log is empty, so a forgetting that was cut short (a full disk, a kill,
another program reading) is finished when the store is next opened.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from assistant.errors import StoreError
from assistant.paths import kept_edits, kept_handed
from assistant.store.database import Database
from assistant.store.people import nobody
from assistant.store.trouble import backups
from assistant.store.unsaved import delete_of_talk
from assistant.wording import _

_OF_DRAFT: Final = ("unsaved", "approvals", "versions")
_OF_PERSON: Final = ("unsaved", "talks", "contacts", "facts")


def delete_drafts(connection: sqlite3.Connection, draft_ids: Iterable[int]) -> None:
    """Delete drafts with their versions and approvals, in the open transaction."""
    for draft_id in draft_ids:
        connection.execute("INSERT OR IGNORE INTO erasing VALUES (?)", (f"draft:{draft_id}",))
        for table in _OF_DRAFT:
            connection.execute(f"DELETE FROM {table} WHERE draft_id = ?", (draft_id,))  # noqa: S608 - our own names
        _forget_sending(connection, draft_id)
        connection.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))


def _forget_sending(connection: sqlite3.Connection, draft_id: int) -> None:
    """Let what was sent stay in the log of contacts, without the draft that is gone."""
    for row in connection.execute("SELECT id, value FROM contacts").fetchall():
        value = _loads(row["value"])
        if value.get("draft_id") == draft_id:
            value = {**value, "draft_id": None, "number": None}
            connection.execute("UPDATE contacts SET value = ? WHERE id = ?", (json.dumps(value), row["id"]))


def drafts_of(connection: sqlite3.Connection, person_id: int) -> list[int]:
    """Give a person's drafts, also those made from a brief file that names the same person.

    Raises NotFoundError.
    """
    row = connection.execute("SELECT value FROM people WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise nobody(person_id)
    person = _loads(row["value"])
    name, organisation = (str(person.get(key, "")).casefold() for key in ("name", "organisation"))
    found = [
        int(row[0]) for row in connection.execute("SELECT id FROM drafts WHERE person_id = ?", (person_id,))
    ]
    loose = connection.execute(
        "SELECT draft_id, recipient, brief FROM versions JOIN drafts ON drafts.id = draft_id "
        "WHERE person_id IS NULL"
    )
    for draft_id, recipient, brief in loose:
        theirs = str(_loads(brief).get("recipient", {}).get("organisation", "")).casefold()
        same = not (theirs and organisation) or theirs == organisation
        if name and recipient.casefold() == name and same:
            found.append(int(draft_id))
    return list(dict.fromkeys(found))


def delete_person(connection: sqlite3.Connection, person_id: int) -> None:
    """Delete a person with facts and drafts, in the open transaction. Raises NotFoundError."""
    drafts = drafts_of(connection, person_id)
    connection.execute("INSERT OR IGNORE INTO erasing VALUES (?)", (f"person:{person_id}",))
    delete_drafts(connection, drafts)
    for row in connection.execute("SELECT id FROM talks WHERE person_id = ?", (person_id,)).fetchall():
        delete_of_talk(connection, row["id"])
    for table in _OF_PERSON:
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id,))  # noqa: S608 - our own names
    connection.execute("DELETE FROM people WHERE id = ?", (person_id,))


def delete_conversation(connection: sqlite3.Connection, conversation_id: int) -> None:
    """Delete a conversation with its turns, in the open transaction."""
    connection.execute("INSERT OR IGNORE INTO erasing VALUES (?)", (f"conversation:{conversation_id}",))
    connection.execute("DELETE FROM turns WHERE conversation_id = ?", (conversation_id,))
    connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def finish(database: Database) -> None:
    """Leave no byte of what was deleted. Raises StoreError when something still holds some."""
    with database.alone() as connection:
        noted = [str(row["what"]) for row in connection.execute("SELECT what FROM erasing")]
        if not noted:
            return
        try:
            _remove_copies(database, noted)
            connection.execute("VACUUM")
            busy, *_rest = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (sqlite3.Error, OSError) as error:
            raise _unfinished(str(error)) from error
        if busy:
            raise _unfinished(_("another program is reading the store"))
        connection.executemany("DELETE FROM erasing WHERE what = ?", [(what,) for what in noted])


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether something that was forgotten may still have bytes on the disk."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM erasing)").fetchone()[0])


def _remove_copies(database: Database, noted: Iterable[str]) -> None:
    """Remove what has copies of the rows: backups, unfinished copies, kept edits, copied texts."""
    folder = database.path.parent
    for path in [*backups(database.path), *folder.glob(f".{database.path.name}.new-*")]:
        path.unlink(missing_ok=True)
    for what in noted:
        thing, _colon, number = what.partition(":")
        for path in kept_edits(folder, thing, int(number)):
            shutil.rmtree(path)
        for path in kept_handed(folder, int(number)) if thing == "draft" else ():
            path.unlink(missing_ok=True)


def _loads(value: str) -> dict[str, Any]:
    """Read a row's value without judging it: also a damaged row can be forgotten."""
    with contextlib.suppress(ValueError):
        found = json.loads(value)
        if isinstance(found, dict):
            return found
    return {}


def _unfinished(reason: str) -> StoreError:
    return StoreError(
        _("It is deleted, but traces may be left on the disk: {reason}.").format(reason=reason.rstrip(".")),
        hint=_("Close other Fika windows and say `fika people list`; each start finishes what is left."),
        retry=True,
    )
