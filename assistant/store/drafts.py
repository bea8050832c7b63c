"""Drafts, their versions and approvals, in an open transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Approval, DraftSummary, Version
from assistant.domain.review import Review
from assistant.errors import NotFoundError, RefusedError
from assistant.store import rows
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.ports import Task

_VERSION: Final = """
SELECT draft_id, number, draft, brief, review, origins, made_at, text_sha256
FROM versions WHERE draft_id = ?
"""
_APPROVAL: Final = """
SELECT approvals.id, approvals.value FROM approvals JOIN versions USING (draft_id, number)
WHERE draft_id = ? AND number = ? AND approvals.text_sha256 = versions.text_sha256
ORDER BY approvals.id DESC LIMIT 1
"""
_SUMMARIES: Final = """
SELECT newest.draft_id, kind, language, channel, recipient, person_id, number, blocked, newest.made_at,
    EXISTS (SELECT 1 FROM approvals WHERE approvals.draft_id = newest.draft_id
        AND approvals.number = newest.number AND approvals.text_sha256 = newest.text_sha256) AS approved
FROM versions AS newest JOIN drafts ON drafts.id = newest.draft_id
WHERE number = (SELECT max(number) FROM versions WHERE draft_id = newest.draft_id)
ORDER BY newest.draft_id
"""
_INSERT: Final = """
INSERT INTO versions VALUES (:draft_id, :number, :kind, :language, :channel, :recipient, :blocked,
    :text_sha256, :draft, :brief, :review, :origins, :made_at)
"""


def new_draft(connection: sqlite3.Connection, person_id: int | None, now: str) -> int | None:
    """Make room for a draft's versions, and give its id."""
    made = connection.execute("INSERT INTO drafts (person_id, made_at) VALUES (?, ?)", (person_id, now))
    return made.lastrowid


def require_draft(connection: sqlite3.Connection, draft_id: int | None) -> None:
    """Raise NotFoundError when there is no such draft."""
    if connection.execute("SELECT 1 FROM drafts WHERE id = ?", (draft_id,)).fetchone() is None:
        raise NotFoundError(
            _("There is no draft {id}.").format(id=draft_id), hint=_("See your drafts with: fika show.")
        )


def add_version(
    connection: sqlite3.Connection,
    draft_id: int | None,
    task: Task,
    *,
    draft: Draft,
    review: Review,
    origins: Origins,
    now: str,
) -> Version:
    """Add the next version of a draft."""
    (number,) = connection.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE draft_id = ?", (draft_id,)
    ).fetchone()
    values: dict[str, Any] = {  # what SQLite stores: numbers and texts
        "draft_id": draft_id,
        "number": number,
        "kind": draft.kind,
        "language": draft.language,
        "channel": draft.channel,
        "recipient": task.brief.recipient.name,
        "blocked": int(review.blocked),
        "text_sha256": rows.fingerprint(draft.text),
        "draft": draft.model_dump_json(),
        "brief": task.brief.model_dump_json(),
        "review": review.model_dump_json(),
        "origins": origins.model_dump_json(),
        "made_at": now,
    }
    connection.execute(_INSERT, values)
    return version(connection, draft_id, number)


def version(connection: sqlite3.Connection, draft_id: int | None, number: int | None) -> Version:
    """Give a version, the newest when no number is given. Raises NotFoundError."""
    require_draft(connection, draft_id)
    wanted = "" if number is None else "AND number = ?"
    given = (draft_id,) if number is None else (draft_id, number)
    row = connection.execute(f"{_VERSION} {wanted} ORDER BY number DESC LIMIT 1", given).fetchone()
    if row is None:
        raise NotFoundError(
            _("Draft {id} has no version {number}.").format(id=draft_id, number=number),
            hint=_("See its versions with: fika history {id}.").format(id=draft_id),
        )
    return rows.version(row)


def versions(connection: sqlite3.Connection, draft_id: int) -> tuple[Version, ...]:
    """Give all versions of a draft, oldest first. Raises NotFoundError."""
    require_draft(connection, draft_id)
    return tuple(rows.version(row) for row in connection.execute(f"{_VERSION} ORDER BY number", (draft_id,)))


def summaries(connection: sqlite3.Connection) -> tuple[DraftSummary, ...]:
    """Give a line for each draft, oldest first."""
    return tuple(rows.summary(row) for row in connection.execute(_SUMMARIES))


def approve(connection: sqlite3.Connection, shown: Version, approval: Approval) -> None:
    """Keep an approval of a version, if its text is the one that was shown. Raises RefusedError."""
    saved = version(connection, shown.draft_id, shown.number)
    if saved.draft.text != shown.draft.text:
        raise RefusedError(
            _("This is not the text of draft {draft}, version {number}.").format(
                draft=shown.draft_id, number=shown.number
            ),
            hint=_("Look at it once more with `fika show {draft}`.").format(draft=shown.draft_id),
        )
    connection.execute(
        "INSERT INTO approvals (draft_id, number, text_sha256, value) VALUES (?, ?, ?, ?)",
        (shown.draft_id, shown.number, rows.fingerprint(saved.draft.text), approval.model_dump_json()),
    )


def approval(connection: sqlite3.Connection, draft_id: int, number: int) -> Approval | None:
    """Give the newest approval of a version's text, None when there is none."""
    row = connection.execute(_APPROVAL, (draft_id, number)).fetchone()
    return rows.approval(row) if row else None
