"""Who the person is: three short questions at the first start, the whole profile later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Button, Input, Static

from assistant.errors import FikaError
from assistant.wording import _, mark
from tui import messages
from tui.content import shown_line
from tui.widgets.fields_form import SENDER, FieldsForm
from tui.widgets.first_questions import FirstQuestions
from tui.widgets.keys_line import KeysLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.domain.brief import Sender
    from assistant.keeping import Keeper
    from assistant.wiring import Services

# ruff: noqa: PLC0415 - the screen is painted before the profile is read

_SLOT = "profile"


class ProfileScreen(Workspace):
    """Asks little when nothing is known; shows everything when something is."""

    CSS_PATH = "profile.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", mark("Save"), id="profile.save", tooltip=mark("Keep your profile")),
        Binding(
            "f2",
            "example",
            mark("Try the example"),
            id="profile.example",
            tooltip=mark("Try Fika with made-up people"),
        ),
        Binding(
            "escape",
            "leave",
            mark("Back"),
            show=False,
            id="profile.leave",
            tooltip=mark("Go on; what you typed is kept"),
        ),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._known: Sender | None = None
        self._keeper: Keeper | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen; the fields come when the profile is read."""
        yield Static(_("Who you are"), id="head", markup=False)
        yield VerticalScroll(id="profile", can_focus=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Read the profile once the screen is painted."""
        self.call_after_refresh(lambda: self.work(self._read(), group="reading"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the example only while nothing is known."""
        del parameters
        return action != "example" or self._is_first

    @property
    def _is_first(self) -> bool:
        return bool(self.query(FirstQuestions))

    async def _read(self) -> None:
        from assistant.domain.brief import Sender
        from assistant.example import is_example
        from assistant.importing.fields import fields_of
        from assistant.importing.zones import machine_zone

        stored = await asyncio.to_thread(self.services.store.sender)
        self._known = Sender() if stored is None or is_example(stored) else stored
        values = fields_of(self._known)
        values["time_zone"] = values["time_zone"] or await asyncio.to_thread(machine_zone)
        kept = _typed_before(await asyncio.to_thread(self.services.keeping.text_of, _SLOT))
        self._keeper = await asyncio.to_thread(self.services.keeping.begin, _SLOT)
        first = self._known == Sender()
        form = FirstQuestions(kept) if first else FieldsForm(SENDER, {**values, **kept})
        buttons = [Button(shown_line(_("Save (ctrl+s)")), id="save", compact=True)]
        if first:
            buttons.append(Button(shown_line(_("Try the example (f2)")), id="example", compact=True))
        buttons.append(
            Button(shown_line(_("Skip (esc)") if first else _("Back (esc)")), id="leave", compact=True)
        )
        await self.query_one("#profile").mount(
            Static(_intro(first=first), classes="said", markup=False),
            form,
            Static(id="trouble", markup=False),
            Buttons(*buttons, id="buttons"),
        )
        if self.focused is None:  # who types at once may be past the first field already
            form.go_to(None)
        self.refresh_bindings()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._keeper is not None:
            typed = self._form.typed().items()
            self._keeper.take("\n".join(f"{key}: {value}" for key, value in typed if value))

    @property
    def _form(self) -> FirstQuestions | FieldsForm:
        found = self.query(FirstQuestions)
        return found.first() if found else self.query_one("#profile > FieldsForm", FieldsForm)

    @on(Input.Submitted)
    def _last_field_entered(self) -> None:
        self.action_save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        actions = {"save": self.action_save, "example": self.action_example, "leave": self.action_leave}
        actions[event.button.id or "leave"]()

    def action_save(self) -> None:
        """Keep the profile."""
        if self._known is not None:
            self.work(self._save(self._known), group="saving")

    def action_example(self) -> None:
        """Load the example, to try everything with made-up people."""
        self.work(self._load_example(), group="saving")

    def action_leave(self) -> None:
        """Go on without saving; what was typed waits here."""
        self.post_message(messages.OpenPeople())

    async def _save(self, known: Sender) -> None:
        from assistant.importing.fields import faulty_field, sender_from

        form, named = self._form, _("the form")
        given = form.given()
        try:
            sender = await asyncio.to_thread(sender_from, known, given, named)
        except FikaError as error:
            trouble = self.query_one("#trouble", Static)
            trouble.update(shown_line(f"{error.message} {error.hint}"))
            trouble.add_class("-shown")
            form.go_to(faulty_field(known, given, named))
            return
        await asyncio.to_thread(self.services.store.save_sender, sender)
        self._done()
        self.teller.say(_("Saved."))
        self.post_message(messages.OpenPeople())

    async def _load_example(self) -> None:
        from assistant.example import load_example

        person = await asyncio.to_thread(load_example, self.services.store, self.services.ui)
        sender = await asyncio.to_thread(self.services.store.sender)
        self._done()
        self.teller.say(
            _("This is the example. You are {you} and write to {name}; nobody is real.").format(
                you=(sender or self._known or person.recipient).name,
                name=person.recipient.name,
            )
        )
        self.post_message(messages.OpenPeople(person.id))

    def _done(self) -> None:
        if self._keeper is not None:
            self._keeper.done()
            self._keeper = None


class Buttons(VerticalScroll, can_focus=False):
    """The buttons of the form, in a row where there is room."""

    DEFAULT_CSS = "Buttons { layout: horizontal; height: 1; overflow: hidden; }"


def _intro(*, first: bool) -> str:
    if first:
        return _(
            "Three short questions, so that a message can say who writes. The rest is asked when needed."
        )
    return _("This is what messages may say about you. Nothing is required.")


def _typed_before(kept: str) -> dict[str, str]:
    """Give the fields that were being typed when Fika last ended."""
    lines = (line.partition(": ") for line in kept.splitlines())
    return {key: value for key, _colon, value in lines if value}
