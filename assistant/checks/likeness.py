"""Which words and numbers of two texts are one: inflected, translated or compounded, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from assistant.checks.claim_verbs import readings
from assistant.checks.figures import find_figures
from assistant.checks.folding import load_words
from assistant.checks.lexicon import plain, words
from assistant.checks.meanings import rows
from assistant.checks.support import unit_after
from assistant.checks.tokens import concepts, function_words, stems, tokens
from assistant.domain.value import Language

_SHORTEST_PART: Final = 5
"""Letters that a part of a compound has at least."""
_LEAST_FIGURE: Final = 3
"""Numbers below it are in every message: two questions, one thing."""
_TELLS_ALONE: Final = 20
"""Numbers from which a number is known without what it counts."""
_LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")
_FROM_VERB: Final = re.compile(r"(\w{3,})ning(?:s|en|ens|ar|arna|arnas)?$")
_DEFINITE_A: Final = re.compile(r"\w{4,}ans?")
"""A Swedish noun in -a in its definite form ("siffran"), which the stemmer leaves as it is."""
Key = str | tuple[str, int]
Figure = tuple[float, frozenset[str]]
"""A number and the stems of the words after it."""


def same_words(ours: Iterable[str], theirs: Iterable[str], *, meant: bool = True) -> frozenset[str]:
    """Those of `ours` that `theirs` has too; `meant` is whether another word for the same thing is one."""
    known = tuple(theirs)
    alike = keys if meant else _stems
    return frozenset(
        one for one in ours if any(alike(one) & alike(two) or is_part(one, two) for two in known)
    )


@lru_cache(maxsize=2048)
def telling(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case, that do not fit anything."""
    return tuple(
        dict.fromkeys(
            low
            for token in tokens(plain(text))
            if len(token.text) >= 3 and not (low := token.text.casefold())[0].isdigit() and not _is_soft(low)
        )
    )


@lru_cache(maxsize=2048)
def figures(text: str) -> frozenset[Figure]:
    """The numbers of a text in either language, from three up."""
    found = {each for language in _LANGUAGES for each in find_figures(text, language)}
    return frozenset(
        (each.value, unit_after(text, each.end) | _unit_before(text, each.start))
        for each in found
        if each.value >= _LEAST_FIGURE
    )


def _unit_before(text: str, start: int) -> frozenset[str]:
    """The stem of the word before a number, when it names what is numbered: "ward 6"."""
    before = re.search(r"([^\W\d_]{3,})[ ]$", text[max(0, start - 40) : start])
    word = before[1].casefold() if before else ""
    return stems(word) if word and word not in function_words() else frozenset()


def is_figure(one: Figure, other: Figure) -> bool:
    return one[0] == other[0] and (one[0] >= _TELLS_ALONE or bool(one[1] & other[1]))


@lru_cache(maxsize=20_000)
def keys(word: str) -> frozenset[Key]:
    """What makes two words one: a stem in either language, or a meaning."""
    if _DEFINITE_A.fullmatch(word):
        return keys(word.removesuffix("s")[:-1]) | _stems(word)
    meant = {("row", number) for number in rows(word)} | {("same", number) for number in concepts(word)}
    deeds = {
        f"deed {reading.meaning}"
        for language in _LANGUAGES
        for reading in readings(word, language)
        if reading.meaning in words("references", "en", "deeds") and not reading.particle
    }
    return frozenset([*_stems(word), *meant, *deeds])


def _stems(word: str) -> frozenset[str]:
    """The stems of a word, and those of the verb in a Swedish noun in -ning: "målning" is "måla"."""
    verb = _FROM_VERB.sub(r"\1a", word)
    return stems(word) | stems(verb) if verb != word else stems(word)


@lru_cache(maxsize=60_000)
def is_part(one: str, other: str) -> bool:
    """Whether the shorter of two words is the first or the last part of the longer."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_PART or len(long) - len(short) < 2:
        return False
    stem = max(stems(short), key=len)
    return long.endswith(short) or (len(stem) >= _SHORTEST_PART and long.startswith(stem))


def _is_soft(low: str) -> bool:
    return low not in _definite() and (low in soft_words() or bool(stems(low) & _soft_stems()))


@cache
def soft_words() -> frozenset[str]:
    """Words that fit any message: function words, courtesies, the vocabulary of talks and careers."""
    listed = [words("common", code, key) for code in ("sv", "en") for key in ("stop", "generic")]
    works = words("references", "en", "works")
    return (
        function_words().union(works, *listed, load_words("meanings")["generic"]["words"].split())
        - _definite()
    )


@cache
def _definite() -> frozenset[str]:
    """Words that fit anything in a career, but are a thing of their own in a fact."""
    return words("references", "en", "definite")


@cache
def _soft_stems() -> frozenset[str]:
    generic = (
        words("common", "sv", "generic")
        | words("common", "en", "generic")
        | words("references", "en", "works")
    )
    return frozenset(stem for word in generic - _definite() for stem in stems(word))
