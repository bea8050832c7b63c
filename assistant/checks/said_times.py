"""The years, days, weekdays, months and relative times of a sentence, each with how the brief has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final

from assistant.checks.calendar_days import calendar_names, days_of_months, given_days
from assistant.checks.claim_dates import YEAR
from assistant.checks.claim_periods import ANY_YEAR, Period, dated, fact_periods, told_years
from assistant.checks.claim_times import SaidTime, is_told_so, spoken_of, times, whose
from assistant.checks.said import Place, Said, place_among
from assistant.checks.support import Support
from assistant.domain.value import Language

_SOON_DAYS: Final = 70
"""Days ahead within which a day without a year is the coming one."""
_SOON_MONTHS: Final = 4
_MANY: Final = 3
"""More years than this are seen as this many."""
_ISO_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)")
_ISO_MONTH: Final = re.compile(r"(?<!\d)(?:19|20)\d\d-(\d\d)")


def times_said(text: str, language: Language, support: Support, today: date) -> Iterator[Said]:
    """Give each time of a sentence; where two ways of reading meet, the more exact one."""
    taken: list[tuple[int, int]] = []
    for said in (
        *_days(text, language, support, today),
        *_years(text, support, today),
        *_relative(text, language, support, today),
        *_weekdays(text, language, support),
        *_months(text, language, support, today),
    ):
        if all(said.end <= start or said.start >= end for start, end in taken):
            taken.append((said.start, said.end))
            yield said


def _days(text: str, language: Language, support: Support, today: date) -> Iterator[Said]:
    given, held = given_days(support), _held(support)
    for match, day, month in days_of_months(text, language):
        known = (day, month) in given
        near = any(month == other for _day, other in given)
        traits = ["ahead" if 0 <= _days_until(day, month, today) < _SOON_DAYS else "back"]
        traits += ["held"] * bool(held and (day, month) == (held.day, held.month))

        def place_in(told: str, wanted: tuple[int, int] = (day, month)) -> Place:
            return place_among(wanted, _days_in(told))

        standing = "given" if known else "month" if near else "new"
        yield Said("day", *match.span(), standing, not known, tuple(traits), place_in)


def _days_until(day: int, month: int, today: date) -> int:
    try:
        return (date(today.year, month, day) - today).days
    except ValueError:
        return -1


def _years(text: str, support: Support, today: date) -> Iterator[Said]:
    for match in YEAR.finditer(text):
        year = int(match[1])
        rough = match[0] != match[1] and any(year // 10 == each // 10 for each in support.years)
        standing = "given" if year in support.years else "decade" if rough else "new"
        when = "ahead" if year > today.year else "now" if year == today.year else "back"

        def place_in(told: str, wanted: int = year) -> Place:
            return place_among(wanted, _years_in(told))

        traits = (when, f"many:{min(_MANY, len(support.years))}")
        yield Said("year", *match.span(1), standing, standing == "new", traits, place_in)


def _relative(text: str, language: Language, support: Support, today: date) -> Iterator[Said]:
    for time in times(text, language, today):
        yield _time(text, language, time, support)


def _time(text: str, language: Language, time: SaidTime, support: Support) -> Said:
    facts = [each for fact in support.brief.facts for each in (*fact_periods(fact), *told_years(fact))]
    day = _held(support)
    held = [Period(day, day)] if day else []
    about = [period for period, _given in spoken_of(text, support)]
    fits = bool(facts) and _meet(time.periods, facts)

    def place_in(told: str) -> Place:
        told_periods = _periods_in(told)
        if _meet(time.periods, told_periods):
            return "same"
        return "other" if told_periods else "none"

    return Said(
        kind="time",
        start=time.start,
        end=time.end,
        standing=f"fits:{fits:d}",
        lacked=not fits,
        traits=(
            f"about:{_meet(time.periods, about):d}" if about else "about:-",
            f"held:{_meet(time.periods, held):d}" if held else "held:-",
            f"whose:{whose(text, language, time)}",
            f"told:{is_told_so(text, time, support):d}",
        ),
        place_in=place_in,
    )


def _weekdays(text: str, language: Language, support: Support) -> Iterator[Said]:
    held = _held(support)
    names = calendar_names("days", language)
    told = " ".join(support.texts).casefold()
    for match in _weekday(language).finditer(text):
        at = next(number for number, name in enumerate(names) if name.casefold() == match[1].casefold())
        mentioned = any(calendar_names("days", code)[at].casefold() in told for code in ("sv", "en"))

        def place_in(told: str, wanted: int = at) -> Place:
            return place_among(wanted, _weekdays_in(told))

        standing = "none" if held is None else "held" if held.weekday() == at else "other"
        yield Said(
            "weekday",
            *match.span(),
            standing,
            standing == "other",
            ("told" if mentioned else "untold",),
            place_in,
            names[held.weekday()] if held and standing == "other" and not mentioned else "",
        )


def _months(text: str, language: Language, support: Support, today: date) -> Iterator[Said]:
    held = _held(support)
    names = [each.casefold() for each in calendar_names("months", language)]
    known = frozenset[int]().union(*(_months_in(each) for each in support.texts))
    for match in _month(language).finditer(text):
        month = names.index(match[1].casefold()) + 1

        def place_in(told: str, wanted: int = month) -> Place:
            return place_among(wanted, _months_in(told))

        soon = (month - today.month) % 12 <= _SOON_MONTHS
        traits = ("ahead" if soon else "back", f"held:{bool(held and held.month == month):d}")
        standing = "told" if month in known else "untold"
        yield Said("month", *match.span(), standing, standing == "untold", traits, place_in)


def _held(support: Support) -> date | None:
    meeting = support.brief.meeting
    return meeting.held_at.date() if meeting and meeting.held_at else None


def _meet(mine: tuple[Period, ...], theirs: list[Period] | tuple[Period, ...]) -> bool:
    return any(one.meets(other) for one in mine for other in theirs)


@cache
def _weekday(language: Language) -> re.Pattern[str]:
    names = "|".join(calendar_names("days", language))
    return re.compile(rf"\b({names})(?:s|en|ens|ar)?\b", re.IGNORECASE)


@cache
def _month(language: Language) -> re.Pattern[str]:
    names = calendar_names("months", language)
    free = "|".join(each for each in names if language == "sv" or each.casefold() not in {"may", "march"})
    return re.compile(
        rf"\b({free}|(?-i:May|March))\b" if language == "en" else rf"\b({free})\b", re.IGNORECASE
    )


@lru_cache(maxsize=1024)
def _years_in(told: str) -> frozenset[int]:
    return frozenset(int(each) for each in ANY_YEAR.findall(told))


@lru_cache(maxsize=1024)
def _days_in(told: str) -> frozenset[tuple[int, int]]:
    return frozenset(
        (day, month) for code in ("sv", "en") for _match, day, month in days_of_months(told, code)
    )


@lru_cache(maxsize=1024)
def _weekdays_in(told: str) -> frozenset[int]:
    dates = (_date(*map(int, match.groups())) for match in _ISO_DAY.finditer(told))
    low = told.casefold()
    named = (
        at
        for code in ("sv", "en")
        for at, name in enumerate(calendar_names("days", code))
        if name.casefold() in low
    )
    return frozenset({*(each.weekday() for each in dates if each), *named})


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _months_in(told: str) -> frozenset[int]:
    numbered = (int(each) for each in _ISO_MONTH.findall(told))
    low = told.casefold()
    named = (
        at
        for code in ("sv", "en")
        for at, name in enumerate(calendar_names("months", code), 1)
        if re.search(rf"\b{name.casefold()}\b", low)
    )
    return frozenset({*numbered, *named})


@lru_cache(maxsize=1024)
def _periods_in(told: str) -> tuple[Period, ...]:
    return tuple(dated(told))
