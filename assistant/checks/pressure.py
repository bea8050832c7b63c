"""Pressure by its words: guilt, a deadline, a repeated demand, meetings nobody offered."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.rule import load_rule
from assistant.domain.value import Language

KINDS: Final = ("guilt", "deadline", "repeated", "series")
_TOLD: Final = frozenset({"guilt", "deadline"})
"""Pressure that may be something heard in the talk: "you taught me that a deadline ..."."""


@lru_cache(maxsize=2048)
def find_pressures(flat: str, language: Language) -> tuple[str, int, int] | None:
    """Give the first way in which a sentence presses, with from where to where; None when it does not."""
    for name in KINDS:
        place = find_pressure(flat, language, name)
        if place:
            return name, *place
    return None


@lru_cache(maxsize=2048)
def softens(flat: str, language: Language) -> bool:
    """Whether a sentence takes pressure away in any way: "no need to reply"."""
    rule = load_rule("pushy_followup")
    return any(rule.search(flat, language, f"not_{name}") for name in KINDS)


@lru_cache(maxsize=2048)
def find_pressure(flat: str, language: Language, name: str) -> tuple[int, int] | None:
    """Give from where to where a sentence presses in that way, None when it does not or softens it itself."""
    rule = load_rule("pushy_followup")
    match = rule.search(flat, language, name)
    place = match.span() if match else _combined(flat, language, name)
    if place is None or rule.search(flat, language, f"not_{name}"):
        return None
    return None if name in _TOLD and rule.search(flat, language, "told") else place


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
