"""Numbers that a sender counts for themselves: minutes and questions asked for, weeks proposed, lessons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_scope import is_offered
from assistant.checks.claims import ME, WH, YOU, data, is_ask, pattern
from assistant.checks.durations import find_durations
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.support import Support
from assistant.checks.told_figures import PART_OF
from assistant.domain.value import Language

_THANKS = re.compile(r"\b(?:thanks\s(?:a|an)|tack)\s$|\bthanks\s$", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|än)\s$", re.IGNORECASE)
_MY = re.compile(
    r"\b(?:min|mitt|mina|vår|vårt|våra|my|our)\s(?:first\s|last\s|första\s|sista\s)?$", re.IGNORECASE
)
_PARTS = re.compile(r"[,;:\u2013\u2014()]|\s(?:and|och|but|men|so|så)\s", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:från|from)\s(?:\w+\s){0,3}?(?:\d+|[a-zåäö-]+)\s(?:(?:minuter|minutes)\s)?(?:till|to)\s(?:\w+\s){0,2}?[\wåäö-]+\s(?:minut|min)",
    re.IGNORECASE,
)


def own_spans(text: str, language: Language, support: Support) -> Iterator[tuple[int, int]]:
    """Give the places of numbers that claim nothing: short spells, clock times, proposed weeks, sayings."""
    yield from _own_minutes(text, language, support)
    yield from (match.span() for match in re.finditer(r"^\s*\d{1,2}[.)]\s", text))
    for match in pattern(data("numbers")["clock"]).finditer(text):
        if not pattern(data("numbers")["percent"]).match(text[match.end() :]):
            yield match.span()
    yield from _windows(text, support)
    yield from _offered(text, language)
    yield from _rates(text, language, support)
    for name in ("idioms", "than_mine"):
        yield from (match.span() for match in pattern(data("numbers")[name]).finditer(text))
    if pattern(data("numbers")["enclosed"]).search(text) and not YOU.search(text):
        yield 0, len(text)


def _own_minutes(text: str, language: Language, support: Support) -> Iterator[tuple[int, int]]:
    """Short spells that the sender asks or thanks for; not those that a fact counts otherwise."""
    for each in find_durations(text, language):
        if each.minutes <= 30 and not _is_counted(text, support):
            yield each.start, each.end


def _is_counted(text: str, support: Support) -> bool:
    """Whether a sentence tells from how many minutes to how many something went, as a fact does."""
    told = any(stem.startswith("minut") for figure in support.figures for stem in figure.unit)
    change = _FROM_TO.search(text)
    return told and change is not None and not is_ask(text) and not is_about_me(part_at(text, change.start()))


def _offered(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Hours of the day, and other times, where a talk is proposed: "weekdays between nine and eleven"."""
    bare, spell = (pattern(data("numbers")[name]) for name in ("bare", "spell"))
    for each in find_figures(text, language):
        if (bare.match(text, each.end) or spell.match(text, each.end)) and is_offered(
            text, each.start, language
        ):
            yield each.start, each.end


def _windows(text: str, support: Support) -> Iterator[tuple[int, int]]:
    """Weeks that the sender proposes, and numbers that stand beside the same word as in the ask's window."""
    for match in pattern(data("numbers")["week"]).finditer(text):
        proposes = is_ask(text) or is_about_me(text)
        happened = pattern(data("numbers")["happened"]).search(text)
        if proposes or not happened or support.has_words(match[0]):
            yield match.span()
    for given in re.finditer(r"([^\W\d_]+)\W+(\d{1,2})(?!\d)", support.brief.ask.window):
        same = rf"\b{re.escape(given[1])}\W+{given[2]}(?!\d)"
        yield from (match.span() for match in pattern(same).finditer(text))


