"""What happened with people: contacts and talks, each method one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from assistant.domain.records import Contact, ContactKind, Talk
from assistant.errors import InputError, NotFoundError
from assistant.store import people, rows
from assistant.store.database import Database
from assistant.wording import _


class SqliteContacts:
    """The `Contacts` in the store's file."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def log(
        self,
        person_id: int,
        kind: ContactKind,
        *,
        at: datetime | None = None,
        draft_id: int | None = None,
        number: int | None = None,
        document: str = "",
    ) -> Contact:
        """Note that something happened, now when no time is given. Raises NotFoundError, InputError."""
        moment = at or self._clock()
        if moment > self._clock():
            raise InputError(
                _("That time has not come yet: {at}.").format(at=f"{moment:%Y-%m-%d %H:%M}"),
                hint=_("Say when it happened, or leave the time out for now."),
            )
        value = {"kind": kind, "at": moment.isoformat()}
        rest = {"draft_id": draft_id, "number": number, "document": document}
        with self._database.writing() as connection:
            people.person(connection, person_id)
            row = _insert(connection, "contacts", person_id, {**value, **rest})
            return _contact(row)

    def remove(self, contact_id: int) -> None:
        """Take back what was noted. Raises NotFoundError."""
        with self._database.writing() as connection:
            if not connection.execute("DELETE FROM contacts WHERE id = ?", (contact_id,)).rowcount:
                raise NotFoundError(_("There is no such note of a contact."))

    def contacts(self, person_id: int | None = None) -> tuple[Contact, ...]:
        """Give what happened with one person, or with all, oldest first."""
        with self._database.reading() as connection:
            found = [_contact(row) for row in _rows(connection, "contacts", person_id)]
        return tuple(sorted(found, key=lambda each: (each.at, each.id)))

    def agree_talk(self, person_id: int, starts_at: datetime, minutes: int, place: str = "") -> Talk:
        """Note that a talk was agreed. Raises NotFoundError."""
        value = {"starts_at": starts_at.isoformat(), "minutes": minutes, "place": place}
        with self._database.writing() as connection:
            people.person(connection, person_id)
            return _talk(_insert(connection, "talks", person_id, value))

    def save_talk(self, talk: Talk) -> None:
        """Put the talk in place of what was kept under its id. Raises NotFoundError."""
        value = talk.model_dump_json(exclude={"id", "person_id"})
        with self._database.writing() as connection:
            changed = connection.execute("UPDATE talks SET value = ? WHERE id = ?", (value, talk.id))
            if not changed.rowcount:
                raise _no_talk(talk.id)

    def remove_talk(self, talk_id: int) -> None:
        """Remove a talk with its notes. Raises NotFoundError."""
        with self._database.writing() as connection:
            if not connection.execute("DELETE FROM talks WHERE id = ?", (talk_id,)).rowcount:
                raise _no_talk(talk_id)

    def talk(self, talk_id: int) -> Talk:
        """Give one talk. Raises NotFoundError."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM talks WHERE id = ?", (talk_id,)).fetchone()
        if row is None:
            raise _no_talk(talk_id)
        return _talk(row)

    def talks(self, person_id: int | None = None) -> tuple[Talk, ...]:
        """Give the talks with one person, or with all, in the order of their time."""
        with self._database.reading() as connection:
            found = [_talk(row) for row in _rows(connection, "talks", person_id)]
        return tuple(sorted(found, key=lambda each: (each.starts_at, each.id)))


def _rows(connection: sqlite3.Connection, table: str, person_id: int | None) -> Sequence[sqlite3.Row]:
    wanted = "" if person_id is None else "WHERE person_id = ?"
    given = () if person_id is None else (person_id,)
    return connection.execute(f"SELECT * FROM {table} {wanted} ORDER BY id", given).fetchall()  # noqa: S608 - our own names


def _insert(connection: sqlite3.Connection, table: str, person_id: int, value: dict[str, Any]) -> sqlite3.Row:
    made = connection.execute(
        f"INSERT INTO {table} (person_id, value) VALUES (?, ?)",  # noqa: S608 - our own names
        (person_id, json.dumps(value)),
    )
    row: sqlite3.Row = connection.execute(
        f"SELECT * FROM {table} WHERE id = ?",  # noqa: S608 - our own names
        (made.lastrowid,),
    ).fetchone()
    return row


def _contact(row: sqlite3.Row) -> Contact:
    name = _("contact {id}").format(id=row["id"])
    return rows.read_value(name, Contact, _whole(row))


def _talk(row: sqlite3.Row) -> Talk:
    return rows.read_value(_("talk {id}").format(id=row["id"]), Talk, _whole(row))


def _whole(row: sqlite3.Row) -> str:
    """Give a row's value with the ids that stand in columns."""
    return json.dumps({**rows.read_object(row["value"]), "id": row["id"], "person_id": row["person_id"]})


def _no_talk(talk_id: int) -> NotFoundError:
    return NotFoundError(_("There is no talk {id}.").format(id=talk_id))
