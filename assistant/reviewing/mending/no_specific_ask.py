"""A message that asks for nothing one can say yes to."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.adding import at_the_end
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Ask for the small talk that the brief has, before the thanks."""
    yield from at_the_end(place, "ask")
