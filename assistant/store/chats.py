"""Conversations, each method one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from assistant.domain.chat import Conversation, Speaker, Turn
from assistant.errors import NotFoundError
from assistant.store import erasing, rows
from assistant.store.database import Database
from assistant.wording import _

_CONVERSATIONS: Final = """
SELECT conversations.id, conversations.value, count(turns.id) AS turns,
    coalesce(max(json_extract(turns.value, '$.at')), json_extract(conversations.value, '$.begun_at'))
        AS changed_at
FROM conversations LEFT JOIN turns ON turns.conversation_id = conversations.id
"""


class SqliteChats:
    """The `Chats` in the store's file."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def begin(self, title: str, language: str = "") -> Conversation:
        """Begin a conversation."""
        value = {"title": title, "language": language, "begun_at": self._clock().isoformat()}
        with self._database.writing() as connection:
            made = connection.execute(
                "INSERT INTO conversations (value) VALUES (?)", (json.dumps(value, ensure_ascii=False),)
            )
            return _conversation(_row(connection, int(made.lastrowid or 0)))

    def conversation(self, conversation_id: int) -> Conversation:
        """Give one conversation. Raises NotFoundError."""
        with self._database.reading() as connection:
            return _conversation(_row(connection, conversation_id))

    def conversations(self, words: str = "") -> tuple[Conversation, ...]:
        """Give those in which all of `words` stand, in the title or a turn; the newest first."""
        with self._database.reading() as connection:
            found = connection.execute(f"{_CONVERSATIONS} GROUP BY conversations.id").fetchall()
            texts = _texts(connection) if words.strip() else {}
        wanted = words.casefold().split()
        kept = [_conversation(row) for row in found]
        kept = [
            each
            for each in kept
            if all(word in f"{each.title}\n{texts.get(each.id, '')}".casefold() for word in wanted)
        ]
        return tuple(sorted(kept, key=lambda each: (each.changed_at, each.id), reverse=True))

    def change(self, conversation: Conversation) -> None:
        """Put title, language and summary in place of what was kept. Raises NotFoundError."""
        value = conversation.model_dump_json(exclude={"id", "changed_at", "turns"})
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE conversations SET value = ? WHERE id = ?", (value, conversation.id)
            )
            if not changed.rowcount:
                raise _none(conversation.id)

    def add(
        self,
        conversation_id: int,
        speaker: Speaker,
        text: str,
        *,
        passages: tuple[str, ...] = (),
        whole: bool = True,
        writer: str = "",
        in_confidence: bool = False,
    ) -> Turn:
        """Add what one of the two said. Raises NotFoundError."""
        value: dict[str, Any] = {"speaker": speaker, "text": text, "at": self._clock().isoformat()}
        value |= {"passages": passages, "whole": whole, "writer": writer, "in_confidence": in_confidence}
        with self._database.writing() as connection:
            _row(connection, conversation_id)
            made = connection.execute(
                "INSERT INTO turns (conversation_id, value) VALUES (?, ?)",
                (conversation_id, json.dumps(value, ensure_ascii=False)),
            )
            row = connection.execute("SELECT * FROM turns WHERE id = ?", (made.lastrowid,)).fetchone()
        return _turn(row)

    def replace(self, turn: Turn) -> None:
        """Put a turn in place of what was kept of it, as it grows. Raises NotFoundError."""
        value = turn.model_dump_json(exclude={"id", "conversation_id"})
        with self._database.writing() as connection:
            changed = connection.execute("UPDATE turns SET value = ? WHERE id = ?", (value, turn.id))
            if not changed.rowcount:
                raise _none(turn.conversation_id)

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """Give all that was said, oldest first. Raises NotFoundError."""
        with self._database.reading() as connection:
            _row(connection, conversation_id)
            found = connection.execute(
                "SELECT * FROM turns WHERE conversation_id = ? ORDER BY id", (conversation_id,)
            ).fetchall()
        return tuple(_turn(row) for row in found)

    def forget(self, conversation_id: int) -> None:
        """Erase a conversation, leaving no byte behind. Raises NotFoundError."""
        with self._database.writing() as connection:
            _row(connection, conversation_id)
            erasing.delete_conversation(connection, conversation_id)
        erasing.finish(self._database)


def _row(connection: sqlite3.Connection, conversation_id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        f"{_CONVERSATIONS} WHERE conversations.id = ? GROUP BY conversations.id", (conversation_id,)
    ).fetchone()
    if row is None:
        raise _none(conversation_id)
    return row


def _texts(connection: sqlite3.Connection) -> dict[int, str]:
    """Give all that was said in each conversation."""
    texts: dict[int, str] = {}
    for row in connection.execute("SELECT * FROM turns ORDER BY id"):
        turn = _turn(row)
        texts[turn.conversation_id] = f"{texts.get(turn.conversation_id, '')}\n{turn.text}"
    return texts


def _conversation(row: sqlite3.Row) -> Conversation:
    columns = {"id": row["id"], "turns": row["turns"], "changed_at": row["changed_at"]}
    whole = json.dumps({**rows.read_object(row["value"]), **columns})
    return rows.read_value(_("conversation {id}").format(id=row["id"]), Conversation, whole)


def _turn(row: sqlite3.Row) -> Turn:
    columns = {"id": row["id"], "conversation_id": row["conversation_id"]}
    whole = json.dumps({**rows.read_object(row["value"]), **columns})
    return rows.read_value(_("turn {id}").format(id=row["id"]), Turn, whole)


def _none(conversation_id: int) -> NotFoundError:
    return NotFoundError(
        _("There is no conversation {id}.").format(id=conversation_id),
        hint=_("See them with: fika chat --list."),
    )