def _rates(text: str, language: Language, support: Support) -> Iterator[tuple[int, int]]:
    """ "Four in ten" where the brief has about forty per cent."""
    for part, whole in pairwise(find_figures(text, language)):
        if not PART_OF.fullmatch(text[part.end : whole.start]):
            continue
        if _is_told_pair(part, whole, support):
            yield part.start, whole.end
            continue
        if whole.value not in {3, 4, 5, 10, 100, 1000}:
            continue
        hedged = bool(pattern(data("numbers")["rough"]).search(text[max(0, part.start - 40) : part.start]))
        share = part.value / whole.value
        known = [each.value for each in support.figures]
        known += _shares(support) if hedged else ()
        if any(_equal(share, each, rough=hedged) for each in known):
            yield part.start, whole.end


@lru_cache(maxsize=32)
def _shares(support: Support) -> tuple[float, ...]:
    """The shares that two numbers of one sentence of the brief make: "87 signals, of which 53 are done"."""
    pairs = (
        sorted((one.value, other.value))
        for text in support.texts
        for code in ("sv", "en")
        for one, other in pairwise(find_figures(text, code))
    )
    return tuple(small / large for small, large in pairs if 1 < small < large)


def _is_told_pair(part: Number, whole: Number, support: Support) -> bool:
    """Whether a sentence of the brief tells just these two numbers side by side: "9 av 12"."""
    return any(
        (one.value, other.value) == (part.value, whole.value)
        for text in support.texts
        for code in ("sv", "en")
        for one, other in pairwise(find_figures(text, code))
        if PART_OF.fullmatch(text[one.end : other.start])
    )


def is_own_number(text: str, number: Number, language: Language, support: Support) -> bool:
    """Whether the words around a number say that it is the sender's: a courtesy, an ask, a plan."""
    before, after = text[: number.start], text[number.end :]
    mine = _THANKS.search(before) or _MY.search(before)
    if mine or re.match(r"\s(?:tack|thanks)\b", after, re.IGNORECASE):
        return True
    rules = data("numbers")
    own = rf"[\s-]*(?:(?:-|–|till|to|or|eller)\s?\w+\s)?{rules[f'own_{language}']}\b"
    if re.match(own, after, re.IGNORECASE) and not _is_counted(text, support):
        unit = re.match(r"[\s-]*(?:\w+\s)?(\w+)", after)
        counted = unit is not None and not re.match(r"(?:dagar|days|timm|hour)", unit[1], re.IGNORECASE)
        return counted or is_ask(text) or bool(pattern(rules["future"]).search(before))
    if re.match(
        r"\s*(?:-|–|till|to|or|eller)\s*[\w]+\s*-?(?:minut|min\b|frågor|questions|minutes|mins)",
        after,
        re.IGNORECASE,
    ):
        return True
    compared = _THAN.search(before) and not re.match(r"\s\w", after)
    done = pattern(rules["recent"]).search(text) and _did(text, number, language)
    if done or compared or (WH.search(text) and pattern(rules["asked_before"]).search(before)):
        return True
    if pattern(rules["future"]).search(before) or (
        is_ask(text) and pattern(rules["future_after"]).search(after)
    ):
        return True
    return number.value in {support.brief.ask.minutes, support.brief.ask.questions} and is_ask(text)


def _did(text: str, number: Number, language: Language) -> bool:
    """Whether the verb nearest before a number is the sender's, and no meeting or hearing of the reader."""
    said = [each for each in predications(text, language) if each.start < number.start]
    return (
        bool(said) and said[-1].subject.party == "me" and not said[-1].meanings & {"speak", "meet", "listen"}
    )


def _equal(value: float, known: float, *, rough: bool) -> bool:
    if (
        abs(value - known) < 0.001
        or (value < 1 and abs(value * 100 - known) <= 2)
        or (known < 1 and abs(known * 100 - value) <= 2)
    ):
        return True
    return rough and known > 0 and abs(value - known) / known <= 0.1


def part_at(text: str, at: int) -> str:
    """The part of a sentence between marks and "and" in which a number stands."""
    start = max((match.end() for match in _PARTS.finditer(text[:at])), default=0)
    end = _PARTS.search(text, at)
    return text[start : end.start() if end else len(text)]


def is_about_me(text: str) -> bool:
    """Whether a sentence is about the sender alone: what they did or plan is theirs to say."""
    text = pattern(data("numbers")["advised"]).sub("", text)
    return bool(ME.search(text)) and not YOU.search(text)
