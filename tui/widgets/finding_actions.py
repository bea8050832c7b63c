"""What can be done with the chosen finding, for the mouse; the keys stand beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Button

from assistant.wording import _
from tui.content import shown_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.widgets.findings_list import Entry


class FindingActions(Horizontal):
    """A row with the three answers to a finding; what does not fit the chosen one is dimmed."""

    DEFAULT_CSS = """
    FindingActions { height: 1; padding: 0 1; }
    FindingActions Button { width: auto; min-width: 0; margin-right: 1; padding: 0; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the row. The buttons take no focus: each has its key."""
        for name, words, action in (
            ("mend", _("Mend ^f"), "screen.mend"),
            ("skip", _("Skip ^l"), "screen.skip"),
            ("confirm", _("It is true ^t"), "screen.confirm"),
        ):
            button = Button(shown_line(words), id=f"finding-{name}", compact=True, action=action)
            button.can_focus = False
            yield button

    def show(self, entry: Entry | None) -> None:
        """Allow what can be done with a finding."""
        allowed = {
            "mend": entry is not None,
            "skip": entry is not None and entry.finding.severity != "block",
            "confirm": entry is not None and entry.confirms,
        }
        for name, can in allowed.items():
            self.query_one(f"#finding-{name}", Button).disabled = not can
