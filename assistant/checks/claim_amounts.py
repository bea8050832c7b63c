"""Whether a number of a text is one that the brief tells, rounded, as a share or of the sender's story."""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.checks.claim_scope import is_apart, touches
from assistant.checks.claim_statements import shared, statements, telling
from assistant.checks.claims import data, pattern
from assistant.checks.numbers import Number
from assistant.checks.support import Figure, Support
from assistant.checks.tokens import stems
from assistant.checks.told_figures import unit_after

_ROUGH = 0.12
"""How far a number that is called rough may lie from the true one, as a share of it."""
_LOOSE = 0.6
"""A number that is under or over another has to be this share of it at least."""
_SAME_STORY = 3
"""Words shared with a statement of the brief from which a sentence tells the same."""
_COUNTED = 3
"""Spaces from a number to the last word that tells what it counts."""
_MANY = 20
"""Numbers from which it is no coincidence that the brief has nearly as many of the same."""
_HUNDRED = 100
_ROUND = 0.07
"""How far whole hundreds may lie from what they stand for, as a share."""


def agrees(value: float, figure: Figure, before: str, after: str) -> bool:
    """Whether a number says what a known one does, as it stands or with "nearly", "under" or "over"."""
    rules = data("numbers")
    known, near = figure.value, 0.001
    if value < 1 or known < 1:
        if not (
            _is_share(value, pattern(rules["percent"]).match(after))
            and _is_share(known, figure.unit & _percent())
        ):
            return False
        value, known, near = _as_percent(value), _as_percent(known), 4.0
    if abs(value - known) <= near or _is_rounded(value, known):
        return True
    return is_near(value, known, before, after, slack=near + 3 if near > 1 else 0.0)


def is_near(value: float, known: float, before: str, after: str, *, slack: float = 0.0) -> bool:
    """Whether a number is a known one, or lies as near to it as the words around it say."""
    rough, under, over = _hedges(before, after)
    if abs(value - known) <= 0.001 or (rough and abs(value - known) <= max(slack, _ROUGH * known)):
        return True
    if under:
        return _LOOSE * value <= known <= value
    return over and value <= known <= value / _LOOSE


@lru_cache(maxsize=512)
def _hedges(before: str, after: str) -> tuple[bool, bool, bool]:
    """Whether the words around a number call it rough, or say that it is over or under the true one."""
    rules = data("numbers")
    rough = pattern(rules["rough"]).search(before) or pattern(rules["rough_after"]).match(after)
    return (
        bool(rough),
        bool(pattern(rules["under"]).search(before)),
        bool(pattern(rules["over"]).search(before)),
    )


def _is_rounded(value: float, known: float) -> bool:
    """Whether whole hundreds stand for a number close by: two hundred remarks are 213."""
    whole = value >= _HUNDRED and value % _HUNDRED == 0 and known % _HUNDRED != 0
    return whole and not 1900 <= known <= 2100 and abs(value - known) <= _ROUND * known


def _is_share(value: float, in_percent: object) -> bool:
    return value < 1 or bool(in_percent)


def _as_percent(value: float) -> float:
    return value * 100 if value < 1 else value


@cache
def _percent() -> frozenset[str]:
    return frozenset(
        stem for word in ("procent", "procentenheter", "per", "percent", "cent") for stem in stems(word)
    )


def is_told_so(text: str, figures: list[Figure], support: Support) -> bool:
    """Whether the brief tells the same of the sender, with another number."""
    words = [token.text for token in telling(text)]
    return any(
        figure.written in each.text and len(shared(words, each.words)) >= _SAME_STORY
        for figure in figures
        for each in statements(support)
    )


def is_of_story(text: str, number: Number, support: Support) -> bool:
    """Whether a number can be one of the brief's: the sentence speaks to the reader, or a passage that counts
    something has a word of it besides the number and what it counts."""
    unit = unit_after(text, number.end)
    share = number.value < 1 or pattern(data("numbers")["percent"]).match(text[number.end :])
    rate = bool(pattern(data("sums")["rate"]).search(text))
    if share or _is_almost_told(number, unit, support, rate=rate):
        return True
    if is_apart(text, number.start, support) and not unit & _years():
        return False
    if touches(text, support, _SAME_STORY - 1) or _names_work(text, support):
        return True
    counted = number.end + len(" ".join(text[number.end :].split(" ")[:_COUNTED]))
    words = [token.text for token in telling(text) if not number.start <= token.start < counted]
    counting = {figure.written for figure in support.figures if figure.value != 1}
    return any(
        each.origin != "other" and shared(words, each.words) and any(known in each.text for known in counting)
        for each in statements(support)
    )


def _names_work(text: str, support: Support) -> bool:
    low = text.casefold()
    return any(fact.title and fact.title.casefold() in low for fact in support.brief.facts)


def _is_almost_told(number: Number, unit: frozenset[str], support: Support, *, rate: bool) -> bool:
    """Whether the brief has nearly so many of the same, or counts the same and the text tells how often."""
    alike = [known.value for known in support.figures if known.unit & unit]
    if alike and rate:
        return True
    return number.value >= _MANY and any(abs(number.value - known) <= _ROUGH * known for known in alike)


@cache
def _years() -> frozenset[str]:
    return frozenset(stem for word in ("år", "years") for stem in stems(word))


def is_bare_ordinal(text: str, number: Number) -> bool:
    """Whether it is an ordinal that ranks nobody: "no third page", but not "came third"."""
    rules = data("numbers")
    return bool(pattern(rules["ordinal"]).fullmatch(text[number.start : number.end])) and not pattern(
        rules["ranks"]
    ).search(text[: number.start])


def is_of_sender(written: str, support: Support) -> bool:
    """Whether only the sender's own plans and life have a number: they may have done otherwise since."""
    brief = support.brief
    mine = [brief.sender.about, *brief.sender.goals, brief.meeting.plan if brief.meeting else ""]
    others = [f"{fact.text} {fact.point}" for fact in brief.facts]
    others += brief.meeting.notes if brief.meeting else ()
    return any(written in each for each in mine) and not any(written in each for each in others)
