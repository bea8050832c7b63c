"""The store's format, as numbered steps: step n leads from format n - 1 to format n.

A step is never changed once it was released; a new format is a new step at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

APPLICATION_ID: Final = 0x46696B61
"""Written into every store ("Fika"), so that another program's file is never taken for one."""

_FIRST: Final = """
CREATE TABLE sender (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

-- Ids are never used again (AUTOINCREMENT), so that an old number cannot come to mean someone else.
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    value TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    value TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX facts_of_person ON facts (person_id);

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER REFERENCES people (id),
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_of_person ON drafts (person_id);

-- kind to blocked repeat what stands in the values, so that a list reads no values.
CREATE TABLE versions (
    draft_id INTEGER NOT NULL REFERENCES drafts (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    text_sha256 TEXT NOT NULL,
    draft TEXT NOT NULL,
    brief TEXT NOT NULL,
    review TEXT NOT NULL,
    origins TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
) STRICT;

CREATE TABLE approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL,
    value TEXT NOT NULL,
    FOREIGN KEY (draft_id, number) REFERENCES versions (draft_id, number)
) STRICT;
CREATE INDEX approvals_of_version ON approvals (draft_id, number);

-- What is being erased: 'person:3', 'draft:7'. A row stays until no byte is left.
CREATE TABLE erasing (what TEXT PRIMARY KEY) STRICT;

CREATE TRIGGER versions_are_numbered_in_order BEFORE INSERT ON versions
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE draft_id = NEW.draft_id)
BEGIN SELECT RAISE(ABORT, 'versions are numbered in order'); END;

CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'versions are only ever added'); END;

CREATE TRIGGER versions_are_kept BEFORE DELETE ON versions
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE what = 'draft:' || OLD.draft_id)
BEGIN SELECT RAISE(ABORT, 'versions are only ever added'); END;

CREATE TRIGGER approvals_fit_their_text BEFORE INSERT ON approvals
WHEN NEW.text_sha256 IS NOT
    (SELECT text_sha256 FROM versions WHERE draft_id = NEW.draft_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'an approval is for the text as it was saved'); END;

CREATE TRIGGER approvals_are_never_replaced BEFORE INSERT ON approvals
WHEN EXISTS (SELECT 1 FROM approvals WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'approvals are only ever added'); END;

CREATE TRIGGER approvals_never_change BEFORE UPDATE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals are only ever added'); END;

CREATE TRIGGER approvals_are_kept BEFORE DELETE ON approvals
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE what = 'draft:' || OLD.draft_id)
BEGIN SELECT RAISE(ABORT, 'approvals are only ever added'); END;
"""

_SECOND: Final = """
-- What the person says has happened: sent, answered, declined, ended.
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    value TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_of_person ON contacts (person_id);

CREATE TABLE talks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    value TEXT NOT NULL
) STRICT;
CREATE INDEX talks_of_person ON talks (person_id);

-- Texts on their way: what is typed or streams in, until it is saved for good.
CREATE TABLE unsaved (
    slot TEXT NOT NULL,
    owner TEXT NOT NULL,
    person_id INTEGER REFERENCES people (id),
    draft_id INTEGER REFERENCES drafts (id),
    value TEXT NOT NULL,
    PRIMARY KEY (slot, owner)
) STRICT;

CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    value TEXT NOT NULL
) STRICT;
CREATE INDEX turns_of_conversation ON turns (conversation_id);

-- What reflecting on one's own goals came to; one row, the newest.
CREATE TABLE reflection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL
) STRICT;
"""

MIGRATIONS: Final[tuple[str, ...]] = (_FIRST, _SECOND)


def apply(connection: sqlite3.Connection, steps: Sequence[str], first: int) -> None:
    """Run the steps after format `first` in the open transaction, and note the format reached.

    `executescript` is no choice: it would commit the transaction first.
    """
    for step in steps[first:]:
        for statement in _statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def _statements(script: str) -> list[str]:
    found: list[str] = []
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    if statement.strip():
        raise ValueError(f"a migration ends in the middle of a statement: {statement.strip()!r}")
    return found
