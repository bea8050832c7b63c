"""One moment on two clocks: the sender's and the other person's."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def both_times(moment: datetime, here_zone: str, there_zone: str) -> tuple[datetime, datetime | None]:
    """Give the moment by the sender's clock and by the other's.

    A zone that is empty or unknown is no error: here it means the machine's own zone, there None.
    """
    here = zone(here_zone)
    there = zone(there_zone)
    return moment.astimezone(here), moment.astimezone(there) if there else None


def differ(here: datetime, there: datetime | None) -> bool:
    """Whether the two clocks show different times, so that both are worth showing."""
    return there is not None and here.utcoffset() != there.utcoffset()


def zone(name: str) -> ZoneInfo | None:
    """Give a time zone by its IANA name, None for a name that is empty or unknown."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown, no path at all, or the name of a folder of zones
        return None
