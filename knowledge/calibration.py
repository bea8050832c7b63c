"""The numbers of retrieval: weights, thresholds, when to ask the dense side. From calibration.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

CALIBRATION_FILE: Final = Path(__file__).parent / "calibration.toml"


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """What each lexical component counts (the first four add up to 1), and what lowers them all."""

    words: float
    grams: float
    ask_words: float
    ask_grams: float
    unknown: float
    """How many times an unknown word counts in a question."""
    strange: float
    """What a question loses when nobody knows any of its telling words."""


@dataclass(frozen=True, slots=True)
class DenseUse:
    """When an embedder is asked and how much it counts."""

    weight: float
    floor: float
    """Lexical score under which asking is not worth it."""
    confident: float
    """Lexical score from which asking is not needed."""
    base: float
    """Cosine that says nothing."""
    scale: float
    """What brings a cosine above `base` to a lexical score's size."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """All numbers of retrieval."""

    lexical: LexicalWeights
    answer: float
    """Score under which the sources say nothing."""
    dense: dict[str, DenseUse]

    def dense_use(self, embedder: str) -> DenseUse:
        """Give the numbers measured for an embedder, else the default ones."""
        return self.dense.get(embedder, self.dense["default"])


@cache
def load_calibration(path: Path = CALIBRATION_FILE) -> Calibration:
    """Read the numbers."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        lexical=LexicalWeights(**table["lexical"]),
        answer=table["decision"]["answer"],
        dense={name: DenseUse(**row) for name, row in table["dense"].items()},
    )
