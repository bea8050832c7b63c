"""`readability`: LIX for Swedish, Flesch-Kincaid's grade for English, beside the range of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final

from assistant.checks.rule import load_rule
from assistant.checks.syllables import syllables
from assistant.checks.tokens import without_quotes
from assistant.domain.brief import Brief
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_ADDRESS: Final = re.compile(r"@|://|www\.")
_LONG: Final = 6
"""Letters that a long word has more than."""
_I: Final = frozenset({"I", "I'm", "I've", "I'd", "I'll", "I\u2019m", "I\u2019ve", "I\u2019d", "I\u2019ll"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What the formulas need to know of a sentence."""

    words: int
    weight: int
    """Long words in Swedish, syllables in English."""
    squares: int
    """The weights of the words squared and summed, for the uncertainty of their mean."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a text that is harder, or more chopped, than its kind should be; short ones are left alone."""
    rule = load_rule("readability")
    draft, language = examined.draft, examined.draft.language
    given = _given(examined.brief)
    counted = [(each, count(each.text, language, given)) for each in draft.prose]
    counted = [(sentence, numbers) for sentence, numbers in counted if numbers.words]
    total = _sum([numbers for _sentence, numbers in counted])
    few = len(counted) < rule.data["few_sentences"]
    if total.words < rule.data["fewest_words_in_few" if few else "fewest_words"]:
        return
    least, most = rule.data["range"][language].get(draft.kind, rule.data["range"][language]["other"])
    number = score(total, len(counted), language)
    margin = _margin(total, language)
    if least <= number + margin and number - margin <= most:
        return
    hardest, numbers = _hardest(counted, language, simplest=number < least)
    yield rule.finding(
        draft,
        hardest.start,
        hardest.end,
        examined.ui,
        key=f"{'low' if number < least else 'high'}_{language}",
        why="E18" if language == "sv" else "E19",
        number=f"{number:.0f}",
        least=least,
        most=most,
        words=numbers.words,
    )


def score(total: Counted, sentences: int, language: Language) -> float:
    """Give LIX (Swedish) or the school grade (English) of a text that has words."""
    length, weight = total.words / sentences, total.weight / total.words
    if language == "sv":
        return length + 100 * weight
    return 0.39 * length + 11.8 * weight - 15.59


@lru_cache(maxsize=1024)
def count(text: str, language: Language, given: tuple[str, ...] = ()) -> Counted:
    """Count the words of a sentence; names, titles, quotations and numbers are left out."""
    words = [word for word in _own_words(text, given) if word]
    if language == "sv":
        weights = [int(len(word) > _LONG) for word in words]
    else:
        weights = [syllables(word) for word in words]
    return Counted(len(words), sum(weights), sum(weight * weight for weight in weights))


def _own_words(text: str, given: tuple[str, ...]) -> Iterator[str]:
    """Give the words that are the writer's own choice."""
    text = " ".join(part for part in without_quotes(text).split() if not _ADDRESS.search(part))
    for name in given:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    found = list(_WORD.finditer(text))
    for at, word in enumerate(found):
        named = word[0][0].isupper() and word[0] not in _I
        if not named or (at == 0 and not _goes_on(text, found)):
            yield word[0]


def _goes_on(text: str, found: list[re.Match[str]]) -> bool:
    """Whether a name that begins the sentence has a second word right behind the first."""
    second = found[1] if len(found) > 1 else None
    return bool(
        second
        and second[0][0].isupper()
        and second[0] not in _I
        and not text[found[0].end() : second.start()].strip()
    )


def _given(brief: Brief | None) -> tuple[str, ...]:
    """Names and titles of the brief of which no part is the writer's choice, longest first."""
    if brief is None:
        return ()
    people = (brief.sender, brief.recipient)
    named = [text for each in people for text in (each.name, each.organisation, each.role)]
    named += [text for fact in brief.facts for text in (fact.title, fact.where, fact.with_whom)]
    return tuple(sorted({text for text in named if len(text) > _LONG}, key=len, reverse=True))


def _sum(counted: list[Counted]) -> Counted:
    return Counted(
        sum(each.words for each in counted),
        sum(each.weight for each in counted),
        sum(each.squares for each in counted),
    )


def _margin(total: Counted, language: Language) -> float:
    """The standard error of the words' mean weight on the scale: large where the text is short."""
    mean = total.weight / total.words
    spread = max(0.0, total.squares / total.words - mean * mean)
    return (100 if language == "sv" else 11.8) * sqrt(spread / total.words)


def _hardest(
    counted: list[tuple[Sentence, Counted]], language: Language, *, simplest: bool
) -> tuple[Sentence, Counted]:
    """Give the sentence that weighs most: by its own number, one of a few words less than a long one."""

    def weight(pair: tuple[Sentence, Counted]) -> float:
        number = score(pair[1], 1, language)
        return -number if simplest else number - _margin(pair[1], language)

    return max(counted, key=weight)
