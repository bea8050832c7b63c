"""The learned part of `asks_to_be_mentor`: a sentence's score by weights that were learned from examples.

The weights are data, `learned/asks_<language>.json`, made by `make asks-model` and read when a check first
needs them. A sentence asks by itself, or together with its neighbour ("I'm looking for someone who ... Could
that be you?"). A score that is low enough takes back what a rule finds.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

from assistant.checks.asks_features import PLACES, asks_features, place_and_mark
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

LEARNED_FOLDER: Final = Path(__file__).parent / "learned"
_NOUGHT: Final = 128
"""The byte that stands for a weight of nought."""
LEARNED_ROLES: Final = frozenset({"sentence", "item"})
"""What is judged: a subject line or a closing asks nothing by itself."""

_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab][^\"\u201c\u201d\u00bb\u00ab\n]{2,200}[\"\u201d\u201c\u00bb\u00ab]"
)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned for a language."""

    marks: bytes
    """By which the feature of each place is known; another's mark means that it was never met."""
    rarity: bytes
    """How rare the feature of a place is, which is how much it is seen; nought where there is none."""
    weights: bytes
    """What each place says, as a number of a level."""
    levels: tuple[float, ...]
    bias: float
    threshold: float
    """The score from which on a sentence asks."""
    pair_threshold: float
    """The score from which on two neighbours ask together."""
    veto: float
    """The score under which a wording that a rule finds in a sentence is taken back."""
    asking: int
    """Sentences that ask, of those it was learned from."""
    innocent: int
    found: int
    """Of the sentences that ask, those that it found when they were held out of the training."""


def asks_by_likeness(text: str, language: Language) -> bool:
    """Whether a sentence is like those that ask for mentorship."""
    return asks_score(text, language) > load_learned(language).threshold


def ask_together(one: str, other: str, language: Language) -> bool:
    """Whether two neighbours, read as one, are like those that ask."""
    return asks_score(f"{one} {other}", language) > load_learned(language).pair_threshold


def unlike_any_ask(text: str, language: Language) -> bool:
    """Whether a sentence is so unlike those that ask that no rule is believed."""
    return asks_score(text, language) < load_learned(language).veto


@lru_cache(maxsize=1024)
def asks_score(text: str, language: Language) -> float:
    """Give how like those that ask a sentence is: the logarithm of the odds."""
    learned = load_learned(language)
    total = squares = 0.0
    for name, value in asks_features(readable(text), language).items():
        place, mark = place_and_mark(name)
        if learned.marks[place] == mark:
            seen = value * learned.rarity[place]
            total += seen * learned.levels[learned.weights[place]]
            squares += seen * seen
    return learned.bias + total / max(sqrt(squares), 1e-6)


def readable(text: str) -> str:
    """Give a sentence without what stands in double quotation marks: another's words ask for nothing."""
    return _QUOTED.sub(" ", plain(text))


@cache
def load_learned(language: Language) -> Learned:
    """Read what was learned for a language."""
    table = json.loads((LEARNED_FOLDER / f"asks_{language}.json").read_text(encoding="utf-8"))
    counts = table["examples"]
    return Learned(
        marks=_unpacked(table["marks"]),
        rarity=_unpacked(table["rarity"]),
        weights=_unpacked(table["weights"]),
        levels=levels(table["largest"]),
        bias=table["bias"],
        threshold=table["threshold"],
        pair_threshold=table["pair_threshold"],
        veto=table["veto"],
        asking=counts["asking"],
        innocent=counts["innocent"],
        found=counts["held_out_found"],
    )


def _unpacked(packed: str) -> bytes:
    found = zlib.decompress(base64.b64decode(packed))
    if len(found) != PLACES:
        raise ValueError(f"The learned weights have {len(found)} places, not {PLACES}; run make asks-model.")
    return found


def levels(largest: float) -> tuple[float, ...]:
    """Give the weight that each byte stands for: 128 is nought, and small weights lie closest."""
    return tuple(
        (1 if code > _NOUGHT else -1) * ((code - _NOUGHT) / (_NOUGHT - 1)) ** 2 * largest
        for code in range(256)
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
