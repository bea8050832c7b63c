"""What a sentence does (thanks, presses, asks a favour), by weights learned from labelled sentences.

The weights are data, `learned/acts_<language>.json`, made by `make acts-model` and read when a check first
needs them. They stand beside the rules, which know the plain wordings by their words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, get_args

from assistant.checks.acts_features import acts_features
from assistant.checks.lexicon import plain
from assistant.checks.weights import Seen, load_weights, read_learned
from assistant.domain.value import Language

Act = Literal[
    "thanks",
    "lesson",
    "favour",
    "flexible",
    "fixed",
    "pushy",
    "generic",
    "long",
    "sales",
    "refers",
    "bounded",
    "vague",
    "who",
    "why",
]
ACTS: Final[tuple[Act, ...]] = get_args(Act)


def does(act: Act, text: str, language: Language) -> bool:
    """Whether a sentence surely does this."""
    return act_score(act, text, language) > line_of("threshold", act, language)


def likely_does(act: Act, text: str, language: Language) -> bool:
    """Whether a sentence probably does this: enough beside another sign of it."""
    return act_score(act, text, language) > line_of("likely", act, language)


def may_do(act: Act, text: str, language: Language) -> bool:
    """Whether a sentence is so like those that do this that a rule may be believed."""
    return act_score(act, text, language) > line_of("veto", act, language)


def line_of(name: str, act: Act, language: Language) -> float:
    """Give a score of an act that a sentence lies above or under: `threshold`, `likely` or `veto`."""
    line: float = read_learned(f"acts_{language}")["labels"][act][name]
    return line


@lru_cache(maxsize=4096)
def act_score(act: Act, text: str, language: Language) -> float:
    """Give how like those that do this a sentence is: the logarithm of the odds."""
    return load_weights(f"acts_{language}", act).score_of(_seen(text, language))


@lru_cache(maxsize=256)
def _seen(text: str, language: Language) -> Seen:
    """Give what every act's weights see of a sentence."""
    return load_weights(f"acts_{language}", ACTS[0]).seen(acts_features(plain(text), language))
