"""What a note itself says is not to be passed on: "privat: ...", "dont repeat it", "inte citera"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.likeness import Figure, figures, is_figure, same_words, telling
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief

_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"\u201d']?\s+|(?<=[.!?][\"\u201d])\s+|(?<=\")\.\s+|\n+")
_CLAUSE: Final = re.compile(r"[,;\u2013\u2014]\s+|\s-\s")
_PART: Final = re.compile(r";\s+")
"""What ends a part of a fact; its clauses belong together, those of a note are thoughts of their own."""
_LINKS: Final = re.compile(
    r"(?:[\s,;:(\[\u2013\u2014-]|\b(?:but|and|which|it|this|that|is|men|och|fast|s\u00e5|som|vilket|det|detta|\u00e4r)\b)*$",
    re.IGNORECASE,
)
"""What ties a mark to the words before it."""
_BOUND: Final = (
    r"(?:^|(?<=[,.;:!?(\[\u2013\u2014-])|(?<=\b(?:is|it|\u00e4r|me))|(?<=\b(?:det|men|but|och|and)))\s*"
)
_CLOSED: Final = r"(?=\s*(?:[.,;:!?)\]\u2013\u2014\n\"]|-\s|$|(?:att|that)\b))"
_BEHIND: Final = re.compile(r"[^:.;\n]{0,30}:\s+|[)\]]?\s+[\u2013\u2014-]\s+|\s*,?\s*(?:att|that)\s+")
"""What ties a mark to the words behind it: a colon, a dash, "that"."""
_PUNCTUATION: Final = ' .,;:!()[]"\u201d\u2013-'
_FEWEST: Final = 2
"""Words that a sentence shares with what is kept before it repeats it; one is a coincidence."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Words and numbers of a note that are not to be passed on."""

    text: str
    noted: bool
    """Whether it was noted at the talk, where "she" is the recipient unless somebody else is named."""
    words: tuple[str, ...]
    figures: frozenset[Figure]
    open_words: frozenset[str]
    """Those of the words that the rest of the brief says openly."""


@lru_cache(maxsize=64)
def kept_notes(brief: Brief) -> tuple[Kept, ...]:
    """Give what the facts and notes of a brief mark as not to be passed on, without the marks.

    A mark holds for what its colon, its dash or its "that" opens, else for its own clause, or for the
    sentence before when it stands alone, or for all when it stands in front; the rest of the note is free.
    """
    free = telling(" . ".join(open_texts(brief)))
    notes = frozenset(brief.meeting.notes if brief.meeting else ())
    found = []
    for text in (*notes, *_markable(brief)):
        for start, end in marked_spans(text, noted=text in notes):
            part = text[start:end]
            words = telling(part)
            found.append(Kept(part, text in notes, words, figures(part), same_words(words, free)))
    return tuple(found)


@lru_cache(maxsize=64)
def open_texts(brief: Brief) -> tuple[str, ...]:
    """Give what a brief says openly: no confidential fact, and no part of a note that is marked."""
    known = brief.model_copy(update={"facts": tuple(each for each in brief.facts if not each.confidential)})
    notes = frozenset(brief.meeting.notes if brief.meeting else ())
    markable = notes.union(_markable(brief))
    return tuple(
        _without(text, marked_spans(text, noted=text in notes)) if text in markable else text
        for text in brief_texts(known)
    )


@lru_cache(maxsize=64)
def open_titles(brief: Brief) -> tuple[str, ...]:
    """Give the titles of works that a brief names openly."""
    return tuple(fact.title for fact in brief.facts if fact.title and not fact.confidential)


def repeats(text: str, kept: Kept, *, share: float) -> bool:
    """Tell whether a sentence has that share of what is kept, and not only words that stand openly."""
    if len(kept.words) + len(kept.figures) < _FEWEST:
        return False
    shared = same_words(kept.words, telling(text))
    numbers = [one for one in kept.figures if any(is_figure(one, other) for other in figures(text))]
    told = len(shared) + len(numbers)
    return (
        told >= _FEWEST
        and told >= share * (len(kept.words) + len(kept.figures))
        and bool(numbers or shared - kept.open_words)
    )


@lru_cache(maxsize=1024)
def marked_spans(text: str, *, noted: bool = False) -> tuple[Span, ...]:
    """Give where in a text stand the words that a mark holds for.

    In a note of a talk "don't mention the price" is advice, elsewhere it names what is kept.
    """
    return tuple(_spans(text, noted=noted))


def _spans(text: str, *, noted: bool) -> Iterator[Span]:
    bounds = [0, *(each.end() for each in _SENTENCE.finditer(text)), len(text)]
    opened = False
    for number, (start, end) in enumerate(pairwise(bounds)):
        mark = _mark().search(text[start:end])
        if opened:
            continue
        if mark is None:
            named = None if noted else _about().search(text[start:end])
            if named:
                yield start + named.end(), end
            continue
        after = start + mark.end()
        behind = _BEHIND.match(text, after)
        if behind and text[behind.end() : end].strip(_PUNCTUATION):
            opened = ":" in behind[0]
            yield behind.end(), len(text) if opened else end
            continue
        before = _LINKS.sub("", text[start : start + mark.start()])
        if before.strip(_PUNCTUATION):
            clauses = [0, *(each.end() for each in (_CLAUSE if noted else _PART).finditer(before))]
            yield start + clauses[-1], start + len(before)
        elif text[after:end].strip(_PUNCTUATION):
            yield after, end
        elif number:
            yield bounds[number - 1], start
        else:
            opened = True
            yield end, len(text)


def _markable(brief: Brief) -> tuple[str, ...]:
    """The texts beside the notes in which a person may mark something."""
    facts = (each for each in brief.facts if not each.confidential)
    told = [text for fact in facts for text in (fact.text, fact.point, fact.reaction)]
    told += [brief.sender.about, *brief.sender.goals, brief.meeting.plan if brief.meeting else ""]
    return tuple(text for text in told if text)


def _without(text: str, spans: tuple[Span, ...]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text


@cache
def _mark() -> re.Pattern[str]:
    marks = load_rule("confidential_leak").data["marks"]
    plain = rf"{_BOUND}(?:{_lines(marks['plain'])})"
    said = rf"(?<!\w)(?:{_lines(marks['said'])})"
    return re.compile(rf"(?:{plain}|{said}){_CLOSED}", re.IGNORECASE)


@cache
def _about() -> re.Pattern[str]:
    about = _lines(load_rule("confidential_leak").data["marks"]["about"])
    return re.compile(rf"(?:^|(?<=[,.;:\u2013\u2014-]))\s*(?:{about})", re.IGNORECASE)


def _lines(listed: str) -> str:
    return "|".join(line.strip().replace(" ", r"\s+") for line in listed.strip().splitlines())
