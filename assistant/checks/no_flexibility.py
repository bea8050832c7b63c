"""`no_flexibility`: one fixed slot, or no word of when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from assistant.checks.asks import asked_durations, asking_sentences, asks_to_talk, is_ask
from assistant.checks.learned_acts import act_score, does, likely_does, may_do
from assistant.checks.lexicon import plain
from assistant.checks.no_purpose import names_sender
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

SHORT_CHANNELS = frozenset({"linkedin-note", "sms"})
"""Channels with little room: there only a fixed slot is found, never that no time was named."""

_SAME_SLOT: Final = re.compile(
    r"[\s,]*(?:on|at|den|this|the|p\u00e5|nu|kl\.?|klockan|around|of)?[\s,]*", re.IGNORECASE
)
"""Between a clock time and its day, in either order."""

_EXCEPT: Final = re.compile(
    r"\b(?:inte[ ](?:går|kan|passar|funkar)|utom|except|(?:is|are)[ ]out|(?:do|does|is|are)(?:n't|[ ]not))\b",
    re.IGNORECASE,
)
"""What is left out: "only Tuesdays don't work"."""
_ROOMIER: Final = 1.0
"""By how much a sentence is rather like those that leave room, before its slot is none."""
Slot = tuple[str, int, int]
"""A day or clock time by its name, from and to in the text."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find an ask for a talk at one fixed time, or without any room in time."""
    rule = load_rule("no_flexibility")
    draft = examined.draft
    talks = [each for each in asking_sentences(draft) if asks_to_talk(each.text, draft.language)]
    talks += [sentence for sentence, _found in asked_durations(draft)]
    first = min((each.start for each in talks), default=0)
    spoken = [each for each in draft.prose if _is_about_the_talk(each, first, draft.language)]
    slots = _slots(draft, spoken)
    only = _only_slot(draft, slots)
    if only and not _is_flexible(examined, [each for each in spoken if each != only], only=only):
        inside = (slot[1:] for slot in slots if only.start <= slot[1] < only.end)
        start, end = next(inside, (only.start, only.end))
        yield rule.finding(draft, start, end, examined.ui, key="fixed")
        return
    if _is_flexible(examined, spoken, fixed=bool(slots)):
        return
    if len({name for name, _start, _end in slots}) == 1 and _may_fix(draft, slots[0]):
        _name, start, end = slots[0]
        yield rule.finding(draft, start, end, examined.ui, key="fixed")
    elif talks and not slots and draft.channel not in SHORT_CHANNELS:
        end = max(each.end for each in talks)
        yield rule.finding(draft, end, end, examined.ui)


def _only_slot(draft: Draft, slots: Sequence[Slot]) -> Sentence | None:
    """Give the first sentence that surely names one slot as the only one, in whatever words."""
    for sentence in draft.prose:
        flat = plain(sentence.text)
        named = {name for name, start, _end in slots if sentence.start <= start < sentence.end}
        fixed = len(named) <= 1 and does("fixed", flat, draft.language)
        roomy = likely_does("flexible", flat, draft.language) or _leaves_room(flat, draft.language)
        if fixed and not roomy:
            return sentence
    return None


def _may_fix(draft: Draft, slot: Slot) -> bool:
    """Whether the sentence that names a slot proposes it rather than leaves room: "some rainy Friday"."""
    around = next(each for each in draft.prose if each.start <= slot[1] < each.end)
    flat, language = plain(around.text), draft.language
    return act_score("fixed", flat, language) > act_score("flexible", flat, language) - _ROOMIER


def _is_about_the_talk(sentence: Sentence, first: int, language: Language) -> bool:
    """Whether days and times in a sentence may be those of the talk, which is first asked for at `first`."""
    flat = plain(sentence.text)
    if sentence.start >= first:
        return is_ask(sentence.text, language) or not _tells_a_past(flat, language)
    return not (_tells_a_past(flat, language) or names_sender(flat, language) or _own_life(flat, language))


