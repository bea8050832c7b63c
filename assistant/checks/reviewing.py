"""The review: run a kind's checks and put what they found in the order of the text."""

from __future__ import annotations

import importlib
from typing import Final

from assistant.domain.review import Review
from assistant.parsing import count_words
from assistant.ports import Check, Examined

_ORDER: Final = {"block": 0, "warn": 1, "note": 2}


def load_check(check_id: str) -> Check:
    """Give the check of that id: `assistant.checks.<id>.check`. Raises ModuleNotFoundError."""
    found: Check = importlib.import_module(f"assistant.checks.{check_id}").check
    return found


def review(examined: Examined) -> Review:
    """Run the checks that the draft's kind names."""
    findings = [finding for check_id in examined.kind.checks for finding in load_check(check_id)(examined)]
    body = examined.draft.body
    return Review(
        findings=tuple(sorted(findings, key=lambda each: (each.start, _ORDER[each.severity], each.check))),
        words=count_words(body),
        characters=len(body),
    )
