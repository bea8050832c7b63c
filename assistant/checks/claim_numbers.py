"""Numbers in a sentence that the brief does not have, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from assistant.checks.claim_amounts import agrees, is_bare_ordinal, is_of_sender, is_told_so
from assistant.checks.claim_clauses import predications
from assistant.checks.claim_scope import is_future, is_own, touches
from assistant.checks.claim_sums import follows
from assistant.checks.claims import ME, WH, YOU, Claim, data, is_ask, pattern
from assistant.checks.contacts import find_contacts
from assistant.checks.durations import find_durations
from assistant.checks.figures import find_figures
from assistant.checks.meanings import generic, rows
from assistant.checks.numbers import Number
from assistant.checks.support import Support
from assistant.checks.tokens import stems, without_quotes
from assistant.checks.told_figures import unit_after
from assistant.domain.value import Language

_THANKS = re.compile(r"\b(?:thanks\s(?:a|an)|tack)\s$|\bthanks\s$", re.IGNORECASE)
_THANKED = re.compile(
    r"\b(?:tack|thank\w*)\b[^.,;!?]{0,25}?\b(?:för|for)\s?(?:dina|din|de|den|your|the|those|an?|en)?",
    re.IGNORECASE,
)
_ABLE = re.compile(r"\b(?:hade|kunde|skulle|could|would|couldn.t|wouldn.t)\b", re.IGNORECASE)
_ENOUGH = 0.7
"""A talk's length may be rounded to this share."""
_OF = re.compile(r"\s(?:av|of|in|out\sof)\s", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|än)\s$", re.IGNORECASE)
_FEW = 12
"""The largest number that a question supposes in words."""
_PARTS = re.compile(r"[,;:\u2013\u2014()]|\s(?:and|och|but|men|so|så)\s", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:från|from)\s(?:\w+\s){0,3}?(?:\d+|[a-zåäö-]+)\s(?:(?:minuter|minutes)\s)?(?:till|to)\s(?:\w+\s){0,2}?[\wåäö-]+\s(?:minut|min)",
    re.IGNORECASE,
)


def unsupported_numbers(
    text: str, language: Language, support: Support, taken: list[tuple[int, int]], today: date
) -> Iterator[Claim]:
    """Find numbers that the brief does not have; the same thing counted otherwise is contradicted.

    `taken` are spans that another finder has read (dates, years). The sender's own counting is left alone:
    minutes and questions asked for, lessons, the time until something.
    """
    masked = without_quotes(text)
    taken = [*taken, *((each.start, each.end) for each in find_contacts(masked))]
    taken += _own_minutes(masked, language, support)
    taken += [match.span() for match in re.finditer(r"^\s*\d{1,2}[.)]\s", masked)]
    taken += [
        match.span()
        for match in pattern(data("numbers")["clock"]).finditer(masked)
        if not pattern(data("numbers")["percent"]).match(masked[match.end() :])
    ]
    taken += _windows(masked, support)
    taken += _rates(masked, language, support)
    taken += [match.span() for match in pattern(data("numbers")["idioms"]).finditer(masked)]
    yield from _other_length(masked, language, support)
    for number in _numbers(masked, language):
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        if _is_own(masked, number, language, support):
            continue
        claim = _judge(masked, number, language, support)
        if (
            claim
            and not _is_contrasted(masked, number, claim, language)
            and not follows(masked, number, language, support, today)
        ):
            yield claim


def _is_contrasted(text: str, number: Number, claim: Claim, language: Language) -> bool:
    """Whether the sentence sets the number against what the sender could do, or against the brief's own."""
    if _ABLE.search(text) and any(
        each.subject.party == "me" and each.negated and each.clause[0] <= number.start <= each.clause[1]
        for each in predications(text, language)
    ):
        return True  # "ten an hour I could never do"
    told = find_figures(claim.given, language)
    values = {each.value for each in find_figures(text, language) if each.start != number.start}
    return bool(told) and told[0].value in values and bool(pattern(data("contrast")["words"]).search(text))


def _own_minutes(text: str, language: Language, support: Support) -> Iterator[tuple[int, int]]:
    """Short spells that the sender asks or thanks for; not those that a fact counts otherwise."""
    for each in find_durations(text, language):
        if each.minutes <= 30 and not _is_counted(text, support):
            yield each.start, each.end


def _is_counted(text: str, support: Support) -> bool:
    """Whether a sentence tells from how many minutes to how many something went, as a fact does."""
    told = any(stem.startswith("minut") for figure in support.figures for stem in figure.unit)
    change = _FROM_TO.search(text)
    return told and change is not None and not is_ask(text) and not _is_private(_part(text, change.start()))


