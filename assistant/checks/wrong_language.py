"""`wrong_language`: the text, or a clear passage of it, in another language than the message's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab\u201e]([^\"\u201c\u201d\u00bb\u00ab\u201e\n]{2,200})[\"\u201c\u201d\u00bb\u00ab]|(?<!\w)['\u2018\u2019]([^'\u2018\u2019\n]{2,200})['\u2018\u2019](?!\w)"
)
_FEWEST_WORDS_OF_A_SENTENCE: Final = 4
_FEWEST_WORDS_OF_A_PASSAGE: Final = 8
_FEWEST_WORDS_OF_A_TEXT: Final = 5
_LEAST_WEIGHT: Final = 1.2
"""How many words of its own a language must show in a sentence before the sentence is said to be in it."""


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


@lru_cache(maxsize=512)
def sentence_language(text: str, expected: str) -> str:
    """Give the language of a sentence, "" when it cannot be told; a doubt goes to the expected one."""
    words = [word.replace("\u2019", "'") for word in _WORD.findall(_QUOTED.sub(" ", text).lower())]
    if len(words) < _FEWEST_WORDS_OF_A_SENTENCE:
        return ""
    weights: dict[str, float] = defaultdict(float)
    owners = _owners()
    for word in words:
        for language, weight in owners.get(word, {}).items():
            weights[language] += weight
        for language, letters in _signs().items():
            if any(ch in letters for ch in word):
                weights[language] += 0.5
    if not weights:
        return ""
    best, weight = max(weights.items(), key=lambda each: each[1])
    second = max((other for language, other in weights.items() if language != best), default=0.0)
    if best != expected and (weight < _LEAST_WEIGHT or weight < 1.5 * weights[expected] + 0.5):
        return expected if weights[expected] else ""
    return best if weight > second or best == expected else expected


@cache
def _owners() -> dict[str, dict[str, float]]:
    """Each known word with the languages that have it; what several share weighs little."""
    lists = {
        language: set(words.split()) for language, words in load_rule("wrong_language").data["words"].items()
    }
    every = set().union(*lists.values())
    shared = {word: [language for language, words in lists.items() if word in words] for word in every}
    return {
        word: {language: 1.0 if len(languages) == 1 else 0.2 for language in languages}
        for word, languages in shared.items()
    }


@cache
def _signs() -> dict[str, str]:
    """Letters that only one of the languages has."""
    letters: dict[str, str] = load_rule("wrong_language").data["letters"]
    return {
        language: "".join(ch for ch in own if sum(ch in other for other in letters.values()) == 1)
        for language, own in letters.items()
    }


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
