"""Texts on their way, kept until they are saved for good."""

from __future__ import annotations

import sqlite3

from assistant.domain.records import Unsaved
from assistant.store import drafts, people, rows
from assistant.store.database import Database
from assistant.wording import _


class SqliteUnsavedTexts:
    """The `UnsavedTexts` in the store's file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, unsaved: Unsaved) -> None:
        """Put it in place of what the same run kept in the same slot.

        Raises StoreError; NotFoundError when the person or the draft it belongs to was erased.
        """
        with self._database.writing() as connection:
            if unsaved.person_id is not None:
                people.person(connection, unsaved.person_id)
            if unsaved.draft_id is not None:
                drafts.require_draft(connection, unsaved.draft_id)
            connection.execute(
                "INSERT OR REPLACE INTO unsaved (slot, owner, person_id, draft_id, value) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    unsaved.slot,
                    unsaved.owner,
                    unsaved.person_id,
                    unsaved.draft_id,
                    unsaved.model_dump_json(),
                ),
            )

    def kept(self) -> tuple[Unsaved, ...]:
        """Give all that is kept, whoever keeps it, oldest first."""
        with self._database.reading() as connection:
            texts = [
                rows.read_value(_("unsaved text {slot}").format(slot=row["slot"]), Unsaved, row["value"])
                for row in connection.execute("SELECT slot, value FROM unsaved")
            ]
        return tuple(sorted(texts, key=lambda each: each.kept_at))

    def drop(self, slot: str, owner: str) -> None:
        """Let go of what was kept; nothing happens when there is none."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM unsaved WHERE slot = ? AND owner = ?", (slot, owner))


def delete_of_talk(connection: sqlite3.Connection, talk_id: int) -> None:
    """Delete what was typed for a talk, in the open transaction; a damaged row is of no talk."""
    connection.execute(
        "DELETE FROM unsaved WHERE CASE WHEN json_valid(value) "
        "THEN json_extract(value, '$.talk_id') = ? ELSE 0 END",
        (talk_id,),
    )
