"""Everyone with the next step, and what is kept about the chosen one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static

from assistant.wording import _, mark, plural
from tui import messages
from tui.content import shown_line
from tui.screens.person_actions import PersonActions
from tui.widgets.keys_line import KeysLine
from tui.widgets.line_input import LineInput
from tui.widgets.people_list import PeopleList
from tui.widgets.person_page import PersonPage

if TYPE_CHECKING:
    from assistant.domain.brief import Sender
    from assistant.schedule import Standing
    from assistant.wiring import Services


class PeopleScreen(PersonActions):
    """The list of people; from 100 columns on the chosen person's page beside it."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p",
            "paste_new",
            mark("New"),
            id="people.paste",
            tooltip=mark("Paste what you know about someone new"),
        ),
        Binding(
            "slash",
            "find",
            mark("Find"),
            show=False,
            key_display="/",
            id="people.find",
            tooltip=mark("Find someone as you type"),
        ),
        Binding(
            "c", "chat", mark("Chat"), id="people.chat", tooltip=mark("Ask the guidance, or talk it over")
        ),
        Binding(
            "escape",
            "back",
            mark("Back"),
            show=False,
            id="people.back",
            tooltip=mark("Back to the list of people"),
        ),
        Binding(
            "i", "profile", mark("You"), show=False, id="people.profile", tooltip=mark("Say who you are")
        ),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._standings: dict[int, Standing] = {}
        self._wanted: int | None = None
        self._asked_who = False
        self._reads_page = False
        self._zone = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="head"):
            yield Static(_("People"), id="where", markup=False)
            yield Static(id="count", markup=False)
        yield LineInput(placeholder=_("/ to find someone"), id="find")
        yield Static(id="empty", markup=False)
        with Horizontal(id="panes"):
            yield PeopleList()
            yield PersonPage()
        yield KeysLine()

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one(PeopleList).focus()

    def on_screen_resume(self) -> None:
        """Read everyone, anew whenever another screen or window closes; the screen is painted by then."""
        self.call_after_refresh(self.read)

    def choose(self, person_id: int | None) -> None:
        """Choose a person in the list."""
        if person_id is None:
            return
        self._wanted = person_id
        self.query_one("#find", LineInput).value = ""
        if person_id in self._standings:
            self._show_list()
        else:
            self.read()

    def read(self) -> None:
        """Read everyone again."""
        self.work(self._read(), group="reading")

    @property
    def standing(self) -> Standing | None:
        """Where things stand with the chosen person."""
        chosen = self.query_one(PeopleList).chosen
        return self._standings.get(chosen) if chosen is not None else None

    async def _read(self) -> None:
        found, sender = await asyncio.to_thread(self._everyone)
        from assistant.example import has_profile, is_example  # noqa: PLC0415 - loaded behind the first paint
        from assistant.wiring import now  # noqa: PLC0415

        self._zone = sender.time_zone if sender else ""
        await asyncio.to_thread(self.query_one(PeopleList).take, found, now(), self._zone)
        self._standings = {each.person.id: each for each in found}
        self._show_count(len(found), example=is_example(sender))
        self._show_list()
        if not found and not has_profile(sender) and not self._asked_who and self.is_current:
            self._asked_who = True
            self.post_message(messages.OpenProfile())

    def _everyone(self) -> tuple[tuple[Standing, ...], Sender | None]:
        from assistant.schedule import standings  # noqa: PLC0415 - loaded behind the first paint
        from assistant.wiring import now  # noqa: PLC0415

        store = self.services.store
        return standings(store, now()), store.sender()

    def _show_count(self, count: int, *, example: bool) -> None:
        words = plural("{n} person", "{n} people", count).format(n=count) if count else ""
        if example:
            words = " · ".join(filter(None, (words, _("you are trying the example"))))
        self.query_one("#count", Static).update(shown_line(words))
        self.set_class(not count, "-nobody")
        if not count:
            self.query_one("#empty", Static).update(_("Paste what you know about someone: p"))
            self.set_focus(None)
            self.remove_class("-reading")

    def _show_list(self) -> None:
        from assistant.next_steps import matching  # noqa: PLC0415 - loaded behind the first paint

        people = self.query_one(PeopleList)
        wanted = self._wanted if self._wanted is not None else people.chosen
        self._wanted = None
        found = matching(tuple(self._standings.values()), self.query_one("#find", LineInput).value)
        people.show(found, wanted)
        if self.focused is None:
            people.focus()
        if not found:
            self.query_one(PersonPage).empty()

    @on(Input.Changed, "#find")
    def _find_typed(self) -> None:
        if self._standings:
            self._show_list()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one(PeopleList).focus()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted here as what is known about someone new."""
        if event.text.strip():
            self.post_message(messages.OpenPaste(text=event.text))

    def on_key(self, event: events.Key) -> None:
        """Let the arrows move through the list while one types in the filter."""
        key = event.key
        if key in {"up", "down"} and self.query_one("#find", LineInput).has_focus:
            people = self.query_one(PeopleList)
            people.action_cursor_up() if key == "up" else people.action_cursor_down()

    @on(OptionList.OptionHighlighted, "#people")
    def _row_chosen(self) -> None:
        if not self._reads_page:
            self._reads_page = True
            self.work(self._show_page(), group="page", exclusive=False)

    @on(OptionList.OptionSelected, "#people")
    def _row_entered(self) -> None:
        if self.has_class("-narrow"):
            self.add_class("-reading")
            self.query_one(PersonPage).focus()
        else:
            self.action_next_step()

    async def _show_page(self) -> None:
        """Show the chosen person's page; a held arrow key has only the last one read after the first."""
        shown = None
        try:
            while (standing := self.standing) is not None and standing is not shown:
                await self._show(standing)
                shown = standing
        finally:
            self._reads_page = False

    async def _show(self, standing: Standing) -> None:
        from assistant.acquaintance import acquaintance  # noqa: PLC0415 - loaded behind the first paint
        from assistant.wiring import now  # noqa: PLC0415

        known = await asyncio.to_thread(acquaintance, self.services.store, standing.person.id)
        self.known = known
        titles = {kind.id: kind.title.in_language(self.services.ui) for kind in self.kinds()}
        self.query_one(PersonPage).show(known, standing, now(), self._zone, titles)

    def action_find(self) -> None:
        """Go to the filter."""
        self.remove_class("-reading")
        self.query_one("#find", LineInput).focus()

    def action_back(self) -> None:
        """Empty the filter, or go back to the list."""
        find = self.query_one("#find", LineInput)
        if not self.has_class("-reading"):
            find.value = ""
        self.remove_class("-reading")
        self.query_one(PeopleList).focus()

    def action_paste_new(self) -> None:
        """Add someone from a pasted text."""
        self.post_message(messages.OpenPaste())

    def action_chat(self) -> None:
        """Open the chat."""
        self.post_message(messages.OpenChat())

    def action_profile(self) -> None:
        """Open the profile."""
        self.post_message(messages.OpenProfile())
