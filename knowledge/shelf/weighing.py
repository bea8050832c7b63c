"""The numbers of the search in own guidance, and the BM25 that scores its candidates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "calibration.toml"
_K1: Final = 1.2
_B: Final = 0.6


@dataclass(frozen=True, slots=True)
class ShelfWeights:
    """What calibration.toml beside this module says; the reasons stand there."""

    words: float
    letters: float
    unknown: float
    strange: float
    scale: float
    across: float
    other_language: float


@cache
def shelf_weights() -> ShelfWeights:
    """Read the numbers."""
    return ShelfWeights(**tomllib.loads(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a passage has of a question, and how long it is."""

    matched: dict[str, float]
    """The question's terms that it has, with how often."""
    length: float
    """All its terms, with how often, in one sum."""


def scores(
    question: Mapping[str, float], idf: Mapping[str, float], candidates: Sequence[Candidate], unknown: float
) -> list[float]:
    """Give each candidate's BM25 as a share of what a passage that says it all would get, 0-1.

    A term without an idf is one that nobody knows; it counts `unknown` against all of them.
    """
    total = sum(weight * idf.get(term, unknown) for term, weight in question.items())
    if not total or not candidates:
        return [0.0] * len(candidates)
    mean = sum(each.length for each in candidates) / len(candidates) or 1.0
    found = []
    for each in candidates:
        room = _K1 * (1 - _B + _B * each.length / mean)
        gained = (
            question[term] * idf.get(term, 0.0) * times / (times + room)
            for term, times in each.matched.items()
        )
        found.append(sum(gained) / total)
    return found
