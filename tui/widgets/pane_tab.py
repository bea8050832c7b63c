"""The name of a pane in a row of tabs, for narrow windows: shown in brackets while its pane is open."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Static

from tui.content import shown_line


class PaneTab(Static):
    """One tab; a click opens its pane."""

    @dataclass
    class Opened(Message):
        """The person wants this pane."""

        pane: str

    def __init__(self, pane: str, words: str) -> None:
        super().__init__(markup=False)
        self.pane = pane
        self._words = words

    def show(self, *, is_open: bool) -> None:
        """Show whether the pane is open, in brackets and not by colour alone."""
        self.set_class(is_open, "open")
        self.update(shown_line(f"[{self._words}]" if is_open else self._words))

    def on_click(self) -> None:
        """Open the pane."""
        self.post_message(self.Opened(self.pane))
