"""`question_count`: a list with fewer or more questions than the talk bears."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.questions import listed_questions
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find a list with a number of questions outside the kind's limits."""
    if examined.kind.items is None:
        return
    rule = load_rule("question_count")
    draft = examined.draft
    fewest, most = examined.kind.items
    questions = listed_questions(draft)
    count = len(questions)
    if count < fewest:
        end = questions[-1].sentences[-1].end if questions else len(draft.text.rstrip())
        yield rule.finding(draft, end, end, examined.ui, key="few", count=count, fewest=fewest, most=most)
    elif count > most:
        start, end = questions[most].sentences[0].start, questions[-1].sentences[-1].end
        yield rule.finding(draft, start, end, examined.ui, count=count, fewest=fewest, most=most)
