"""The talk: agreed on in a form, then one screen beside the call with its page, its clock and the notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from assistant.wording import _
from tui.content import shown, shown_line
from tui.due_words import talk_words
from tui.messages import Changed, OpenCompose
from tui.screens.talk_desk import TalkDesk
from tui.screens.talk_keys import TALK_KEYS, fits
from tui.talk_reminder import call_off, remind_later
from tui.widgets.keys_line import KeysLine
from tui.widgets.notes_pane import NotesPane
from tui.widgets.pane_tab import PaneTab
from tui.widgets.talk_clock_words import after_words, clock_words, reminder_words, say_now
from tui.widgets.talk_form import TalkForm, Zones
from tui.widgets.talk_sheet import TalkSheet
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from assistant.at_the_talk import AtTheTalk
    from assistant.domain.records import Talk
    from assistant.wiring import Services


def _now() -> datetime:
    from assistant.wiring import now  # noqa: PLC0415 - the screen paints first

    return now()


class TalkScreen(TalkDesk):
    """A form while nothing is agreed; then all that one needs beside the call."""

    CSS_PATH = "talk.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = TALK_KEYS

    def __init__(
        self,
        services: Services,
        person_id: int,
        talk_id: int | None = None,
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(services)
        self._person_id = person_id
        self._talk_id = talk_id
        self._clock = clock
        self._said = ("", "")
        """What the clock and the reminder show, so that only a change is painted."""
        self._phase = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TitleLine()
        yield Static(id="clock", markup=False)
        yield Static(id="reminder", markup=False)
        with Horizontal(id="tabs"):
            yield PaneTab("sheet", _("Page"))
            yield PaneTab("notes", _("Notes"))
        yield TalkForm(self._clock, id="form")
        with Vertical(id="panes"):
            yield TalkSheet(id="sheet")
            yield NotesPane(id="notes-pane")
        yield KeysLine()

    def on_mount(self) -> None:
        """Read what is known; from then on the clock moves once a second."""
        self._turn(noting=False)
        self.set_interval(1.0, self.tick)
        self.work(self._read(first=True), group="read")

    def on_screen_resume(self) -> None:
        """Read it anew: questions may have been prepared meanwhile."""
        call_off(self.app)
        if self.table is not None and not self.has_class("agreeing"):
            self.work(self._read(), group="read")

    async def _read(self, *, first: bool = False) -> None:
        from assistant.at_the_talk import at_the_talk  # noqa: PLC0415 - the screen paints first

        services = self.services
        self.table = table = await asyncio.to_thread(
            at_the_talk,
            services.store,
            self._person_id,
            self._talk_id,
            services.message_language,
            self._clock(),
        )
        if table.talk is None:
            self._agree()
        else:
            self._show(table, first=first)

    def _show(self, table: AtTheTalk, *, first: bool) -> None:
        talk, page, now = table.talk, table.page, self._clock()
        assert talk is not None
        assert page is not None
        self.remove_class("agreeing")
        there = table.person.recipient.time_zone
        when = talk_words(talk.starts_at, now, table.here_zone, there)
        self.query_one(TitleLine).show(_("Talk with {name}").format(name=table.person.recipient.name), when)
        self.query_one(TalkSheet).show(page, now)
        if first:
            self.keeper = self.services.keeping.begin(
                f"talk:{talk.id}", person_id=self._person_id, talk_id=talk.id
            )
            self.query_one(NotesPane).open(talk.notes)
            self._turn(noting=False)
        self.tick()
        self.refresh_bindings()

    # The clock --------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show what the clock shows now; paint only what differs. Rings once when it is time to round off."""
        table, talk = self.table, self.talk
        if table is None or talk is None or table.page is None:
            return
        from assistant.talk_clock import clock  # noqa: PLC0415 - loaded by now

        now = self._clock()
        shows = clock(talk, now)
        words = clock_words(shows, talk)
        if shows.phase == "held":
            words = ": ".join(
                part for part in (words, after_words(table.standing, now, table.here_zone)) if part
            )
        reminder = reminder_words(shows, table.page.closing, table.page.language)
        if (words, reminder) != self._said:
            self._said = (words, reminder)
            self.query_one("#clock", Static).update(shown_line(words))
            below = self.query_one("#reminder", Static)
            below.update(shown(reminder))
            below.set_class(bool(reminder), "now")
        if shows.phase != self._phase:
            if self._phase == "running" and shows.phase == "closing" and self.app.screen is self:
                self.app.bell()
            self._phase = shows.phase
            self.refresh_bindings()

    def action_start(self) -> None:
        """Start the clock; one that runs goes on."""
        from assistant.talk_clock import started  # noqa: PLC0415 - loaded by now

        now = self._clock()
        self._change(lambda talk: started(talk, now))

    def action_reset(self) -> None:
        """Set the clock back."""
        from assistant.talk_clock import stopped  # noqa: PLC0415 - loaded by now

        self._change(stopped)

    def action_held(self) -> None:
        """Say that it took place."""
        self._change(lambda talk: talk.model_copy(update={"held": True}))

    def action_missed(self) -> None:
        """Say that it did not take place."""
        self._change(lambda talk: talk.model_copy(update={"held": False}))

    def _change(self, change: Callable[[Talk], Talk]) -> None:
        if self.talk is not None:
            self.work(self._keep(change), group="change", exclusive=False)

    async def _keep(self, change: Callable[[Talk], Talk]) -> None:
        await self.save_talk(change)
        self.post_message(Changed())
        await self._read()

    def on_talk_desk_saved(self) -> None:
        """Show what the change did to the clock."""
        self.tick()

    # Leaving ----------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Save the notes and go back; when that fails, a second time leaves them among the unsaved."""
        if self.has_class("agreeing") and self.talk is not None:
            self.remove_class("agreeing")
            self._turn(noting=self.has_class("noting"))
            self.work(self._read(), group="read")
        elif self.refused:
            self._leave()
        else:
            self.work(self._back(), group="notes", exclusive=False)

    async def _back(self) -> None:
        await self.save_notes()
        self._leave()

    def _leave(self) -> None:
        if self.app.screen is self:
            self.app.pop_screen()

    def on_screen_suspend(self) -> None:
        """Leave it to the app to remind, whatever screen is open then."""
        from assistant.talk_clock import until_reminder  # noqa: PLC0415 - the screen paints first

        table, talk = self.table, self.talk
        left = until_reminder(talk, self._clock()) if talk else None
        if left is not None and table is not None and table.page is not None:
            remind_later(self.app, left, say_now(table.page.closing, table.page.language))

    # Panes and other screens ------------------------------------------------------------------

    def action_turn(self) -> None:
        """Go between the page and the notes."""
        if self.talk is not None and not self.has_class("agreeing"):
            self._turn(noting=not self.query_one(NotesPane).area.has_focus)

    def on_pane_tab_opened(self, event: PaneTab.Opened) -> None:
        """Open the pane whose tab was clicked."""
        self._turn(noting=event.pane == "notes")

    def _turn(self, *, noting: bool) -> None:
        self.set_class(noting, "noting")
        for tab in self.query(PaneTab):
            tab.show(is_open=(tab.pane == "notes") == noting)
        (self.query_one(NotesPane).area if noting else self.query_one(TalkSheet)).focus()

    def action_prepare(self) -> None:
        """Prepare questions."""
        self.post_message(OpenCompose(self._person_id, "questions"))

    def action_follow_up(self) -> None:
        """Write the thank-you; whoever thanks for a talk has had it."""
        self.work(self._follow_up(), group="change", exclusive=False)

    async def _follow_up(self) -> None:
        await self.save_notes()
        if self.talk is not None and self.talk.held is not True:
            await self._keep(lambda talk: talk.model_copy(update={"held": True}))
        self.post_message(OpenCompose(self._person_id, "followup"))

    def action_calendar(self) -> None:
        """Save the talk as a calendar file."""
        self.work(self._calendar(), group="change", exclusive=False)

    async def _calendar(self) -> None:
        from assistant.at_the_talk import save_calendar  # noqa: PLC0415 - only when one is wanted

        table = self.table
        if table is not None and table.talk is not None:
            path = await asyncio.to_thread(save_calendar, table, self._clock())
            self.teller.say(_("Saved as {path}.").format(path=path))

    def action_change(self) -> None:
        """Change time, length or place."""
        if self.table is not None:
            self._agree()

    def _agree(self) -> None:
        table = self.table
        assert table is not None
        name = table.person.recipient.name
        words = _("Talk with {name}") if table.talk else _("Agree on a talk with {name}")
        self.query_one(TitleLine).show(words.format(name=name))
        self.add_class("agreeing")
        zones = Zones(table.here_zone, table.person.recipient.time_zone, name)
        self.query_one(TalkForm).open(table.talk, table.asked_minutes, zones)
        self.refresh_bindings()

    def on_talk_form_filled(self) -> None:
        """Keep what was agreed, and show the page."""
        self.work(self._agreed(), group="change", exclusive=False)

    async def _agreed(self) -> None:
        from assistant.agreeing import keep  # noqa: PLC0415 - loaded by now

        before, terms = self.talk, self.query_one(TalkForm).terms()
        kept = await asyncio.to_thread(keep, self.services.store, self._person_id, before, terms)
        self._talk_id = kept.id
        self.post_message(Changed())
        await self._read(first=before is None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the moment: the start before the talk, the thank-you after it."""
        return fits(action, None if self.has_class("agreeing") else self.talk, self._phase)
