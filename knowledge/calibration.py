"""The numbers of retrieval: weights, thresholds, when to ask the dense side. From calibration.toml."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_SHORT: Final = 8
"""Words under which a question is not thought less of for being short: "ghosted" says enough."""
_LONG: Final = 30
"""Words from which a question is no longer told by its length: a pasted page is not about everything."""
HASHED: Final = "hashed"
"""The default embedder's name."""
CALIBRATION_FILE: Final = Path(__file__).parent / "calibration.toml"


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """What each lexical component counts (the first four add up to 1), and what lowers them all."""

    words: float
    topic: float
    ask_words: float
    ask_grams: float
    unknown: float
    """How many times an unknown word counts in a question."""
    scale: float
    length: float
    concepts: float
    strange: float
    """How a score is made comparable between questions, see `level`."""
    sure: float
    """Score from which the other language need not be asked."""

    def level(self, words: int, concepts: int, strange: float) -> float:
        """Give what a question's scores are multiplied by, so that one threshold serves all questions.

        The components are shares of the question, and the longer it is the less of it any passage has; the
        more of its ideas are known, and the fewer of its telling words are strange (share 0-1), the likelier
        it is about mentoring at all.
        """
        grown: float = (1 + min(max(words, _SHORT), _LONG)) ** self.length * (1 + concepts) ** self.concepts
        return self.scale * grown * math.exp(-self.strange * strange)


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

    def fused(self, words: float, cosine: float) -> float:
        """Give the score of what the words and the vectors say together."""
        return (1 - self.weight) * words + self.weight * self.scale * max(0.0, cosine - self.base)


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
