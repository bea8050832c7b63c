"""Marked stretches of a text that move with it while it is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Spot:
    """Something marked at `text[start:end]`."""

    start: int
    end: int
    style: str
    """The component class that shows it."""
    grows: bool = False
    """Whether an edit inside leaves it standing (a sentence does) or takes it away until the next look."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The one stretch in which two texts differ: `before[start:old_end]` became `after[start:new_end]`."""

    start: int
    old_end: int
    new_end: int

    @property
    def shift(self) -> int:
        """How far what stands behind it has moved, in characters."""
        return self.new_end - self.old_end


def edited(before: str, after: str) -> Edited:
    """Find where two texts differ, by halving: a key in a long text costs no more than in a short one."""
    most = min(len(before), len(after))
    start = _shared(lambda length: before[:length] == after[:length], most)
    tail = _shared(
        lambda length: before[len(before) - length :] == after[len(after) - length :], most - start
    )
    return Edited(start, len(before) - tail, len(after) - tail)


def moved(spots: Iterable[Spot], change: Edited) -> tuple[Spot, ...]:
    """Give the spots where they stand after an edit; one that was edited itself is gone, unless it grows."""
    return tuple(each for spot in spots if (each := _moved(spot, change)))


def by_line(spots: Iterable[Spot], lines: Iterable[str]) -> Mapping[int, list[tuple[int, int, str]]]:
    """Cut spots at the line breaks: for each line its columns and styles."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    ordered = sorted(spots, key=lambda spot: spot.start)
    first = 0
    for number, line in enumerate(lines):
        last = first + len(line)
        here = [
            (max(spot.start, first) - first, min(spot.end, last) - first, spot.style)
            for spot in ordered
            if spot.start < last and spot.end > first
        ]
        if here:
            found[number] = here
        first = last + 1
    return found


def _moved(spot: Spot, change: Edited) -> Spot | None:
    if spot.end < change.start or (spot.end == change.start and not spot.grows):
        return spot
    if spot.start >= change.old_end and not (spot.grows and spot.start == change.start):
        return replace(spot, start=spot.start + change.shift, end=spot.end + change.shift)
    if not spot.grows:
        return None
    start = min(spot.start, change.start)
    end = max(spot.end, change.old_end) + change.shift
    return replace(spot, start=start, end=end) if end > start else None


def _shared(same: Callable[[int], bool], most: int) -> int:
    """Give the greatest length, up to `most`, for which both are the same."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low
