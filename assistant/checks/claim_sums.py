"""Whether a number follows from the brief's: in another unit, counted until today, a sum or a share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import Final

from assistant.checks.claim_amounts import is_near
from assistant.checks.claim_periods import fact_periods, month_names
from assistant.checks.claim_statements import Statement, shared, statements, telling
from assistant.checks.claims import data, pattern
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.support import Support
from assistant.checks.tokens import bare, stems
from assistant.checks.told_figures import PART_OF, unit_after
from assistant.domain.value import Language

_A_MONTH: Final = 30.44
_DAYS: Final = (
    (1 / 1440, "minut minuter minute minutes min"),
    (1 / 24, "timme timmar hour hours"),
    (1.0, "dag dagar dygn day days"),
    (7.0, "vecka veckor week weeks"),
    (_A_MONTH, "månad månader month months"),
    (365.25, "år year years"),
)
"""How many days a unit of time has."""
_DECADES: Final = frozenset({"decade", "decennium", "årtionde"})
_CONVERTED: Final = 0.1
"""How far a time in another unit may lie from the told one, as a share: six weeks are a month and a half."""
_SHARE: Final = 0.05
"""How far a share may lie from the one that two numbers make."""
_EXACT: Final = 0.02
"""How far a reckoned part may lie from the exact one, as a share."""
_SPEAKS: Final = 10
"""Sums and products from which no coincidence is likely, so that no word has to tell how they were made."""
_AGO: Final = re.compile(r"^\s\w+\s(?:ago|back|since|sedan)\b", re.IGNORECASE)
_MONTH: Final = 31
"""Days within which a date of the brief says when something was."""
_PARTED: Final = re.compile(
    r"\s(?:(?:av|of|out\sof)\s(?:the\s|de\s|our\s|your\s)?\w+|in\s(?:the\s|every\s)?\d)", re.IGNORECASE
)
_WHOLE: Final = re.compile(r"\b(?:of|av)\s(?:the\s|de\s|you\s|er\s)?$", re.IGNORECASE)
"""Before a whole that two numbers make up: "two of the nine"."""
_MOST: Final = 6
"""Numbers in a statement of the brief beyond which nothing is reckoned from them."""


def follows(text: str, number: Number, language: Language, support: Support, today: date) -> bool:
    """Whether somebody who knows the brief could have reckoned the number."""
    before, after = text[: number.start], text[number.end :]
    unit = _unit(text, number)
    if unit and any(
        _is_time(number.value * unit, known, before, after, same=days == unit)
        for known, days in _told_times(support)
    ):
        return True
    if unit and _AGO.search(after) and _is_elapsed(number.value * unit, unit, support, today):
        return True
    if unit == _DAYS[-1][0] and _is_since(number.value, before, after, support, today):
        return True
    if _is_part(text, number, language, support) or _is_rest(text, number, support):
        return True
    words = [token.text for token in telling(text)]
    return any(
        (told.language != language or shared(words, told.words)) and _is_reckoned(text, number, _values(told))
        for told in statements(support)
    )


def _is_part(text: str, number: Number, language: Language, support: Support) -> bool:
    """Whether a share in the sentence makes the number of a told one: three and a half is a quarter of 14."""
    shares = [each.value for each in find_figures(text, language) if 0 < each.value < 1]
    known = [each.value for each in support.figures if each.value > 1]
    return any(
        abs(number.value - share * each) <= _EXACT * number.value for share in shares for each in known
    )


def _is_rest(text: str, number: Number, support: Support) -> bool:
    """Whether a number is what a told part leaves of its whole: three lack where two of five are done."""
    if not _cue("lack").search(text):
        return False
    return any(
        whole.value - part.value == number.value
        for told in support.texts
        for code in ("sv", "en")
        for part, whole in pairwise(find_figures(told, code))
        if PART_OF.fullmatch(told[part.end : whole.start]) and part.value >= 1
    )


def is_time(unit: frozenset[str]) -> bool:
    """Whether a unit is one of time."""
    return bool(_days(unit))


def is_other_time(unit: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two units are both of time, and not the same: four weeks are not four months."""
    days, known = _days(unit), _days(told)
    return bool(days and known) and days != known


def _unit(text: str, number: Number) -> float:
    """The days in the unit that a number counts; 0 when that is no time."""
    if bare(text[number.start : number.end]) in _DECADES:
        return _DAYS[-1][0]
    return _days(unit_after(text, number.end))


def _days(unit: frozenset[str]) -> float:
    return next((days for days, words in _units() if unit & words), 0.0)


