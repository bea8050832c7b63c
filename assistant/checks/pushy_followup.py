"""`pushy_followup`: pressure: guilt, a deadline, a repeated demand, meetings nobody offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

KINDS = ("guilt", "deadline", "repeated", "series")
TOLD = frozenset({"guilt", "deadline"})
"""Pressure that may be something heard in the talk: "you taught me that a deadline ..."."""
REMINDER = "nudge"
"""The kind of document that is to say that it is the last (guidance: ghosting.check_in)."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find sentences that put pressure on the reader, one finding a sentence."""
    rule = load_rule("pushy_followup")
    draft = examined.draft
    for sentence in draft.sentences:
        if sentence.role in {"greeting", "closing", "signature"}:
            continue
        flat = plain(sentence.text)
        if draft.kind == REMINDER:
            flat = _without_last_word(flat, draft.language)
        for name in KINDS:
            place = _found(flat, draft.language, name)
            if place:
                at = sentence.start
                yield rule.finding(draft, at + place[0], at + place[1], examined.ui, key=name)
                break


def _without_last_word(flat: str, language: Language) -> str:
    """Give the sentence with blanks for "this is my last message", unless a threat hangs on it."""
    rule = load_rule("pushy_followup")
    match = rule.search(flat, language, "last_word")
    if match is None or rule.search(flat, language, "threat"):
        return flat
    return flat[: match.start()] + " " * len(match[0]) + flat[match.end() :]


@lru_cache(maxsize=2048)
def _found(flat: str, language: Language, name: str) -> tuple[int, int] | None:
    """Give from where to where a sentence presses in that way, None when it does not or softens it itself."""
    rule = load_rule("pushy_followup")
    match = rule.search(flat, language, name)
    place = match.span() if match else _combined(flat, language, name)
    if place is None or rule.search(flat, language, f"not_{name}"):
        return None
    return None if name in TOLD and rule.search(flat, language, "told") else place


def _combined(flat: str, language: Language, name: str) -> tuple[int, int] | None:
    """Give the place of the first sign whose parts all stand in the sentence, in any order."""
    for sign in load_rule("pushy_followup").data["combined"][language][name]:
        found = [_concept(language, part).search(flat) for part in sign.split(" & ")]
        spans = [match.span() for match in found if match]
        if len(spans) == len(found):
            return min(start for start, _end in spans), max(end for _start, end in spans)
    return None


@cache
def _concept(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(load_rule("pushy_followup").data["concepts"][language][name], re.IGNORECASE)
