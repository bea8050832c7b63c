"""A sentence that rests on something that nobody gave."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Take the sentence out; one that only lacks its mark is left to the person."""
    if place.finding.severity == "block":
        yield from place.without_sentence()
