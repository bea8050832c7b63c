"""What the pipeline needs from the world. `wiring` chooses what stands behind each."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.brief import Brief, Fact, Ground, Recipient, Sender
from assistant.domain.chat import Conversation, Speaker, Turn
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
from assistant.domain.reflection import Reflection
from assistant.domain.review import Finding, Review
from assistant.domain.value import Language
from assistant.events import Waiting
from knowledge.corpus import Passage
from knowledge.found import Found
from prompts.catalog import Kind


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft to change, and what the person wishes changed."""

    before: Draft
    """The draft as it stands, with its marks; they count by the task's brief."""
    wish: str
    """In the person's own words; never read as more than a wish for how the draft is written."""
    note: str = ""
    """What the new version says of how it came about."""


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
    revision: Revision | None = None
    """What is changed in which draft; None writes from the brief alone."""
    send_confidential: bool = False
    """The person's word, for this document alone, that a model may read what is confidential."""


@dataclass(frozen=True, slots=True)
class Grounding:
    """What the writer is shown and may cite: grounds as F1..., passages as G1... by position."""

    grounds: tuple[Ground, ...]
    passages: tuple[Passage, ...]
    in_confidence: tuple[str, ...] = ()
    """Confidential facts that the person lets a model read; they have no id and stand in no message."""


class Writer(Protocol):
    """Streams a document in the writing format."""

    def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str | Waiting, None]:
        """Write the document. Raises WriterError; what was yielded before stays valid."""
        ...

    def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str | Waiting, None]:
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
        """Give the topics' own passages, then what the brief's words find. Words do: no index is built."""
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge said of a draft, and what that cost."""

    findings: tuple[Finding, ...]
    """Warnings only."""
    note: str
    """Who judged, with how many tokens, in the interface's language."""


class Judge(Protocol):
    """Reads a draft beside its facts once more and warns of what they do not bear out; it blocks nothing."""

    def tokens(self, examined: Examined, grounding: Grounding) -> int:
        """Count, about, the tokens that `judge` would send."""
        ...

    async def judge(self, examined: Examined, grounding: Grounding) -> Judged:
        """Read the draft. Never raises for a server's fault: the note then says what happened."""
        ...


@dataclass(frozen=True, slots=True)
class Proposed:
    """A fact that a model reads in a pasted text; nothing until its quotation is found there."""

    said: str
    quote: str


class Proposer(Protocol):
    """Proposes facts from a pasted text."""

    async def propose(self, text: str, recipient: Recipient) -> tuple[Proposed, ...]:
        """Give what may be facts, unchecked. Raises WriterError."""
        ...


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

    def remove(self, contact_id: int, person_id: int | None = None) -> None:
        """Take back what was noted; with a person only what was noted of that one. Raises NotFoundError."""
        ...

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
        """Put it in place of what the same run kept in the same slot.

        Raises NotFoundError when the person or the draft it belongs to was erased.
        """
        ...

    def kept(self) -> tuple[Unsaved, ...]:
        """Give all that is kept, whoever keeps it, oldest first."""
        ...

    def drop(self, slot: str, owner: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a model may ask Fika to do in the chat."""

    name: str
    about: str
    """What it does, told to the model in English."""
    takes: Mapping[str, str]
    """What it is given: a name and what it means, in English; all are texts and all are needed."""
    writes: bool = False
    """Whether it changes anything; then the person is asked first."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to use a tool; nothing has happened yet."""

    name: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToolFound:
    """What a tool that only reads gave; shown to the model as data."""

    call: ToolCall
    text: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A question to a model that chats, with all that it may answer from."""

    question: str
    language: Language
    passages: tuple[Passage, ...]
    """The guidance found; passage n is "Gn", from 1. Empty: the sources say nothing."""
    told: tuple[str, ...]
    """What the person has told about whom the question names, a line each; line n is "Fn", from 1."""
    before: tuple[Turn, ...] = ()
    """The newest turns, oldest first, without the question."""
    summary: str = ""
    """What the turns before those came to."""
    tools: tuple[Tool, ...] = ()
    """What the model may ask for."""
    found: tuple[ToolFound, ...] = ()
    """What it asked for earlier for this same question, and got."""


class Talker(Protocol):
    """A model that answers in the chat."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def takes_tools(self) -> bool:
        """False once the server refused them, or the model only wrote about them."""
        ...

    def warm_up(self) -> None:
        """Load what asking takes, which is more than a second of imports; blocks, asks nobody."""
        ...

    def talk(self, request: ChatRequest) -> AsyncGenerator[str | Waiting | ToolCall, None]:
        """Stream an answer with its marks. Raises WriterError; what was yielded before stays valid."""
        ...

    async def summarise(self, turns: Sequence[Turn], summary: str, language: Language) -> str:
        """Put turns, and the summary of those before them, into a few lines. Raises WriterError."""
        ...


class Chats(Protocol):
    """Conversations, kept. Every method may raise StoreError."""

    def begin(self, title: str, language: str = "") -> Conversation: ...
    def conversation(self, conversation_id: int) -> Conversation: ...
    def conversations(self, words: str = "") -> tuple[Conversation, ...]:
        """Give those in which all of `words` stand, in the title or a turn; the newest first."""
        ...

    def change(self, conversation: Conversation) -> None:
        """Put title, language and summary in place of what was kept."""
        ...

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
    ) -> Turn: ...
    def replace(self, turn: Turn) -> None:
        """Put a turn in place of what was kept of it, as it grows."""
        ...

    def turns(self, conversation_id: int) -> tuple[Turn, ...]: ...
    def forget(self, conversation_id: int) -> None:
        """Erase a conversation, leaving no byte behind."""
        ...


class Store(Protocol):
    """Everything that matters, kept. Every method may raise StoreError."""

    @property
    def chats(self) -> Chats: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def unsaved(self) -> UnsavedTexts: ...
    def sender(self) -> Sender | None: ...
    def save_sender(self, sender: Sender) -> None: ...
    def reflection(self) -> Reflection | None: ...
    def save_reflection(self, reflection: Reflection) -> None: ...
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
    def fact_counts(self) -> dict[int, int]:
        """Give how many facts there are, by person; who has none is left out."""
        ...

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
