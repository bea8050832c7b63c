"""When facts were: days, months, seasons and years as periods."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from assistant.checks.rule import load_rule
from assistant.domain.brief import Fact

_SEASON_SLACK: Final = 31
"""Days by which a season can be longer than the calendar's."""
_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_RANGE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-\u2013]\s?((?:19|20)\d\d)(?!\d)")
ANY_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, both included."""

    first: date
    last: date

    def meets(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=512)
def fact_periods(fact: Fact) -> tuple[Period, ...]:
    """When a fact was, as far as it says; nothing when it gives no year."""
    for text in (fact.when, fact.text):
        found = tuple(dated(text))
        if found:
            return found
    return ()


@lru_cache(maxsize=512)
def told_years(fact: Fact) -> tuple[Period, ...]:
    """The years that a fact's own text names, besides the day on which it was written or held."""
    dated = {int(year) for year in ANY_YEAR.findall(fact.when)}
    years = {int(year) for year in ANY_YEAR.findall(fact.text)} - dated if dated else set()
    return tuple(Period(date(year, 1, 1), date(year, 12, 31)) for year in sorted(years))


def dated(text: str) -> Iterator[Period]:
    for match in _RANGE.finditer(text):
        yield Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31))
    if _RANGE.search(text):
        return
    if re.search(r"\b(?:since|sedan)\b", text, re.IGNORECASE) and ANY_YEAR.search(text):
        first = int(ANY_YEAR.findall(text)[0])
        yield Period(date(first, 1, 1), date(first, 12, 31))
        return
    for match in _ISO.finditer(text):
        yield month_of(int(match[1]), int(match[2]), int(match[3] or 0))
    if _ISO.search(text):
        return
    for year in {int(each) for each in ANY_YEAR.findall(text)}:
        months = [
            number
            for number, names in enumerate(month_names(), 1)
            if re.search(rf"\b(?:{names})\b", text, re.IGNORECASE)
        ]
        seasons = [
            index
            for index, names in enumerate(season_names())
            if re.search(rf"\b(?:{names})\b", text, re.IGNORECASE)
        ]
        if months:
            yield from (month_of(year, month) for month in months)
        elif seasons:
            yield from (season(year, index) for index in seasons)
        else:
            yield Period(date(year, 1, 1), date(year, 12, 31))


def season(year: int, index: int) -> Period:
    """Spring, summer, autumn, winter are 0 to 3; a winter has the year in which it begins or ends."""
    first = date(year, 3 + 3 * index, 1)
    last = first + timedelta(days=91)
    slack = timedelta(days=_SEASON_SLACK)
    return Period(first - (slack if index < 3 else timedelta(days=365)), last + slack)


def month_of(year: int, month: int, day: int = 0) -> Period:
    month = min(max(month, 1), 12)
    days = monthrange(year, month)[1]
    return Period(date(year, month, min(day, days) or 1), date(year, month, min(day, days) or days))


@cache
def month_names() -> tuple[str, ...]:
    dates = load_rule("unsupported_claim").data["dates"]
    return tuple(
        f"{one}|{other}|{other[:3]}\\b|{one[:3]}\\b"
        for one, other in zip(dates["months_sv"], dates["months_en"], strict=True)
    )


@cache
def season_names() -> tuple[str, ...]:
    return tuple(load_rule("unsupported_claim").data["times"]["seasons"])
