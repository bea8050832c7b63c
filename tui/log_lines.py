"""What happened, the talks, and where things stand: as lines of text and as rows of JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.clock import both_times
from assistant.domain.records import Contact, Talk
from assistant.schedule import Standing, is_due
from assistant.wording import _
from tui.due_words import step_words, talk_words


def contact_row(contact: Contact) -> dict[str, Any]:
    """Give something that happened as JSON."""
    return {
        "contact": contact.id,
        "person": contact.person_id,
        "kind": contact.kind,
        "at": contact.at.isoformat(),
        "draft": contact.draft_id,
        "version": contact.number,
        "document": contact.document,
    }


def contact_line(contact: Contact, here_zone: str) -> str:
    """Give something that happened as one line."""
    at, _there = both_times(contact.at, here_zone, "")
    parts = [contact_word(contact), f"{at:%Y-%m-%d %H:%M}"]
    if contact.document:
        parts.append(contact.document)
    if contact.draft_id is not None:
        parts.append(
            _("draft {draft}, version {version}").format(draft=contact.draft_id, version=contact.number)
        )
    return f"{contact.id:>3}  " + ", ".join(parts)


def contact_word(contact: Contact) -> str:
    """Say what happened in a word or two."""
    return {
        "sent": _("you sent"),
        "answered": _("answered"),
        "declined": _("said no"),
        "ended": _("ended"),
    }[contact.kind]


def talk_row(talk: Talk) -> dict[str, Any]:
    """Give a talk as JSON, without its notes."""
    return {
        "talk": talk.id,
        "person": talk.person_id,
        "starts_at": talk.starts_at.isoformat(),
        "minutes": talk.minutes,
        "place": talk.place,
        "held": talk.held,
        "plan": talk.plan,
    }


def talk_line(talk: Talk, now: datetime, here_zone: str, there_zone: str) -> str:
    """Give a talk as one line: number, when, how long, where, and whether it took place."""
    parts = [
        _("talk {when}").format(when=talk_words(talk.starts_at, now, here_zone, there_zone)),
        _("{n} min").format(n=talk.minutes),
        talk.place,
        held_words(talk),
    ]
    return f"{talk.id:>3}  " + ", ".join(part for part in parts if part)


def held_words(talk: Talk) -> str:
    """Say whether a talk took place; nothing when the person has not said."""
    if talk.held is None:
        return ""
    return _("took place") if talk.held else _("did not take place")


def standing_row(standing: Standing, now: datetime) -> dict[str, Any]:
    """Give where things stand as JSON."""
    return {
        "person": standing.person.id,
        "name": standing.person.recipient.name,
        "step": standing.step,
        "kind": standing.kind,
        "since": standing.since.isoformat() if standing.since else None,
        "due": standing.due.isoformat() if standing.due else None,
        "now": is_due(standing, now),
        "draft": standing.draft_id,
        "talk": standing.talk_id,
    }


def standing_line(standing: Standing, now: datetime, zone: str) -> str:
    """Give where things stand with someone as one line; what is due is marked with a sign."""
    sign = "!" if is_due(standing, now) else " "
    words = step_words(standing, now, zone)
    return f"{sign}{standing.person.id:>3}  {standing.person.recipient.name}: {words}"
