"""Content words and their stems, so that texts are compared across inflection and compounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import Stemmer

from assistant.checks.lexicon import plain, words
from assistant.domain.value import Language

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MIN_PART: Final = 5
"""Letters that a part of a compound has at least."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a text."""

    text: str
    stem: str
    start: int
    end: int


_AGENT: Final = {"sv": ("are", "aren", "arna", "ares", "arnas"), "en": ("er", "ers", "or", "ors")}
"""Endings of those who do something: a developer is not "development", though the stem is one."""


@lru_cache(maxsize=2048)
def content_words(text: str, language: Language) -> tuple[Word, ...]:
    """Give the words of `text` that are no function words, with their places."""
    stop = words("common", language, "stop")
    found = []
    for match in _WORD.finditer(plain(text)):
        word = match[0].lower()
        if word not in stop and (len(word) > 1 or word.isdigit()):
            found.append(Word(match[0], word_stem(word, language), match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=2048)
def stems(text: str, language: Language) -> frozenset[str]:
    """Give the stems of the content words in `text`."""
    return frozenset(word.stem for word in content_words(text, language))


def specific_words(text: str, language: Language, besides: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Give the content words that do not fit just anyone; stems in `besides` do not count either."""
    generic = generic_stems(language)
    return tuple(
        word
        for word in content_words(text, language)
        if not (word.stem in generic and not names_doer(word.text, language))
        and word.stem not in besides
        and not word.text.isdigit()
    )


@lru_cache(maxsize=8192)
def names_doer(word: str, language: Language) -> bool:
    """Tell whether a word names those who do something, and is itself in no list of generic words."""
    low = word.lower()
    end = next((each for each in sorted(_AGENT[language], key=len, reverse=True) if low.endswith(each)), "")
    base = low[: len(low) - len(end)] if len(low) - len(end) >= _MIN_PART else ""
    forms = {low, *(base + each for each in _AGENT[language])}
    return bool(base) and not forms & words("common", language, "generic")


@cache
def generic_stems(language: Language) -> frozenset[str]:
    """Give the stems of the words that fit any recipient."""
    return frozenset(word_stem(word, language) for word in words("common", language, "generic"))


def shared_stems(ours: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
    """Give those of `theirs` that also stand in `ours`, whole or as part of a compound."""
    mine = frozenset(ours)
    return frozenset(stem for stem in theirs if stem in mine or any(_within(stem, other) for other in mine))


def _within(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _MIN_PART and shorter in longer


@lru_cache(maxsize=8192)
def word_stem(word: str, language: Language) -> str:
    """Give the stem of a word in lower case."""
    word = word.removesuffix("'s")
    stemmed: str = _stemmer(language).stemWord(word)
    return stemmed


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer("swedish" if language == "sv" else "english")
