"""`closed_question`: a question that yes or no answers."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.questions import form_of, listed_questions, without_marker
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find each question of the list that yes, no or one of two words answers; one open part is enough."""
    rule = load_rule("closed_question")
    draft = examined.draft
    for question in listed_questions(draft):
        forms = {form_of(sentence.text, draft.language): sentence for sentence in question.asking}
        if "open" in forms or not forms.keys() & {"closed", "either_or"}:
            continue
        key = "closed" if "closed" in forms else "either_or"
        sentence = forms["closed" if key == "closed" else "either_or"]
        start = sentence.end - len(without_marker(sentence.text))
        yield rule.finding(
            draft, start, sentence.end, examined.ui, key="choice" if key == "either_or" else ""
        )
