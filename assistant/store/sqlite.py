"""The store on SQLite: every method is one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Approval, DraftSummary, Person, StoredFact, Version
from assistant.domain.review import Review
from assistant.errors import InputError, NotFoundError, RefusedError, StoreError
from assistant.store import erasing, rows
from assistant.store.database import BUSY_SECONDS, Database
from assistant.store.migrations import MIGRATIONS
from assistant.store.naming import find_person, refuse_twin
from assistant.store.trouble import damaged
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.ports import Task

_SUMMARIES: Final = """
SELECT newest.draft_id, kind, language, channel, recipient, person_id, number, blocked, newest.made_at,
    EXISTS (SELECT 1 FROM approvals WHERE approvals.draft_id = newest.draft_id
        AND approvals.number = newest.number AND approvals.text_sha256 = newest.text_sha256) AS approved
FROM versions AS newest JOIN drafts ON drafts.id = newest.draft_id
WHERE number = (SELECT max(number) FROM versions WHERE draft_id = newest.draft_id)
ORDER BY newest.draft_id
"""


class SqliteStore:
    """The `Store` in one file. Opened when first used; a store that is only read is never made."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        steps: Sequence[str] = MIGRATIONS,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self._database = Database(path, steps, busy_seconds)
        self._clock = clock
        self._swept = False

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def sender(self) -> Sender | None:
        """Give the sender's profile, None when none was saved."""
        with self._reading() as read:
            row = read("SELECT value FROM sender").fetchone()
            return row and rows.read_value(self.path, _("your profile"), Sender, row["value"])

    def save_sender(self, sender: Sender) -> None:
        """Keep the sender's profile in place of the one before."""
        with self._writing() as write:
            write(
                "INSERT INTO sender (id, value, saved_at) VALUES (1, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at",
                sender.model_dump_json(),
                self._now(),
            )

    def add_person(self, recipient: Recipient) -> Person:
        """Add a person. Raises InputError for a name that is already there at the same organisation."""
        with self._writing() as write:
            refuse_twin(self._people(write), recipient)
            added = write(
                "INSERT INTO people (value, added_at) VALUES (?, ?)", recipient.model_dump_json(), self._now()
            )
            return self._person(write, added.lastrowid)

    def people(self) -> tuple[Person, ...]:
        """Give everyone, in the order of adding."""
        with self._reading() as read:
            return self._people(read)

    def find_person(self, named: str) -> Person:
        """Find by id, exact name or unambiguous part of a name. Raises NotFoundError."""
        return find_person(self.people(), named)

    def edit_person(self, person_id: int, recipient: Recipient) -> Person:
        """Put `recipient` in place of what was known."""
        with self._writing() as write:
            self._person(write, person_id)
            refuse_twin(self._people(write), recipient, person_id)
            write("UPDATE people SET value = ? WHERE id = ?", recipient.model_dump_json(), person_id)
            return self._person(write, person_id)

    def forget_person(self, person_id: int) -> None:
        """Erase the person with facts, drafts and versions, leaving no byte behind."""
        with self._writing() as write:
            self._person(write, person_id, readable=False)
            erasing.delete_person(write.connection, person_id)
        erasing.finish(self._database)

    def forget_drafts(self, draft_ids: Sequence[int]) -> None:
        """Erase drafts with their versions, leaving no byte behind."""
        with self._writing() as write:
            for draft_id in draft_ids:
                self._draft_is_there(write, draft_id)
            erasing.delete_drafts(write.connection, draft_ids)
        erasing.finish(self._database)

    def mentions(self, name: str) -> tuple[str, ...]:
        """Say where else a name stands, for example "fact 4": what forgetting a person leaves."""
        wanted = name.casefold()
        with self._reading() as read:
            found = [
                (_("your profile"), read("SELECT value FROM sender")),
                (_("person {id}"), read("SELECT value, id FROM people ORDER BY id")),
                (_("fact {id}"), read("SELECT value, id FROM facts ORDER BY id")),
                (
                    _("draft {id}"),
                    read("SELECT draft || brief || review, draft_id AS id FROM versions ORDER BY id, number"),
                ),
            ]
            hits = [
                label.format(id=row["id"] if len(row) > 1 else "")
                for label, table in found
                for row in table
                if wanted and wanted in str(row[0]).casefold()
            ]
        return tuple(dict.fromkeys(hits))

    def add_fact(self, person_id: int, fact: Fact) -> StoredFact:
        """Add a fact about a person; the very same fact is kept once, and given back."""
        if fact.is_empty:
            raise InputError(_("A fact must say something."), hint=_("Give what was said or done, in a sentence."))
        with self._writing() as write:
            self._person(write, person_id)
            for known in self._facts(write, person_id):
                if known.fact == fact:
                    return known
            added = write(
                "INSERT INTO facts (person_id, value, added_at) VALUES (?, ?, ?)",
                person_id,
                fact.model_dump_json(),
                self._now(),
            )
            return next(each for each in self._facts(write, person_id) if each.id == added.lastrowid)

    def facts(self, person_id: int) -> tuple[StoredFact, ...]:
        """Give what is known about a person, in the order of adding."""
        with self._reading() as read:
            self._person(read, person_id)
            return self._facts(read, person_id)

    def remove_fact(self, person_id: int, fact_id: int) -> None:
        """Remove a fact of a person. Raises NotFoundError."""
        with self._writing() as write:
            if not write("DELETE FROM facts WHERE id = ? AND person_id = ?", fact_id, person_id).rowcount:
                raise NotFoundError(
                    _("Person {person} has no fact {fact}.").format(person=person_id, fact=fact_id),
                    hint=_("See them with: fika facts list {person}.").format(person=person_id),
                )

    def save_version(self, task: Task, draft: Draft, review: Review, origins: Origins) -> Version:
        """Add a version to `task.draft_id`, or a new draft when that is None."""
        with self._writing() as write:
            draft_id = task.draft_id
            if draft_id is None:
                if task.person_id is not None:
                    self._person(write, task.person_id)
                made = write("INSERT INTO drafts (person_id, made_at) VALUES (?, ?)", task.person_id, self._now())
                draft_id = made.lastrowid
            else:
                self._draft_is_there(write, draft_id)
            (number,) = write(
                "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE draft_id = ?", draft_id
            ).fetchone()
            columns: dict[str, Any] = {
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
                "made_at": self._now(),
            }
            marks = ", ".join("?" * len(columns))
            write(f"INSERT INTO versions ({', '.join(columns)}) VALUES ({marks})", *columns.values())  # noqa: S608 - our own names
            return self._version(write, draft_id, number)

    def version(self, draft_id: int, number: int | None = None) -> Version:
        """Give a version, the newest when no number is given. Raises NotFoundError."""
        with self._reading() as read:
            return self._version(read, draft_id, number)

    def versions(self, draft_id: int) -> tuple[Version, ...]:
        """Give all versions of a draft, oldest first. Raises NotFoundError."""
        with self._reading() as read:
            self._draft_is_there(read, draft_id)
            found = read(
                f"SELECT {rows.VERSION_COLUMNS} FROM versions WHERE draft_id = ? ORDER BY number",  # noqa: S608 - our own names
                draft_id,
            )
            return tuple(rows.version(self.path, row) for row in found)

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Give a line for each draft, oldest first."""
        with self._reading() as read:
            return tuple(rows.summary(self.path, row) for row in read(_SUMMARIES))

    def approve(self, version: Version, reason: str) -> Approval:
        """Keep the person's word that this version is ready. Raises RefusedError.

        It holds for the very text that was shown; a version that blocks needs a reason.
        """
        if version.review.blocked and not reason.strip():
            raise RefusedError(
                _("Draft {draft}, version {number} has findings that block.").format(
                    draft=version.draft_id, number=version.number
                ),
                hint=_("Mend them with `fika edit {draft}`, or say why with --anyway REASON.").format(
                    draft=version.draft_id
                ),
            )
        with self._writing() as write:
            saved = self._version(write, version.draft_id, version.number)
            if saved.draft.text != version.draft.text:
                raise RefusedError(
                    _("This is not the text of draft {draft}, version {number}.").format(
                        draft=version.draft_id, number=version.number
                    ),
                    hint=_("Look at it once more with `fika show {draft}`.").format(draft=version.draft_id),
                )
            approval = Approval(
                draft_id=version.draft_id,
                number=version.number,
                approved_at=self._clock(),
                reason=reason.strip() if version.review.blocked else "",
            )
            write(
                "INSERT INTO approvals (draft_id, number, text_sha256, value) VALUES (?, ?, ?, ?)",
                version.draft_id,
                version.number,
                rows.fingerprint(saved.draft.text),
                approval.model_dump_json(),
            )
        return approval

    def approval(self, draft_id: int, number: int) -> Approval | None:
        """Give the newest approval of a version's text, None when there is none."""
        with self._reading() as read:
            row = read(
                "SELECT approvals.id, value FROM approvals JOIN versions USING (draft_id, number) "
                "WHERE draft_id = ? AND number = ? AND approvals.text_sha256 = versions.text_sha256 "
                "ORDER BY approvals.id DESC LIMIT 1",
                draft_id,
                number,
            ).fetchone()
            return row and rows.approval(self.path, row)

    def check(self) -> None:
        """Look through the whole store. Raises StoreError for damage, or for a forgetting not finished."""
        with self._reading() as read:
            (first,) = read("PRAGMA integrity_check(1)").fetchone()
            if first != "ok":
                raise damaged(self.path, str(first))
            if erasing.is_unfinished(read.connection):
                raise StoreError(
                    _("Something you asked Fika to forget may still have traces on the disk."),
                    hint=_("Close other Fika windows and say `fika people list`; each start finishes what is left."),
                )
            everyone = self._people(read)
            drafts = [row["id"] for row in read("SELECT id FROM drafts")]
        self.sender()
        for person in everyone:
            self.facts(person.id)
        for draft_id in drafts:
            self.versions(draft_id)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()
        self._swept = False

    @contextmanager
    def _reading(self) -> Iterator[_Run]:
        self._sweep()
        with self._database.reading() as connection:
            yield _Run(connection)

    @contextmanager
    def _writing(self) -> Iterator[_Run]:
        self._sweep()
        with self._database.writing() as connection:
            yield _Run(connection)

    def _sweep(self) -> None:
        """Finish, once after opening, a forgetting that was cut short; `check` tells when that fails."""
        if self._swept or not self._database.exists():
            return
        with self._database.reading() as connection:
            unfinished = erasing.is_unfinished(connection)
        if unfinished:
            with contextlib.suppress(StoreError):
                erasing.finish(self._database)
        self._swept = True

    def _now(self) -> str:
        return self._clock().isoformat()

    def _people(self, read: _Run) -> tuple[Person, ...]:
        found = read("SELECT id, value, added_at FROM people ORDER BY id")
        return tuple(rows.person(self.path, row) for row in found)

    def _person(self, read: _Run, person_id: int | None, *, readable: bool = True) -> Person | None: ...
