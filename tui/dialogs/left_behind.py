"""Asks, once, what becomes of texts that were not saved when Fika last ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from assistant.wording import _, mark, plural
from tui.content import shown
from tui.dialogs.sheet import Sheet

Choice = Literal["take_up", "later", "throw_away"]


class LeftBehind(Sheet[Choice]):
    """One question for all that was found; Escape leaves everything for later."""

    DEFAULT_CSS = """
    LeftBehind #found { height: auto; max-height: 9; margin-bottom: 1; }
    LeftBehind > #sheet { width: 96%; }
    LeftBehind #buttons Button { min-width: 5; width: auto; padding: 0; margin-right: 1; }
    LeftBehind .left { height: auto; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "choose('take_up')",
            mark("Take up again"),
            id="left_behind.take_up",
            tooltip=mark("Save it where it belongs and open it"),
        ),
        Binding(
            "l",
            "choose('later')",
            mark("Keep for later"),
            id="left_behind.later",
            tooltip=mark("Ask again at the next start"),
        ),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay out the question, what was found, and the three answers."""
        question = plural(
            "A text was not saved when Fika last ended. Take it up again?",
            "{count} texts were not saved when Fika last ended. Take them up again?",
            len(self._lines),
        ).format(count=len(self._lines))
        with Vertical(id="sheet"):
            yield Static(question, id="title", markup=False)
            with VerticalScroll(id="found", can_focus=len(self._lines) > 1):
                for line in self._lines:
                    yield Static(shown(line), classes="left")
            with Horizontal(id="buttons"):
                yield Button(_("Take up again") + " (t)", id="take_up", compact=True)
                yield Button(_("Keep for later") + " (l)", id="later", compact=True)
                yield Button(_("Throw away"), id="throw_away", compact=True)

    def on_mount(self) -> None:
        """Begin at the answer that loses nothing."""
        self.query_one("#take_up", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button's choice."""
        event.stop()
        self.action_choose(event.button.id or "later")

    def action_choose(self, choice: str) -> None:
        """Answer."""
        match choice:
            case "take_up" | "later" | "throw_away":
                self.dismiss(choice)
