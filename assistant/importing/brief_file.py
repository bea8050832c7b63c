"""Reads a brief file, TOML or JSON, strictly; plain facts are understood and pointed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.importing.lines import Path
from assistant.importing.profile import possible_person, zone_of
from assistant.importing.strictness import validated
from assistant.importing.tables import Table, read_table
from assistant.importing.understanding import understand
from assistant.wording import _

_EXAMPLE: Final = 'language = "en", [sender] name = "...", [recipient] name = "...", facts = ["..."]'
_MAX_FACTS: Final = 500
"""Facts about one person in one brief."""
_NOON: Final = time(12)
_TIME_EXAMPLE: Final = "held_at = 2026-03-12T15:00:00+01:00"


@dataclass(frozen=True, slots=True)
class LoadedBrief:
    """A brief from a file."""

    brief: Brief
    understood: tuple[int, ...]
    """Positions in `brief.facts` of the facts that were plain text: show them for confirmation."""


def load_brief(text: str | bytes, name: str, *, language: Language | None) -> LoadedBrief:
    """Read a brief file called `name`; `language` is used when the file has none.

    A time without an offset is in the sender's time zone, a date alone is that day at noon.
    Raises InputError with file, line, key and the mend.
    """
    table = read_table(text, name, example=_EXAMPLE)
    values = dict(table.values)
    if "language" not in values:
        if language is None:
            raise table.refused(
                (),
                _("the brief does not say the message's language."),
                _('Add language = "sv" or "en" at the top.'),
            )
        values["language"] = language
    understood = _take_plain_facts(values, table, language)
    _place_meeting(values, table)
    brief = validated(Brief, values, table)
    _possible(brief, table)
    return LoadedBrief(brief, understood)


def _take_plain_facts(values: dict[str, Any], table: Table, language: Language | None) -> tuple[int, ...]:
    """Replace the plain facts in `values` by what they say; give their positions."""
    facts = values.get("facts")
    if isinstance(facts, dict):
        raise table.refused(
            ("facts",),
            _("'facts' is one table, but must be a list."),
            _("Write [[facts]], with two brackets."),
        )
    if not isinstance(facts, list):
        return ()
    if len(facts) > _MAX_FACTS:
        raise table.refused(
            ("facts", _MAX_FACTS),
            _("there are {count} facts, at most {most}.").format(count=len(facts), most=_MAX_FACTS),
            _("Keep those that the message may use."),
        )
    written = values["language"] if values["language"] in ("sv", "en") else language
    taken: list[Any] = []
    understood = []
    for number, fact in enumerate(facts):
        if not isinstance(fact, str | dict):
            raise table.refused(
                ("facts", number),
                _("fact {number} is neither text nor a table.").format(number=number + 1),
                _("Write it as text in quotes, or as a [[facts]] table."),
            )
        plain = {"text": fact} if isinstance(fact, str) else fact
        if _is_plain(plain):
            understood.append(number)
            known = understand(plain["text"], written)
            plain = {key: value for key, value in dict(known).items() if value} | {
                key: value for key, value in plain.items() if key != "text"
            }
        taken.append(plain)
    values["facts"] = taken
    return tuple(understood)


def _is_plain(fact: dict[str, Any]) -> bool:
    """Whether a fact is only a text, perhaps with its source."""
    return (
        fact.keys() <= {"text", "source"} and isinstance(fact.get("text"), str) and bool(fact["text"].strip())
    )


def _place_meeting(values: dict[str, Any], table: Table) -> None:
    """Give the meeting's time an offset."""
    meeting = values.get("meeting")
    if not isinstance(meeting, dict) or "held_at" not in meeting:
        return
    path = ("meeting", "held_at")
    held = _moment(meeting["held_at"], path, table)
    if held.tzinfo is None:
        sender = values.get("sender")
        zone = (
            zone_of(sender.get("time_zone"), ("sender", "time_zone"), table)
            if isinstance(sender, dict)
            else None
        )
        if zone is None:
            raise table.refused(
                path,
                _("'held_at' does not say in which time zone."),
                _('Add the offset, {example}, or time_zone = "Europe/Stockholm" in [sender].').format(
                    example=_TIME_EXAMPLE
                ),
            )
        held = held.replace(tzinfo=zone)
    values["meeting"] = {**meeting, "held_at": held}


def _moment(value: object, path: Path, table: Table) -> datetime:
    if isinstance(value, str):
        try:
            value = (
                datetime.fromisoformat(value.strip())
                if len(value.strip()) > 10
                else date.fromisoformat(value.strip())
            )
        except ValueError:
            value = None
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, _NOON)
    raise table.refused(
        path,
        _("'held_at' is not a date and time."),
        _("Write it as {example}.").format(example=_TIME_EXAMPLE),
    )


def _possible(brief: Brief, table: Table) -> None:
    """Refuse what has the right type and still cannot be."""
    for who in ("sender", "recipient"):
        possible_person(getattr(brief, who), (who,), table)
    for number, fact in enumerate(brief.facts):
        if fact.is_empty:
            problem = _("fact {number} says nothing.").format(number=number + 1)
            raise table.refused(("facts", number), problem, _('Add text = "...", or remove it.'))
