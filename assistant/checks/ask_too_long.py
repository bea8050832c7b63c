"""`ask_too_long`: more than half an hour asked of someone who does not know the sender."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.asks import asked_durations, asks_in_subject, is_ask
from assistant.checks.durations import find_durations
from assistant.checks.learned_acts import does
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

LONGEST_MINUTES = 30.0
"""More than this is too much to ask of a stranger; of a range the longer end counts."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find each duration over thirty minutes that the reader is asked for."""
    rule = load_rule("ask_too_long")
    draft = examined.draft
    asked = [*asks_in_subject(draft), *(found for _sentence, found in asked_durations(draft))]
    for found in asked:
        if found.minutes > LONGEST_MINUTES:
            yield rule.finding(draft, found.start, found.end, examined.ui, minutes=f"{found.minutes:g}")
    for sentence in draft.prose:
        if _asks_long(sentence.text, draft.language):
            yield rule.finding(draft, sentence.start, sentence.end, examined.ui)


def _asks_long(text: str, language: Language) -> bool:
    """Whether a sentence asks for a long time without a figure: "a morning", "until you lock up"."""
    if find_durations(plain(text), language) or not is_ask(text, language):
        return False
    return does("long", text, language)
