"""Weights that were learned from examples: packed in a file, and the score that they give to features.

Each feature has a place, by its CRC-32, and a mark by which it is told from others of that place. A weight is
a byte and a rarity another, so that a file has some hundred kilobytes of JSON and is read in milliseconds.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import Any, Final

from assistant.domain.value import Language

LEARNED_FOLDER: Final = Path(__file__).parent / "learned"
PLACES: Final = 1 << 17
"""Places of a file of weights; a feature that finds its place taken by a more frequent one is not known."""
_NOUGHT: Final = 128
"""The byte that stands for a weight of nought."""

Seen = tuple[tuple[int, float], ...]
"""What is seen of a text: places, each with its share."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned."""

    marks: bytes
    """By which the feature of each place is known; another's mark means that it was never met."""
    rarity: bytes
    """How rare the feature of a place is, which is how much it is seen; nought where there is none."""
    weights: bytes
    """What each place says, as a number of a level."""
    levels: tuple[float, ...]
    bias: float

    def score(self, features: Mapping[str, float]) -> float:
        """Give the logarithm of the odds for a text with these features."""
        return self.score_of(self.seen(features))

    def seen(self, features: Mapping[str, float]) -> Seen:
        """Give the places of the features that were met before, and how much of the text each is."""
        marks, rarity = self.marks, self.rarity
        found = []
        for name, value in features.items():
            place, mark = place_and_mark(name)
            if marks[place] == mark:
                found.append((place, value * rarity[place]))
        length = max(sqrt(sum([value * value for _place, value in found])), 1e-6)
        return tuple([(place, value / length) for place, value in found])

    def score_of(self, seen: Seen) -> float:
        """Give the logarithm of the odds for what was seen; every label of a file sees the same."""
        weights, levels_of = self.weights, self.levels
        return self.bias + sum([value * levels_of[weights[place]] for place, value in seen])


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
        marks=_unpacked(table["marks"]),
        rarity=_unpacked(table["rarity"]),
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


@lru_cache(maxsize=1 << 16)
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
def _unpacked(packed: str) -> bytes:
    found = zlib.decompress(base64.b64decode(packed))
    if len(found) != PLACES:
        raise ValueError(f"The learned weights have {len(found)} places, not {PLACES}; learn them anew.")
    return found
