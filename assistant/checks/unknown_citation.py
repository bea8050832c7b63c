"""`unknown_citation`: a sentence that rests on something nobody gave, or does not say what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find ids that were never shown (these block) and prose without a mark (a warning).

    Only a text from a writer that marks its sentences is judged.
    """
    if not examined.cited:
        return
    rule = load_rule("unknown_citation")
    draft = examined.draft
    for sentence in draft.sentences:
        if sentence.unknown:
            ids = ", ".join(sentence.unknown)
            yield rule.finding(draft, sentence.start, sentence.end, examined.ui, ids=ids)
        elif not sentence.marked and sentence.role in {"sentence", "item"}:
            yield rule.finding(
                draft, sentence.start, sentence.end, examined.ui, key="missing", severity="warn"
            )
