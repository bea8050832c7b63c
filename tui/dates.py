"""Days, times and durations in words, as the interface's language writes them.

No catalogue of dates is loaded at run time: the two languages need few words, and these are translated
like every other sentence.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from assistant.wording import _, mark, plural

_WEEKDAYS: Final = (
    (mark("Monday"), mark("Mon")),
    (mark("Tuesday"), mark("Tue")),
    (mark("Wednesday"), mark("Wed")),
    (mark("Thursday"), mark("Thu")),
    (mark("Friday"), mark("Fri")),
    (mark("Saturday"), mark("Sat")),
    (mark("Sunday"), mark("Sun")),
)
_MONTHS: Final = (
    (mark("January"), mark("Jan")),
    (mark("February"), mark("Feb")),
    (mark("March"), mark("Mar")),
    (mark("April"), mark("Apr")),
    (mark("May"), mark("May")),
    (mark("June"), mark("Jun")),
    (mark("July"), mark("Jul")),
    (mark("August"), mark("Aug")),
    (mark("September"), mark("Sep")),
    (mark("October"), mark("Oct")),
    (mark("November"), mark("Nov")),
    (mark("December"), mark("Dec")),
)
_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def date_words(moment: datetime, now: datetime, *, short: bool = False) -> str:
    """Say which day: "today", "tomorrow", else "Sunday 22 November" or, short, "Sun 22 Nov".

    The day is the one on the clock that `moment` shows; `now` may be on another clock.
    """
    day = moment.date()
    today = now.astimezone(moment.tzinfo).date()
    near = _near(day, today)
    if near:
        return near
    form = 1 if short else 0
    words = _("{weekday} {day} {month}").format(
        weekday=_(_WEEKDAYS[day.weekday()][form]), day=day.day, month=_(_MONTHS[day.month - 1][form])
    )
    return words if day.year == today.year else f"{words} {day.year}"


def weekday_words(moment: datetime, *, short: bool = False) -> str:
    """Name the day of the week: "Sunday", or short "Sun"."""
    return _(_WEEKDAYS[moment.weekday()][1 if short else 0])


def time_words(moment: datetime) -> str:
    """Say the time of day, "15:00"."""
    return f"{moment:%H:%M}"


def moment_words(moment: datetime, now: datetime, *, short: bool = False) -> str:
    """Say the day and the time: "tomorrow 15:00", "Sunday 22 November at 15:00", short "Sun 22 Nov 15:00"."""
    day, time = date_words(moment, now, short=short), time_words(moment)
    near = _near(moment.date(), now.astimezone(moment.tzinfo).date())
    if short or near:
        return f"{day} {time}"
    return _("{day} at {time}").format(day=day, time=time)


def duration_words(duration: timedelta) -> str:
    """Say how long in one unit, rounded down: "40 min", "5 h", "6 days". Never less than a minute."""
    length = abs(duration)
    if length < _HOUR:
        return _("{n} min").format(n=max(1, length // _MINUTE))
    if length < 2 * _DAY:
        return _("{n} h").format(n=length // _HOUR)
    return days_words(length // _DAY)


def days_words(days: int) -> str:
    """Say how many days: "1 day", "6 days"."""
    return plural("{n} day", "{n} days", days).format(n=days)


def days_between(earlier: datetime, later: datetime) -> int:
    """Count the midnights between two moments, on the clock that `later` shows."""
    return (later.date() - earlier.astimezone(later.tzinfo).date()).days


def _near(day: date, today: date) -> str:
    names = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return names.get((day - today).days, "")
