"""How a document is wanted, in two rows: kind, language, channel, minutes, and a line of one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label, Select

from assistant.wording import _
from tui.content import shown_line
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

Choice = Literal["kind", "language", "channel"]
"""What is chosen from a list."""


class ChoicesBar(Vertical):
    """Takes what is chosen, and tells of it; it knows no kinds and no channels itself."""

    DEFAULT_CSS = """
    ChoicesBar { height: 2; }
    ChoicesBar Horizontal { height: 1; }
    ChoicesBar Select { width: 16; height: 1; }
    ChoicesBar Select.-textual-compact > SelectCurrent, ChoicesBar Select:focus > SelectCurrent {
        border: none; height: 1; padding: 0 1;
    }
    ChoicesBar Select:focus > SelectCurrent { background: $boost; text-style: bold; }
    ChoicesBar #kind { width: 1fr; min-width: 18; max-width: 32; }
    ChoicesBar #language { width: 13; }
    ChoicesBar #channel { width: 18; }
    ChoicesBar Label { padding: 0 1; color: $text-muted; }
    ChoicesBar #minutes { width: 5; background: $surface; }
    ChoicesBar #own-words { width: 1fr; background: $surface; }
    ChoicesBar LineInput:focus { background: $boost; }
    """

    @dataclass
    class Chosen(Message):
        """Something else was chosen from a list."""

        what: Choice
        value: str

    @dataclass
    class Done(Message):
        """Enter in one of the lines: the person wants it written."""

    def compose(self) -> ComposeResult:
        """Lay out the two rows."""
        with Horizontal():
            for what, tooltip in (
                ("kind", _("What is written")),
                ("language", _("The message's language")),
                ("channel", _("Where it will be sent")),
            ):
                yield Select[str]((), allow_blank=True, prompt="", id=what, compact=True, tooltip=tooltip)
            yield LineInput(id="minutes")
            yield Label(_("min"), id="minutes-label", markup=False)
        with Horizontal():
            yield Label(_("In your words"), markup=False)
            yield LineInput(id="own-words", placeholder=_("A sentence of your own, if you have one"))

    def offer(self, what: Choice, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Give a list its (id, word) options; one that leaves no choice is not shown."""
        select = self._select(what)
        with self.prevent(Select.Changed):
            select.set_options([(shown_line(word), each) for each, word in options])
            select.value = chosen
        select.display = len(options) > 1

    @property
    def minutes(self) -> str:
        """The minutes as typed."""
        return self.query_one("#minutes", LineInput).value

    def show_minutes(self, minutes: int, *, asked: bool) -> None:
        """Show how long a talk is asked for, where the kind asks for one."""
        self.query_one("#minutes", LineInput).value = str(minutes)
        for name in ("#minutes", "#minutes-label"):
            self.query_one(name).display = asked

    @property
    def own_words(self) -> str:
        """The person's own sentences."""
        return self.query_one("#own-words", LineInput).value

    def focus_words(self) -> None:
        """Go to the line of own words."""
        self.query_one("#own-words", LineInput).focus()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Tell what was chosen."""
        event.stop()
        what = next((each for each in get_args(Choice) if each == event.select.id), None)
        if what and isinstance(event.value, str):
            self.post_message(self.Chosen(what, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter writes."""
        event.stop()
        self.post_message(self.Done())

    def _select(self, what: Choice) -> Select[str]:
        return self.query_one(f"#{what}", Select)
