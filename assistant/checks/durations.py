"""Durations in a text, however written: "1,5 h", "trekvart", "an hour and a half", "half a day"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from assistant.checks.lexicon import table
from assistant.checks.numbers import DIGITS, number_source, number_value, word_source
from assistant.domain.value import Language

_HOURS_AND_MINUTES: Final = re.compile(
    r"(?<![\w.,:])(?:(?P<hours>\d{1,2})[ ]?h[ ]?(?P<minutes>[0-5]\d)(?!\w)"
    r"|(?P<clock>\d{1,2}):(?P<past>[0-5]\d)[ ]?(?:h|tim|timmar|hours?|hrs?)(?!\w))",
    re.IGNORECASE,
)
"""1h30, 1:30 h."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration that stands in `text[start:end]`."""

    minutes: float
    """Its length; of a range ("15-20 minuter") the longer end."""
    start: int
    end: int
    shortest: float
    """Of a range the shorter end, else `minutes`."""


@lru_cache(maxsize=1024)
def find_durations(text: str, language: Language) -> tuple[Duration, ...]:
    """Find durations from seconds under a minute up to days, in the order of the text.

    Weeks and longer are not durations here, nor are clock times ("kl. 15", "3 pm").
    """
    found = sorted(_candidates(text, language), key=lambda each: (each.start, -each.end))
    kept: list[Duration] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            continue
        if kept and _joins(text[kept[-1].end : each.start], kept[-1], each, language):
            last = kept.pop()
            joined = last.minutes + each.minutes
            kept.append(Duration(joined, last.start, each.end, last.shortest + each.shortest))
        else:
            kept.append(each)
    return tuple(kept)


def _candidates(text: str, language: Language) -> Iterator[Duration]:
    lexicon = table("durations", language)
    for pattern, minutes in _fixed(language):
        for match in pattern.finditer(text):
            found = Duration(minutes, match.start(), match.end(), minutes)
            yield _with_tail(text, found, 60.0, language)
    for named, source, unit in _measured(language):
        for match in _compiled(source).finditer(text) if named.search(text) else ():
            low, high = _amounts(match, language)
            if high is not None and low is not None:
                found = Duration(high * unit, match.start(), match.end(), low * unit)
                yield _with_tail(text, found, unit, language)
    for match in _HOURS_AND_MINUTES.finditer(text):
        minutes = 60.0 * int(match["hours"] or match["clock"]) + int(match["minutes"] or match["past"])
        yield Duration(minutes, match.start(), match.end(), minutes)
    window = re.compile(lexicon["day_window"], re.IGNORECASE)
    days = _compiled(lexicon["days"][0]).search(text)
    for match in _days(language).finditer(text) if days else ():
        low, high = _amounts(match, language)
        if high is None or low is None or window.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        if high > 1 or match["before"]:
            start = match.start("amount")
            yield Duration(high * lexicon["days"][1], start, match.end(), low * lexicon["days"][1])


def _amounts(match: re.Match[str], language: Language) -> tuple[float | None, float | None]:
    """The shorter and the longer end of an amount."""
    for source, value in table("durations", language)["vague"]:
        if re.fullmatch(source, match["amount"], re.IGNORECASE):
            return value, value
    low = number_value(match["low"], language)
    high = number_value(match["high"], language) if match["high"] else low
    if low is not None and high is not None and low > high:
        return high, high  # "from 60 to 15 minutes" is a change, no range
    return low, high


def _with_tail(text: str, found: Duration, unit: float, language: Language) -> Duration:
    """Add what follows the unit: "och en halv", "or two"."""
    for pattern, share in _tails(language):
        tail = pattern.match(text, found.end)
        if tail:
            more = share * unit
            return Duration(found.minutes + more, found.start, tail.end(), found.shortest + more)
    return found


def _joins(between: str, before: Duration, after: Duration, language: Language) -> bool:
    """Whether two durations are one: "1 h 30 min", "en timme och en kvart"."""
    smaller = after.minutes < 60 <= before.minutes and before.minutes % 60 == 0
    return smaller and bool(re.fullmatch(table("durations", language)["plus"], between, re.IGNORECASE))


@cache
def _measured(language: Language) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Give each unit's own small pattern, the large one of amount and unit, and the unit's minutes.

    The large ones are slow to compile, and a text seldom names more than one unit.
    """
    lexicon = table("durations", language)
    number = number_source(language)
    vague = "|".join(source for source, _value in lexicon["vague"])
    amount = rf"(?P<amount>\b(?:{vague})|(?P<low>{number})(?:{lexicon['range']}(?P<high>{number}))?)"
    words = [
        (source, rf"(?<![\w.,:]){amount}[ \u00a0-]?(?:{lexicon['adjectives']})(?:{source})", minutes)
        for source, minutes in lexicon["units"]
    ]
    digits = rf"(?P<amount>(?P<low>{DIGITS})(?:{lexicon['range']}(?P<high>{DIGITS}))?)"
    short = [
        (source, rf"(?<![\w.,:]){digits}[ \u00a0]?(?:{source})", minutes)
        for source, minutes in lexicon["digit_units"]
    ]
    word = rf"\b(?P<amount>(?P<low>{word_source(language)})(?P<high>(?!))?)"
    glued = [(source, rf"{word}(?:{source})", minutes) for source, minutes in lexicon["glued"]]
    sources = [*words, *short, *glued]
    return tuple((_compiled(unit), source, float(minutes)) for unit, source, minutes in sources)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@cache
def _days(language: Language) -> re.Pattern[str]:
    lexicon = table("durations", language)
    number = number_source(language)
    vague = "|".join(source for source, _value in lexicon["vague"])
    amount = rf"(?P<amount>\b(?:{vague})|(?P<low>{number})(?:{lexicon['range']}(?P<high>{number}))?)"
    return re.compile(
        rf"\b(?P<before>{lexicon['day_before']})?(?<![\w.,:]){amount}[ ]{lexicon['days'][0]}", re.IGNORECASE
    )


@cache
def _fixed(language: Language) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{source})", re.IGNORECASE), float(minutes))
        for source, minutes in table("durations", language)["fixed"]
    )


@cache
def _tails(language: Language) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple(
        (re.compile(rf"{source}\b", re.IGNORECASE), share)
        for source, share in table("durations", language)["tail"]
    )
