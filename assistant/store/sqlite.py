"""The store on SQLite: every method is one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Approval, DraftSummary, Person, StoredFact, Version
from assistant.domain.reflection import Reflection
from assistant.domain.review import Review
from assistant.errors import InputError, RefusedError, StoreError
from assistant.store import drafts, erasing, people
from assistant.store.chats import SqliteChats
from assistant.store.contacts import SqliteContacts
from assistant.store.database import BUSY_SECONDS, Database
from assistant.store.migrations import MIGRATIONS
from assistant.store.naming import find_person, refuse_twin
from assistant.store.trouble import damaged
from assistant.store.unsaved import SqliteUnsavedTexts
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.ports import Task


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

    @cached_property
    def contacts(self) -> SqliteContacts:
        """What happened with people."""
        return SqliteContacts(self._database, self._clock)

    @cached_property
    def chats(self) -> SqliteChats:
        """Conversations."""
        return SqliteChats(self._database, self._clock)

    @cached_property
    def unsaved(self) -> SqliteUnsavedTexts:
        """Texts on their way."""
        return SqliteUnsavedTexts(self._database)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def sender(self) -> Sender | None:
        """Give the sender's profile, None when none was saved."""
        with self._reading() as connection:
            return people.load_sender(connection)

    def save_sender(self, sender: Sender) -> None:
        """Keep the sender's profile in place of the one before."""
        with self._writing() as connection:
            people.save_sender(connection, sender, self._now())

    def reflection(self) -> Reflection | None:
        """Give what the sender's reflection came to, None when none was saved."""
        with self._reading() as connection:
            return people.load_reflection(connection)

    def save_reflection(self, reflection: Reflection) -> None:
        """Keep a reflection in place of the one before."""
        with self._writing() as connection:
            people.save_reflection(connection, reflection)

    def add_person(self, recipient: Recipient) -> Person:
        """Add a person. Raises InputError for a name that is already there at the same organisation."""
        with self._writing() as connection:
            refuse_twin(people.everyone(connection), recipient)
            return people.add_person(connection, recipient, self._now())

    def people(self) -> tuple[Person, ...]:
        """Give everyone, in the order of adding."""
        with self._reading() as connection:
            return people.everyone(connection)

    def find_person(self, named: str) -> Person:
        """Find by id, exact name or unambiguous part of a name. Raises NotFoundError."""
        return find_person(self.people(), named)

    def edit_person(self, person_id: int, recipient: Recipient) -> Person:
        """Put `recipient` in place of what was known. Raises NotFoundError, InputError as when adding."""
        with self._writing() as connection:
            people.person(connection, person_id)
            refuse_twin(people.everyone(connection), recipient, person_id)
            return people.edit_person(connection, person_id, recipient)

    def forget_person(self, person_id: int) -> None:
        """Erase the person with facts, drafts and versions, leaving no byte behind.

        A draft made from a brief file counts when it names the same person.
        """
        with self._writing() as connection:
            erasing.delete_person(connection, person_id)
        erasing.finish(self._database)

    def forget_drafts(self, draft_ids: Sequence[int]) -> None:
        """Erase drafts with their versions, leaving no byte behind."""
        with self._writing() as connection:
            for draft_id in draft_ids:
                drafts.require_draft(connection, draft_id)
            erasing.delete_drafts(connection, draft_ids)
        erasing.finish(self._database)

    def mentions(self, name: str) -> tuple[str, ...]:
        """Say where a name stands, for example "fact 4": what forgetting someone leaves."""
        with self._reading() as connection:
            return people.mentions(connection, name)

    def add_fact(self, person_id: int, fact: Fact) -> StoredFact:
        """Add a fact about a person; the very same fact is kept once, and given back."""
        if fact.is_empty:
            raise InputError(
                _("A fact must say something."), hint=_("Give what was said or done, in a sentence.")
            )
        with self._writing() as connection:
            people.person(connection, person_id)
            return people.add_fact(connection, person_id, fact, self._now())

    def facts(self, person_id: int) -> tuple[StoredFact, ...]:
        """Give what is known about a person, in the order of adding. Raises NotFoundError."""
        with self._reading() as connection:
            people.person(connection, person_id)
            return people.facts(connection, person_id)

    def fact_counts(self) -> dict[int, int]:
        """Give how many facts there are, by person; who has none is left out."""
        with self._reading() as connection:
            return people.fact_counts(connection)

    def remove_fact(self, person_id: int, fact_id: int) -> None:
        """Remove a fact of a person. Raises NotFoundError."""
        with self._writing() as connection:
            people.remove_fact(connection, person_id, fact_id)

    def save_version(self, task: Task, draft: Draft, review: Review, origins: Origins) -> Version:
        """Add a version to `task.draft_id`, or a new draft when that is None."""
        with self._writing() as connection:
            now = self._now()
            draft_id = task.draft_id
            if draft_id is None:
                if task.person_id is not None:
                    people.person(connection, task.person_id)
                draft_id = drafts.new_draft(connection, task.person_id, now)
            drafts.require_draft(connection, draft_id)
            return drafts.add_version(
                connection, draft_id, task, draft=draft, review=review, origins=origins, now=now
            )

    def version(self, draft_id: int, number: int | None = None) -> Version:
        """Give a version, the newest when no number is given. Raises NotFoundError."""
        with self._reading() as connection:
            return drafts.version(connection, draft_id, number)

    def versions(self, draft_id: int) -> tuple[Version, ...]:
        """Give all versions of a draft, oldest first. Raises NotFoundError."""
        with self._reading() as connection:
            return drafts.versions(connection, draft_id)

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Give a line for each draft, oldest first."""
        with self._reading() as connection:
            return drafts.summaries(connection)

    def drafts_of(self, person_id: int) -> tuple[DraftSummary, ...]:
        """Give a line for each draft to a person, those from brief files too. Raises NotFoundError."""
        with self._reading() as connection:
            theirs = set(erasing.drafts_of(connection, person_id))
            return tuple(each for each in drafts.summaries(connection) if each.draft_id in theirs)

    def approve(self, version: Version, reason: str) -> Approval:
        """Keep the person's word that this version is ready, for the very text that was shown.

        Raises RefusedError for a version that blocks when no reason is given.
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
        approval = Approval(
            draft_id=version.draft_id,
            number=version.number,
            approved_at=self._clock(),
            reason=reason.strip() if version.review.blocked else "",
        )
        with self._writing() as connection:
            drafts.approve(connection, version, approval)
        return approval

    def approval(self, draft_id: int, number: int) -> Approval | None:
        """Give the newest approval of a version's text, None when there is none."""
        with self._reading() as connection:
            return drafts.approval(connection, draft_id, number)

    def check(self) -> None:
        """Look through the whole store. Raises StoreError for damage, or for a forgetting not finished."""
        with self._reading() as connection:
            (first,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if first != "ok":
                raise damaged(self.path, str(first))
            if erasing.is_unfinished(connection):
                raise StoreError(
                    _("Something you asked Fika to forget may still have traces on the disk."),
                    hint=_("Close other Fika windows, free some space, and say `fika people list`."),
                )
            people.load_sender(connection)
            for person in people.everyone(connection):
                people.facts(connection, person.id)
            for summary in drafts.summaries(connection):
                drafts.versions(connection, summary.draft_id)
        self.contacts.contacts()
        self.contacts.talks()
        self.unsaved.kept()
        for conversation in self.chats.conversations():
            self.chats.turns(conversation.id)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()
        self._swept = False

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._sweep()
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._sweep()
        with self._database.writing() as connection:
            yield connection

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
