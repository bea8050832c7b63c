"""`pushy_followup`: pressure: guilt, a deadline, a repeated demand, meetings nobody offered."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.learned_acts import does, may_do
from assistant.checks.lexicon import plain
from assistant.checks.pressure import find_pressures, softens
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

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
        at = sentence.start
        found = find_pressures(flat, draft.language)
        if found and may_do("pushy", flat, draft.language):
            name, start, end = found
            yield rule.finding(draft, at + start, at + end, examined.ui, key=name)
        elif does("pushy", flat, draft.language) and not softens(flat, draft.language):
            yield rule.finding(draft, at, sentence.end, examined.ui)


def _without_last_word(flat: str, language: Language) -> str:
    """Give the sentence with blanks for "this is my last message", unless a threat hangs on it."""
    rule = load_rule("pushy_followup")
    match = rule.search(flat, language, "last_word")
    if match is None or rule.search(flat, language, "threat"):
        return flat
    return flat[: match.start()] + " " * len(match[0]) + flat[match.end() :]
