"""Lets a person choose one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.cleaning import clean
from tui.content import shown, shown_line
from tui.dialogs.sheet import Sheet


class Choice(NamedTuple):
    """One of the things to choose from."""

    id: str
    words: str
    detail: str = ""


class Choose(Sheet[str]):
    """A list to choose from. Gives the id of what was chosen, None when nothing was."""

    DEFAULT_CSS = """
    Choose OptionList { height: auto; max-height: 16; background: $panel; border: none; padding: 0; }
    Choose OptionList:focus { border: none; }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title_shown = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="sheet"):
            yield Static(clean(self._title_shown), id="title", markup=False)
            yield OptionList(*(Option(_row(each), id=each.id) for each in self._choices), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what was chosen."""
        event.stop()
        self.dismiss(event.option_id)


def _row(choice: Choice) -> Content:
    words = shown_line(choice.words)
    return words + shown("\n  ") + shown_line(choice.detail, "dim") if choice.detail else words
