"""A question that a search or the person's own facts answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Take the question out, and count the others anew."""
    yield from place.without_sentence()
