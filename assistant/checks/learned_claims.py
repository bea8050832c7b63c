"""The learned part of `unsupported_claim`: how like those that a brief does not bear out a sentence is.

The weights are data, made by `make claims-model`: `claims_<language>.json` in `learned/` for a sentence, and
`clauses_<language>.json` for each of its clauses. They know no facts: they weigh which words the brief has
and lacks, in whose clause, and what the rules say. A sentence whose score is high is found though no rule
finds anything; where it is low, a rule of relations is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.checks.claims import Claim
from assistant.checks.claims_features import claims_features
from assistant.checks.clauses_features import clauses_features
from assistant.checks.support import Support
from assistant.checks.weights import line_of, load_weights
from assistant.domain.value import Language

_HOPELESS = -4.0
"""The score of a sentence under which its clauses are not looked at: of 5,000 sentences of the training three
in five lie below, and none of these came over the line from which a rule is asked."""
_EDGES = " \t\n.,;:!?\u2013\u2014-"


def unlikely_claim(text: str, language: Language, support: Support) -> Claim | None:
    """Give what a sentence, in which no rule finds anything, most likely claims without support."""
    asks = text.rstrip().endswith("?")  # the weights know statements; few questions claim anything
    if asks or claims_score(text, language, support) <= line_of("claims", "line", language):
        return None
    (start, end), _score = _likeliest(text, language, support)
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
    return Claim(start, start + len(text[start:end].rstrip(_EDGES)), "not_found", "unlike")


def may_be_unlikely(text: str, language: Language, support: Support) -> bool:
    """Whether a sentence is worth asking the rules of relations about."""
    return claims_score(text, language, support) > line_of("claims", "quiet", language)


def takes_back(text: str, language: Language, support: Support, rules: Iterable[str]) -> bool:
    """Whether a sentence is so like those that are borne out that no rule of relations is believed."""
    return claims_score(text, language, support, tuple(rules)) < line_of("claims", "veto", language)


@lru_cache(maxsize=1024)
def claims_score(text: str, language: Language, support: Support, rules: tuple[str, ...] = ()) -> float:
    """Give how likely a brief does not bear a sentence out: the logarithms of the odds for the sentence and
    for its likeliest clause, added up; where no clause could make up for the sentence, its own alone."""
    score = load_weights(f"claims_{language}").score(claims_features(text, language, support, rules))
    if score < _HOPELESS:
        return score
    (_place, worst) = _likeliest(text, language, support)
    return score + worst


@lru_cache(maxsize=1024)
def _likeliest(text: str, language: Language, support: Support) -> tuple[tuple[int, int], float]:
    """Give the place and the score of the clause that most likely is not borne out."""
    weights = load_weights(f"clauses_{language}")
    scored = ((place, weights.score(each)) for place, each in clauses_features(text, language, support))
    return max(scored, key=lambda each: each[1])
