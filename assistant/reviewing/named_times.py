"""Clock times with their day that a draft names, in the sender's zone and the recipient's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from assistant.checks.claims import data
from assistant.clock import both_times, differ, zone
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.value import Language

_CLOCKS: Final = {
    "sv": (
        r"(?:\b(?:kl\.?|klockan)[ ]?(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?"
        r"|(?<![\w.,:/])(?P<hour2>\d{1,2})[.:](?P<minute2>[0-5]\d))(?P<half>)(?![\w:]|[.,/-]\d)"
    ),
    "en": (
        r"(?<![\w.,:/£$€])(?:(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?[ ]?(?P<half>[ap])\.?m\b\.?"
        r"|(?P<hour2>\d{1,2}):(?P<minute2>[0-5]\d)(?![\w:]))"
    ),
}
_THEIRS: Final = re.compile(r"[ ](?:din|er|your)[ ](?:\w+[ ])?(?:tid|time)\b", re.IGNORECASE)
"""Behind a clock time that is the recipient's: "3 pm your time"."""
_OFFSETS: Final = {"i dag": 0, "idag": 0, "today": 0, "i morgon": 1, "imorgon": 1, "tomorrow": 1}
_REACH: Final = 24
"""Characters between a day and its clock time, at most."""


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time that stands in `text[start:end]`, where the two are."""

    start: int
    end: int
    here: datetime
    """In the sender's zone."""
    there: datetime | None
    """In the recipient's."""


def named_times(draft: Draft, brief: Brief, now: datetime) -> tuple[NamedTime, ...]:
    """Give the times to come that a draft names; none unless both zones are known and differ then.

    A day without its year is the next such day.
    """
    here, there = zone(brief.sender.time_zone), zone(brief.recipient.time_zone)
    if here is None or there is None:
        return ()
    found = []
    for sentence in draft.sentences:
        for clock in _clock(draft.language).finditer(sentence.text):
            theirs = _THEIRS.match(sentence.text, clock.end())
            named = _day_beside(clock, sentence.text, draft.language, now.astimezone(here).date())
            at = _time(clock)
            if named is None or at is None:
                continue
            moment = datetime.combine(named[2], at, there if theirs else here)
            mine, other = both_times(moment, brief.sender.time_zone, brief.recipient.time_zone)
            if differ(mine, other):
                start, end = min(named[0], clock.start()), max(named[1], clock.end())
                found.append(NamedTime(sentence.start + start, sentence.start + end, mine, other))
    return tuple(found)


def _time(clock: re.Match[str]) -> time | None:
    hour, minute = int(clock["hour"] or clock["hour2"]), int(clock["minute"] or clock["minute2"] or 0)
    half = (clock["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour % 24, minute) if hour <= 24 else None


def _day_beside(
    clock: re.Match[str], text: str, language: Language, today: date
) -> tuple[int, int, date] | None:
    """The day that a clock time is of: the nearest before it, else the one right behind it."""
    days = list(_days(text, language, today))
    before = [each for each in days if 0 <= clock.start() - each[1] <= _REACH]
    behind = [each for each in days if 0 <= each[0] - clock.end() <= _REACH]
    joined = [each for each in before if re.fullmatch(r"[^.?!;]*", text[each[1] : clock.start()])]
    return max(joined, key=lambda each: each[1]) if joined else min(behind, default=None)


def _days(text: str, language: Language, today: date) -> Iterator[tuple[int, int, date]]:
    for match in _day(language).finditer(text):
        day = _date_of(match, language, today)
        if day is not None:
            yield match.start(), match.end(), day


def _date_of(match: re.Match[str], language: Language, today: date) -> date | None:
    """The next day of that name or date; None for one that no calendar has."""
    found = match.groupdict()
    number, month = found["day"] or found["day2"], found["month"] or found["month2"]
    if number and month:
        at = [name[:3] for name in data("dates")[f"months_{language}"]].index(month[:3].lower()) + 1
        return _next(today, at, int(number))
    if found["relative"]:
        return today + timedelta(days=_OFFSETS[found["relative"].lower()])
    names = list(data("dates")[f"days_{language}"])
    return today + timedelta(days=(names.index(found["weekday"].lower()) - today.weekday() - 1) % 7 + 1)


def _next(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


@cache
def _clock(language: Language) -> re.Pattern[str]:
    return re.compile(_CLOCKS[language], re.IGNORECASE)


@cache
def _day(language: Language) -> re.Pattern[str]:
    """A date, a weekday, tomorrow; a date behind its weekday is one with it. What is past is left out."""
    names = "|".join(data("dates")[f"days_{language}"])
    months = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in data("dates")[f"months_{language}"])
    dated = rf"(?P<day>\d{{1,2}})(?::?e|st|nd|rd|th)?[ ](?:of[ ])?(?P<month>{months})\b"
    english = rf"(?P<month2>{months})[ ](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    weekday = rf"(?P<weekday>{names})(?:en)?\b"
    relative = rf"(?P<relative>{'|'.join(_OFFSETS)})\b"
    led = rf"(?:(?:{names})(?:en)?,?[ ](?:(?:den|the)[ ])?)?"
    return re.compile(
        rf"(?<!last )(?<!förra )\b(?:{led}(?:{dated}|{english})|{weekday}|{relative})", re.IGNORECASE
    )
