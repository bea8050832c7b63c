"""The list of people, and what is known of the chosen one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer, Static

from tui.workspace import Workspace


class PeopleScreen(Workspace):
    """Everyone with a state and the next step."""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static("Fika", markup=False)
        yield Footer()

    def choose(self, person_id: int | None) -> None:
        """Choose a person in the list."""
