"""Times in words: when something was, when one could talk, how long ago the talk took place."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from assistant.domain.value import Language
from assistant.offline.language import fits, other
from assistant.offline.vocabulary import vocabulary

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_SEASON_WORDS: Final = {
    word: season
    for season, words in {
        "spring": "spring våren vår",
        "summer": "summer sommaren sommar",
        "autumn": "autumn fall hösten höst",
        "winter": "winter vintern vinter",
    }.items()
    for word in words.split()
}
_PREPOSITIONS: Final = {
    "in",
    "on",
    "at",
    "the",
    "of",
    "i",
    "på",
    "den",
    "under",
    "year",
    "år",
    "året",
    "during",
}


def years(text: str) -> set[str]:
    """Give the years that stand in a text."""
    return set(_YEAR.findall(text))


def when_phrase(when: str, language: Language) -> str:
    """Give "2025", "i mars 2025", "in March 2025", "last spring": ready to stand after what it dates.

    Empty when the words are in the other language and cannot be turned.
    """
    parts = _parts(when)
    if parts is None:
        return when.strip(" .,") if fits(when, language) else ""
    day, month, season, year = parts
    time = vocabulary(language).data["time"]
    tail = f" {year}" if year else ""
    if month:
        name = time["months"].split()[month - 1]
        if day:
            return f"den {day} {name}{tail}" if language == "sv" else f"on {day} {name}{tail}"
        return f"i {name}{tail}" if language == "sv" else f"in {name}{tail}"
    if season:
        return (
            f"{time['seasons'][season]}{tail}"
            if language == "sv"
            else f"in {'' if year else 'the '}{time['seasons'][season]}{tail}"
        )
    return year if language == "sv" else f"in {year}"


def dated_from(when: str, language: Language) -> str:
    """Say "från 2022" of a work that is named without a place; "last spring" stays as it is."""
    if not when or not (years(when) or _parts(when)):
        return when
    bare = re.sub(r"^(?:i|in|on|under|during) ", "", when)
    return f"{'från' if language == 'sv' else 'from'} {bare}"


def window_phrase(window: str, language: Language) -> str:
    """Give when one could talk, with the preposition it needs: "under de kommande två veckorna"."""
    text = re.sub(
        r"^v\.?\s*(?=\d)",
        "vecka " if language == "sv" else "week ",
        window.strip(" .,!?"),
        flags=re.IGNORECASE,
    )
    if not text:
        return ""
    if not fits(text, language) or _known_elsewhere(text, language):
        text = _translated(text, language)
        if not text:
            return ""
    time = vocabulary(language).data["time"]
    text = (
        text[0].lower() + text[1:]
        if text.split()[0].lower() in {"the", "de", "den", "next", "nästa", *time["bare"].split()}
        else text
    )
    first = text.split()[0].lower()
    rest = text.split()[1].lower() if len(text.split()) > 1 else ""
    if first in time["bare"].split():
        return text
    named = _named(first, rest, time, language)
    if named:
        return f"{named} {text}"
    if first in {"the", "de", "den", "det"} or first.endswith("veckan"):
        return f"{'under' if language == 'sv' else 'in'} {text}"
    return f"{'helst' if language == 'sv' else 'ideally'} {text}"


def held_phrase(held_at: datetime | None, now: datetime, language: Language) -> str:
    """Say how long ago a talk was, by the days where it took place: "i dag", "yesterday", "i tisdags"."""
    if held_at is None:
        return ""
    days = (now.astimezone(held_at.tzinfo).date() - held_at.date()).days
    time = vocabulary(language).data["time"]
    if days < 0:
        return ""
    if days < 2:
        return {"sv": ("i dag", "i går"), "en": ("today", "yesterday")}[language][days]
    if days < 7:
        name = time["weekdays"].split()[held_at.weekday()]
        return f"i {name}s" if language == "sv" else f"on {name}"
    month = time["months"].split()[held_at.month - 1]
    return f"den {held_at.day} {month}" if language == "sv" else f"on {held_at.day} {month}"


def _parts(when: str) -> tuple[str, int, str, str] | None:
    """Take a date in either language apart into day, month, season, year; None when more is said."""
    iso = _ISO.fullmatch(when.strip())
    if iso and 1 <= int(iso[2]) <= 12:
        return (iso[3] or "").lstrip("0"), int(iso[2]), "", iso[1]
    day, month, season, year = "", 0, "", ""
    for word in re.findall(r"[^\W_]+", when.lower()):
        if _YEAR.fullmatch(word) and not year:
            year = word
        elif re.fullmatch(r"[0-3]?\d(?:st|nd|rd|th)?", word) and not day:
            day = re.sub(r"\D", "", word)
        elif _month(word) and not month:
            month = _month(word)
        elif word in _SEASON_WORDS and not season:
            season = _SEASON_WORDS[word]
        elif word not in _PREPOSITIONS:
            return None
    if (day and not month) or not (year or month or season) or (month and season):
        return None
    return day, month, season, year


def _month(word: str) -> int:
    for language in ("sv", "en"):
        for number, name in enumerate(vocabulary(language).data["time"]["months"].lower().split(), start=1):
            if word == name or (len(word) >= 3 and word == name[:3]):
                return number
    return 0


def _named(first: str, rest: str, time: dict[str, str], language: Language) -> str:
    if first in {"mitten", "början", "slutet", "mid"} or re.match(r"(?:mid|early|late)-", first):
        return "i" if language == "sv" else "in"
    month = first in time["months"].lower().split() or (
        first in {"early", "mid", "late"} and rest in time["months"].lower().split()
    )
    if month:
        return "i" if language == "sv" else "in"
    weekday = {
        name for day in time["weekdays"].lower().split() for name in (day, f"{day}s", f"{day}ar", f"{day}en")
    }
    if first in weekday:
        return "på" if language == "sv" else "on"
    return ""


def _known_elsewhere(text: str, language: Language) -> bool:
    return text.lower() in vocabulary(language).data["time"]["windows"]


def _translated(text: str, language: Language) -> str:
    bare = re.sub(r"^(?:in|during|under|inom)\s+", "", text.lower())
    found = vocabulary(language).data["time"]["windows"].get(bare, "")
    if found:
        return str(found)
    first = text.rsplit(maxsplit=1)[-1].lower()
    month = (
        first in vocabulary(other(language)).data["time"]["months"].lower().split() and len(text.split()) <= 2
    )
    return vocabulary(language).data["time"]["months"].split()[_month(first) - 1] if month else ""
