"""A labelled line of a form."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester
from textual.widgets import Label

from tui.widgets.line_input import LineInput


class Field(Horizontal):
    """A label and the line that is typed beside it."""

    DEFAULT_CSS = """
    Field { height: 1; margin-bottom: 0; }
    Field > Label { width: 18; color: $text-muted; }
    Field > LineInput { width: 1fr; background: $surface; }
    Field > LineInput:focus { background: $boost; }
    Field:focus-within > Label { color: $text; text-style: bold; }
    """

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(id=f"field-{key}")
        self.key = key
        self.label = label
        self.line = LineInput(value, placeholder=placeholder, id=f"line-{key}", suggester=suggester)

    def compose(self) -> ComposeResult:
        """Lay out label and line."""
        if self.label:
            yield Label(self.label, markup=False)
        yield self.line

    @property
    def value(self) -> str:
        """What is typed."""
        return self.line.value

    @value.setter
    def value(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)
