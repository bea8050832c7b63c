"""What the clock beside a talk says, and the reminder to round off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.dates import duration_words
from tui.due_words import step_words

if TYPE_CHECKING:
    from assistant.domain.records import Talk
    from assistant.schedule import Standing
    from assistant.talk_clock import Clock


def clock_words(clock: Clock, talk: Talk) -> str:
    """Say what the clock shows, on one line; to the second only while the talk is under way."""
    match clock.phase:
        case "ahead":
            words = _("{n} min, begins in {left}").format(n=talk.minutes, left=duration_words(clock.left))
        case "due":
            words = _("It is time. f5 starts the clock when you have said hello.")
        case "running":
            words = _("{left} left of {n} min").format(left=_counted(clock.left), n=talk.minutes)
        case "closing":
            words = _("! {left} left of {n} min: round off now").format(
                left=_counted(clock.left), n=talk.minutes
            )
        case "over":
            words = _("! The {n} minutes are over, by {beyond}. f9 when you have hung up.").format(
                n=talk.minutes, beyond=_counted(clock.beyond)
            )
        case "held":
            words = _("It took place")
        case "missed":
            words = _("It did not take place")
    return words


def after_words(standing: Standing, now: datetime, here_zone: str) -> str:
    """Say what is left to do after the talk, with the hours that are left to do it in."""
    if standing.step not in {"follow_up", "send_followup"}:
        return ""
    return step_words(standing, now, here_zone)


def reminder_words(clock: Clock, closing: str, language: str) -> str:
    """Say what to say now, shortly before the end; empty when it is not time."""
    if clock.phase == "closing":
        return say_now(closing, language)
    if clock.phase == "over":
        return _("! Thank them and say goodbye; you asked for this long and no longer.")
    return ""


def say_now(closing: str, language: str) -> str:
    """Give the sentence to say, in the quotation marks of its language."""
    quoted = f"\u201d{closing}\u201d" if language == "sv" else f"\u201c{closing}\u201d"
    return _("! Say now: {sentence}").format(sentence=quoted)


def _counted(left: timedelta) -> str:
    """Give minutes and seconds, rounded down: "17:05"."""
    seconds = int(left.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02}"
