"""The line at the top of a screen: where one is and for whom, and at the right how it stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.content import shown_line


class TitleLine(Horizontal):
    """One row: a title, and a state at the right."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 1; background: $panel; }
    TitleLine > Static { height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    TitleLine > #title-words { width: 1fr; text-style: bold; }
    TitleLine > #title-state { width: auto; max-width: 50%; margin-left: 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out both ends."""
        yield Static(id="title-words", markup=False)
        yield Static(id="title-state", markup=False)

    def show(self, words: str, state: str = "") -> None:
        """Show where one is, and how it stands."""
        self.query_one("#title-words", Static).update(shown_line(words))
        self.query_one("#title-state", Static).update(shown_line(state))
