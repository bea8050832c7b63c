"""The learned part of `asks_to_be_mentor`: a sentence's score by weights that were learned from examples.

The weights are data, `learned/asks_<language>.json`, made by `make asks-model` and read when a check first
needs them. It only adds to what the rules find.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from assistant.checks.asks_features import asks_features, length
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

LEARNED_FOLDER: Final = Path(__file__).parent / "learned"
LEARNED_ROLES: Final = frozenset({"sentence", "item"})
"""What is judged: a subject line or a closing asks nothing by itself."""

_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab][^\"\u201c\u201d\u00bb\u00ab\n]{2,200}[\"\u201d\u201c\u00bb\u00ab]"
)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned for a language."""

    weights: dict[str, float]
    bias: float
    threshold: float
    """The score from which on a sentence asks."""
    asking: int
    """Sentences that ask, of those it was learned from."""
    innocent: int
    found: int
    """Of the sentences that ask, those that it found when they were held out of the training."""


@lru_cache(maxsize=512)
def asks_by_likeness(text: str, language: Language) -> bool:
    """Whether a sentence is like those that ask for mentorship."""
    return asks_score(text, language) > load_learned(language).threshold


def asks_score(text: str, language: Language) -> float:
    """Give how like those that ask a sentence is: the logarithm of the odds."""
    learned = load_learned(language)
    features = asks_features(readable(text), language)
    known = learned.weights
    total = sum(weight * known.get(name, 0.0) for name, weight in features.items())
    return learned.bias + total / length(features)


def readable(text: str) -> str:
    """Give a sentence without what it quotes: another's words ask for nothing."""
    return _QUOTED.sub(" ", plain(text))


@cache
def load_learned(language: Language) -> Learned:
    """Read what was learned for a language."""
    table = json.loads((LEARNED_FOLDER / f"asks_{language}.json").read_text(encoding="utf-8"))
    counts = table["examples"]
    return Learned(
        weights=table["weights"],
        bias=table["bias"],
        threshold=table["threshold"],
        asking=counts["asking"],
        innocent=counts["innocent"],
        found=counts["held_out_found"],
    )


def learned_from(ui: Language) -> str:
    """Tell in the interface's language how much was learned from; the counts are of both languages."""
    languages: tuple[Language, ...] = ("sv", "en")
    both = [load_learned(language) for language in languages]
    told: str = load_rule("asks_to_be_mentor").data["learned"][ui]
    return told.format(
        asking=sum(each.asking for each in both),
        innocent=sum(each.innocent for each in both),
        found=sum(each.found for each in both),
    )
