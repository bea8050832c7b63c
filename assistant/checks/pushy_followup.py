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


def check(examined: Examined) -> Iterator[Finding]:
    """Find sentences that put pressure on the reader, one finding a sentence."""
    rule = load_rule("pushy_followup")
    draft = examined.draft
    for sentence in draft.sentences:
        if sentence.role in {"greeting", "closing", "signature"}:
            continue
        for name in KINDS:
            place = _found(plain(sentence.text), draft.language, name)
            if place:
                at = sentence.start
                yield rule.finding(draft, at + place[0], at + place[1], examined.ui, key=name)
                break


@lru_cache(maxsize=2048)
def _found(flat: str, language: Language, name: str) -> tuple[int, int] | None:
    """Give from where to where a sentence presses in that way, None when it does not or softens it itself."""
    rule = load_rule("pushy_followup")
    match = rule.search(flat, language, name)
    place = match.span() if match else _combined(flat, language, name)
    return None if place and rule.search(flat, language, f"not_{name}") else place


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
