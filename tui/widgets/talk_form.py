"""The form in which one agrees on a talk: when, how long, where, with both local times before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from assistant.agreeing import Agreed, agreed
from assistant.clock import both_times, differ
from assistant.errors import InputError
from assistant.wording import _
from tui.content import shown
from tui.dates import moment_words
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain.records import Talk


@dataclass(frozen=True, slots=True)
class Zones:
    """Whose clocks count."""

    here: str
    """The sender's zone; empty means the machine's."""
    there: str
    """The other's; empty when it is not known."""
    name: str
    """The other's name."""


class TalkForm(VerticalScroll):
    """Three lines and what is understood of them."""

    DEFAULT_CSS = """
    TalkForm { height: 1fr; padding: 1 2; }
    TalkForm > Static { height: auto; margin-top: 1; }
    """

    class Filled(Message):
        """The person wants what stands there kept."""

    def __init__(self, clock: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, can_focus=False)
        self._clock = clock
        self._zones = Zones("", "", "")

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        yield Field("when", _("When"), placeholder=_("tomorrow 15:00, 25 November 15:00, Thursday 3 pm"))
        yield Field("minutes", _("Minutes"))
        yield Field("place", _("Where"), placeholder=_("Teams, phone, an address"))
        yield Static(id="understood", markup=False)
        yield Static(id="advice", markup=False)

    def open(self, talk: Talk | None, minutes: int, zones: Zones) -> None:
        """Fill the form with a talk's terms, or with what a new one begins with."""
        self._zones = zones
        when = ""
        if talk is not None:
            here, _there = both_times(talk.starts_at, zones.here, "")
            when, minutes = f"{here:%Y-%m-%d %H:%M}", talk.minutes
        self._field("when").value = when
        self._field("minutes").value = str(minutes)
        self._field("place").value = talk.place if talk else ""
        self.query_one("#advice", Static).update(
            shown(_("Write the time where you are. Enter keeps it; nothing is sent to anyone."), "dim")
        )
        self._field("when").line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at every keystroke what is understood."""
        event.stop()
        words, sign = "", ""
        if self._field("when").value.strip():
            try:
                words = understood_words(self.terms(), self._clock(), self._zones)
            except InputError as error:
                words, sign = f"? {error.message} {error.hint}", "bold"
        self.query_one("#understood", Static).update(shown(words, sign))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Ask for it to be kept."""
        event.stop()
        self.post_message(self.Filled())

    def terms(self) -> Agreed:
        """Read what stands there. Raises InputError."""
        when, minutes, place = (self._field(key).value for key in ("when", "minutes", "place"))
        return agreed(when, minutes, place, self._clock(), self._zones.here)

    def _field(self, key: str) -> Field:
        return self.query_one(f"#field-{key}", Field)


def understood_words(terms: Agreed, now: datetime, zones: Zones) -> str:
    """Say both local times of what was written."""
    here, there = both_times(terms.starts_at, zones.here, zones.there)
    lines = [_("{when} where you are, {n} min.").format(when=moment_words(here, now), n=terms.minutes)]
    if there is None:
        lines.append(_("{name}'s time zone is not known.").format(name=zones.name))
    elif differ(here, there):
        lines.append(_("{when} where {name} is.").format(when=moment_words(there, now), name=zones.name))
    else:
        lines.append(_("The same time where {name} is.").format(name=zones.name))
    if terms.starts_at < now:
        lines.append(_("That has passed: it is kept as a talk that is over."))
    if terms.minutes > 30:
        lines.append(
            _("More than 30 minutes is much to ask of a stranger; 15 or 20 is easier to say yes to.")
        )
    return "\n".join(line[0].upper() + line[1:] for line in lines)
