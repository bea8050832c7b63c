"""A box to tick whose mark is there or not; Textual's own differs by colour alone."""

from __future__ import annotations

from textual.widgets import Checkbox

from tui.content import shown_line


class TickBox(Checkbox):
    """A box with a cross in it when it is ticked."""

    def __init__(self, label: str, value: bool, *, id: str) -> None:  # noqa: A002 - Textual's own words
        super().__init__(shown_line(label), value, id=id, compact=True)
        self.BUTTON_INNER = _mark(ticked=value)

    def watch_value(self) -> None:
        """Show or take away the mark."""
        self.BUTTON_INNER = _mark(ticked=self.value)
        super().watch_value()


def _mark(*, ticked: bool) -> str:
    return "X" if ticked else " "
