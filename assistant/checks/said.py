"""A word of a sentence that a brief has or lacks, and what a passage of the brief has in its place."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "title", "number", "year", "day", "month", "weekday", "time"]
Place = Literal["same", "other", "none"]
"""Whether a passage has the very thing, another of its kind in its place, or none of that kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A name, title, number or time at `text[start:end]` of a sentence."""

    kind: Kind
    start: int
    end: int
    standing: str
    """How the brief has it: "known", "new", "part" and the like, by its kind."""
    lacked: bool
    """Whether that standing means that the brief has it nowhere as it is said."""
    traits: tuple[str, ...]
    """What else is seen of it: whether it is a person's, ahead, a share, and so on."""
    place_in: Callable[[str], Place]
    """Tells what a passage's text has in its place."""
    given: str = ""
    """What the brief has instead, where only one thing can be meant."""


def place_among(wanted: Hashable, told: frozenset[Hashable]) -> Place:
    """Whether `told` has the wanted one, or only others."""
    if wanted in told:
        return "same"
    return "other" if told else "none"
