"""Changes a draft as a person wishes: a new version of the same draft, never in place of the old one.

A model reads the wish itself; what the template writer can do is read by `assistant.wishes`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.cleaning import clean_line
from assistant.domain.draft import Wording
from assistant.domain.records import Version
from assistant.drafting import Drafting
from assistant.errors import InputError, RefusedError
from assistant.events import Event
from assistant.ports import Revision, Store, Task
from assistant.wishes import MAX_WISH, Change, another_variant, offers, understood, wished_language
from assistant.wording import _
from prompts.catalog import Kind

__all__ = ["Change", "Revising", "offers", "understood"]


@dataclass(frozen=True, slots=True)
class Revising:
    """Revises stored drafts. Its parts are chosen by `wiring`."""

    drafting: Drafting
    store: Store
    kinds: Mapping[str, Kind]
    now: Callable[[], datetime]

    async def run(self, draft_id: int, instruction: str) -> AsyncGenerator[Event, None]:
        """Write a draft anew as wished, event by event like any other document.

        Raises NotFoundError, InputError for no wish at all, RefusedError for what the writer cannot do or
        for a text that would be the same, and WriterError.
        """
        task = await asyncio.to_thread(self.task, draft_id, instruction)
        async with aclosing(self.drafting.run(task)) as events:
            async for event in events:
                yield event

    async def again(self, draft_id: int) -> AsyncGenerator[Event, None]:
        """Write a draft once more from its brief, as another version; templates take their next variant.

        Raises NotFoundError and WriterError.
        """
        task = await asyncio.to_thread(self._from_the_brief, draft_id)
        async with aclosing(self.drafting.run(task)) as events:
            async for event in events:
                yield event

    def _from_the_brief(self, draft_id: int) -> Task:
        task = self._as_it_stands(draft_id, self.store.versions(draft_id), "")
        if self.drafting.writer.origins().writer != "model":
            task = another_variant(task)
        return replace(task, revision=None)

    def task(self, draft_id: int, instruction: str) -> Task:
        """Give the task that a wish makes of a draft. Blocks. Raises as `run` does."""
        wish = clean_line(instruction)
        if not wish:
            raise InputError(_("Say what is to change."), hint=_can_do())
        if len(wish) > MAX_WISH:
            raise InputError(
                _("The wish is too long: {count} characters, at most {most}.").format(
                    count=len(wish), most=MAX_WISH
                ),
                hint=_("Write your own sentences into the draft itself."),
            )
        versions = self.store.versions(draft_id)
        task = self._as_it_stands(draft_id, versions, wish)
        if self.drafting.writer.origins().writer != "model":
            return _for_templates(task, versions[-1])
        if self.drafting.elsewhere:
            _refuse_what_is_confidential(versions[-1])
        return _for_model(task)

    def _as_it_stands(self, draft_id: int, versions: Sequence[Version], wish: str) -> Task:
        newest = versions[-1]
        known = (each.origins.wording for each in reversed(versions) if each.origins.wording)
        wording = next(known, Wording()).model_copy(update={"channel": newest.draft.channel})
        return Task(
            kind=self.kinds[newest.draft.kind],
            brief=newest.brief,
            wording=wording,
            now=self.now(),
            draft_id=draft_id,
            revision=Revision(before=newest.draft, wish=wish),
        )


def _refuse_what_is_confidential(version: Version) -> None:
    """A draft itself can be a way out of this machine. Raises RefusedError."""
    if any(finding.check == "confidential_leak" for finding in version.review.findings):
        raise RefusedError(
            _("The draft says something confidential, so it is not shown to a model on another machine."),
            hint=_("Take that out of the draft first."),
        )


def _for_model(task: Task) -> Task:
    """The model reads the wish; only the language is ours to know, as the review goes by it."""
    language = wished_language(_wish_of(task))
    if language is None:
        return task
    return replace(task, brief=task.brief.model_copy(update={"language": language}))


def _for_templates(task: Task, version: Version) -> Task:
    change = understood(_wish_of(task), task)
    if change is None or task.revision is None:
        raise RefusedError(_("Without a model, Fika cannot change a draft in that way."), hint=_can_do())
    if version.origins.writer != "person":
        return change.task
    note = _("written anew from the brief; what you changed by hand is in version {number}")
    revision = replace(task.revision, note=note.format(number=version.number))
    return replace(change.task, revision=revision)


def _can_do() -> str:
    return _("It can do this: {offers}.").format(offers=", ".join(offers()))


def _wish_of(task: Task) -> str:
    return task.revision.wish if task.revision else ""
