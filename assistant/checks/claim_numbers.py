"""Numbers in a sentence that the brief does not have, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from assistant.checks.claim_amounts import agrees, is_bare_ordinal, is_of_sender, is_of_story, is_told_so
from assistant.checks.claim_clauses import predications
from assistant.checks.claim_counting import is_about_me, is_own_number, own_spans, part_at
from assistant.checks.claim_elsewhere import number_elsewhere
from assistant.checks.claim_scope import is_future, is_own, touches
from assistant.checks.claim_sums import follows, is_other_time, is_time
from assistant.checks.claim_wholes import unsupported_parts, unsupported_ranks, unsupported_wholes
from assistant.checks.claims import WH, YOU, Claim, data, is_ask, pattern
from assistant.checks.contacts import find_contacts
from assistant.checks.durations import find_durations
from assistant.checks.figures import find_figures
from assistant.checks.meanings import generic, rows
from assistant.checks.numbers import Number
from assistant.checks.support import Figure, Support
from assistant.checks.tokens import stems, without_quotes
from assistant.checks.told_figures import unit_after
from assistant.domain.value import Language

_THANKED = re.compile(
    r"\b(?:tack|thank\w*)\b[^.,;!?]{0,25}?\b(?:för|for)\s?(?:dina|din|de|den|your|the|those|an?|en)?",
    re.IGNORECASE,
)
_ABLE = re.compile(r"\b(?:hade|kunde|skulle|could|would|couldn.t|wouldn.t)\b", re.IGNORECASE)
_ENOUGH = 0.7
"""A talk's length may be rounded to this share."""
_TALLY = re.compile(r"tal$", re.IGNORECASE)
"""The end of a rough number: "ett tjugotal"."""
_SAME = 2
"""Words shared with a sentence of the brief from which a sentence that speaks to nobody is about the same."""
_OBJECT = re.compile(r"\s(?:the\s|de\s|a\s|en\s|ett\s)?(?:\w+\s)?", re.IGNORECASE)
"""What stands between "I have read" and how many of them: "the first 40 pages"."""
_FEW = 12
"""The largest number that a question supposes in words."""


def unsupported_numbers(
    text: str, language: Language, support: Support, taken: list[tuple[int, int]], today: date
) -> Iterator[Claim]:
    """Find numbers that the brief does not have; the same thing counted otherwise is contradicted.

    `taken` are spans that another finder has read (dates, years). The sender's own counting is left alone:
    minutes and questions asked for, lessons, the time until something.
    """
    masked = without_quotes(text)
    taken = [*taken, *((each.start, each.end) for each in find_contacts(masked))]
    taken += own_spans(masked, language, support)
    yield from _other_length(masked, language, support)
    for claim in (
        *unsupported_wholes(masked, language, support),
        *unsupported_parts(masked, language, support),
        *unsupported_ranks(masked, support),
    ):
        taken.append((claim.start, claim.end))
        yield claim
    for number in _numbers(masked, language):
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        if found := _claimed(masked, number, language, support, today):
            yield found


def _claimed(text: str, number: Number, language: Language, support: Support, today: date) -> Claim | None:
    """What a number claims that the brief does not bear out."""
    if not is_of_story(text, number, support):
        return None
    if is_own_number(text, number, language, support):
        told = YOU.search(text) and number.value >= 1 and not is_ask(text)
        return number_elsewhere(text, number, language, support, today, least=2) if told else None
    if number.value == 1:
        return _only_one(text, number, language, support)
    claim = _judge(text, number, language, support)
    if claim is None and number.value >= 1:
        return number_elsewhere(text, number, language, support, today)
    claim = claim or number_elsewhere(text, number, language, support, today)
    if claim is None or _is_contrasted(text, number, claim, language):
        return None
    lasting = is_time(unit_after(text, number.end))
    strong = lasting and number_elsewhere(text, number, language, support, today, least=1)
    return claim if strong or not follows(text, number, language, support, today) else None


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