def _is_flexible(
    examined: Examined, spoken: Sequence[Sentence], *, fixed: bool = True, only: Sentence | None = None
) -> bool:
    """Whether any sentence but `only` leaves room; `fixed` tells that a slot is named."""
    draft, brief = examined.draft, examined.brief
    window = brief.ask.window.lower() if brief else ""
    for sentence in draft.prose:
        if sentence == only:
            continue
        flat = plain(sentence.text)
        if _tells_a_past(flat, draft.language) and not is_ask(sentence.text, draft.language):
            continue
        if window and window in flat.lower():
            return True
        if _hands_over(flat, draft.language, fixed=fixed):
            return True
    return any(_leaves_room(plain(each.text), draft.language) for each in spoken)


@lru_cache(maxsize=1024)
def _hands_over(flat: str, language: Language, *, fixed: bool) -> bool:
    """Whether a sentence lets the reader choose, beyond saying yes or no to a slot."""
    rule = load_rule("no_flexibility")
    if fixed:
        for pattern in rule.patterns(language, "confirm"):
            flat = pattern.sub(" ", flat)
    if rule.search(flat, language, "flexible") is None:
        return False
    return not fixed or may_do("flexible", flat, language)


@lru_cache(maxsize=1024)
def _names_window(flat: str, language: Language) -> bool:
    """Whether a sentence names a stretch of time or an indefinite time."""
    rule = load_rule("no_flexibility")
    return not _own_life(flat, language) and rule.search(flat, language, "window") is not None


@lru_cache(maxsize=1024)
def _leaves_room(flat: str, language: Language) -> bool:
    """Whether a sentence leaves the time open by the times it names, or is like such ones."""
    rule = load_rule("no_flexibility")
    leaves_out = _EXCEPT.search(flat) is not None
    only = rule.search(flat, language, "only") and rule.search(flat, language, "slot")
    if only and not leaves_out:
        return False
    if _names_window(flat, language) and (leaves_out or is_ask(flat, language)):
        return True
    if _names_window(flat, language) and may_do("flexible", flat, language):
        return True
    return does("flexible", flat, language)


@lru_cache(maxsize=1024)
def _tells_a_past(flat: str, language: Language) -> bool:
    return load_rule("no_flexibility").search(flat, language, "told") is not None


@lru_cache(maxsize=1024)
def _own_life(flat: str, language: Language) -> bool:
    own = load_rule("no_flexibility").search(flat, language, "own_life")
    return own is not None and not is_ask(flat, language)


def _slots(draft: Draft, spoken: Sequence[Sentence]) -> list[Slot]:
    """Days that are proposed for the talk, each with the clock time beside it; else clock times alone."""
    rule = load_rule("no_flexibility")
    days: list[Slot] = []
    clocks: list[Slot] = []
    for sentence in spoken:
        flat, at = plain(sentence.text), sentence.start
        if _tells_a_past(flat, draft.language):
            continue
        for pattern in rule.patterns(draft.language, "slot"):
            for each in pattern.finditer(flat):
                named = each.groupdict()
                kept = days if "day" in named else clocks
                name = (named.get("day") or named.get("clock") or "").lower()
                kept.append((name, at + each.start(), at + each.end()))
    return _joined(draft.text, days) or _joined(draft.text, clocks)


def _joined(text: str, found: Sequence[Slot]) -> list[Slot]:
    """Make one slot of those that stand together: "Tuesday 24 November"."""
    kept: list[Slot] = []
    for each in sorted(found, key=lambda each: (each[1], -each[2])):
        if kept and (each[1] < kept[-1][2] or _SAME_SLOT.fullmatch(text[kept[-1][2] : each[1]])):
            name, start, end = kept.pop()
            kept.append((name, start, max(end, each[2])))
        else:
            kept.append(each)
    return kept
