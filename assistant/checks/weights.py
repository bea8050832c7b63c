"""Weights that were learned from examples: packed in a file, and the score that they give to features.

Each feature has a place, by its CRC-32, and a mark by which it is told from others of that place. A weight is
a byte and a rarity another, so that a file has some hundred kilobytes of JSON and is read in milliseconds.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, Final

from assistant.domain.value import Language

LEARNED_FOLDER: Final = Path(__file__).parent / "learned"
PLACES: Final = 1 << 17
"""Places of a file of weights; a feature that finds its place taken by a more frequent one is not known."""
_NOUGHT: Final = 128
"""The byte that stands for a weight of nought."""

_MOST_KNOWN: Final = 1 << 16
"""Features whose places are kept at a time."""

Seen = tuple[Sequence[tuple[int, float]], float]
"""What is seen of a text: places, each with its size, and the length of all sizes together."""


class _Known(dict[str, tuple[int, int]]):
    """The place of each feature that was asked for, with how rare it is; nought where it was never met."""

    def __init__(self, marks: bytes, rarity: bytes) -> None:
        """Look features up by the marks and rarities of a file."""
        self._marks, self._rarity = marks, rarity

    def __missing__(self, name: str) -> tuple[int, int]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        place, mark = place_and_mark(name)
        self[name] = found = place, self._rarity[place] if self._marks[place] == mark else 0
        return found


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned."""

    known: _Known
    """Where each feature has its place, and how much it is seen."""
    weights: bytes
    """What each place says, as a number of a level."""
    levels: tuple[float, ...]
    bias: float

    def score(self, features: Mapping[str, float]) -> float:
        """Give the logarithm of the odds for a text with these features."""
        return self.score_of(self.seen(features))

    def seen(self, features: Mapping[str, float]) -> Seen:
        """Give the places of the features that were met before, and how large each is."""
        known = self.known
        found = [
            (place, value * rare)
            for name, value in features.items()
            for place, rare in (known[name],)
            if rare
        ]
        return found, max(sqrt(sum([value * value for _place, value in found])), 1e-6)

    def score_of(self, seen: Seen) -> float:
        """Give the logarithm of the odds for what was seen; every label of a file sees the same."""
        weights, levels_of = self.weights, self.levels
        found, length = seen
        return self.bias + sum([value * levels_of[weights[place]] for place, value in found]) / length


@cache
def read_learned(name: str) -> dict[str, Any]:
    """Give what the file of that name in `learned/` holds."""
    table: dict[str, Any] = json.loads((LEARNED_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return table


def line_of(model: str, name: str, language: Language) -> float:
    """Give a score that a model's file names: above or under which something is found, or not believed."""
    line: float = read_learned(f"{model}_{language}")[name]
    return line


@cache
def load_weights(name: str, label: str = "") -> Weights:
    """Unpack the weights of a file in `learned/`; where it has several, those of a label.

    Raises `ValueError` when they have another length than there are places.
    """
    table = read_learned(name)
    own = table["labels"][label] if label else table
    return Weights(
        known=_known(name),
        weights=_unpacked(own["weights"]),
        levels=levels(own["largest"]),
        bias=own["bias"],
    )


def learned_from(learned: Mapping[str, str], ui: str) -> str:
    """Tell how much was learned from: `learned` has the `model` and its words by the interface's language.

    The counts in the words are those of both languages' files together.
    """
    counts = [read_learned(f"{learned['model']}_{language}")["examples"] for language in ("sv", "en")]
    return learned[ui].format(**{name: sum(each[name] for each in counts) for name in counts[0]})


def place_and_mark(name: str) -> tuple[int, int]:
    """Give a feature's place in a file of weights, and the byte by which it is known from others there."""
    number = zlib.crc32(name.encode())
    return number % PLACES, number >> 24


def levels(largest: float) -> tuple[float, ...]:
    """Give the weight that each byte stands for: 128 is nought, and small weights lie closest."""
    return tuple(
        (1 if code > _NOUGHT else -1) * ((code - _NOUGHT) / (_NOUGHT - 1)) ** 2 * largest
        for code in range(256)
    )


@cache
def _known(name: str) -> _Known:
    """Give what a file knows of features; its labels share it."""
    table = read_learned(name)
    return _Known(_unpacked(table["marks"]), _unpacked(table["rarity"]))


def _unpacked(packed: str) -> bytes:
    found = zlib.decompress(base64.b64decode(packed))
    if len(found) != PLACES:
        raise ValueError(f"The learned weights have {len(found)} places, not {PLACES}; learn them anew.")
    return found
