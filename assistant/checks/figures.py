"""Every number in a text as a claim sees it: cardinals, bare scales ("a thousand") and ordinals."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.numbers import Number, find_numbers
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

_SINCE: Final = re.compile(r"(?:(?<!\d)(?:19|20)\d\d\s?[-\u2013/]|(?<!\w)[-\u2013'\u2019])$")
"""Right before two digits that are a year: "2019-21", "-19"."""
_TIMES: Final = (
    (re.compile(r"\s?k(?!\w)"), 1e3),
    (re.compile(r"\s?(?:mnkr|mkr|msek|mn)(?!\w)", re.IGNORECASE), 1e6),
)
"""Letters right behind a number that stand for thousands and millions."""


@lru_cache(maxsize=4096)
def find_figures(text: str, language: Language) -> tuple[Number, ...]:
    """Give the numbers of a text in its order; an ordinal has its cardinal's value."""
    found = [_scaled(text, each) for each in find_numbers(text, language) if not _is_year(text, each)]
    for pattern, share in _shares(language):
        for match in pattern.finditer(text):
            found = [each for each in found if each.end <= match.start() or each.start >= match.end()]
            found.append(Number(share, match.start(), match.end()))
    for match in _more(language).finditer(text):
        if all(match.end() <= each.start or match.start() >= each.end for each in found):
            value = _values(language).get(match[0].lower()) or float(re.sub(r"\D", "", match[0]) or 0)
            found.append(Number(value, match.start(), match.end()))
    return tuple(sorted(found, key=lambda each: each.start))


def _is_year(text: str, number: Number) -> bool:
    """Whether it is a year of two digits."""
    two = text[number.start : number.end].isdigit() and number.end - number.start == len("19")
    return two and bool(_SINCE.search(text[max(0, number.start - 6) : number.start]))


def _scaled(text: str, number: Number) -> Number:
    """A number with what its letter stands for: "386k"."""
    for pattern, times in _TIMES:
        letter = pattern.match(text, number.end)
        if letter and text[number.end - 1].isdigit():
            return Number(number.value * times, number.start, letter.end())
    return number


@cache
def _values(language: Language) -> dict[str, float]:
    words: dict[str, float] = load_rule("unsupported_claim").data["numbers"][f"words_{language}"]
    return words


@cache
def _shares(language: Language) -> tuple[tuple[re.Pattern[str], float], ...]:
    shares = load_rule("unsupported_claim").data["numbers"][f"shares_{language}"]
    return tuple((re.compile(rf"\b{source}\b", re.IGNORECASE), share) for source, share in shares)


@cache
def _more(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted(_values(language), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b|(?<![\w.])\d{{1,3}}(?::[ea]|st|nd|rd|th)\b", re.IGNORECASE)
