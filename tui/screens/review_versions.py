"""The part of the review screen that keeps: versions, leaving, and having the text written anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on

from assistant.cleaning import clean
from assistant.errors import FikaError
from assistant.events import Event, Finished, Fragment, Missing, Retrying, Waiting
from assistant.reviewing.differences import differences
from assistant.streaming import Arriving
from assistant.wording import _
from tui.messages import Changed
from tui.screens.review_table import ReviewTable
from tui.widgets.revise_pane import RevisePane
from tui.widgets.versions_pane import VersionsPane

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from assistant.reviewing.document import Document
    from assistant.wiring import Services

_SHOWN_SECONDS: Final = 0.1
"""Between two looks at what is being written."""


class ReviewVersions(ReviewTable):
    """Saves what was typed as a new version, brings old ones back, has new ones written; nothing is lost."""

    def __init__(self, services: Services, draft_id: int) -> None:
        super().__init__(services, draft_id)
        self._saving = asyncio.Lock()
        self._refused = ""
        """The text that could not be saved on leaving; a second time leaves without."""
        self._left = False
        self.is_writing = False

    async def save(self) -> Version | None:
        """Keep the text as a new version, if it differs and says anything."""
        text = self.editor.text
        if not self.is_edited or not text.strip():
            return None
        async with self._saving:
            version = await asyncio.to_thread(self.table.save, text)
        self._is_kept(text)
        return version

    def _is_kept(self, text: str) -> None:
        """The text is a version now; only what was typed since then is still on its way."""
        self.kept = text
        if self.keeper is not None and self.editor.text == text:
            self.keeper.done()
        self.show_document()
        self.post_message(Changed())

    async def leave(self) -> None:
        """Save and go back. A text that could not be saved once is left among the texts on their way."""
        text = self.editor.text
        if text != self._refused:
            self._refused = text
            await self.save()
        if self.app.screen is self:
            self._left = True
            self.app.pop_screen()

    async def on_unmount(self) -> None:
        """Save when the whole app is left; what cannot be saved stays among the texts on their way."""
        if self._left or not self.is_edited or not self.editor.text.strip():
            return
        try:
            await asyncio.to_thread(self.table.save, self.editor.text)
        except FikaError:
            return
        if self.keeper is not None:
            self.keeper.done()

    @on(VersionsPane.Chosen)
    def _compare(self, event: VersionsPane.Chosen) -> None:
        self.work(self._show_changes(event.number), group="changes")

    async def _show_changes(self, number: int) -> None:
        old = next(each.draft.text for each in self.table.versions if each.number == number)
        changes = await asyncio.to_thread(differences, clean(old), self.editor.text)
        self.query_one(VersionsPane).show_changes(number, changes)

    @on(VersionsPane.Restored)
    def _wants_back(self, event: VersionsPane.Restored) -> None:
        self.work(self._restore(event.number), group="keep", exclusive=False)

    async def _restore(self, number: int) -> None:
        await self.save()
        async with self._saving:
            version = await asyncio.to_thread(self.table.restore, number)
        self.put_version(version)
        self.teller.say(_("Version {number} is back. ctrl+z takes it back again.").format(number=number))

    def put_version(self, version: Version) -> None:
        """Put a version's text in the editor, in one step that undo takes back."""
        text = clean(version.draft.text)
        self.editor.put_all(text)
        self.editor.go_to(0)
        self._is_kept(text)
        self.look()
        self.editor.focus()

    @on(RevisePane.Wished)
    def _wished(self, event: RevisePane.Wished) -> None:
        if not self.is_writing and self.document is not None:
            self.work(self._write(lambda: self.services.revising(self.draft_id, event.wish)), group="write")

    @on(RevisePane.Again)
    def _again(self) -> None:
        if not self.is_writing and self.document is not None:
            self.work(self._write(lambda: self.services.again(self.draft_id)), group="write")

    async def _write(self, begin: Callable[[], AsyncGenerator[Event, None]]) -> None:
        """Have it written anew. The text in the editor stays as it is until the new one is whole."""
        pane, told = self.query_one(RevisePane), ""
        self.is_writing = self.editor.read_only = True
        pane.begin()
        self.editor.focus()
        try:
            await self.save()
            finished = await self._written(begin())
            if finished:
                told = await self._take_over(finished)
        except FikaError as error:
            told = f"{error.message} {error.hint}".strip()
        except asyncio.CancelledError:
            told = _("Stopped. Your text is as it was.")
            raise
        finally:
            self.is_writing = self.editor.read_only = False
            pane.end(told)

    async def _written(self, writing: AsyncGenerator[Event, None]) -> Finished | None:
        pane, shown_at, finished = self.query_one(RevisePane), 0.0, None
        arriving, written = Arriving(), ""
        async with aclosing(writing) as events:
            async for event in events:
                written += arriving.take(event)
                match event:
                    case Fragment():
                        if monotonic() - shown_at > _SHOWN_SECONDS:
                            shown_at = monotonic()
                            pane.grow(written)
                    case Retrying():
                        written = ""
                    case Waiting():
                        pane.tell(event.reason)
                    case Missing():
                        pane.tell(event.questions[0].text)
                    case Finished():
                        finished = event
        return finished

    def _with_new_version(self, before: Document) -> Document:
        """The draft anew; what was skipped stays skipped."""
        document = self.services.document(self.draft_id)
        for finding in self.seen.review.findings if self.seen else ():
            if before.is_skipped(finding):
                document.skip(finding)
        return document

    async def _take_over(self, finished: Finished) -> str:
        """Put the new version on the table."""
        if finished.saved is None:
            self.editor.put_all(clean(finished.draft.text))
            return finished.trouble.message if finished.trouble else ""
        self.document = await asyncio.to_thread(self._with_new_version, self.table)
        self.query_one(RevisePane).clear()
        self.put_version(finished.saved)
        return _(
            "This is version {number}. The earlier ones are under Versions; ctrl+z takes it back."
        ).format(number=finished.saved.number)
