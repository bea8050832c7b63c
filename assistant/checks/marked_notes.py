"""What a note itself says is not to be passed on: "between us", "dont repeat it", "inte citera"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.likeness import Figure, figures, is_figure, same_words, telling
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief

_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"\u201d']?\s+|(?<=[.!?][\"\u201d])\s+|(?<=\")\.\s+|\n+")
_CLAUSE: Final = re.compile(r"[,;\u2013\u2014]\s+|\s-\s")
_LINKS: Final = re.compile(
    r"[\s,;:(\u2013\u2014-]*(?:\b(?:but|and|men|och|fast|s\u00e5)\b[\s,]*)?$", re.IGNORECASE
)
"""What ties a mark to the words before it."""
_PUNCTUATION: Final = ' .,;:()"\u201d\u2013-'
_FEWEST: Final = 2
"""Words that a sentence shares with what is kept before it repeats it; one is a coincidence."""
_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Kept:
    """Words and numbers of a note that are not to be passed on."""

    words: tuple[str, ...]
    figures: frozenset[Figure]
    open_words: frozenset[str]
    """Those of the words that the rest of the brief says openly."""


@lru_cache(maxsize=64)
def kept_notes(brief: Brief) -> tuple[Kept, ...]:
    """Give what the notes of a brief mark as not to be passed on.

    A mark holds for its own clause, for what follows its colon, or for the sentence before when it
    stands alone; the rest of the note is free.
    """
    notes = brief.meeting.notes if brief.meeting else ()
    texts = (*notes, *(fact.text for fact in brief.facts if not fact.confidential))
    found = []
    for at, text in enumerate(texts):
        for start, end in _kept_spans(text):
            words = telling(text[start:end])
            free = telling(
                text[:start] + " " + text[end:] + " " + " . ".join((*texts[:at], *texts[at + 1 :]))
            )
            found.append(Kept(words, figures(text[start:end]), same_words(words, free)))
    return tuple(each for each in found if len(each.words) + len(each.figures) >= _FEWEST)


def repeats(text: str, kept: Kept) -> bool:
    """Tell whether a sentence says what is kept: half of its words, and not only such as stand openly."""
    shared = same_words(kept.words, telling(text))
    numbers = [one for one in kept.figures if any(is_figure(one, other) for other in figures(text))]
    told = len(shared) + len(numbers)
    return (
        told >= _FEWEST
        and told >= _SHARE * (len(kept.words) + len(kept.figures))
        and bool(numbers or shared - kept.open_words)
    )


def _kept_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where in a note stand the words that a mark holds for."""
    rule = load_rule("confidential_leak")
    bounds = [0, *(each.end() for each in _SENTENCE.finditer(text)), len(text)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        mark = rule.search(text[start:end], "", "kept")
        if mark is None:
            continue
        before = _LINKS.sub("", text[start : start + mark.start()])
        if before.strip(_PUNCTUATION):
            clauses = [0, *(each.end() for each in _CLAUSE.finditer(before))]
            yield start + clauses[-1], start + len(before)
        elif text[start + mark.end() : end].strip(_PUNCTUATION):
            yield start + mark.end(), end
        elif number:
            yield bounds[number - 1], start