def _numbers(text: str, language: Language) -> list[Number]:
    """Numbers of two or more, and shares; "one" claims little and is often an article."""
    found = [
        each
        for each in find_figures(text, language)
        if each.value not in {0, 1}
        and not re.match(r"[A-Za-zÅÄÖåäö]$", text[max(0, each.start - 1) : each.start])
    ]
    only = pattern(data("numbers")["only_one"]).finditer(text)
    return [*found, *(Number(1, match.start("one"), match.end("one")) for match in only)]


def _only_one(text: str, number: Number, language: Language, support: Support) -> Claim | None:
    """ "Only one carpenter" where the brief counts more of them."""
    unit = unit_after(text, number.end)
    written = text[number.start : number.end]
    of_unit = [each for each in support.figures if _is_counted_alike(each, unit, written, only=True)]
    if (
        not of_unit
        or any(each.value == 1 for each in of_unit)
        or is_own(text, number.start, language, support)
    ):
        return None
    return Claim(number.start, number.end, "contradicted", "given", of_unit[0].written)


def _judge(text: str, number: Number, language: Language, support: Support) -> Claim | None:
    unit = unit_after(text, number.end)
    written = text[number.start : number.end]
    around = text[: number.start], ("tal" if _TALLY.search(written) else "") + text[number.end :]
    same = [
        figure
        for figure in support.figures
        if agrees(number.value, figure, *around) and not is_other_time(unit, figure.unit)
    ]
    of_unit = [
        figure
        for figure in support.figures
        if _is_counted_alike(figure, unit, written, only=False) and not (figure.value < 1 <= number.value)
    ]
    fits = not of_unit or not unit or any(figure in of_unit or not figure.unit for figure in same)
    fits = fits or all(figure.unit & unit <= _people() for figure in of_unit)
    is_share = number.value < 1
    worded = is_share and support.has_words(written)
    if (same and (fits or is_share)) or worded:
        return None
    mine = is_own(text, number.start, language, support)
    if mine and not is_future(text, number.start, language) and not is_told_so(text, of_unit, support):
        return None
    own = (
        mine
        or is_about_me(text)
        or is_about_me(part_at(text, number.start))
        or _is_mine(text, number, language)
    )
    theirs = any(figure.unit & unit - _common() for figure in of_unit)
    done = any(
        each.subject.party == "me" and each.form in {"past", "perfect"}
        for each in predications(text, language)
    )
    senders = all(is_of_sender(figure.written, support) for figure in of_unit)
    theirs = theirs and not (done and senders)
    supposed = WH.search(text) and number.value <= _FEW and not text[number.start].isdigit()
    if of_unit and not (own and not theirs) and not (supposed and not YOU.search(text)):
        return Claim(number.start, number.end, "contradicted", "given", of_unit[0].written)
    share = number.value < 1 or pattern(data("numbers")["percent"]).match(text[number.end :])
    if same or own or not (share or touches(text, support, _SAME)) or is_bare_ordinal(text, number):
        return None
    if supposed:
        return None  # a question may suppose: "when two are ill"
    return Claim(number.start, number.end, "not_found")


def _is_counted_alike(figure: Figure, unit: frozenset[str], written: str, *, only: bool) -> bool:
    """Whether a known number counts what a claimed one does; an ordinal beside a cardinal does not."""
    ordinal = pattern(data("numbers")["ordinal"])
    skipped = {0} if only else {0, 1}
    if bool(ordinal.fullmatch(written)) != bool(ordinal.fullmatch(figure.written)) or figure.value in skipped:
        return False
    return bool(figure.unit & unit) and _is_telling(figure.unit & unit)


def _is_mine(text: str, number: Number, language: Language) -> bool:
    """Whether the verb before a number is the sender's: "I have counted them twice"."""
    before = [
        each for each in predications(text, language) if each.clause[0] <= number.start <= each.clause[1]
    ]
    said = max(
        (each for each in before if each.start < number.start), key=lambda each: each.start, default=None
    )
    if said is None or said.subject.party != "me":
        return False
    between = text[said.end : number.start]
    if said.meanings & {"read", "listen", "see"} and not _OBJECT.fullmatch(between):
        return False
    return not YOU.search(between)


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


def _is_telling(shared: frozenset[str]) -> bool:
    return any(len(stem) > 2 and not stem.startswith("label ") for stem in shared)
