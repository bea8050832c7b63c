"""Which questions a fact at hand answers already: when, where, who, how many, or what it is called."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from assistant.checks.figures import find_figures
from assistant.checks.lexicon import plain, table
from assistant.checks.likeness import keys, same_words, telling
from assistant.checks.matter import inner_names
from assistant.checks.support import unit_after
from assistant.checks.tokens import stems, without_quotes
from assistant.domain.brief import Brief, Fact
from assistant.domain.value import Language

Wanted = Literal["time", "place", "person", "count", "amount", "duration", "name"]

_COVERED: Final = 0.67
"""Share of a question's telling words that a fact has when it answers the question."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@lru_cache(maxsize=512)
def is_known(asked: str, language: Language, brief: Brief) -> bool:
    """Tell whether a fact of the brief has the time, place, name or number that a question asks for.

    A year that both name ties them together, whatever languages they are in.
    """
    flat = plain(asked).strip()
    wanted, rest = _wanted(flat, language)
    if wanted is None or _pattern(language, "inner").search(without_quotes(flat)):
        return False
    sought = telling(rest) or telling(flat)
    years = set(_YEAR.findall(flat)) if wanted in {"duration", "count", "amount"} else set()
    return any(
        (_covers(fact, sought, brief) or years & set(_YEAR.findall(_text(fact))))
        and _answers(fact, wanted, rest)
        for fact in brief.facts
    )


def _wanted(flat: str, language: Language) -> tuple[Wanted | None, str]:
    """What a question asks for, and the words after the asking ones."""
    kinds: dict[Wanted, list[str]] = table("questions", language)["wanted"]
    for wanted in kinds:
        found = _pattern(language, "wanted", wanted).match(flat)
        if found:
            return wanted, flat[found.end() :]
    return None, ""


@cache
def _pattern(language: Language, *path: str) -> re.Pattern[str]:
    sources = table("questions", language)
    for step in path:
        sources = sources[step]
    return re.compile("|".join(f"(?:{source})" for source in sources), re.IGNORECASE)


def _covers(fact: Fact, sought: tuple[str, ...], brief: Brief) -> bool:
    """Whether a question is about this fact: most of its words are the fact's or the employer's name."""
    told = telling(_text(fact))
    recipient = brief.recipient
    about_work = {*telling(f"{recipient.organisation} {recipient.role}"), *_employer()}
    mine = same_words(sought, told)
    known = mine | same_words(sought, about_work)
    return bool(mine) and len(known) >= _COVERED * len(sought)


def _answers(fact: Fact, wanted: Wanted, rest: str) -> bool:
    text = _text(fact)
    if wanted == "time":
        return bool(fact.when or _YEAR.search(text))
    if wanted in {"place", "person", "name"}:
        given = {"place": fact.where, "person": fact.with_whom, "name": fact.title}[wanted]
        title = "" if wanted == "name" else fact.title
        return bool(given) or next(inner_names(fact.text, title), None) is not None
    return _has_number(text, wanted, rest)


def _has_number(text: str, wanted: Wanted, rest: str) -> bool:
    found = {each.end for code in _LANGUAGES for each in find_figures(text, code)}
    units = [unit_after(text, end) for end in found]
    if wanted == "amount":
        return bool(units)
    if wanted == "duration":
        return any(unit & _time_units() for unit in units) or len(set(_YEAR.findall(text))) > 1
    counted = re.match(r"\W*(\w+)(?:\W+(\w+))?", rest)
    nouns = [word for word in (counted.groups() if counted else ()) if word]
    return any(_counts(unit, noun.casefold()) for unit in units for noun in nouns)


_LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")


def _counts(unit: frozenset[str], noun: str) -> bool:
    return bool(unit & stems(noun)) or any(keys(stem) & keys(noun) for stem in unit)


def _text(fact: Fact) -> str:
    parts = (fact.text, fact.title, fact.where, fact.when, fact.with_whom, fact.point)
    return " . ".join(part for part in parts if part)


@cache
def _employer() -> frozenset[str]:
    """Words for the recipient's employer."""
    return frozenset(
        word for language in _LANGUAGES for word in table("questions", language)["employer"].split()
    )


@cache
def _time_units() -> frozenset[str]:
    listed = (word for language in _LANGUAGES for word in table("questions", language)["time_units"].split())
    return frozenset(stem for word in listed for stem in stems(word))
