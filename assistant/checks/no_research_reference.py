"""`no_research_reference`: nothing that shows whom the message is for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.references import refers
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that names neither a fact of the brief nor any other work of the recipient."""
    draft = examined.draft
    said = [each for each in draft.sentences if each.role in {"subject", "sentence", "item"}]
    if any(refers(sentence, draft, examined.brief) for sentence in said):
        return
    rule = load_rule("no_research_reference")
    start = draft.prose[0].start if draft.prose else draft.body_start
    known = bool(examined.brief and examined.brief.facts)
    yield rule.finding(draft, start, start, examined.ui, key="facts" if known else "")
