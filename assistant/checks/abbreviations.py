"""What people shorten in a note, written out behind it: days, months and thousands.

A note says "jan", "mån o tis" or "40k", the message January, Mondays and forty thousand. A word that is more
often another ("sun", "jul", "mar") is a day or a month only beside a number, or with a capital letter; "Jan"
and "Tor" with one are people, unless beside a number, and so is whatever stands before a surname.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.brief import Brief, Fact

_SHORT: Final = {
    "mån": "måndag",
    "tis": "tisdag",
    "ons": "onsdag",
    "tor": "torsdag",
    "tors": "torsdag",
    "fre": "fredag",
    "lör": "lördag",
    "sön": "söndag",
    "mon": "Monday",
    "tue": "Tuesday",
    "tues": "Tuesday",
    "wed": "Wednesday",
    "weds": "Wednesday",
    "thu": "Thursday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "sept": "September",
    "okt": "October",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
_BESIDE_NUMBER: Final = r"(?<=\d\s){0}|{0}(?=\s\d)"
_OFTEN_OTHERS: Final = (
    {"sat": r"(?-i:Sat)", "sun": r"(?-i:Sun)"}
    | {month: rf"(?:{_BESIDE_NUMBER.format(month)})" for month in ("mar", "jun", "jul")}
    | {name: rf"(?:(?-i:{name})|{_BESIDE_NUMBER.format(name)})" for name in ("jan", "tor")}
)
_EITHER: Final = "|".join(_OFTEN_OTHERS.get(short, short) for short in _SHORT)
_NAMED: Final = re.compile(rf"(?<![\w-])(?:{_EITHER})(?![\w-]|\s(?-i:[A-ZÅÄÖ]))", re.IGNORECASE)
_BEFORE_MONTH: Final = re.compile(r"\d\s$|\b(?:in|since|until|till|sedan|i)\s$", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"(?<![\w.,])(?P<many>\d{1,3})\s?k(?![\w-])")
_WRITTEN: Final = re.compile(rf" \((?:{'|'.join({*_SHORT.values()})}|\d{{1,3}}000)\)")


def is_shortened(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a day or a month written short: "Feb 2027", "in Sept"."""
    word = text[start:end].casefold()
    if word not in _SHORT:
        return False
    beside = re.match(r"\.?\s\d", text[end:]) or _BEFORE_MONTH.search(text[:start])
    return word not in _OFTEN_OTHERS or bool(beside)


def written_out(text: str) -> str:
    """Give a text in which the whole word stands behind each shortened one: "jan (January)"."""
    text = _NAMED.sub(lambda found: f"{found[0]} ({_SHORT[found[0].casefold()]})", text)
    return _THOUSANDS.sub(lambda found: f"{found[0]} ({found['many']}000)", text)


def as_noted(text: str) -> str:
    """Give a text without what `written_out` put behind its words, as the person wrote it."""
    return _WRITTEN.sub("", text)


def brief_written_out(brief: Brief) -> Brief:
    """Give a brief whose facts, notes and own words are written out; names, titles and quotations stay."""
    meeting = brief.meeting and brief.meeting.model_copy(
        update={
            "notes": tuple(written_out(note) for note in brief.meeting.notes),
            "plan": written_out(brief.meeting.plan),
        }
    )
    return brief.model_copy(
        update={
            "facts": tuple(_fact(fact) for fact in brief.facts),
            "meeting": meeting,
            "own_words": written_out(brief.own_words),
        }
    )


def _fact(fact: Fact) -> Fact:
    return fact.model_copy(
        update={name: written_out(getattr(fact, name)) for name in ("text", "when", "point", "reaction")}
    )
