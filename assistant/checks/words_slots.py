"""What a brief has of a kind where it speaks of the same: the words around a name, number or time of a
sentence beside those around each that the brief has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final

from assistant.checks.claim_statements import is_same, shared, telling
from assistant.checks.passages import passages
from assistant.checks.said import Said
from assistant.checks.said_words import words_said
from assistant.checks.support import Support
from assistant.checks.tokens import Token, function_words, quotes, tokens
from assistant.domain.value import Language
from knowledge.languages import sentence_language

_HALF: Final = 4
"""Words away at which another word counts half as much as the next one."""
_BESIDE: Final = 4
"""How far from every word of its fact a fact's place, date and companion are taken to be."""
_UNIT: Final = 12
"""Letters behind a number in which what it counts is looked for."""
_STEPS: Final = (0.04, 0.1, 0.2, 0.35, 0.6, 1.0)
"""Likenesses at which a greater one is seen as such."""
_ANY_DAY: Final = date(2000, 1, 1)
"""The day on which a brief is read: what its times are said to be then does not matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A name, title, number or time of the brief."""

    group: str
    text: str
    passage: int
    at: int
    """Its place among the words of its passage; -1 for what a fact says beside its text."""
    left: str
    """The word before it."""


@lru_cache(maxsize=32)
def slots(support: Support) -> tuple[Slot, ...]:
    """Give everything of the brief that another could be said in place of."""
    return tuple(_slots(support))


@lru_cache(maxsize=4096)
def _slots_of(group: str, passage: int, support: Support) -> tuple[Slot, ...]:
    return tuple(each for each in slots(support) if (each.group, each.passage) == (group, passage))


def _slots(support: Support) -> Iterator[Slot]:
    for number, passage in enumerate(passages(support)):
        for text, inside in ((passage.text, True), (passage.beside, False)):
            words = tokens(text)
            for said in _found(text, support):
                at = sum(each.end <= said.start for each in words)
                left = words[at - 1].text.casefold() if inside and at else ""
                stop = said.end + _UNIT if said.kind == "number" else said.end
                yield Slot(_group(said), text[said.start : stop], number, at if inside else -1, left)


def _found(text: str, support: Support) -> tuple[Said, ...]:
    language: Language = "sv" if sentence_language(text, support.brief.language) == "sv" else "en"
    return words_said(text, "sentence", language, support, _ANY_DAY)


@lru_cache(maxsize=4096)
def _places_of(word: str, support: Support) -> tuple[tuple[int, int], ...]:
    """Where the passages have a word, in either language: the passage's number and the word's place there."""
    known = _vocabulary(support)
    if not shared([word], tuple(known)):
        return ()
    return tuple(sorted(place for text, places in known.items() if is_same(word, text) for place in places))


@lru_cache(maxsize=32)
def _vocabulary(support: Support) -> dict[str, list[tuple[int, int]]]:
    """Every word of the passages, but for small ones, with where it stands."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, passage in enumerate(passages(support)):
        for at, each in enumerate(tokens(passage.text)):
            if each.text.casefold() not in function_words():
                found.setdefault(each.text, []).append((number, at))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a sentence says that the brief has too: each word's place, its weight, and where it stands."""

    places: tuple[tuple[int, float, tuple[tuple[int, int], ...]], ...]
    words: tuple[Token, ...]


def context_of(raw: str, text: str, words: Sequence[Token], support: Support) -> Context:
    """Take a sentence apart; `text` is `raw` with its quotations blanked, `words` are the words of `text`."""
    found = []
    for word in telling(text):
        places = _places_of(word.text, support)
        if places:
            many = len({number for number, _at in places})
            at = sum(each.end <= word.start for each in words)
            found.append((at, many**-0.5, places))
    for quote in quotes(raw):
        numbers = _titled(quote.text, support)
        if numbers:
            at = sum(each.end <= quote.start for each in words)
            found.append((at, 1.0, tuple((number, -1) for number in numbers)))
    return Context(tuple(found), tuple(words))


@lru_cache(maxsize=1024)
def _titled(quoted: str, support: Support) -> tuple[int, ...]:
    """The numbers of the passages of a fact with that title."""
    low = quoted.strip(" .,;:!?").casefold()
    texts = {fact.text for fact in support.brief.facts if fact.title and low == fact.title.casefold()}
    return tuple(
        number for number, each in enumerate(passages(support)) if any(each.text in text for text in texts)
    )


def slot_features(said: Said, others: Sequence[Said], context: Context, support: Support) -> Iterator[str]:
    """How like the words around it are to those around what the brief has: the same (`ss`), another that
    the sentence does not say as well (`sx`), or one that it does (`su`)."""
    first = sum(each.end <= said.start for each in context.words)
    near = _nearness(said, first, context)
    group = _group(said)
    same = unused = used = 0.0
    best: Slot | None = None
    rivals = [each for each in others if each is not said and _group(each) == group]
    for slot in chain.from_iterable(_slots_of(group, number, support) for number in near):
        likeness = _likeness(near, slot)
        if not likeness:
            continue
        place = said.place_in(slot.text)
        if place == "same":
            same = max(same, likeness)
        elif likeness > max(unused, used):
            if any(each.place_in(slot.text) == "same" for each in rivals):
                used = likeness
            else:
                unused, best = likeness, slot
    steps = {name: _step(value) for name, value in (("ss", same), ("sx", unused), ("su", used))}
    yield from (f"{name}:{step}" for name, step in steps.items())
    yield f"sxs:{steps['sx']}{steps['ss']}"
    yield f"sd:{_step(unused - same)}{_step(same - unused)}"
    if best is not None:
        left = context.words[first - 1].text.casefold() if first else ""
        yield f"sl:{left == best.left:d}:{steps['sx']}"


def _group(said: Said) -> str:
    """What it could be said in place of: any time in place of another."""
    return said.kind if said.kind in {"name", "title", "number"} else "time"


def _nearness(said: Said, first: int, context: Context) -> dict[int, list[tuple[int, float]]]:
    """For each passage its words that the sentence has too, each with how near to what is said, which begins
    with the `first` of the words."""
    last = sum(each.start < said.end for each in context.words)
    near: dict[int, list[tuple[int, float]]] = {}
    for at, weight, places in context.places:
        if first <= at < last:
            continue
        far = first - at if at < first else at - last + 1
        value = weight / (1 + (far - 1) / _HALF)
        for number, place in places:
            near.setdefault(number, []).append((place, value))
    return near


def _likeness(near: dict[int, list[tuple[int, float]]], slot: Slot) -> float:
    total = 0.0
    for place, value in near.get(slot.passage, ()):
        if place == slot.at and place >= 0:
            continue
        far = _BESIDE if place < 0 or slot.at < 0 else abs(place - slot.at)
        total += value / (1 + (far - 1) / _HALF)
    return total


def _step(value: float) -> int:
    return sum(value > step for step in _STEPS)
