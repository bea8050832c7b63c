"""`multiple_asks`: several favours at once beside the small talk."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.asks import favours_asked
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined

MOST_EXTRA = 1
"""Requests beyond the one small talk that a message bears."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find the second and later requests beyond a talk, where there are two or more."""
    rule = load_rule("multiple_asks")
    draft = examined.draft
    extra = favours_asked(draft)
    if len(extra) > MOST_EXTRA:
        last = extra[-1]
        yield rule.finding(draft, last.start, last.end, examined.ui, count=len(extra))
