"""Asks a yes or a no; no is the answer when in doubt."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from assistant.cleaning import clean
from assistant.wording import _, mark
from tui.content import shown_line
from tui.dialogs.sheet import Sheet


class AskYesNo(Sheet[bool]):
    """A question with a yes and a no. Gives True for yes, False for no, None when it is left open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j", "answer(True)", mark("Yes"), id="ask.yes", tooltip=mark("Answer yes")),
        Binding("n", "answer(False)", mark("No"), id="ask.no", tooltip=mark("Answer no")),
        Binding("left,right", "app.focus_next", show=False, id="ask.other"),
    ]

    def __init__(self, question: str, *, detail: str = "", yes: str = "", no: str = "") -> None:
        """Ask `question`; `detail` says what yes would do, `yes` and `no` are the words on the buttons."""
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes or _("Yes")
        self._no = no or _("No")

    def compose(self) -> ComposeResult:
        """Lay out the question and its two answers."""
        with Vertical(id="sheet"):
            yield Static(clean(self._question), id="title", markup=False)
            if self._detail:
                yield Static(clean(self._detail), id="detail", markup=False)
            with Horizontal(id="buttons"):
                yield Button(shown_line(f"{self._no} (n)"), id="no", compact=True)
                yield Button(shown_line(f"{self._yes} ({_('y')})"), id="yes", compact=True)

    def on_mount(self) -> None:
        """Stand on no."""
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the answer."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Take the answer from a key."""
        self.dismiss(yes)
