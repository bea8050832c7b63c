"""The keys beside a talk, none of them a letter: notes are typed there; and which of them fit the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType

from assistant.wording import mark

if TYPE_CHECKING:
    from assistant.domain.records import Talk

TALK_KEYS: Final[list[BindingType]] = [
    Binding(
        "ctrl+n,f8", "turn", mark("Notes"), id="talk.turn", tooltip=mark("Go between the page and your notes")
    ),
    Binding(
        "f5,ctrl+t",
        "start",
        mark("Start"),
        id="talk.start",
        tooltip=mark("Start the clock: the talk has begun"),
    ),
    Binding(
        "shift+f5",
        "reset",
        mark("Clock back"),
        show=False,
        id="talk.reset",
        tooltip=mark("Set the clock back: it was started too early"),
    ),
    Binding(
        "f9,ctrl+b",
        "held",
        mark("It took place"),
        id="talk.held",
        tooltip=mark("Say that the talk took place"),
    ),
    Binding(
        "shift+f9,ctrl+r",
        "missed",
        mark("It did not"),
        show=False,
        id="talk.missed",
        tooltip=mark("Say that the talk did not take place"),
    ),
    Binding(
        "ctrl+o,f3",
        "prepare",
        mark("Questions"),
        id="talk.prepare",
        tooltip=mark("Prepare questions for the talk"),
    ),
    Binding(
        "ctrl+g,f4",
        "follow_up",
        mark("Thank-you"),
        id="talk.follow_up",
        tooltip=mark("Write the thank-you, within 24 hours"),
    ),
    Binding(
        "f2,ctrl+l", "change", mark("Time"), id="talk.change", tooltip=mark("Change time, length or place")
    ),
    Binding(
        "f12",
        "calendar",
        mark("Calendar file"),
        show=False,
        id="talk.calendar",
        tooltip=mark("Save the talk as a calendar file; nobody is invited"),
    ),
    Binding(
        "ctrl+s",
        "save",
        mark("Save"),
        show=False,
        id="talk.save",
        tooltip=mark("Save the notes now; they are saved by themselves too"),
    ),
    Binding("escape", "back", mark("Back"), id="talk.back", tooltip=mark("Save the notes and go back")),
]

_BESIDE: Final = frozenset(
    {"turn", "start", "reset", "held", "missed", "prepare", "follow_up", "change", "calendar", "save"}
)
"""What there is to do only once a talk is agreed on."""


def fits(action: str, talk: Talk | None, phase: str) -> bool:
    """Whether an action fits the moment; `talk` is None while it is being agreed on."""
    if talk is None:
        return action not in _BESIDE
    ahead = talk.started_at is None and talk.held is None
    running = talk.started_at is not None and talk.held is None
    fitting = {
        "start": ahead,
        "prepare": ahead,
        "change": ahead,
        "reset": running,
        "held": talk.held is not True and phase != "ahead",
        "missed": talk.held is not False and phase != "ahead",
        "follow_up": talk.held is True or phase in {"closing", "over"},
    }
    return fitting.get(action, True)
