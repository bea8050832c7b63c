"""The clock beside a talk: what it shows at a moment, and whether it is time to round off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from assistant.domain.records import Talk
from assistant.domain.value import Value
from assistant.talk_page import closing_at

Phase = Literal["ahead", "due", "running", "closing", "over", "held", "missed"]
"""Before the hour, the hour has come, under way, the last minutes, beyond them; said to be held or not."""


class Clock(Value):
    """What the clock shows."""

    phase: Phase
    left: timedelta
    """Until the start when it is ahead, of the agreed minutes when it runs; never negative."""
    beyond: timedelta = timedelta(0)
    """How long the agreed end has passed."""


def clock(talk: Talk, now: datetime) -> Clock:
    """Give what the clock of a talk shows at a moment."""
    nothing = timedelta(0)
    if talk.held is not None:
        return Clock(phase="held" if talk.held else "missed", left=nothing)
    if talk.started_at is None:
        ahead = talk.starts_at - now
        return Clock(
            phase="ahead" if ahead > nothing else "due", left=max(ahead, nothing), beyond=max(-ahead, nothing)
        )
    left = talk.ends_at - now
    if left <= nothing:
        return Clock(phase="over", left=nothing, beyond=-left)
    return Clock(phase="closing" if now >= closing_at(talk) else "running", left=left)


def until_reminder(talk: Talk, now: datetime) -> timedelta | None:
    """Give how long it is until one should say that time is nearly up; None when that is not to come."""
    if talk.started_at is None or talk.held is not None or now >= closing_at(talk):
        return None
    return closing_at(talk) - now


def started(talk: Talk, now: datetime) -> Talk:
    """Give the talk with its clock started; one that runs goes on."""
    return talk if talk.started_at else talk.model_copy(update={"started_at": now, "held": None})


def stopped(talk: Talk) -> Talk:
    """Give the talk as if its clock had not been started: it was pressed too early."""
    return talk.model_copy(update={"started_at": None})
