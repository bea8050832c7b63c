"""`placeholder`: a blank that the person would otherwise send by accident."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find brackets, braces, blanks and stock names that stand for something not yet filled in.

    What stands so in the brief is no blank: a work can be called "What [not] to do".
    """
    rule = load_rule("placeholder")
    draft = examined.draft
    given = "\n".join(brief_texts(examined.brief)).casefold() if examined.brief else ""
    ends = 0
    matches = (match for pattern in rule.patterns("", "blank") for match in pattern.finditer(draft.text))
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= ends and match[0].casefold() not in given:
            ends = match.end()
            yield rule.finding(draft, match.start(), match.end(), examined.ui)
