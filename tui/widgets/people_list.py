"""Everyone with the next step, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.content import shown, shown_line

if TYPE_CHECKING:
    from textual.content import Content

    from assistant.schedule import Standing


class PeopleList(OptionList):
    """A person takes two rows: the name with the place of work, and the next step."""

    DEFAULT_CSS = """
    PeopleList { border: none; padding: 0 1; background: $background; height: 1fr; }
    PeopleList:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self) -> None:
        super().__init__(id="people", markup=False)
        self._rows: dict[int, Content] = {}
        self._shown: tuple[int, ...] = ()

    def take(self, standings: Sequence[Standing], now: datetime, zone: str) -> None:
        """Make everyone's row."""
        self._rows.update({each.person.id: _row(each, now, zone) for each in standings})

    def show(self, standings: Sequence[Standing], chosen: int | None) -> None:
        """Show these, with one of them chosen, else the first."""
        self._shown = tuple(each.person.id for each in standings)
        self.clear_options()
        self.add_options(Option(self._rows[person_id], id=str(person_id)) for person_id in self._shown)
        if self._shown:
            self.highlighted = self._shown.index(chosen) if chosen in self._shown else 0

    @property
    def chosen(self) -> int | None:
        """Whose row is highlighted."""
        at = self.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None


def _row(standing: Standing, now: datetime, zone: str) -> Content:
    from assistant.schedule import is_due  # noqa: PLC0415 - loaded once people are there
    from tui.due_words import step_words  # noqa: PLC0415

    known = standing.person.recipient
    place = f"  {known.organisation or known.role}" if known.organisation or known.role else ""
    sign = "! " if is_due(standing, now) else "  "
    return (
        shown(sign, "bold $accent")
        + shown_line(known.name, "bold")
        + shown(place, "$text-muted")
        + shown("\n  ")
        + shown_line(step_words(standing, now, zone))
    )
