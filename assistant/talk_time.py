"""When a talk is to be, as people write it, in Swedish or English: one moment, or refused with the reason.

"2026-11-25 15:00", "i morgon kl 15", "Thursday 3 pm", "25 november 15.30". What could be two moments
("5/11", "at 3", "next Thursday", "Thursday" on a Thursday) is refused: a talk missed for a
misread date is worse than a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from assistant.cleaning import clean_line
from assistant.errors import InputError
from assistant.wording import _

_FARTHEST_DAYS: Final = 730
"""Days ahead that someone agrees on a talk; beyond it a year was mistyped."""

_LONGEST_AGO_DAYS: Final = 60
"""Days back that a talk may have been; with a whole date one may note a talk that is over."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january januari jan",
            "february februari feb",
            "march mars mar",
            "april apr",
            "may maj",
            "june juni jun",
            "july juli jul",
            "august augusti aug",
            "september sept sep",
            "october oktober oct okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon måndag mån",
            "tuesday tue tues tisdag tis",
            "wednesday wed onsdag ons",
            "thursday thu thur thurs torsdag tors tor",
            "friday fri fredag fre",
            "saturday sat lördag lör",
            "sunday sun söndag sön",
        )
    )
    for name in names.split()
}
_NEAR: Final = {
    "today": 0,
    "idag": 0,
    "i dag": 0,
    "tomorrow": 1,
    "imorgon": 1,
    "i morgon": 1,
    "imorn": 1,
    "i morrn": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "i övermorgon": 2,
    "övermorgon": 2,
}


