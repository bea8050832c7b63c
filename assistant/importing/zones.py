"""Time zones by their names: the machine's own, and the one that a person means by a city."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones


def machine_zone() -> str:
    """Give the machine's time zone by name, empty when it does not say so."""
    given = os.environ.get("TZ", "").lstrip(":")
    if "/" in given and not given.startswith("/"):
        return given
    place = Path("/etc/localtime").resolve().as_posix()
    return place.rpartition("/zoneinfo/")[2] if "/zoneinfo/" in place else ""


@cache
def zone_names() -> tuple[str, ...]:
    """Give the names of places, without the old aliases and offsets. Reads the disk the first time."""
    areas = (
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
    return tuple(sorted(name for name in available_timezones() if name.split("/")[0] in areas))


def zone_meant(typed: str) -> str:
    """Give the zone that "stockholm" or "europe/stockholm" means, empty unless exactly one begins so."""
    wanted = "_".join(typed.split()).casefold()
    if not wanted:
        return ""
    exact = [name for name in zone_names() if wanted in _names_of(name)]
    begun = [name for name in zone_names() if any(each.startswith(wanted) for each in _names_of(name))]
    found = exact or begun
    return found[0] if len(found) == 1 else ""


def _names_of(zone: str) -> tuple[str, str]:
    name = zone.casefold()
    return name, name.rsplit("/", 1)[-1]
