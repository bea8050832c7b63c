"""An opening that could stand in a message to anyone."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Take the sentence out, unless something in it rests on a fact."""
    if place.sentence is not None and not place.sentence.facts:
        yield from place.without_sentence()
