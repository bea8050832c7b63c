"""How much of a text is the person's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from assistant.domain.draft import Draft
from assistant.domain.records import Version

_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_RUN: Final = 4
"""Words in a row that are taken as moved or pasted when they stood in an earlier version."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a draft, and which of them are the person's."""

    words: tuple[str, ...]
    own: tuple[bool, ...]
    runs: dict[tuple[str, ...], tuple[bool, ...]] = field(default_factory=dict, hash=False, compare=False)
    """Every run of words of this and all earlier versions, with whose they are."""


def history(versions: Sequence[Version], own_words: str) -> Told:
    """Follow the words through the versions: what a version did not take over, its writer wrote."""
    told = Told((), ())
    for version in versions:
        by_person = version.origins.writer == "person"
        told = _typed(version.draft, told, _words_of(own_words), by_person=by_person)
    return told


def own_share(draft: Draft, before: Told, own_words: str) -> float:
    """Give the share of the words, 0 to 1, that the person typed or had given as `own_words`.

    Greeting, closing and signature are not counted; they are nobody's in particular.
    """
    told = _typed(draft, before, _words_of(own_words), by_person=True)
    return sum(told.own) / len(told.own) if told.own else 0.0


def _typed(draft: Draft, before: Told, given: tuple[str, ...], *, by_person: bool) -> Told:
    words = tuple(
        word
        for each in draft.sentences
        if each.role in {"subject", "sentence", "item"}
        for word in _words_of(each.text)
    )
    own = [by_person] * len(words)
    for run in range(len(words) - _RUN + 1):
        known = before.runs.get(words[run : run + _RUN])
        if known:
            own[run : run + _RUN] = known
    for block in SequenceMatcher(None, before.words, words, autojunk=False).get_matching_blocks():
        own[block.b : block.b + block.size] = before.own[block.a : block.a + block.size]
    for first, last in _given(words, given):
        own[first:last] = [True] * (last - first)
    runs = dict(before.runs)
    for run in range(len(words) - _RUN + 1):
        runs.setdefault(words[run : run + _RUN], tuple(own[run : run + _RUN]))
    return Told(words, tuple(own), runs)


def _given(words: tuple[str, ...], given: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the text has the person's own words, three or more in a row."""
    if not given:
        return []
    blocks = SequenceMatcher(None, given, words, autojunk=False).get_matching_blocks()
    return [(block.b, block.b + block.size) for block in blocks if block.size >= min(3, len(given))]


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
