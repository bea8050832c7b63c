"""The pasted text around the words that a suggestion rests on, with these marked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.content import shown, shown_line

_BEFORE = 240
_AFTER = 900
"""Characters shown before and after the marked words."""


class SourcePane(VerticalScroll, can_focus=False):
    """Shows where something stands in the text."""

    DEFAULT_CSS = """
    SourcePane { padding: 0 2; }
    SourcePane > Static { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="source")
        self._shown = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield self._shown

    def show(self, caption: str, text: str, start: int, end: int) -> None:
        """Show `text[start:end]` marked, with what stands around it."""
        before = text[max(0, start - _BEFORE) : start]
        after = text[end : end + _AFTER]
        cut = "\u2026" if start > _BEFORE else ""
        more = "\u2026" if end + _AFTER < len(text) else ""
        content = (
            shown_line(caption, "$text-muted")
            + shown("\n")
            + shown(cut + before, "$text-muted")
            + shown(text[start:end], "reverse bold")
            + shown(after + more, "$text-muted")
        )
        self._shown.update(content)
        self.scroll_home(animate=False)

    def empty(self) -> None:
        """Show nothing."""
        self._shown.update("")
