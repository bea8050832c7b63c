"""The part of composing in which a writer writes: text grows, Escape stops it, and nothing is lost."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from assistant.errors import FikaError, WriterError
from assistant.events import Event, Finished, Judging, Missing, Retrying, Waiting
from assistant.streaming import Arriving
from assistant.wording import _
from tui import messages
from tui.content import shown_line
from tui.widgets.growing_text import GrowingText
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.drafting import Drafting
    from assistant.keeping import Keeper
    from assistant.ports import Task

_GROUP = "writing"


class Writing(Workspace):
    """Runs one writer at a time. Whoever inherits says what is written, and shows its state."""

    _reading: asyncio.Task[Event | None] | None = None
    _busy = False
    _stopped = False
    unsaved = ""
    """A text that is on the screen and could not be saved."""

    @property
    def is_writing(self) -> bool:
        """Whether a writer is at work."""
        return self._busy

    def write(self, task: Task, writer: str) -> None:
        """Let a writer write; "" is the one of the settings. While one does, nothing else begins."""
        if not self._busy:
            self._busy, self._stopped = True, False
            self.work(self._write(task, writer), group=_GROUP)

    def stop_writing(self) -> None:
        """Stop at once; what is there is kept. Stopping again changes nothing."""
        if self._busy and not self._stopped:
            self._stopped = True
            if self._reading is not None:
                self._reading.cancel()

    def show_writing(self, by: str) -> None:
        """Show that a writer begins; `by` is the model's name, empty for the templates."""
        raise NotImplementedError

    def show_missing(self, missing: Missing) -> None:
        """Show what must be answered first."""
        raise NotImplementedError

    def show_trouble(self, error: FikaError) -> None:
        """Show why nothing was written, with the next step."""
        raise NotImplementedError

    def show_unsaved(self, error: FikaError | None) -> None:
        """Show why the text, which is on the screen, was not saved."""
        raise NotImplementedError

    async def _write(self, task: Task, writer: str) -> None:
        keeper: Keeper | None = None
        try:
            drafting: Drafting = await asyncio.to_thread(lambda: self.services.drafting(writer=writer))
            keeper = await asyncio.to_thread(self._keeper, task)
            self._begin_page(drafting)
            self._end(await self._read_all(drafting, task, keeper), keeper)
        except FikaError as error:
            if keeper:
                keeper.done()
            self.show_trouble(error)
        finally:
            self._busy = False
            self.refresh_bindings()

    def _begin_page(self, drafting: Drafting) -> None:
        begun = drafting.writer.origins()
        self.unsaved = ""
        self.query_one(GrowingText).empty()
        self.show_writing(begun.model if begun.writer == "model" else "")

    async def _read_all(self, drafting: Drafting, task: Task, keeper: Keeper) -> Event | None:
        """Read to the end, or to where the person stopped it; what is written then is saved as a version."""
        arriving = Arriving()
        self._reading = asyncio.create_task(self._read(drafting, task, arriving, keeper))
        if self._stopped:
            self._reading.cancel()
        try:
            return await self._reading
        except asyncio.CancelledError:
            if not self._stopped:
                raise  # the screen goes away; what arrived is kept for the next start
        finally:
            self._reading = None
        if not arriving.written.strip():
            raise WriterError(_("Stopped before the first word."), hint=_("Begin again when you want to."))
        return await asyncio.to_thread(
            lambda: drafting.stopped(task, arriving.passages, arriving.written, whole=arriving.is_whole)
        )

    async def _read(self, drafting: Drafting, task: Task, arriving: Arriving, keeper: Keeper) -> Event | None:
        growing = self.query_one(GrowingText)
        last: Event | None = None
        async with aclosing(drafting.run(task)) as events:
            async for event in events:
                last = event
                if isinstance(event, Retrying):
                    growing.empty()
                self._tell(event)
                growing.append(arriving.take(event))
                if arriving.written:
                    keeper.take(arriving.written)
                await asyncio.sleep(0)  # many pieces at once must not hold up the keys
        growing.append(arriving.rest())
        growing.finish()
        return last

    def _tell(self, event: Event) -> None:
        """Say what keeps the person waiting."""
        match event:
            case Retrying():
                self.app_says(_("Something blocked the first text; it is written once more."))
            case Waiting(seconds, reason):
                self.app_says(
                    _("{reason} Trying again in {seconds} s.").format(reason=reason, seconds=round(seconds))
                )
            case Judging():
                self.app_says(_("The text is written; it is read once more."))

    def _end(self, last: Event | None, keeper: Keeper) -> None:
        if isinstance(last, Missing):
            keeper.done()
            self.show_missing(last)
        elif isinstance(last, Finished) and last.saved is not None:
            keeper.done()
            if last.trouble:
                self.teller.tell(last.trouble)
            self.post_message(messages.Changed())
            self.post_message(messages.OpenReview(last.saved.draft_id))
        elif isinstance(last, Finished):
            self.unsaved = last.draft.text
            growing = self.query_one(GrowingText)
            growing.empty()
            growing.append(last.draft.text)
            self.show_unsaved(last.trouble)

    def _keeper(self, task: Task) -> Keeper:
        about: dict[str, Any] = {"person_id": task.person_id, "draft_id": task.draft_id, "kind": task.kind.id}
        slot = f"stream:{task.person_id}:{task.kind.id}"
        return self.services.keeping.begin(slot, brief=task.brief, wording=task.wording, **about)

    def app_says(self, sentence: str) -> None:
        """Show one sentence for a while."""
        self.teller.say(sentence)


def sentence_of(error: FikaError) -> str:
    """Give an error as plain text with its next step."""
    return "\n".join(str(shown_line(part)) for part in (error.message, error.hint) if part)
