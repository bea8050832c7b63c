"""One question of a list: its number, its words, what was found in it, and the place to edit it in."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from assistant.wording import _
from tui.content import shown_line


class RowEditor(TextArea):
    """Where a question is typed: Enter and Escape both keep what stands there."""

    class Kept(Message):
        """The person is done with this question."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"enter", "escape"}:
            event.stop()
            event.prevent_default()
            self.post_message(self.Kept())
            return
        await super()._on_key(event)


class QuestionRow(Horizontal):
    """A question in the list."""

    DEFAULT_CSS = """
    QuestionRow { height: auto; }
    QuestionRow.chosen { background: $boost; }
    QuestionRow > .number { width: 6; height: 1; padding-left: 1; }
    QuestionRow > Vertical { width: 1fr; height: auto; padding-right: 1; }
    QuestionRow .words, QuestionRow .found { height: auto; }
    QuestionRow .found { color: $text-muted; }
    QuestionRow RowEditor { height: auto; max-height: 8; padding: 0; background: $surface; display: none; }
    QuestionRow.editing RowEditor { display: block; }
    QuestionRow.editing .words { display: none; }
    """

    @dataclass
    class Chosen(Message):
        """The person pointed at a question."""

        row: QuestionRow
        twice: bool

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield Static(classes="number", markup=False)
        with Vertical():
            yield Static(classes="words", markup=False)
            yield RowEditor()
            yield Static(classes="found", markup=False)

    def show(self, number: int, words: str, found: tuple[str, ...], *, chosen: bool) -> None:
        """Show a question with a line for each finding in it."""
        self.set_class(chosen, "chosen")
        pointer = "\u203a" if chosen else " "
        self.query_one(".number", Static).update(f"{pointer}{number:>3}")
        self.query_one(".words", Static).update(shown_line(words or _("(empty)")))
        below = self.query_one(".found", Static)
        below.update(Content("\n").join([shown_line(line) for line in found]))
        below.display = bool(found)

    def edit(self, words: str) -> None:
        """Open the place to type in."""
        self.add_class("editing")
        editor = self.query_one(RowEditor)
        editor.load_text(words)
        editor.move_cursor(editor.document.end)
        editor.focus()

    def close(self) -> None:
        """Close it."""
        self.remove_class("editing")

    @property
    def typed(self) -> str:
        """What stands in the place to type in."""
        return self.query_one(RowEditor).text

    def on_click(self, event: events.Click) -> None:
        """Choose the question; a double click edits it."""
        if not self.has_class("editing"):
            self.post_message(self.Chosen(self, twice=event.chain > 1))
