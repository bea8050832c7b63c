"""Reads a sender's profile from a file, and looks at what in a person's fields cannot be."""

from __future__ import annotations

import difflib
import re
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from assistant.domain.brief import Recipient, Sender
from assistant.importing.lines import Path
from assistant.importing.strictness import validated
from assistant.importing.tables import Table, read_table
from assistant.wording import _

_EXAMPLE: Final = 'name = "...", role = "...", goals = ["..."]'
_PART: Final = r"[^\s@<>,;:\"()\[\]]"
_ADDRESS: Final = re.compile(rf"{_PART}{{1,64}}@{_PART}{{1,200}}\.[^\s@<>,;:\"()\[\].]{{2,60}}")


def load_sender(text: str | bytes, name: str) -> Sender:
    """Read a profile file called `name`: the keys of [sender], with or without that header.

    A whole brief file will do too; only its [sender] is read. Raises InputError with file, line, key
    and the mend.
    """
    table = read_table(text, name, example=_EXAMPLE)
    inside = table.values.get("sender")
    path: Path = ("sender",) if isinstance(inside, dict) else ()
    if isinstance(inside, dict):
        table = table.within("sender")
    sender = validated(Sender, table.values, table)
    possible_person(sender, (), table)
    if sender == Sender():
        raise table.refused(
            path,
            _("the profile says nothing."),
            _("The least it can hold: {example}").format(example=_EXAMPLE),
        )
    return sender


def possible_person(person: Sender | Recipient, path: Path, table: Table) -> None:
    """Refuse a time zone or a mail address that cannot be; `path` is the person's table."""
    zone_of(person.time_zone, (*path, "time_zone"), table)
    if person.email and not _ADDRESS.fullmatch(person.email):
        problem = _("'{email}' is not a mail address.").format(email=person.email[:60])
        raise table.refused((*path, "email"), problem, _("Write it as name@example.org, or remove it."))


def zone_of(name: object, path: Path, table: Table) -> ZoneInfo | None:
    """Give the time zone of a name, None when there is none. Raises InputError for an unknown one."""
    if not isinstance(name, str) or not name.strip():
        return None
    try:
        return ZoneInfo(name.strip())
    except (ValueError, OSError, LookupError) as error:
        near = _near_zone(name.strip())
        hint = _("Did you mean '{near}'?").format(near=near) if near else _('Write it as "Europe/Stockholm".')
        problem = _("there is no time zone '{zone}'.").format(zone=name.strip()[:60])
        raise table.refused(path, problem, hint) from error


def _near_zone(name: str) -> str | None:
    zones = sorted(available_timezones())
    known = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in zones if "/" in zone}
    known |= {zone.casefold(): zone for zone in zones}
    found = difflib.get_close_matches(name.casefold().replace(" ", "_")[:60], known, 1, 0.7)
    return known[found[0]] if found else None
