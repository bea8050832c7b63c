"""`wrong_language`: the text, or a clear passage of it, in another language than the message's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined
from knowledge.languages import sentence_language

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_FEWEST_WORDS_OF_A_PASSAGE: Final = 8
_FEWEST_WORDS_OF_A_TEXT: Final = 5


def check(examined: Examined) -> Iterator[Finding]:
    """Find the first passage of two sentences, or more than half of the text, in another language.

    Quoted words and what stands so in the brief may be in any language.
    """
    draft = examined.draft
    given = " ".join(" ".join(brief_texts(examined.brief)).casefold().split()) if examined.brief else ""
    judged = [
        (sentence, "" if _given(sentence, given) else sentence_language(sentence.text, draft.language))
        for sentence in draft.prose
    ]
    foreign = [(sentence, language) for sentence, language in judged if language not in {"", draft.language}]
    words = sum(len(_WORD.findall(sentence.text)) for sentence, _language in judged)
    foreign_words = sum(len(_WORD.findall(sentence.text)) for sentence, _language in foreign)
    if foreign and foreign_words * 2 > words and foreign_words >= _FEWEST_WORDS_OF_A_TEXT:
        yield _finding(examined, foreign, whole=foreign_words >= words * 0.8)
    elif passage := _passage(judged, draft):
        yield _finding(examined, passage, whole=False)


def _given(sentence: Sentence, given: str) -> bool:
    return " ".join(sentence.text.casefold().split()).rstrip(".!?") in given


def _passage(judged: Sequence[tuple[Sentence, str]], draft: Draft) -> list[tuple[Sentence, str]]:
    """The first two or more sentences in a row in another language, long enough to be no name."""
    run: list[tuple[Sentence, str]] = []
    for sentence, language in [*judged, (None, draft.language)]:
        if sentence is not None and language not in {"", draft.language}:
            run.append((sentence, language))
            continue
        if (
            len(run) >= 2
            and sum(len(_WORD.findall(each.text)) for each, _ in run) >= _FEWEST_WORDS_OF_A_PASSAGE
        ):
            return run
        run = []
    return []


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
