"""The clock beside a talk and its notes: what stands there at each moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.records import Talk
from assistant.domain.value import MAX_MESSAGE
from assistant.errors import InputError
from assistant.talk_clock import clock, started, stopped, until_reminder
from assistant.talk_notes import with_notes

AT = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
TALK = Talk(id=1, person_id=1, starts_at=AT, minutes=20)


def after(minutes: float) -> datetime:
    """So long after the agreed hour."""
    return AT + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("talk", "now", "phase", "left", "beyond"),
    [
        (TALK, after(-90), "ahead", 90, 0),
        (TALK, after(3), "due", 0, 3),
        (started(TALK, after(3)), after(3), "running", 20, 0),
        (started(TALK, after(3)), after(20.5), "running", 2.5, 0),
        (started(TALK, after(3)), after(21), "closing", 2, 0),
        (started(TALK, after(3)), after(23), "over", 0, 0),
        (started(TALK, after(3)), after(30), "over", 0, 7),
        (TALK.model_copy(update={"held": True}), after(30), "held", 0, 0),
        (TALK.model_copy(update={"held": False}), after(30), "missed", 0, 0),
        (stopped(started(TALK, after(-3))), after(-1), "ahead", 1, 0),
    ],
)
def test_the_clock_counts_from_when_the_talk_really_began(
    talk: Talk, now: datetime, phase: str, left: float, beyond: float
) -> None:
    """Twenty agreed minutes are twenty minutes, also when it began late."""
    shown = clock(talk, now)
    assert (shown.phase, shown.left, shown.beyond) == (
        phase,
        timedelta(minutes=left),
        timedelta(minutes=beyond),
    )


def test_the_reminder_comes_two_minutes_before_the_end_and_once() -> None:
    """Before the start and after it has come there is none to wait for."""
    running = started(TALK, AT)
    assert until_reminder(TALK, AT) is None
    assert until_reminder(running, after(3)) == timedelta(minutes=15)
    assert until_reminder(running, after(18)) is None
    assert until_reminder(running.model_copy(update={"held": True}), after(3)) is None


def test_starting_twice_does_not_start_anew() -> None:
    """A second press is no second beginning."""
    assert started(started(TALK, AT), after(5)).started_at == AT


def test_notes_are_cleaned_and_never_too_long_to_be_read_again() -> None:
    """What cannot be kept is refused with its length, not cut."""
    assert with_notes(TALK, "a\x1b[31m\nb").notes == "a\nb"
    assert len(with_notes(TALK, "å" * MAX_MESSAGE).notes) == MAX_MESSAGE
    with pytest.raises(InputError, match=r"10001 characters"):
        with_notes(TALK, "å" * (MAX_MESSAGE + 1))
