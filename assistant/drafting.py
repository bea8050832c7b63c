"""The way of a draft: brief, missing?, retrieve, write, parse, check, repair once, save.

One asynchronous generator of events; whoever listens decides how it is shown.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.cleaning import StreamCleaner
from assistant.confirming import without_provenance
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.review import Review
from assistant.domain.value import Language
from assistant.errors import RefusedError, StoreError, WriterError
from assistant.events import Event, Finished, Fragment, Grounded, Judging, Missing, Retrying, Waiting
from assistant.grounding import grounding_for, left_out
from assistant.missing import CanOpen, missing
from assistant.parsing import parse_marked
from assistant.ports import Examined, Grounding, Judge, Retriever, Store, Task, Writer
from assistant.wording import _
from knowledge.corpus import Passage

Reviewer = Callable[[Examined], Review]
"""Runs the checks of a kind."""

_BRINGS_IN: Final = {"unsupported_claim", "foreign_content"}
"""Checks that find what a text brings in that no fact has."""
_HALF_A_MARK: Final = re.compile(r"[ \t]*\[[FGfg\d ,;-]*$")


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
    elsewhere: bool = False
    """Whether the writer is a model on another machine."""
    judge: Judge | None = None
    """Who reads the finished text once more, where the person wants that."""

    async def run(self, task: Task) -> AsyncGenerator[Event, None]:
        """Make one document, event by event.

        Raises WriterError when nothing at all could be written. A text that broke off is finished
        like any other, with the reason as its `trouble`. Nothing is saved before `Finished`.
        """
        questions = missing(task.kind, task.brief, self.can_open)
        if questions:
            yield Missing(questions)
            return
        passages = await asyncio.to_thread(self.guidance, task)
        yield Grounded(passages)
        attempt = _Attempt(self, task, grounding_for(task, passages, elsewhere=self.elsewhere))
        async with aclosing(attempt.write()) as events:
            async for event in events:
                yield event
        yield await _to_its_end(asyncio.to_thread(self._finish, attempt))

    def stopped(
        self, task: Task, passages: Sequence[Passage], written: str, *, whole: bool = False
    ) -> Finished:
        """Keep what was written before the person stopped it: reviewed, and saved as a version that says so.

        `written` is the writing format as the fragments gave it, `passages` those of `Grounded`; `whole` says
        that it had come to its end and was only being mended or judged. Blocks, so call it in a thread.
        Raises WriterError when nothing was written yet; a version that cannot be saved is in the answer with
        the reason as its `trouble`.
        """
        attempt = _Attempt(self, task, grounding_for(task, tuple(passages), elsewhere=self.elsewhere))
        attempt.keep(written)
        note = (
            _("stopped when it was written, before it was looked through to the end")
            if whole
            else _("stopped before the end; this is what was written until then")
        )
        return self._finish(attempt, note=note)

    def guidance(self, task: Task) -> tuple[Passage, ...]:
        """Give the guidance that a document is written with. Blocks; asks words only, so builds no index."""
        return guidance_for(task, self.retriever)

    def _finish(self, attempt: _Attempt, note: str = "") -> Finished:
        if attempt.draft is None or attempt.result is None:
            raise WriterError(
                _("The writer gave no text."), hint=_("Try again, or choose another writer."), retry=True
            )
        revision, origins = attempt.task.revision, self.writer.origins()
        if revision and not note and attempt.draft.text == revision.before.text:
            raise RefusedError(
                _("The text would be the same as before, so no version is added."),
                hint=_("Wish for something else, or change it by hand."),
            )
        told = left_out(attempt.task, elsewhere=self.elsewhere) if origins.writer == "model" else ""
        wished = revision.note if revision else ""
        notes = "; ".join(filter(None, [origins.note, told, wished, *attempt.notes, note]))
        finished = Finished(
            draft=attempt.draft,
            review=attempt.result,
            origins=origins.model_copy(update={"note": notes, "wording": attempt.task.wording}),
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
        self.notes: list[str] = []
        """What the person should know of how it came about."""
        self._examined: Examined | None = None

    async def write(self) -> AsyncGenerator[Event, None]:
        """Write and review, give what blocks back to the writer once, and let a judge read it."""
        written = ""
        pieces = self._drafting.writer.write(self.task, self.grounding)
        async with aclosing(self._told(pieces)) as events:
            async for event in events:
                written += event.text if isinstance(event, Fragment) else ""
                yield event
        if not written.strip():
            return
        await asyncio.to_thread(self._read, written)
        if self.result and self.result.blocked and not self.trouble:
            async with aclosing(self._mend(written, self.result)) as mending:
                async for step in mending:
                    yield step
        if self.trouble or self.result is None or self.result.blocked:
            return  # what is blocked is rewritten anyway; a second reading of it would be paid for nothing
        if self._drafting.judge and self._examined:
            yield Judging(self._drafting.judge.tokens(self._examined, self.grounding))
            await self._judge(self._drafting.judge, self._examined)

    async def _mend(self, written: str, first: Review) -> AsyncGenerator[Event, None]:
        """Have it written once more; a mended text that brings in a claim of its own is not taken."""
        better, draft, examined = "", self.draft, self._examined
        pieces = self._drafting.writer.repair(self.task, self.grounding, written, first.blocking)
        async with aclosing(self._told(pieces)) as events:
            async for event in events:
                if isinstance(event, Fragment) and not better:
                    yield Retrying(first.blocking)
                better += event.text if isinstance(event, Fragment) else ""
                yield event
        if better.strip() and not self.trouble:
            await asyncio.to_thread(self._read, better)
            if self.result and _claims(self.result) - _claims(first):
                self.draft, self.result, self._examined = draft, first, examined
                self.notes.append(_("the mended text claimed something new, so the first one stands"))
        self.trouble = None  # the first text stands; a repair that failed takes nothing away

    async def _judge(self, judge: Judge, examined: Examined) -> None:
        """Add a judge's warnings to the review."""
        judged = await judge.judge(examined, self.grounding)
        self.notes.append(judged.note)
        if self.result:
            findings = sorted([*self.result.findings, *judged.findings], key=lambda each: each.start)
            self.result = self.result.model_copy(update={"findings": tuple(findings)})

    def keep(self, written: str) -> None:
        """Read a text that was stopped; half a mark at its end is no part of it."""
        written = _HALF_A_MARK.sub("", written)
        if written.strip():
            self._read(written)

    async def _told(
        self, pieces: AsyncGenerator[str | Waiting, None]
    ) -> AsyncGenerator[Fragment | Waiting, None]:
        """Give a writer's pieces as events, cleaned; what went wrong after the first is kept as trouble."""
        cleaner = StreamCleaner()
        received = False
        async with aclosing(pieces):
            try:
                async for raw in pieces:
                    if isinstance(raw, Waiting):
                        yield raw
                        continue
                    piece = cleaner.feed(raw)
                    if piece:
                        received = True
                        yield Fragment(piece)
            except WriterError as error:
                if not received and self.draft is None:
                    raise
                self.trouble = error
        rest = cleaner.close()
        if rest:
            yield Fragment(rest)

    def _read(self, written: str) -> None:
        task = self.task
        seen = self._drafting.writer.origins()
        draft = parse_marked(
            written,
            self.grounding.passages[: len(seen.shown)] if seen.facts else self.grounding.passages,
            seen.facts or [ground.id for ground in self.grounding.grounds],
            kind=task.kind.id,
            language=task.brief.language,
            channel=task.wording.channel,
            sign_off=task.brief.sender.sign_off,
        )
        self._examined = Examined(
            draft=draft,
            kind=task.kind,
            brief=without_provenance(task.brief),
            passages=self.grounding.passages,
            ui=self._drafting.ui,
            now=task.now,
            cited=True,
        )
        self.draft, self.result = draft, self._drafting.review(self._examined)


def guidance_for(task: Task, retriever: Retriever) -> tuple[Passage, ...]:
    """Find the guidance for a document by the kind's topics and the brief's own words."""
    words = f"{task.kind.query.in_language(task.brief.language)} {_own_words(task.brief)}"
    return retriever.for_task(task.kind.topics, words, task.brief.language)


def _claims(review: Review) -> set[tuple[str, str]]:
    """What a review found that no fact has, by its words."""
    return {(each.check, each.excerpt) for each in review.findings if each.check in _BRINGS_IN}


async def _to_its_end(saving: Coroutine[Any, Any, Finished]) -> Finished:
    """Save what is whole, also when it is stopped in that moment: half a save would be two drafts later."""
    task = asyncio.ensure_future(saving)
    while not task.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    return task.result()


def _own_words(brief: Brief) -> str:
    """The brief's own words about what is wanted; what the guidance is asked beside the kind's query."""
    notes = brief.meeting.notes if brief.meeting else ()
    return " ".join([*brief.sender.goals, brief.ask.topic, brief.own_words, *notes])
