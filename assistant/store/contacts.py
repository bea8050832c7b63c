"""What happened with people: contacts and talks, each method one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from assistant.domain.records import Contact, ContactKind, Talk
from assistant.errors import InputError, NotFoundError
from assistant.store import people, rows, unsaved
from assistant.store.database import Database
from assistant.wording import _

_REACH: Final = timedelta(days=3_660)
"""How far from now anything may be noted: ten years."""


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
        self._refuse_far(moment)
        value = {"kind": kind, "at": moment.isoformat()}
        rest = {"draft_id": draft_id, "number": number, "document": document}
        with self._database.writing() as connection:
            people.person(connection, person_id)
            row = _insert(connection, "contacts", person_id, {**value, **rest})
            return _contact(row)

    def remove(self, contact_id: int, person_id: int | None = None) -> None:
        """Take back what was noted; with a person only what was noted of that one. Raises NotFoundError.

        It is not read first, so that a damaged note can go too.
        """
        wanted = "" if person_id is None else "AND person_id = ?"
        given = (contact_id,) if person_id is None else (contact_id, person_id)
        with self._database.writing() as connection:
            gone = connection.execute(f"DELETE FROM contacts WHERE id = ? {wanted}", given)  # noqa: S608 - our own words
            if not gone.rowcount:
                raise NotFoundError(
                    _("There is no note {id} of what happened.").format(id=contact_id),
                    hint=_("See them with: fika log PERSON."),
                )

    def contacts(self, person_id: int | None = None) -> tuple[Contact, ...]:
        """Give what happened with one person, or with all, oldest first."""
        with self._database.reading() as connection:
            found = [_contact(row) for row in _rows(connection, "contacts", person_id)]
        return tuple(sorted(found, key=lambda each: (each.at, each.id)))

    def agree_talk(self, person_id: int, starts_at: datetime, minutes: int, place: str = "") -> Talk:
        """Note that a talk was agreed. Raises NotFoundError, InputError."""
        wanted = {"starts_at": starts_at, "minutes": minutes, "place": place}
        value = self._possible({"id": 0, "person_id": person_id, **wanted})
        with self._database.writing() as connection:
            people.person(connection, person_id)
            return _talk(_insert(connection, "talks", person_id, json.loads(value)))

    def save_talk(self, talk: Talk) -> None:
        """Put the talk in place of what was kept under its id. Raises NotFoundError, InputError."""
        value = self._possible(dict(talk))  # `model_copy` takes values that no talk may have
        with self._database.writing() as connection:
            changed = connection.execute("UPDATE talks SET value = ? WHERE id = ?", (value, talk.id))
            if not changed.rowcount:
                raise _no_talk(talk.id)

    def remove_talk(self, talk_id: int) -> None:
        """Remove a talk with its notes. Raises NotFoundError."""
        with self._database.writing() as connection:
            unsaved.delete_of_talk(connection, talk_id)
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

    def _possible(self, values: dict[str, Any]) -> str:
        """Give a talk's values as they are kept. Raises InputError for what could not be read again."""
        try:
            talk = Talk.model_validate(values)
        except ValidationError as error:
            raise _impossible(error) from error
        self._refuse_far(talk.starts_at)
        return talk.model_dump_json(exclude={"id", "person_id"})

    def _refuse_far(self, moment: datetime) -> None:
        """Refuse a slip of the pen that no calendar can count from. Raises InputError."""
        if abs(moment - self._clock()) > _REACH:
            raise InputError(
                _("That time is too far away: {at}.").format(at=f"{moment:%Y-%m-%d %H:%M}"),
                hint=_("Look at the year; a time is written as 2026-03-12T15:00."),
            )


def _rows(connection: sqlite3.Connection, table: str, person_id: int | None) -> Sequence[sqlite3.Row]:
    wanted = "" if person_id is None else "WHERE person_id = ?"
    given = () if person_id is None else (person_id,)
    return connection.execute(f"SELECT * FROM {table} {wanted} ORDER BY id", given).fetchall()  # noqa: S608 - our own names


def _insert(connection: sqlite3.Connection, table: str, person_id: int, value: dict[str, Any]) -> sqlite3.Row:
    made = connection.execute(
        f"INSERT INTO {table} (person_id, value) VALUES (?, ?)",  # noqa: S608 - our own names
        (person_id, json.dumps(value, ensure_ascii=False)),
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


def _impossible(error: ValidationError) -> InputError:
    """Say which part of a talk cannot be kept, and why."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "string_too_long":
        return InputError(
            _("'{field}' is too long: {count} characters.").format(field=field, count=len(first["input"])),
            hint=_("At most {most} characters.").format(most=first["ctx"]["max_length"]),
        )
    return InputError(_("'{field}' cannot have that value.").format(field=field), hint=f"{first['msg']}.")
