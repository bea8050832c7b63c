"""A message that leaves the reader no choice of time."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.adding import at_the_end, behind
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Say behind the only time that another is as good, or at the end that the reader chooses."""
    if place.finding.excerpt and place.sentence is not None:
        yield from behind(place, place.sentence, "another_time")
    yield from at_the_end(place, "flexible")
