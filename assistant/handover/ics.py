"""A talk as a calendar file (RFC 5545), to open in a calendar; nobody is invited and nothing is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from assistant.cleaning import clean
from assistant.domain.records import Talk

_LONGEST_LINE: Final = 75
"""Octets that a line may have (RFC 5545, 3.1)."""


def as_ics(talk: Talk, title: str, description: str, now: datetime) -> bytes:
    """Give the talk as one event. Its times are in UTC, so that every calendar shows its own zone's.

    The description is for the sender's own calendar, so nothing private belongs there.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fika//Fika//EN",
        "BEGIN:VEVENT",
        f"UID:talk-{talk.id}-{talk.person_id}@fika.invalid",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(talk.starts_at)}",
        f"DURATION:PT{talk.minutes}M",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(description)}",
        *([f"LOCATION:{_text(talk.place)}"] if talk.place else []),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); what could begin a line of its own is gone after `clean`."""
    escaped = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold at 75 octets, never inside a character."""
    folded, width = "", 0
    for character in line:
        size = len(character.encode("utf-8"))
        if width + size > _LONGEST_LINE:
            folded, width = f"{folded}\r\n ", 1
        folded, width = folded + character, width + size
    return folded
