"""`missing_thanks`: a follow-up without a word of gratitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.asks import end_of_message
from assistant.checks.learned_acts import does
from assistant.checks.learned_asks import LEARNED_ROLES
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that thanks for nothing; thanks in advance are no thanks."""
    rule = load_rule("missing_thanks")
    draft = examined.draft
    if any(_thanks(sentence, draft.language) for sentence in draft.sentences):
        return
    end = end_of_message(draft)
    yield rule.finding(draft, end, end, examined.ui)


def _thanks(sentence: Sentence, language: Language) -> bool:
    """Whether a sentence is grateful, by a rule's words or by its likeness."""
    rule = load_rule("missing_thanks")
    flat = plain(sentence.text)
    for pattern in rule.patterns("", "no_thanks"):
        flat = pattern.sub(lambda match: " " * len(match[0]), flat)
    if rule.search(flat, language, "thanks") or _foreign().search(flat):
        return True
    return sentence.role in LEARNED_ROLES and does("thanks", flat, language)


@cache
def _foreign() -> re.Pattern[str]:
    """Thanks in another language: "Tack, Joel!" or "Merci for the talk"."""
    listed = load_rule("missing_thanks").data["foreign"]["thanks"].split()
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)
