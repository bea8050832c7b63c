"""`missing_thanks`: a follow-up without a word of gratitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.asks import end_of_message
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that thanks for nothing; thanks in advance are no thanks."""
    rule = load_rule("missing_thanks")
    draft = examined.draft
    for sentence in draft.sentences:
        flat = plain(sentence.text)
        for pattern in rule.patterns("", "no_thanks"):
            flat = pattern.sub(lambda match: " " * len(match[0]), flat)
        if rule.search(flat, draft.language, "thanks") or _foreign().search(flat):
            return
    end = end_of_message(draft)
    yield rule.finding(draft, end, end, examined.ui)


@cache
def _foreign() -> re.Pattern[str]:
    """Thanks in another language: "Tack, Joel!" or "Merci for the talk"."""
    listed = load_rule("missing_thanks").data["foreign"]["thanks"].split()
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)
