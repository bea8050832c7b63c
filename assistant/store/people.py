"""The sender, people and their facts, in an open transaction."""

from __future__ import annotations

import sqlite3

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.records import Person, StoredFact
from assistant.domain.reflection import Reflection
from assistant.errors import NotFoundError
from assistant.store import rows
from assistant.wording import _


def load_sender(connection: sqlite3.Connection) -> Sender | None:
    """Give the sender's profile, None when none was saved."""
    row = connection.execute("SELECT value FROM sender").fetchone()
    return rows.read_value(_("your profile"), Sender, row["value"]) if row else None


def save_sender(connection: sqlite3.Connection, sender: Sender, now: str) -> None:
    """Keep the sender's profile in place of the one before."""
    connection.execute(
        "INSERT INTO sender (id, value, saved_at) VALUES (1, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at",
        (sender.model_dump_json(), now),
    )


def load_reflection(connection: sqlite3.Connection) -> Reflection | None:
    """Give what the sender's reflection came to, None when none was saved."""
    row = connection.execute("SELECT value FROM reflection").fetchone()
    return rows.read_value(_("your reflection"), Reflection, row["value"]) if row else None


def save_reflection(connection: sqlite3.Connection, reflection: Reflection) -> None:
    """Keep a reflection in place of the one before."""
    connection.execute(
        "INSERT INTO reflection (id, value) VALUES (1, ?) "
        "ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        (reflection.model_dump_json(),),
    )


def everyone(connection: sqlite3.Connection) -> tuple[Person, ...]:
    """Give all people, in the order of adding."""
    found = connection.execute("SELECT id, value, added_at FROM people ORDER BY id")
    return tuple(rows.person(row) for row in found)


def person(connection: sqlite3.Connection, person_id: int | None) -> Person:
    """Give one person. Raises NotFoundError."""
    row = connection.execute("SELECT id, value, added_at FROM people WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise nobody(person_id)
    return rows.person(row)


def nobody(person_id: int | None) -> NotFoundError:
    """Say that nobody has this id."""
    return NotFoundError(
        _("There is no person {id}.").format(id=person_id), hint=_("See them with: fika people list.")
    )


def add_person(connection: sqlite3.Connection, recipient: Recipient, now: str) -> Person:
    """Add a person."""
    sql = "INSERT INTO people (value, added_at) VALUES (?, ?)"
    return person(connection, connection.execute(sql, (recipient.model_dump_json(), now)).lastrowid)


def edit_person(connection: sqlite3.Connection, person_id: int, recipient: Recipient) -> Person:
    """Put `recipient` in place of what was known."""
    connection.execute("UPDATE people SET value = ? WHERE id = ?", (recipient.model_dump_json(), person_id))
    return person(connection, person_id)


def facts(connection: sqlite3.Connection, person_id: int) -> tuple[StoredFact, ...]:
    """Give what is known about a person, in the order of adding."""
    found = connection.execute(
        "SELECT id, person_id, value, added_at FROM facts WHERE person_id = ? ORDER BY id", (person_id,)
    )
    return tuple(rows.stored_fact(row) for row in found)


def fact_counts(connection: sqlite3.Connection) -> dict[int, int]:
    """Give how many facts there are, by person; who has none is left out."""
    found = connection.execute("SELECT person_id, count(*) FROM facts GROUP BY person_id")
    return {int(person_id): int(count) for person_id, count in found}


def add_fact(connection: sqlite3.Connection, person_id: int, fact: Fact, now: str) -> StoredFact:
    """Add a fact about a person; the very same fact is kept once, and given back."""
    for known in facts(connection, person_id):
        if known.fact == fact:
            return known
    connection.execute(
        "INSERT INTO facts (person_id, value, added_at) VALUES (?, ?, ?)",
        (person_id, fact.model_dump_json(), now),
    )
    return facts(connection, person_id)[-1]


def remove_fact(connection: sqlite3.Connection, person_id: int, fact_id: int) -> None:
    """Remove a fact of a person. Raises NotFoundError."""
    removed = connection.execute("DELETE FROM facts WHERE id = ? AND person_id = ?", (fact_id, person_id))
    if not removed.rowcount:
        raise NotFoundError(
            _("Person {person} has no fact {fact}.").format(person=person_id, fact=fact_id),
            hint=_("See them with: fika facts list {person}.").format(person=person_id),
        )


def mentions(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Say where a name stands, for example "fact 4", in the order of the store."""
    places = (
        (_("your profile"), "SELECT 1 AS id, value FROM sender"),
        (_("person {id}"), "SELECT id, value FROM people ORDER BY id"),
        (_("fact {id}"), "SELECT id, value FROM facts ORDER BY id"),
        (
            _("draft {id}"),
            "SELECT draft_id AS id, draft || brief || review AS value FROM versions ORDER BY 1",
        ),
        (_("talk {id}"), "SELECT id, value FROM talks ORDER BY id"),
        (_("conversation {id}"), "SELECT conversation_id AS id, value FROM turns ORDER BY 1"),
    )
    wanted = name.casefold()
    found = [
        label.format(id=row["id"])
        for label, query in places
        for row in connection.execute(query)
        if wanted and wanted in row["value"].casefold()
    ]
    return tuple(dict.fromkeys(found))
