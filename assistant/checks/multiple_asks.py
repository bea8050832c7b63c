"""`multiple_asks`: several favours at once beside the small talk."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.asks import Request, favours_asked
from assistant.checks.lexicon import pattern, plain
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.ports import Examined

MOST_EXTRA = 1
"""Requests beyond the one small talk that a message bears."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find the second and later requests beyond a talk, where there are two or more."""
    rule = load_rule("multiple_asks")
    draft = examined.draft
    extra = favours_asked(draft)
    if not examined.kind.message:
        extra = sorted([*extra, *_supposed(draft, extra)], key=lambda each: each.start)
    if len(extra) > MOST_EXTRA:
        last = extra[-1]
        yield rule.finding(draft, last.start, last.end, examined.ui, count=len(extra))


def _supposed(draft: Draft, known: list[Request]) -> Iterator[Request]:
    """Another talk, or own work to be read, in a list for a talk that is given: "if you read my thesis"."""
    for sentence in draft.prose:
        for name in ("further", "own_work"):
            match = pattern("asks", draft.language, name).search(plain(sentence.text))
            start, end = (sentence.start + at for at in match.span()) if match else (0, 0)
            told = name == "own_work" and any(each.start < end and start < each.end for each in known)
            if match and not told:
                yield Request(name, start, end)
