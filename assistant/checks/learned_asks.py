"""The learned part of `asks_to_be_mentor`: a sentence's score by weights that were learned from examples.

The weights are data, `learned/asks_<language>.json`, made by `make asks-model` and read when a check first
needs them. A sentence asks by itself, or together with its neighbour ("I'm looking for someone who ... Could
that be you?"). A score that is low enough takes back what a rule finds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from assistant.checks.asks_features import asks_features
from assistant.checks.lexicon import plain
from assistant.checks.weights import line_of, load_weights
from assistant.domain.value import Language

LEARNED_ROLES: Final = frozenset({"sentence", "item", "closing"})
"""What is judged: a subject line asks nothing by itself."""

_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab][^\"\u201c\u201d\u00bb\u00ab\n]{2,200}[\"\u201d\u201c\u00bb\u00ab]"
)


def asks_by_likeness(text: str, language: Language) -> bool:
    """Whether a sentence is like those that ask for mentorship."""
    return asks_score(text, language) > line_of("asks", "threshold", language)


def ask_together(one: str, other: str, language: Language) -> bool:
    """Whether two neighbours, read as one, are like those that ask."""
    return asks_score(f"{one} {other}", language) > line_of("asks", "pair_threshold", language)


def unlike_any_ask(text: str, language: Language) -> bool:
    """Whether a sentence is so unlike those that ask that no rule is believed."""
    return asks_score(text, language) < line_of("asks", "veto", language)


@lru_cache(maxsize=1024)
def asks_score(text: str, language: Language) -> float:
    """Give how like those that ask a sentence is: the logarithm of the odds."""
    return load_weights(f"asks_{language}").score(asks_features(readable(text), language))


def readable(text: str) -> str:
    """Give a sentence without what stands in double quotation marks: another's words ask for nothing."""
    return _QUOTED.sub(" ", plain(text))
