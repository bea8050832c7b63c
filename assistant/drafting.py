"""The way of a draft: brief, missing?, retrieve, write, parse, check, repair once, save.

One asynchronous generator of events; whoever listens decides how it is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from assistant.cleaning import StreamCleaner
from assistant.confirming import without_provenance
from assistant.domain.brief import Brief, grounds
from assistant.domain.draft import Draft
from assistant.domain.review import Review
from assistant.domain.value import Language
from assistant.errors import StoreError, WriterError
from assistant.events import Event, Finished, Fragment, Grounded, Missing, Retrying
from assistant.missing import CanOpen, missing
from assistant.parsing import parse_marked
from assistant.ports import Examined, Grounding, Retriever, Store, Task, Writer
from assistant.wording import _
from knowledge.corpus import Passage

Reviewer = Callable[[Examined], Review]
"""Runs the checks of a kind."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Makes documents. Its parts are chosen by `wiring`."""

    writer: Writer
    retriever: Retriever
    review: Reviewer
    can_open: CanOpen
    ui: Language
    store: Store | None = None
    """Where finished drafts go; None keeps nothing."""

    async def run(self, task: Task) -> AsyncGenerator[Event, None]:
        """Make one document, event by event.

        Raises WriterError when nothing at all could be written. A text that broke off is finished
        like any other, with the reason as its `trouble`. Nothing is saved before `Finished`.
        """
        questions = missing(task.kind, task.brief, self.can_open)
        if questions:
            yield Missing(questions)
            return
        passages = await asyncio.to_thread(self._retrieve, task)
        yield Grounded(passages)
        grounding = Grounding(
            grounds=tuple(each for each in grounds(task.brief) if not _is_confidential(task.brief, each.id)),
            passages=passages,
        )
        attempt = _Attempt(self, task, grounding)
        async with aclosing(attempt.write()) as events:
            async for event in events:
                yield event
        yield await asyncio.to_thread(self._finish, attempt)

    def _retrieve(self, task: Task) -> tuple[Passage, ...]:
        self.retriever.ensure_index()
        words = f"{task.kind.query.in_language(task.brief.language)} {_own_words(task.brief)}"
        return self.retriever.for_task(task.kind.topics, words, task.brief.language)

    def _finish(self, attempt: _Attempt) -> Finished:
        if attempt.draft is None or attempt.result is None:
            raise WriterError(
                _("The writer gave no text."), hint=_("Try again, or choose another writer."), retry=True
            )
        finished = Finished(
            draft=attempt.draft,
            review=attempt.result,
            origins=self.writer.origins(),
            passages=attempt.grounding.passages,
            trouble=attempt.trouble,
        )
        if self.store is None:
            return finished
        try:
            saved = self.store.save_version(attempt.task, finished.draft, finished.review, finished.origins)
        except StoreError as error:
            return replace(finished, trouble=finished.trouble or error)
        return replace(finished, saved=saved)


class _Attempt:
    """One document on its way: what is written so far, and the draft that it became."""

    def __init__(self, drafting: Drafting, task: Task, grounding: Grounding) -> None:
        self._drafting = drafting
        self.task = task
        self.grounding = grounding
        self.draft: Draft | None = None
        self.result: Review | None = None
        self.trouble: WriterError | None = None

    async def write(self) -> AsyncGenerator[Event, None]:
        """Write, review, and give what blocks back to the writer once."""
        writer = self._drafting.writer
        written = ""
        async with aclosing(self._stream(writer.write(self.task, self.grounding))) as pieces:
            async for piece in pieces:
                written += piece
                yield Fragment(piece)
        if not written.strip():
            return
        self._read(written)
        if self.trouble or self.result is None or not self.result.blocked:
            return
        blocking = self.result.blocking
        better = ""
        async with aclosing(
            self._stream(writer.repair(self.task, self.grounding, written, blocking))
        ) as pieces:
            async for piece in pieces:
                if not better:
                    yield Retrying(blocking)
                better += piece
                yield Fragment(piece)
        if better.strip() and not self.trouble:
            self._read(better)
        self.trouble = None  # the first text stands; a repair that failed takes nothing away

    async def _stream(self, pieces: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
        cleaner = StreamCleaner()
        received = False
        async with aclosing(pieces):
            try:
                async for raw in pieces:
                    piece = cleaner.feed(raw)
                    if piece:
                        received = True
                        yield piece
            except WriterError as error:
                if not received and self.draft is None:
                    raise
                self.trouble = error
        rest = cleaner.close()
        if rest:
            yield rest

    def _read(self, written: str) -> None:
        task = self.task
        draft = parse_marked(
            written,
            self.grounding.passages,
            [ground.id for ground in self.grounding.grounds],
            kind=task.kind.id,
            language=task.brief.language,
            channel=task.wording.channel,
        )
        examined = Examined(
            draft=draft,
            kind=task.kind,
            brief=without_provenance(task.brief),
            passages=self.grounding.passages,
            ui=self._drafting.ui,
            now=task.now,
            cited=True,
        )
        self.draft, self.result = draft, self._drafting.review(examined)


def _own_words(brief: Brief) -> str:
    """The brief's own words about what is wanted; what the guidance is asked beside the kind's query."""
    notes = brief.meeting.notes if brief.meeting else ()
    return " ".join([*brief.sender.goals, brief.ask.topic, brief.own_words, *notes])


def _is_confidential(brief: Brief, ground_id: str) -> bool:
    return any(
        ground.id == ground_id and ground.origin == "fact" and brief.facts[ground.index].confidential
        for ground in grounds(brief)
    )
