"""What the pipeline needs from the world. `wiring` chooses what stands behind each."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.brief import Brief, Fact, Ground, Recipient, Sender
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.records import (
    Approval,
    Contact,
    ContactKind,
    DraftSummary,
    Person,
    StoredFact,
    Talk,
    Unsaved,
    Version,
)
from assistant.domain.review import Finding, Review
from assistant.domain.value import Language
from knowledge.corpus import Passage
from knowledge.found import Found
from prompts.catalog import Kind


@dataclass(frozen=True, slots=True)
class Task:
    """One document to write."""

    kind: Kind
    brief: Brief
    wording: Wording
    now: datetime
    """With a time zone; what "today" means in the document."""
    person_id: int | None = None
    """The stored person it is for, when there is one."""
    draft_id: int | None = None
    """The draft that this is a new version of; None makes a new draft."""


@dataclass(frozen=True, slots=True)
class Grounding:
    """What the writer is shown and may cite: grounds as F1..., passages as G1... by position."""

    grounds: tuple[Ground, ...]
    passages: tuple[Passage, ...]


class Writer(Protocol):
    """Streams a document in the writing format."""

    def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str, None]:
        """Write the document. Raises WriterError; what was yielded before stays valid."""
        ...

    def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str, None]:
        """Write it again with what blocked it; yields nothing when the writer cannot do better."""
        ...

    def origins(self) -> Origins:
        """Tell who wrote the last document, with what."""
        ...


class Retriever(Protocol):
    """Finds guidance."""

    def search(self, question: str, language: Language, limit: int = 5) -> Found:
        """Find passages for a person's question; best first."""
        ...

    def for_task(
        self, topics: Sequence[str], words: str, language: Language, limit: int = 8
    ) -> tuple[Passage, ...]:
        """Give the topics' own passages, then what the brief's words find."""
        ...

    def ensure_index(self) -> bool:
        """Build the index where it is missing or stale; False when it cannot be, and words alone must do."""
        ...


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check looks at."""

    draft: Draft
    kind: Kind
    brief: Brief | None
    """None when only a text was given; checks that need a brief then find nothing."""
    passages: tuple[Passage, ...]
    ui: Language
    """Language of messages and fixes."""
    now: datetime
    cited: bool = False
    """Whether the text came from a writer that marks its sentences, so that marks are judged."""


class Check(Protocol):
    """A pure function from a draft to findings."""

    def __call__(self, examined: Examined) -> Iterator[Finding]:
        """Find what is wrong."""
        ...


class Contacts(Protocol):
    """What happened with people, as the person told it. Every method may raise StoreError."""

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
        ...

    def remove(self, contact_id: int) -> None: ...
    def contacts(self, person_id: int | None = None) -> tuple[Contact, ...]:
        """Give what happened with one person, or with all, oldest first."""
        ...

    def agree_talk(self, person_id: int, starts_at: datetime, minutes: int, place: str = "") -> Talk: ...
    def save_talk(self, talk: Talk) -> None: ...
    def remove_talk(self, talk_id: int) -> None: ...
    def talk(self, talk_id: int) -> Talk: ...
    def talks(self, person_id: int | None = None) -> tuple[Talk, ...]:
        """Give the talks with one person, or with all, in the order of their time."""
        ...


class UnsavedTexts(Protocol):
    """Texts on their way, kept until they are saved for good. Every method may raise StoreError."""

    def keep(self, unsaved: Unsaved) -> None:
        """Put it in place of what the same run kept in the same slot."""
        ...

    def kept(self) -> tuple[Unsaved, ...]:
        """Give all that is kept, whoever keeps it, oldest first."""
        ...

    def drop(self, slot: str, owner: str) -> None: ...


class Store(Protocol):
    """Everything that matters, kept. Every method may raise StoreError."""

    @property
    def contacts(self) -> Contacts: ...
    @property
    def unsaved(self) -> UnsavedTexts: ...
    def sender(self) -> Sender | None: ...
    def save_sender(self, sender: Sender) -> None: ...
    def add_person(self, recipient: Recipient) -> Person: ...
    def people(self) -> tuple[Person, ...]: ...
    def find_person(self, named: str) -> Person:
        """Find by id, exact name or unambiguous part of a name. Raises NotFoundError."""
        ...

    def edit_person(self, person_id: int, recipient: Recipient) -> Person: ...
    def forget_person(self, person_id: int) -> None:
        """Erase the person with facts, drafts and versions, leaving no byte behind."""
        ...

    def forget_drafts(self, draft_ids: Sequence[int]) -> None:
        """Erase drafts with their versions, leaving no byte behind."""
        ...

    def mentions(self, name: str) -> tuple[str, ...]:
        """Say where a name stands, for example "fact 4": what forgetting someone leaves."""
        ...

    def add_fact(self, person_id: int, fact: Fact) -> StoredFact:
        """Add a fact; the very same fact is kept once, and given back."""
        ...

    def facts(self, person_id: int) -> tuple[StoredFact, ...]: ...
    def remove_fact(self, person_id: int, fact_id: int) -> None: ...
    def save_version(self, task: Task, draft: Draft, review: Review, origins: Origins) -> Version:
        """Add a version to `task.draft_id`, or a new draft when that is None."""
        ...

    def version(self, draft_id: int, number: int | None = None) -> Version:
        """Give a version, the newest when no number is given. Raises NotFoundError."""
        ...

    def versions(self, draft_id: int) -> tuple[Version, ...]: ...
    def drafts(self) -> tuple[DraftSummary, ...]: ...
    def drafts_of(self, person_id: int) -> tuple[DraftSummary, ...]:
        """Give the drafts to a person, also those from brief files that name the same one."""
        ...

    def approve(self, version: Version, reason: str) -> Approval: ...
    def approval(self, draft_id: int, number: int) -> Approval | None: ...
    def check(self) -> None:
        """Look through everything. Raises StoreError for what is damaged or not wholly forgotten."""
        ...

    def close(self) -> None: ...
