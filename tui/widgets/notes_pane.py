"""The notes beside a talk: a place to type, a thought a line."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from assistant.cleaning import clean
from assistant.wording import _
from tui.content import shown_line


class NotesPane(Vertical):
    """Where notes are typed. What came from outside is cleaned before it is shown."""

    @dataclass
    class Typed(Message):
        """The notes changed by the person's hand."""

        text: str

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield Static(shown_line(_("Notes")), id="notes-title", markup=False)
        area = TextArea(
            id="notes",
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            placeholder=_("Your notes, a thought a line; they stay with you"),
            highlight_cursor_line=False,
        )
        yield area

    @property
    def area(self) -> TextArea:
        """The place to type in."""
        return self.query_one("#notes", TextArea)

    def open(self, notes: str) -> None:
        """Show notes, the cursor after the last."""
        with self.prevent(TextArea.Changed):
            self.area.load_text(clean(notes))
        self.area.move_cursor(self.area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell of every keystroke."""
        event.stop()
        self.post_message(self.Typed(event.text_area.text))
