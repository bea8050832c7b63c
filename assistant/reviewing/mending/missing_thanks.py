"""A message that thanks for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.adding import at_the_end, at_the_start
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Thank for the talk first of all; where there was none thank for reading, last."""
    add = at_the_end if place.thanks == "thanks" else at_the_start
    yield from add(place, place.thanks)
