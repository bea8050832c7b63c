"""Where things stand with a person after a command, by the clock of the person's profile."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from assistant.clock import zone
from assistant.domain.records import Person
from assistant.errors import InputError
from assistant.schedule import standing_of
from assistant.wording import _
from tui.due_words import step_words

if TYPE_CHECKING:
    from tui.console import Session


def next_line(person: Person, session: Session, now: datetime) -> str:
    """Give the next step with a person as one line."""
    standing = standing_of(session.services.store, person, now)
    words = step_words(standing, now, own_zone(session))
    if standing.step in {"wait", "rest"}:
        return _("Now: {state}").format(state=words)
    return _("Next: {step}").format(step=words)


def tell_next(person: Person, session: Session, now: datetime) -> None:
    """Say the next step with a person."""
    session.say(next_line(person, session, now))


def own_zone(session: Session) -> str:
    """Give the time zone of the person's profile; empty means the machine's."""
    sender = session.services.store.sender()
    return sender.time_zone if sender else ""


def by_own_clock(typed: datetime, session: Session) -> datetime:
    """Give a typed time its zone: the profile's, else the machine's. Raises InputError."""
    if typed.tzinfo is not None:
        return typed
    own = zone(own_zone(session))
    try:
        return typed.replace(tzinfo=own) if own else typed.astimezone()
    except (OverflowError, ValueError) as error:  # the year 1, say
        raise InputError(
            _("That time is too far away: {at}.").format(at=typed.isoformat(sep=" ", timespec="minutes")),
            hint=_("Look at the year; a time is written as 2026-03-12T15:00."),
        ) from error
