"""Words as in a sales letter."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.place import Mend, Place
from assistant.reviewing.trimming import trimmed


def mends(place: Place) -> Iterator[Mend]:
    """Take the words out where a whole sentence is left, else the sentence when it rests on nothing."""
    yield from trimmed(place)
