"""A message that says neither who writes nor why."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.adding import at_the_start
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Say who writes, as the brief has it, first of all."""
    yield from at_the_start(place, "introduction")
