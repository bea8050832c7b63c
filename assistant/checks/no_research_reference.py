"""`no_research_reference`: nothing that shows whom the message is for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from assistant.checks.references import refers, refers_together
from assistant.checks.rule import load_rule
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

_SHORTEST_POSTSCRIPT: Final = 5
"""Words of a line below the name that is no title."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that names neither a fact of the brief nor any other work of the recipient."""
    draft = examined.draft
    beside = [each for each in draft.sentences if each.role == "subject" or _is_postscript(each)]
    if any(refers(sentence, draft, examined.brief) for sentence in beside):
        return
    for number, paragraph in groupby(draft.prose, key=lambda each: each.paragraph):
        first = number == draft.prose[0].paragraph
        if refers_together(tuple(paragraph), draft, examined.brief, opening=first):
            return
    rule = load_rule("no_research_reference")
    start = draft.prose[0].start if draft.prose else draft.body_start
    known = bool(examined.brief and examined.brief.facts)
    yield rule.finding(draft, start, start, examined.ui, key="facts" if known else "")


def _is_postscript(sentence: Sentence) -> bool:
    """Whether a line below the name is written for its own sake: "PS. We have a shelf of our own now"."""
    return sentence.role == "signature" and len(sentence.text.split()) >= _SHORTEST_POSTSCRIPT
