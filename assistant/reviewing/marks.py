"""What stood behind a sentence stays behind it while the person edits around it, or a word in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from assistant.domain.brief import Brief, grounds
from assistant.domain.draft import Draft, Sentence
from assistant.reviewing.items import unnumbered

_ALIKE: Final = 0.8
"""The share of words that a sentence keeps when it plainly still says the same."""

_TURNS: Final = frozenset(
    {"inte", "ej", "aldrig", "ingen", "inget", "inga", "knappt", "utan", "nej"}
    | {"not", "never", "no", "none", "hardly", "without", "cannot"}
)
"""Words that turn a sentence into another when they come or go."""


def carried(edited: Draft, earlier: Iterable[Draft]) -> Draft:
    """Give an edited draft the marks of the sentences that stand in an earlier one, the newest first.

    A sentence in which a word or two was changed keeps them, unless a name, a figure or a "not" was.
    """
    drafts = list(earlier)
    known: dict[str, Sentence] = {}
    for draft in drafts:
        for sentence in draft.sentences:
            known.setdefault(_line(sentence), sentence)
    here = {_line(each) for each in edited.sentences}
    gone = [each for draft in drafts[:1] for each in draft.sentences if _line(each) not in here]
    sentences = []
    for sentence in edited.sentences:
        before = known.get(_line(sentence)) or next(_near(sentence, gone), None)
        sentences.append(sentence.model_copy(update=_marks(before)) if before else sentence)
    return edited.model_copy(update={"sentences": tuple(sentences)})


def renumbered(draft: Draft, old: Brief, new: Brief) -> Draft:
    """Give a draft of an older brief the numbers that its grounds have in a newer one."""
    if old == new:
        return draft
    numbers = {(each.origin, each.text): each.id for each in grounds(new)}
    moved = {each.id: numbers.get((each.origin, each.text), "") for each in grounds(old)}
    sentences = (
        each.model_copy(update={"facts": tuple(moved[fact] for fact in each.facts if moved.get(fact))})
        for each in draft.sentences
    )
    return draft.model_copy(update={"sentences": tuple(sentences)})


def as_judged(draft: Draft) -> Draft:
    """Give the draft as its marks are judged: what the person wrote needs none."""
    sentences = (each.model_copy(update={"marked": True}) for each in draft.sentences)
    return draft.model_copy(update={"sentences": tuple(sentences)})


def _marks(before: Sentence) -> dict[str, object]:
    return {
        "marked": before.marked,
        "facts": before.facts,
        "passages": before.passages,
        "unknown": before.unknown,
    }


def _near(sentence: Sentence, gone: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences that are no longer there and that this one plainly still says."""
    words = _words(sentence)
    for before in gone:
        old = _words(before)
        matcher = SequenceMatcher(None, old, words, autojunk=False)
        if before.role != sentence.role or matcher.ratio() < _ALIKE:
            continue
        changed = [
            (word, first + at)
            for tag, first, last, start, end in matcher.get_opcodes()
            if tag != "equal"
            for first, part in ((first, old[first:last]), (start, words[start:end]))
            for at, word in enumerate(part)
        ]
        if not any(_tells(word, first=place == 0) for word, place in changed):
            yield before


def _tells(word: str, *, first: bool) -> bool:
    """Whether a word that came or went makes it another claim: a name, a figure, a "not"."""
    name = word[0].isupper() and not first and word != "I"
    low = word.casefold()
    return name or any(ch.isdigit() for ch in word) or low in _TURNS or low.endswith(("n't", "n’t"))


def _words(sentence: Sentence) -> list[str]:
    return re.findall(r"\w+(?:[-'’]\w+)*", _line(sentence))


def _line(sentence: Sentence) -> str:
    """Give what a sentence says; a question that got another number says the same."""
    said = " ".join(sentence.text.split())
    return unnumbered(said) if sentence.role == "item" else said
