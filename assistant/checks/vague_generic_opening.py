"""`vague_generic_opening`: an opening that would fit anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.lexicon import plain
from assistant.checks.references import refers
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
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
    opening, following = _opening(draft)
    if any(refers(sentence, draft, examined.brief) for sentence in (*opening, *following)):
        return
    for sentence in opening:
        found = rule.search(plain(sentence.text), draft.language, "anyone")
        if found:
            at = sentence.start
            yield rule.finding(draft, at + found.start(), at + found.end(), examined.ui)
            return


def _named(greeting: Sentence, examined: Examined) -> bool:
    """Whether the greeting has the recipient's own name: "Dear Sir David" is written to somebody."""
    titles = load_rule("vague_generic_opening").data["titles"]["words"].split()
    name = examined.brief.recipient.name.lower() if examined.brief else ""
    parts = {part for part in _WORD.findall(name) if part not in titles}
    return bool(parts & set(_WORD.findall(greeting.text.lower())))


def _opening(draft: Draft) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The opening, and the sentence after it where the opening is a single one."""
    prose = draft.prose
    first = tuple(each for each in prose if each.paragraph == prose[0].paragraph) if prose else ()
    opening = first[:OPENING_SENTENCES]
    return opening, prose[1:2] if len(first) == 1 else ()
