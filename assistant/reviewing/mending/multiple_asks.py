"""One favour too many."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Take the sentence out."""
    yield from place.without_sentence()
