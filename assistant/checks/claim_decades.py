"""Decades in words, and days of a month without the month, that the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.calendar_days import given_days
from assistant.checks.claim_scope import is_own
from assistant.checks.claims import YOU, Claim, data, is_ask, pattern
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.domain.value import Language


def bare_days(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A day of the month without its month, where the brief tells of other such days: "after the 10th"."""
    bare_day = pattern(data("dates")["bare_day"])
    told = {match["day"] for each in support.texts for match in bare_day.finditer(each)}
    told |= {str(day) for day, _month in given_days(support)}
    for match in bare_day.finditer(text):
        if is_ask(text) or match["day"] in told or is_own(text, match.start(), language, support):
            continue
        if YOU.search(text):
            yield Claim(match.start("day"), match.end(), "not_found")


def unsupported_decades(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A decade in words in which nothing of the brief was."""
    decades = load_rule("unsupported_claim").data["dates"]["decades"]
    for match in pattern(rf"\b(?:{'|'.join(decades)})\b").finditer(text):
        first = decades[match[0].casefold()]
        alike = [name for name, year in decades.items() if year == first]
        told = any(year // 10 == first // 10 for year in support.years) or any(
            re.search(rf"\b(?:{'|'.join(alike)}|(?:{first // 100})?{first % 100:02d}(?:s|-tal\w*))\b", each)
            for each in support.texts
        )
        if not told and YOU.search(text) and not is_own(text, match.start(), language, support):
            yield Claim(*match.span(), "not_found")
