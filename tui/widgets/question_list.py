"""The questions as a list, one of them chosen; it shows what it is given and moves the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from tui.widgets.question_row import QuestionRow, RowEditor


class QuestionList(VerticalScroll, can_focus=True):
    """Rows of questions."""

    DEFAULT_CSS = """
    QuestionList { height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", show=False),
        Binding("down", "choose(1)", show=False),
        Binding("home", "choose(-1000)", show=False),
        Binding("end", "choose(1000)", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another question is chosen."""

        at: int
        edit: bool = False

    @dataclass
    class Typed(Message):
        """The words of the question being edited changed."""

        words: str

    @dataclass
    class Kept(Message):
        """The edit of the chosen question is over."""

        words: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.at = 0
        """Which question is chosen."""

    @property
    def rows(self) -> list[QuestionRow]:
        """The rows, in order."""
        return list(self.query(QuestionRow))

    @property
    def editing(self) -> QuestionRow | None:
        """The row that is being edited."""
        return next((row for row in self.rows if row.has_class("editing")), None)

    async def show(self, questions: Sequence[str], found: Sequence[tuple[str, ...]], at: int) -> None:
        """Show these questions with what was found in each; `at` is chosen."""
        rows = self.rows
        for row in rows[len(questions) :]:
            await row.remove()
        for _new in questions[len(rows) :]:
            await self.mount(QuestionRow())
        self.at = max(0, min(at, len(questions) - 1))
        for number, (row, words) in enumerate(zip(self.rows, questions, strict=True)):
            row.show(number + 1, words, found[number], chosen=number == self.at)
        if self.rows:
            self.rows[self.at].scroll_visible(animate=False)

    def edit(self, words: str) -> None:
        """Open the chosen question to be edited."""
        self.rows[self.at].edit(words)

    def action_choose(self, by: int) -> None:
        """Choose another question."""
        to = max(0, min(self.at + by, len(self.rows) - 1))
        if to != self.at and self.editing is None:
            self.post_message(self.Chosen(to))

    def on_question_row_chosen(self, event: QuestionRow.Chosen) -> None:
        """Choose what was pointed at."""
        event.stop()
        if self.editing is None:
            self.focus()
            self.post_message(self.Chosen(self.rows.index(event.row), edit=event.twice))

    def on_text_area_changed(self, event: RowEditor.Changed) -> None:
        """Tell what is typed, at every keystroke."""
        event.stop()
        if self.editing is not None:
            self.post_message(self.Typed(event.text_area.text))

    def on_row_editor_kept(self, event: RowEditor.Kept) -> None:
        """Close the place to type in."""
        event.stop()
        row = self.editing
        if row is not None:
            words = row.typed
            row.close()
            self.focus()
            self.post_message(self.Kept(words))
