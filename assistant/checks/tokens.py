"""Words of a text with their places and stems, and which words mean the same in the two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

import Stemmer

from assistant.checks.folding import load_words
from assistant.checks.rule import load_rule
from knowledge.languages import small_words

WORD: Final = re.compile(r"[^\W_]+(?:[-'\u2019&][^\W_]+)*")
QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab\u201e](?P<double>[^\"\u201c\u201d\u00bb\u00ab\u201e\n]{1,300})[\"\u201c\u201d\u00bb\u00ab]"
    r"|(?<!\w)['\u2018\u2019](?=\S)(?P<single>[^\n]{1,200}?)(?<=\S)['\u2019](?!\w)"
)
"""Quoted words, in any style of quotation marks."""
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")


class Token(NamedTuple):
    """A word at `text[start:end]`."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Give the words of a text."""
    return tuple(Token(word[0], word.start(), word.end()) for word in WORD.finditer(text))


def without_quotes(text: str) -> str:
    """Give a text with every quotation blanked out, so that places stay."""
    return QUOTED.sub(lambda quote: " " * len(quote[0]), text)


def quotes(text: str) -> Iterator[Token]:
    """Give the quotations of a text, without their marks."""
    for quote in QUOTED.finditer(text):
        group = "double" if quote["double"] is not None else "single"
        yield Token(quote[group], quote.start(group), quote.end(group))


def bare(word: str) -> str:
    """A word in lower case without an apostrophe's s."""
    low = word.casefold()
    return _POSSESSIVE.sub("", low) if "'" in low or "\u2019" in low else low


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """The stems of a word in both languages, its hyphenated parts included."""
    swedish, english = _stemmers()
    parts = {bare(word), *(part for part in re.split(r"[-&]", bare(word)) if len(part) > 2)}
    return frozenset({swedish.stemWord(part) for part in parts} | {english.stemWord(part) for part in parts})


@lru_cache(maxsize=20_000)
def concepts(word: str) -> frozenset[int]:
    """The groups of words that mean the same in both languages to which a word belongs."""
    return frozenset(number for stem in stems(word) for number in _groups().get(stem, ()))


@lru_cache(maxsize=20_000)
def part_concepts(word: str) -> frozenset[int]:
    """The groups of the first and the last part of a Swedish compound: "universitetssjukhus" has two."""
    if len(word) < 9:
        return frozenset()
    parts = (part for at in range(4, len(word) - 3) for part in (word[:at].rstrip("s"), word[at:]))
    return frozenset(number for part in parts for number in _groups().get(part, ()))


@cache
def function_words() -> frozenset[str]:
    """Words that carry no content, in both languages."""
    extra = load_rule("unsupported_claim").data["content"]["empty"]
    return small_words("sv") | small_words("en") | frozenset(extra.split())


def content(text: str) -> tuple[Token, ...]:
    """The words of a text that carry content: four letters or more, no function word."""
    return tuple(
        token
        for token in tokens(text)
        if len(token.text) >= 4
        and token.text.casefold() not in function_words()
        and not token.text[0].isdigit()
    )


@cache
def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    return Stemmer.Stemmer("swedish"), Stemmer.Stemmer("english")


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    groups: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(load_words("names")["same"]):
        for stem in {stem for word in words for stem in stems(word)}:
            groups[stem] = (*groups.get(stem, ()), number)
    return groups
