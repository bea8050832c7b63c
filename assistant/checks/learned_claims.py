"""The learned part of `unsupported_claim`: how like those that a brief does not bear out a sentence is.

The weights are data, `learned/claims_<language>.json`, made by `make claims-model`. They know no facts: they
weigh which words the brief has and lacks, in whose clause, and what the rules say. A sentence whose score is
high is found though no rule finds anything; where it is low, a rule of relations is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.checks.claim_scope import parts
from assistant.checks.claims import Claim
from assistant.checks.claims_features import claims_features
from assistant.checks.support import Support
from assistant.checks.weights import line_of, load_weights
from assistant.domain.value import Language

_EDGES = " \t\n.,;:!?\u2013\u2014-"


def unlikely_claim(text: str, language: Language, support: Support) -> Claim | None:
    """Give what a sentence, in which no rule finds anything, most likely claims without support."""
    asks = text.rstrip().endswith("?")  # the weights know statements; few questions claim anything
    if asks or claims_score(text, language, support) <= line_of("claims", "line", language):
        return None
    start, end = _likeliest(text, language, support)
    return Claim(start, end, "not_found", "unlike")


def may_be_unlikely(text: str, language: Language, support: Support) -> bool:
    """Whether a sentence is worth asking the rules of relations about."""
    return claims_score(text, language, support) > line_of("claims", "quiet", language)


def takes_back(text: str, language: Language, support: Support, rules: Iterable[str]) -> bool:
    """Whether a sentence is so like those that are borne out that no rule of relations is believed."""
    return claims_score(text, language, support, tuple(rules)) < line_of("claims", "veto", language)


@lru_cache(maxsize=1024)
def claims_score(text: str, language: Language, support: Support, rules: tuple[str, ...] = ()) -> float:
    """Give the logarithm of the odds that a brief does not bear a sentence out."""
    features = claims_features(text, language, support, rules)
    return load_weights(f"claims_{language}").score(features)


def _likeliest(text: str, language: Language, support: Support) -> tuple[int, int]:
    """Give the place of the clause without which the sentence would be likeliest to be borne out."""
    places = [
        (start, min(end, len(text))) for start, end in parts(text) if text[start:end].strip(_EDGES)
    ] or [(0, len(text))]
    start, end = min(
        places,
        key=lambda place: claims_score(
            f"{text[: place[0]]} {text[place[1] :]}" if len(places) > 1 else text, language, support
        ),
    )
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
    return start, start + len(text[start:end].rstrip(_EDGES))
