"""`wrong_language`: the text, or a clear passage of it, in another language than the message's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import load_rule
from assistant.checks.tokens import without_quotes
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined
from knowledge.languages import sentence_language

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_FEWEST_WORDS_OF_A_SENTENCE: Final = 6
"""A shorter one can be a saying, a greeting or a name: "Keep up the good work"."""
_FEWEST_WORDS_OF_A_QUESTION: Final = 4
_FEWEST_WORDS_OF_A_PASSAGE: Final = 8
_FEWEST_WORDS_OF_A_TEXT: Final = 5
_SHORTEST_TITLE: Final = 3
"""Words of a text of the brief that is left out of a sentence before it is judged."""
_CLAUSE: Final = re.compile(r"[:;\u2013\u2014()]|\s-\s")
_TITLE_RUN: Final = re.compile(
    r"(?:[A-ZÅÄÖ][\w'\u2019-]*[ ]+(?:(?:of|the|and|in|for|to|on|a|i|och|på)[ ]+)?){3,}"
)


def check(examined: Examined) -> Iterator[Finding]:
    """Find each sentence or passage, or more than half of the text, in another language.

    Quoted words, titles and what stands so in the brief may be in any language; so may a few words.
    """
    draft = examined.draft
    given = _given(examined.brief) if examined.brief else ()
    judged = [
        (sentence, _language(_own(sentence.text, given), draft.language, item=sentence.role == "item"))
        for sentence in draft.sentences
        if sentence.role in {"subject", "sentence", "item"}
    ]
    prose = [(sentence, language) for sentence, language in judged if sentence.role != "subject"]
    foreign = [(sentence, language) for sentence, language in prose if language not in {"", draft.language}]
    words = sum(len(_WORD.findall(sentence.text)) for sentence, _language in prose)
    foreign_words = sum(len(_WORD.findall(sentence.text)) for sentence, _language in foreign)
    if foreign and foreign_words * 2 > words and foreign_words >= _FEWEST_WORDS_OF_A_TEXT:
        yield _finding(examined, foreign, whole=foreign_words >= words * 0.8)
        return
    for passage in _passages(judged, draft, given):
        yield _finding(examined, passage, whole=False)


@lru_cache(maxsize=64)
def _given(brief: Brief) -> tuple[str, ...]:
    """The texts of the brief of a few words and more, in lower case, the longest first."""
    texts = {" ".join(text.casefold().split()).rstrip(".!?") for text in brief_texts(brief)}
    return tuple(
        sorted((text for text in texts if len(text.split()) >= _SHORTEST_TITLE), key=len, reverse=True)
    )


@lru_cache(maxsize=1024)
def _own(text: str, given: tuple[str, ...]) -> str:
    """A sentence without quotations, titles and what the brief has word for word."""
    bare = " ".join(without_quotes(text).split())
    low = bare.casefold()
    if any(low.rstrip(".!? ") in known for known in given):
        return ""
    if len(low) == len(bare):
        for known in given:
            at = low.find(known)
            if at >= 0:
                bare, low = bare[:at] + bare[at + len(known) :], low[:at] + low[at + len(known) :]
    return _TITLE_RUN.sub(" ", bare)


@lru_cache(maxsize=1024)
def _language(text: str, expected: str, *, item: bool) -> str:
    """The language of a sentence, or of a clause in it that is long and clear; the expected one by doubt."""
    found = sentence_language(text, expected)
    if found not in {"", expected} or item:
        return found
    for clause in _CLAUSE.split(text):
        if len(_WORD.findall(clause)) >= _FEWEST_WORDS_OF_A_PASSAGE:
            other = sentence_language(clause, expected)
            if other not in {"", expected}:
                return other
    return found


def _passages(
    judged: Sequence[tuple[Sentence, str]], draft: Draft, given: tuple[str, ...]
) -> Iterator[list[tuple[Sentence, str]]]:
    """Sentences in a row in another language, long enough to be no name and no saying."""
    run: list[tuple[Sentence, str]] = []
    for sentence, language in [*judged, (None, draft.language)]:
        if sentence is not None and language not in {"", draft.language}:
            run.append((sentence, language))
            continue
        sizes = [(each.role, len(_WORD.findall(_own(each.text, given)))) for each, _language in run]
        if any(
            size >= (_FEWEST_WORDS_OF_A_QUESTION if role == "item" else _FEWEST_WORDS_OF_A_SENTENCE)
            for role, size in sizes
        ) or (len(run) >= 2 and sum(size for _role, size in sizes) >= _FEWEST_WORDS_OF_A_PASSAGE):
            yield run
        run = []


def _finding(examined: Examined, passage: Sequence[tuple[Sentence, str]], *, whole: bool) -> Finding:
    rule = load_rule("wrong_language")
    found = Counter(language for _sentence, language in passage).most_common(1)[0][0]
    names = rule.data["names"][examined.ui]
    return rule.finding(
        examined.draft,
        passage[0][0].start,
        passage[-1][0].end,
        examined.ui,
        share=rule.data["share"][examined.ui]["all" if whole else "part"],
        found=names[found],
        wanted=names[examined.draft.language],
    )
