"""Days of months in a text, in digits or by name, and those that a brief gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.domain.value import Language

_DIGIT: Final = re.compile(r"\d")
_NUMERIC: Final = re.compile(
    r"(?<![\w/-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})(?:[- /]\d{2,4})?)"
    r"(?![\w/-]|\s(?:h|tim\w*|hours?|of|av)\b)"
)


def days_of_months(text: str, language: Language) -> Iterator[tuple[re.Match[str], int, int]]:
    """Give each day of a month in a text, as its place, the day and the month."""
    if not _DIGIT.search(text):
        return
    months = calendar_names("months", language)
    for match in _named(language).finditer(text):
        day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
        yield (
            match,
            int(day),
            next(at for at, month in enumerate(months, 1) if month.startswith(name.lower()[:3])),
        )
    for match in _NUMERIC.finditer(text):
        if match[0] == "24/7":
            continue
        day, month = (int(match[3]), int(match[2])) if match[1] else (int(match[4]), int(match[5]))
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield match, day, month


@cache
def _named(language: Language) -> re.Pattern[str]:
    """A day with its month's name, in either order."""
    months = calendar_names("months", language)
    either = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" if language == "en" else name for name in months)
    first, last = r"(\d{1,2})(?::e|st|nd|rd|th|\.)?\s(?:of\s)?", r"\s(\d{1,2})(?:st|nd|rd|th)?"
    order = rf"\b(?:{first}({either})|({either}){last})\b(?!\s?\d(?!\d{{3}}\b))"
    return re.compile(order, re.IGNORECASE)


@lru_cache(maxsize=32)
def given_days(support: Support) -> frozenset[tuple[int, int]]:
    """The days, each with its month, that a brief gives."""
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    days = {(held_at.day, held_at.month)} if held_at else set()
    for text in support.texts:
        for language in ("sv", "en"):
            days |= {(day, month) for _match, day, month in days_of_months(text, language)}
    return frozenset(days)


@cache
def calendar_names(what: str, language: str) -> tuple[str, ...]:
    """The names of months or days in a language, the first one first."""
    return tuple(load_rule("unsupported_claim").data["dates"][f"{what}_{language}"])