def _either(words: dict[str, int]) -> str:
    """Give a pattern of words, the longest first; spaces count also where patterns are spread out."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY: Final = re.compile(
    rf"""(?x)
    (?:(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})
    |(?:den[ ])?(?P<day_first>\d{{1,2}})(?:st|nd|rd|th|:e|:a|\.)?(?:[ ]of)?[ ]
        (?P<named>{_either(_MONTHS)})\.?(?:,?[ ](?P<named_year>\d{{4}}))?
    |(?P<month_first>{_either(_MONTHS)})\.?[ ](?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?
        (?:,?[ ](?P<second_year>\d{{4}}))?
    |(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})(?:[/ ](?P<slash_year>\d{{4}}))?
    |(?P<near>{_either(_NEAR)})
    |(?:om|in)[ ](?P<ahead>\d{{1,2}}|en|ett|one|a)[ ](?P<unit>dag|dagar|days?|vecka|veckor|weeks?)
    |(?:(?:nu|på|on|this)[ ])*(?P<weekday>{_either(_WEEKDAYS)})(?:en)?
    )(?![^\W_])"""
)
_NEXT: Final = re.compile(rf"\b(?:next|nästa|kommande) (?:{_either(_WEEKDAYS)})")
_TIME: Final = re.compile(
    r"(?P<said>kl\.? ?|klockan |at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?![\w:.])"
)
_NOON: Final = re.compile(r"(?:at )?noon|(?:kl\.? )?mitt på dagen")


def talk_time(written: str, now: datetime, zone: tzinfo) -> datetime:
    """Give the moment that is meant, in `zone`; `now` is what "tomorrow" counts from.

    Raises InputError for what is not understood or could be meant in two ways.
    """
    text = re.sub(r"(?<=\d)t(?=\d)", " ", clean_line(written).casefold().strip(" .!?"))
    today = now.astimezone(zone).date()
    if not text:
        raise InputError(_("No time was given."), hint=_example())
    ambiguous = _NEXT.search(text)
    if ambiguous:
        raise InputError(
            _("“{words}” can be this week or the week after.").format(words=ambiguous[0]),
            hint=_("Write the date, for example 25 November 15:00."),
        )
    found = _parts(text)
    if found is None:
        raise InputError(
            _("“{words}” is not understood as a day and a time.").format(words=clean_line(written)[:60]),
            hint=_example(),
        )
    day, whole = _day(found[0], today)
    moment = _moment(day, _clock(found[1]), zone)
    _within_reason(moment, now, whole=whole)
    return moment


def minutes_given(written: str) -> int:
    """Give the length of a talk in minutes: "20", "20 min", "20 minuter". Raises InputError."""
    found = re.fullmatch(
        r"(\d{1,3})\s*(?:m|min|mins|minutes|minuter|minuters)?\.?", clean_line(written).casefold()
    )
    minutes = int(found[1]) if found else 0
    if not 1 <= minutes <= 480:
        raise InputError(
            _("“{words}” is not a number of minutes from 1 to 480.").format(words=clean_line(written)[:40]),
            hint=_("Write for example 15; a first talk is 15 to 20 minutes."),
        )
    return minutes


@dataclass(frozen=True, slots=True)
class _Noon:
    """The one time of day that has a name of its own."""


def _parts(text: str) -> tuple[re.Match[str], re.Match[str] | _Noon] | None:
    """Cut the text into a day and a time in either order; nothing else may stand there."""
    for day in _DAY.finditer(text):
        if day.start() and text[day.start() - 1] not in " ,":
            continue
        rest = f"{text[: day.start()].rstrip(' ,')} {text[day.end() :].lstrip(' ,')}".strip(" ,")
        if _NOON.fullmatch(rest):
            return day, _Noon()
        clock = _TIME.fullmatch(rest)
        if clock:
            return day, clock
    return None


def _day(found: re.Match[str], today: date) -> tuple[date, bool]:
    """Give the day, and whether a year was written."""
    part = found.groupdict()
    if part["year"]:
        return _date(int(part["year"]), int(part["month"]), int(part["day"])), True
    if part["named"]:
        return _without_year(int(part["day_first"]), _MONTHS[part["named"]], part["named_year"], today)
    if part["month_first"]:
        return _without_year(
            int(part["day_second"]), _MONTHS[part["month_first"]], part["second_year"], today
        )
    if part["one"]:
        day, month = _slashed(int(part["one"]), int(part["other"]), found[0])
        return _without_year(day, month, part["slash_year"], today)
    return _from_today(part, today), False


def _from_today(part: dict[str, str], today: date) -> date:
    if part["near"]:
        return today + timedelta(days=_NEAR[part["near"]])
    if part["weekday"]:
        return _weekday(_WEEKDAYS[part["weekday"]], part["weekday"], today)
    count = int(part["ahead"]) if part["ahead"].isdigit() else 1
    return today + timedelta(days=count * (7 if part["unit"][0] in "vw" else 1))


def _weekday(wanted: int, name: str, today: date) -> date:
    ahead = (wanted - today.weekday()) % 7
    if ahead == 0:
        raise InputError(
            _("Today is that day: “{words}” can be today or in a week.").format(words=name),
            hint=_("Write today, or the date, for example 25 November 15:00."),
        )
    return today + timedelta(days=ahead)


def _slashed(one: int, other: int, written: str) -> tuple[int, int]:
    """Tell day and month apart where only one reading is a date."""
    if one <= 12 and other <= 12 and one != other:
        raise InputError(
            _("“{words}” can be two days.").format(words=written),
            hint=_("Write the month as a word, for example 25 November 15:00."),
        )
    return (other, one) if other > 12 else (one, other)


def _without_year(day: int, month: int, year: str | None, today: date) -> tuple[date, bool]:
    """Give the next such day, unless a year is named."""
    if year:
        return _date(int(year), month, day), True
    for ahead in range(5):  # 29 February may be four years away
        with_year = today.year + ahead
        if month == 2 and day == 29 and not _is_leap(with_year):
            continue
        if _date(with_year, month, day) >= today:
            return _date(with_year, month, day), False
    raise _no_date(f"{day}/{month}")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_date(f"{year}-{month:02}-{day:02}") from error


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _clock(found: re.Match[str] | _Noon) -> time:
    if isinstance(found, _Noon):
        return time(12)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12 or minute > 59:
            raise _no_time(found[0])
        return time(hour % 12 + (12 if found["half"] == "p" else 0), minute)
    if hour > 23 or minute > 59:
        raise _no_time(found[0])
    plain = hour >= 13 or found["hour"].startswith("0") or (hour >= 7 and _is_clock(found))
    if not plain:
        raise InputError(
            _("“{words}” can be morning or afternoon.").format(words=found[0].strip()),
            hint=_("Write {morning} or {afternoon}.").format(
                morning=f"{hour:02}:{minute:02}", afternoon=f"{(hour + 12) % 24:02}:{minute:02}"
            ),
        )
    return time(hour, minute)


def _is_clock(found: re.Match[str]) -> bool:
    """Whether an hour is written as the 24-hour clock writes it: with minutes, or after "kl"."""
    return bool(found["minute"]) or (found["said"] or "").startswith("kl")


def _moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """Put day and time together; an hour that summer time skips is none."""
    moment = datetime.combine(day, clock, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise InputError(
            _("There is no {time} on that day: the clocks go forward then.").format(time=f"{clock:%H:%M}"),
            hint=_("Choose another time."),
        )
    return moment


def _within_reason(moment: datetime, now: datetime, *, whole: bool) -> None:
    if moment - now > timedelta(days=_FARTHEST_DAYS):
        raise InputError(
            _("{date} is more than two years away.").format(date=f"{moment:%Y-%m-%d}"),
            hint=_("Look at the year."),
        )
    if moment < now and not whole:
        raise InputError(
            _("That time has passed already."),
            hint=_("Write when it is to be; for a talk that took place, write the whole date with its year."),
        )
    if now - moment > timedelta(days=_LONGEST_AGO_DAYS):
        raise InputError(
            _("{date} is long ago.").format(date=f"{moment:%Y-%m-%d}"), hint=_("Look at the year.")
        )


def _no_date(written: str) -> InputError:
    return InputError(_("There is no such day: {date}.").format(date=written), hint=_example())


def _no_time(written: str) -> InputError:
    return InputError(_("There is no such time: {time}.").format(time=written.strip()), hint=_example())


def _example() -> str:
    return _("Write for example: 2026-11-25 15:00, tomorrow 15:00, or Thursday 3 pm.")