def _other_length(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Thanks for a talk that was longer or shorter than the one that was held."""
    held = support.brief.meeting.minutes if support.brief.meeting else None
    thanked = _THANKED.search(text)
    if not held or not thanked:
        return
    for each in find_durations(text, language):
        near = 0 <= each.start - thanked.end() <= 1
        if near and not _ENOUGH * held <= each.minutes <= held / _ENOUGH:
            yield Claim(each.start, each.end, "contradicted", "given", f"{held} min")


def _windows(text: str, support: Support) -> Iterator[tuple[int, int]]:
    """Weeks that the sender proposes, and numbers that stand beside the same word as in the ask's window."""
    proposes = is_ask(text) or _is_private(text) or not pattern(data("numbers")["happened"]).search(text)
    for match in pattern(data("numbers")["week"]).finditer(text):
        if proposes or support.has_words(match[0]):
            yield match.span()
    for given in re.finditer(r"([^\W\d_]+)\W+(\d{1,2})(?!\d)", support.brief.ask.window):
        same = rf"\b{re.escape(given[1])}\W+{given[2]}(?!\d)"
        yield from (match.span() for match in pattern(same).finditer(text))


def _rates(text: str, language: Language, support: Support) -> Iterator[tuple[int, int]]:
    """ "Four in ten" where the brief has about forty per cent."""
    for part, whole in pairwise(find_figures(text, language)):
        if whole.value not in {3, 4, 5, 10, 100} or not _OF.fullmatch(text[part.end : whole.start]):
            continue
        hedged = bool(pattern(data("numbers")["rough"]).search(text[max(0, part.start - 40) : part.start]))
        if any(_equal(part.value / whole.value, each.value, rough=hedged) for each in support.figures):
            yield part.start, whole.end


def _numbers(text: str, language: Language) -> list[Number]:
    """Numbers of two or more, and shares; "one" claims little and is often an article."""
    found = find_figures(text, language)
    digits_in_words = [
        n for n in found if re.match(r"[A-Za-zÅÄÖåäö]-?$", text[max(0, n.start - 1) : n.start])
    ]
    return [n for n in found if n.value not in {0, 1} and n not in digits_in_words]


def _is_own(text: str, number: Number, language: Language, support: Support) -> bool:
    before, after = text[: number.start], text[number.end :]
    if re.match(r"\s(?:tack|thanks)\b", after, re.IGNORECASE) or _THANKS.search(before):
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
    if compared or (WH.search(text) and pattern(rules["asked_before"]).search(before)):
        return True
    if pattern(rules["future"]).search(before) or (
        is_ask(text) and pattern(rules["future_after"]).search(after)
    ):
        return True
    return number.value in {support.brief.ask.minutes, support.brief.ask.questions} and is_ask(text)


def _judge(text: str, number: Number, language: Language, support: Support) -> Claim | None:
    unit = unit_after(text, number.end)
    around = text[: number.start], text[number.end :]
    same = [figure for figure in support.figures if agrees(number.value, figure, *around)]
    of_unit = [
        figure
        for figure in support.figures
        if figure.value not in {0, 1} and figure.unit & unit and _is_telling(figure.unit & unit)
    ]
    fits = not of_unit or not unit or any(figure in of_unit or not figure.unit for figure in same)
    fits = fits or all(figure.unit & unit <= _people() for figure in of_unit)
    is_share = number.value < 1
    worded = is_share and support.has_words(text[number.start : number.end])
    if (same and (fits or is_share)) or worded:
        return None
    mine = is_own(text, number.start, language, support)
    if mine and not is_future(text, number.start, language) and not is_told_so(text, of_unit, support):
        return None
    own = (
        mine
        or _is_private(text)
        or _is_private(_part(text, number.start))
        or _is_mine(text, number, language)
    )
    theirs = any(figure.unit & unit - _common() for figure in of_unit)
    done = any(
        each.subject.party == "me" and each.form in {"past", "perfect"}
        for each in predications(text, language)
    )
    theirs = theirs and not (done and all(is_of_sender(figure.written, support) for figure in of_unit))
    if of_unit and not (own and not theirs):
        return Claim(number.start, number.end, "contradicted", "given", of_unit[0].written)
    share = number.value < 1 or pattern(data("numbers")["percent"]).match(text[number.end :])
    if same or own or not (share or touches(text, support)) or is_bare_ordinal(text, number):
        return None
    if WH.search(text) and number.value <= _FEW and not text[number.start].isdigit():
        return None  # a question may suppose: "when two are ill"
    return Claim(number.start, number.end, "not_found")


def _is_mine(text: str, number: Number, language: Language) -> bool:
    """Whether the verb before a number is the sender's: "I have counted them twice"."""
    before = [
        each for each in predications(text, language) if each.clause[0] <= number.start <= each.clause[1]
    ]
    said = max(
        (each for each in before if each.start < number.start), key=lambda each: each.start, default=None
    )
    if said is None or said.subject.party != "me" or said.meanings & {"read", "listen", "see"}:
        return False
    return not YOU.search(text[said.end : number.start])


@cache
def _common() -> frozenset[str]:
    """Stems of what anybody counts: people, years, weeks."""
    named = frozenset(f"#{row}" for word in generic() for row in rows(word))
    return named | frozenset(stem for word in generic() for stem in stems(word))


@cache
def _people() -> frozenset[str]:
    """Stems of words for people, of whom anybody who is counted is one."""
    named = "person personer människor man people persons folk anställda employees staff medarbetare"
    return frozenset(
        key for word in named.split() for key in (*stems(word), *(f"#{row}" for row in rows(word)))
    )


def _part(text: str, at: int) -> str:
    """The part of a sentence between marks and "and" in which a number stands."""
    start = max((match.end() for match in _PARTS.finditer(text[:at])), default=0)
    end = _PARTS.search(text, at)
    return text[start : end.start() if end else len(text)]


def _is_telling(shared: frozenset[str]) -> bool:
    return any(len(stem) > 2 for stem in shared)


def _equal(value: float, known: float, *, rough: bool) -> bool:
    if (
        abs(value - known) < 0.001
        or (value < 1 and abs(value * 100 - known) <= 2)
        or (known < 1 and abs(known * 100 - value) <= 2)
    ):
        return True
    return rough and known > 0 and abs(value - known) / known <= 0.1


def _is_private(text: str) -> bool:
    """Whether a sentence is about the sender alone: what they did or plan is theirs to say."""
    text = pattern(data("numbers")["advised"]).sub("", text)
    return bool(ME.search(text)) and not YOU.search(text)
