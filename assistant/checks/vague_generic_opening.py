"""`vague_generic_opening`: an opening that would fit anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.learned_acts import does
from assistant.checks.lexicon import plain
from assistant.checks.praise import fits_anyone, without_wish
from assistant.checks.references import refers, refers_together
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS: Final = 3
OPENING_SENTENCES: Final = 3
"""Sentences of the first paragraph that count as the opening."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find flattery or stock phrases in an opening that says nothing true of this very person."""
    rule = load_rule("vague_generic_opening")
    draft = examined.draft
    for greeting in draft.sentences[:2]:
        found = (
            rule.search(plain(greeting.text), draft.language, "nobody")
            if greeting.role != "subject" and not _named(greeting, examined)
            else None
        )
        if found:
            at = greeting.start
            yield rule.finding(draft, at + found.start(), at + found.end(), examined.ui, key="nobody")
            return
    opening = _opening(draft)
    if opening and _is_hollow(opening[0], examined):
        yield rule.finding(draft, opening[0].start, opening[0].end, examined.ui)
        return
    if refers_together(opening, draft, examined.brief, opening=True):
        return
    vague = [
        each
        for each in opening
        if fits_anyone(each.text, draft.language) or _is_like_praise(each.text, draft.language)
    ]
    if vague:
        yield rule.finding(draft, vague[0].start, vague[-1].end, examined.ui)


def _is_hollow(first: Sentence, examined: Examined) -> bool:
    """Whether the very first sentence is a remark on the times, or empty praise that no later fact mends."""
    found = load_rule("vague_generic_opening").search(plain(first.text), examined.draft.language, "hollow")
    return bool(found) and not refers(first, examined.draft, examined.brief)


def _is_like_praise(text: str, language: Language) -> bool:
    """Whether a sentence, but not a mere word, is like those that would fit anyone."""
    long_enough = len(text.split()) >= _FEWEST_WORDS
    return long_enough and does("generic", without_wish(text), language)


def _named(greeting: Sentence, examined: Examined) -> bool:
    """Whether the greeting has the recipient's own name: "Dear Sir David" is written to somebody."""
    titles = load_rule("vague_generic_opening").data["titles"]["words"].split()
    name = examined.brief.recipient.name.lower() if examined.brief else ""
    parts = {part for part in _WORD.findall(name) if part not in titles}
    return bool(parts & set(_WORD.findall(greeting.text.lower())))


def _opening(draft: Draft) -> tuple[Sentence, ...]:
    """The first sentences of the first paragraph."""
    prose = draft.prose
    first = tuple(each for each in prose if each.paragraph == prose[0].paragraph) if prose else ()
    return first[:OPENING_SENTENCES]
