"""Fakes at the ports; each does what its test filled it with and remembers what it was asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

from assistant.domain.brief import Ask, Brief, Fact, Recipient, Sender
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from assistant.errors import StoreError, WriterError
from assistant.ports import Examined, Grounding, Task
from knowledge.corpus import Passage
from knowledge.corpus import Wording as PassageWording
from prompts.catalog import load_kinds

NOW = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)


def a_passage(passage_id: str = "outreach.personal_opening") -> Passage:
    """A passage with nothing special about it."""
    wording = PassageWording(title="t", text="x", asks=())
    return Passage(
        id=passage_id,
        topics=(passage_id,),
        sources=(),
        evidence=(),
        differs="",
        wordings={"sv": wording, "en": wording},
    )


def a_brief(**changes: object) -> Brief:
    """A brief with enough in it for an outreach."""
    brief = Brief(
        language="en",
        sender=Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)),
        recipient=Recipient(name="Maria Berg"),
        facts=(Fact(kind="talk", text="Gave the talk 'When forecasts fail'", title="When forecasts fail"),),
        ask=Ask(topic="risk"),
    )
    return brief.model_copy(update=changes)


def a_task(kind: str = "outreach", **changes: object) -> Task:
    """A task for `kind` on `a_brief(**changes)`."""
    return Task(kind=load_kinds()[kind], brief=a_brief(**changes), wording=Wording(), now=NOW)


class FakeWriter:
    """Gives the texts it was filled with, in turn; an exception among the pieces is raised there."""

    def __init__(self, *texts: Sequence[str | WriterError]) -> None:
        self.texts = list(texts)
        self.shown: list[Grounding] = []
        self.repairs: list[tuple[str, tuple[Finding, ...]]] = []
        self.closed = False

    async def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str, None]:
        """Stream the next text."""
        del task
        self.shown.append(grounding)
        try:
            for piece in self.texts.pop(0):
                if isinstance(piece, WriterError):
                    raise piece
                yield piece
        finally:
            self.closed = True

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str, None]:
        """Stream the next text, if one is left."""
        self.repairs.append((written, tuple(findings)))
        if self.texts:
            async for piece in self.write(task, grounding):
                yield piece

    def origins(self) -> Origins:
        """A model that is not there."""
        return Origins(writer="model", model="fake")


class FakeRetriever:
    """Finds the passages it was filled with."""

    def __init__(self, *passages: Passage) -> None:
        self.passages = passages or (a_passage(),)
        self.asked: list[str] = []

    def for_task(
        self, topics: Sequence[str], words: str, language: str, limit: int = 8
    ) -> tuple[Passage, ...]:
        """Give all of them."""
        del topics, language, limit
        self.asked.append(words)
        return self.passages

    def search(self, question: str, language: str, limit: int = 5) -> object:
        """Not used in these tests."""
        raise NotImplementedError


class FakeStore:
    """Keeps versions in a list; `broken` makes every save fail."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.saved: list[Version] = []

    def save_version(self, task: Task, draft: Draft, review: Review, origins: Origins) -> Version:
        """Keep it."""
        if self.broken:
            raise StoreError("The disk is full.")
        version = Version(
            draft_id=1,
            number=len(self.saved) + 1,
            draft=draft,
            brief=task.brief,
            review=review,
            origins=origins,
            made_at=NOW,
        )
        self.saved.append(version)
        return version


def blocks_on(word: str) -> object:
    """A reviewer that blocks a text with `word` in it."""

    def review(examined: Examined) -> Review:
        at = examined.draft.text.find(word)
        if at < 0:
            return Review()
        finding = Finding(
            check="x", severity="block", start=at, end=at + len(word), excerpt=word, message="m", why="w"
        )
        return Review(findings=(finding,))

    return review