@cache
def _units() -> tuple[tuple[float, frozenset[str]], ...]:
    return tuple(
        (days, frozenset(stem for word in words.split() for stem in stems(word))) for days, words in _DAYS
    )


@lru_cache(maxsize=32)
def _told_times(support: Support) -> tuple[tuple[float, float], ...]:
    """The spans of time that a brief tells, in days, each with the days of its unit."""
    told = [(days * each.value, days) for each in support.figures if (days := _days(each.unit))]
    for text in support.texts:
        for match in pattern(data("sums")["halves"]).finditer(text):
            unit = _days(stems(match["whole"] or match["half"]))
            told.append((unit * (1.5 if match["whole"] else 0.5), 0.0))
        for match in _from_month().finditer(text):
            first, last = (_month(match[name]) for name in ("first", "last"))
            told += [(((last - first) % 12 + more) * _A_MONTH, 0.0) for more in (0, 1)]
    return tuple(told)


@cache
def _from_month() -> re.Pattern[str]:
    """From one month to another: "from February to July"."""
    either = "|".join(month_names())
    year = r"(?:\s\d{4})?"
    return pattern(rf"\b(?P<first>{either}){year}\s?(?:to|till|until|[-\u2013])\s?(?P<last>{either})\b")


def _month(written: str) -> int:
    return next(at for at, names in enumerate(month_names()) if pattern(names).match(written))


def _is_time(days: float, known: float, before: str, after: str, *, same: bool) -> bool:
    return (not same and abs(days - known) <= _CONVERTED * known) or is_near(days, known, before, after)


def _is_elapsed(days: float, unit: float, support: Support, today: date) -> bool:
    """Whether so much time has passed since a day or month in which something of the brief was."""
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    dated = [(each.first, each.last) for fact in support.brief.facts for each in fact_periods(fact)]
    dated += [(held_at.date(), held_at.date())] if held_at else []
    return any(
        (today - last).days - unit / 2 <= days <= (today - first).days + unit / 2
        for first, last in dated
        if (last - first).days <= _MONTH
    )


def _is_since(years: float, before: str, after: str, support: Support, today: date) -> bool:
    """Whether so many years have passed since a year of the brief; the running one may count or not."""
    told = [today.year - year for year in support.years if year < today.year]
    return any(known - 1 <= years <= known or is_near(years, known, before, after) for known in told)


@lru_cache(maxsize=512)
def _values(told: Statement) -> tuple[float, ...]:
    """The numbers of a statement, years left out; none where it tells a share outright."""
    figures = find_figures(told.text, told.language)
    if any(pattern(data("numbers")["percent"]).match(told.text[each.end :]) for each in figures):
        figures = ()
    found = [each.value for each in figures]
    return tuple(value for value in found if not 1900 <= value <= 2100)[:_MOST]


def _is_reckoned(text: str, number: Number, values: tuple[float, ...]) -> bool:
    value, before, after = number.value, text[: number.start], text[number.end :]
    if _PARTED.match(after):
        return False  # "seven of eleven" tells a part outright
    if value < 1:
        rules = data("numbers")
        hedged = pattern(rules["rough"]).search(before) or pattern(rules["under"]).search(before)
        return any(abs(value - known) <= _SHARE * (2 if hedged else 1) for known in _parts(values))
    if pattern(data("numbers")["percent"]).match(after):
        return False
    if _WHOLE.search(before) and any(one + other == value for one, other in combinations(values, 2)):
        return True
    return any(is_near(value, known, before, after) for known in _reckoned(text, values))


def _parts(values: tuple[float, ...]) -> Iterator[float]:
    for one, other in combinations(values, 2):
        small, large = sorted((one, other))
        if 1 <= small < large:
            yield from (small / large, 1 - small / large)


def _reckoned(text: str, values: tuple[float, ...]) -> Iterator[float]:
    """Sums, products, differences and rates of a statement's numbers; small ones where a word says so."""
    together, less, rate = (bool(_cue(name).search(text)) for name in ("together", "less", "rate"))
    for one, other in combinations(values, 2):
        small, large = sorted((one, other))
        for known, said in ((one + other, together), (one * other, rate), (large - small, less)):
            if said or known >= _SPEAKS:
                yield known
        if rate or less:
            yield from (large / small, float(round(large / small)))
        if rate:
            yield from ((large - small) / each for each in values if each not in {one, other})


@cache
def _cue(name: str) -> re.Pattern[str]:
    return pattern(data("sums")[name])
