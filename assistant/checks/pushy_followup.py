"""`pushy_followup`: pressure: guilt, a deadline, a repeated demand, meetings nobody offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.lexicon import plain
from assistant.checks.rule import Rule, load_rule
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
            match = _found(rule, plain(sentence.text), draft.language, name)
            if match:
                at = sentence.start
                yield rule.finding(draft, at + match.start(), at + match.end(), examined.ui, key=name)
                break


def _found(rule: Rule, flat: str, language: Language, name: str) -> re.Match[str] | None:
    """Give the first match of that kind of pressure that the sentence does not itself soften."""
    match = rule.search(flat, language, name)
    return None if match and rule.search(flat, language, f"not_{name}") else match
