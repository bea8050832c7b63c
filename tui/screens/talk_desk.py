"""What keeps a talk safe: one change after another, and every keystroke of the notes on its way to disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tui.widgets.notes_pane import NotesPane
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.at_the_talk import AtTheTalk
    from assistant.domain.records import Talk
    from assistant.keeping import Keeper
    from assistant.wiring import Services

_SAVE_SECONDS: float = 1.0
"""Between two savings of the notes while they are typed; every keystroke is kept besides."""


class TalkDesk(Workspace):
    """The base of the talk's screen."""

    class Saved(Message):
        """The talk is kept as it is now."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.table: AtTheTalk | None = None
        """What belongs to the talk, once it is read."""
        self.keeper: Keeper | None = None
        self.refused = False
        """Whether the notes could not be saved once; Escape then leaves, and they stay among the unsaved."""
        self._saving = asyncio.Lock()
        self._soon: Timer | None = None

    @property
    def talk(self) -> Talk | None:
        """The talk, once there is one."""
        return self.table.talk if self.table else None

    async def save_talk(self, change: Callable[[Talk], Talk]) -> None:
        """Change the talk as it is kept, one change after another: notes and clock do not undo each other."""
        from assistant.at_the_talk import change_talk  # noqa: PLC0415 - loaded by now

        table, talk = self.table, self.talk
        if table is None or talk is None:
            return
        async with self._saving:
            changed = await asyncio.to_thread(change_talk, self.services.store, talk.id, change)
            self.table = (self.table or table).with_talk(changed)
        self.post_message(self.Saved())

    # The notes --------------------------------------------------------------------------------

    def on_notes_pane_typed(self, event: NotesPane.Typed) -> None:
        """Keep every keystroke at once, and save them with the talk about once a second."""
        if self.keeper is not None:
            self.keeper.take(event.text)
        self.refused = False
        if self._soon is None:
            self._soon = self.set_timer(_SAVE_SECONDS, self.action_save)

    def action_save(self) -> None:
        """Save the notes with the talk."""
        self.work(self.save_notes(), group="notes", exclusive=False)

    async def save_notes(self) -> None:
        from assistant.talk_notes import with_notes  # noqa: PLC0415 - loaded by now

        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        pane, talk = self.query_one(NotesPane), self.talk
        text = pane.area.text
        if talk is None or text == talk.notes:
            return
        self.refused = True
        await self.save_talk(lambda kept: with_notes(kept, text))
        self.refused = False
        if self.keeper is not None and pane.area.text == text:
            self.keeper.done()
