"""`confidential_leak`: something marked confidential stands in the message."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import load_rule
from assistant.checks.stems import shared_stems, specific_words, stems
from assistant.domain.brief import Brief, Fact
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_TELLING: Final = 8
"""Letters of a word that tells a secret alone: "skilsmässa", "redundancy"."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find sentences that repeat what only a confidential fact of the brief says.

    Two of its words, or one long one, are enough; words that stand elsewhere in the brief too do not count.
    """
    brief, draft = examined.brief, examined.draft
    if brief is None or not any(fact.confidential for fact in brief.facts):
        return
    rule = load_rule("confidential_leak")
    for sentence in draft.sentences:
        said = stems(sentence.text, draft.language)
        for fact in brief.facts:
            told = (
                shared_stems(said, _secret(fact, brief, draft.language)) if fact.confidential else frozenset()
            )
            if len(told) >= 2 or any(len(stem) >= _TELLING for stem in told):
                yield rule.finding(draft, sentence.start, sentence.end, examined.ui)
                break


@lru_cache(maxsize=64)
def _secret(fact: Fact, brief: Brief, language: Language) -> frozenset[str]:
    """The stems that this fact has and nothing else in the brief."""
    known = brief.model_copy(update={"facts": tuple(each for each in brief.facts if not each.confidential)})
    elsewhere = frozenset(stem for text in brief_texts(known) for stem in stems(text, language))
    text = " ".join((fact.text, fact.title, fact.where, fact.with_whom, fact.point, fact.quote))
    return frozenset(word.stem for word in specific_words(text, language, elsewhere))
