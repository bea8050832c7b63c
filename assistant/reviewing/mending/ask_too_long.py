"""More of someone's time than a stranger should ask for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.lengths import shorter_talk
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Ask for less, in the same sentence."""
    yield from shorter_talk(place)
