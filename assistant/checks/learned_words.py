"""The learned part of `unsupported_claim` for single words: which names, numbers and times are claims.

A brief seldom has every name and number of a message, and most that it lacks are the sender's own. The
weights are data, `learned/words_<language>.json`, made by `make words-model`; they weigh how the brief has a
word, what else its passages have, the words around it, and what the rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from assistant.checks.claims import Claim, data, pattern, speaks_of
from assistant.checks.said import Said
from assistant.checks.said_words import words_said
from assistant.checks.support import Support
from assistant.checks.tokens import tokens, without_quotes
from assistant.checks.weights import line_of, load_weights
from assistant.checks.words_features import ruled_features, sentence_of, words_features
from assistant.domain.draft import Role
from assistant.domain.value import Language

WORD_RULES: Final = frozenset({"names", "titles", "roles", "numbers", "dates", "times"})
"""The rules that read single words, which the learned part can take back."""

_SHORT: Final = 9
"""Words of a plain sentence at most."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence beside a brief, on a day."""

    text: str
    role: Role
    language: Language
    support: Support
    today: date


def may_miscount(read: Beside) -> bool:
    """Whether a sentence has a number or a time that is worth asking the rules of these about."""
    quiet = line_of("words", "quiet", read.language)
    return any(score > quiet for said, score in scored_words(read, ()) if said.kind not in {"name", "title"})


def weighed_words(read: Beside, found: Sequence[tuple[str, Claim]]) -> tuple[tuple[str, Claim], ...]:
    """Give `found`, what the rules find in a sentence, as far as its words are claims, and the words that are
    claims though no rule finds them, in the order of the text."""
    line, veto = (line_of("words", name, read.language) for name in ("line", "veto"))
    kept = list(found)
    for said, score in scored_words(read, found):
        over = [each for each in kept if each[1].start < said.end and said.start < each[1].end]
        if score > line and not over:
            kept.append(("words", _claim(said)))
        elif score < veto and not is_believed(read.text, said):
            kept = [each for each in kept if each not in over or each[0] not in WORD_RULES]
    return tuple(sorted(kept, key=lambda each: each[1].start))


def is_plain(text: str) -> bool:
    """Whether a sentence is short and tells of the reader: "You led the bakery in Tromsø".

    A rule that finds a word there which the brief lacks is believed whatever the score: nearly all such finds
    that the weights would have taken back in held-out sentences were right.
    """
    return len(tokens(text)) <= _SHORT and speaks_of(text) == "y"


def is_believed(text: str, said: Said) -> bool:
    """Whether a rule is believed whatever the score: a word that the brief lacks in a plain sentence, or
    in what the sender learned at the talk of others: "I take with me that Bolt saved half"."""
    if not said.lacked:
        return False
    begun = pattern(data("scope")["taken_away"]).search(text)
    learned = begun is not None and said.start >= begun.end() and speaks_of(text[begun.end() :]) in "yo"
    return learned or is_plain(text)


def _claim(said: Said) -> Claim:
    if said.given:
        return Claim(said.start, said.end, "contradicted", "given", said.given)
    return Claim(said.start, said.end, "not_found")


@lru_cache(maxsize=64)
def scored_words(read: Beside, found: Sequence[tuple[str, Claim]]) -> tuple[tuple[Said, float], ...]:
    """Give each name, title, number and time of a sentence with the logarithm of the odds that it is a claim
    which the brief does not bear out."""
    weights = load_weights(f"words_{read.language}")
    return tuple((said, weights.score(features)) for said, features in seen_words(read, found))


def seen_words(
    read: Beside, found: Sequence[tuple[str, Claim]] = ()
) -> Iterator[tuple[Said, dict[str, float]]]:
    """Give each name, title, number and time of a sentence with its features."""
    return ((said, features | ruled_features(said, found)) for said, features in _unruled_words(read))


@lru_cache(maxsize=64)
def _unruled_words(read: Beside) -> tuple[tuple[Said, dict[str, float]], ...]:
    """What is seen of a sentence's words before any rule is asked."""
    masked = without_quotes(read.text)
    said = words_said(masked, read.role, read.language, read.support, read.today)
    if not said:
        return ()
    sentence = sentence_of(read.text, masked, read.role, read.language, read.support)
    return tuple((each, words_features(sentence, each, said)) for each in said)
