"""Phrases as data: sequences of words with gaps, looked for in a sentence by the words that it has.

    book .. slot|time ... my calendar          two gaps; `a|b` is either
    deliver* *kalender                         any ending, any beginning
    <we> & <gain> & <you>                      each part somewhere in the sentence, in any order
    ^ certainly [!]                            `^` begins the sentence, `[x]` may be left out
    over # <people>                            `#` is a number, in digits or one of the list `number`

`..` lets up to three words pass, `...` up to eight. A hyphen parts words, "-" in a phrase is never written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[!?,:;%()\u2013\u2014]")
_GAPS: Final = {"..": 3, "...": 8}
_ENDINGS: Final = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_IS: Final = {
    "it's", "that's", "here's", "there's", "what's", "let's", "he's", "she's", "who's", "how's",
}  # fmt: skip
_SHORTEST: Final = 2
"""Letters that a `beginning*` has at least."""
_WORDS_KEPT: Final = 4096
"""Words of which it is remembered what they fit."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence, at `text[start:end]`; "I'm" is two words in one place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Element:
    """One step of a phrase: a set of words, or a gap of up to `gap` words."""

    key: str = ""
    gap: int = 0
    optional: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    number: int
    parts: tuple[tuple[_Element, ...], ...]
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Where the phrase of that number stands."""

    number: int
    start: int
    end: int


@lru_cache(maxsize=512)
def split_words(text: str) -> tuple[Word, ...]:
    """Give the words and marks of a sentence in lower case, contractions taken apart."""
    words: list[Word] = []
    for found in _TOKEN.finditer(text):
        word = found[0].casefold().replace("\u2019", "'").replace("\u2014", "\u2013")
        parts = [word]
        ending = next((each for each in _ENDINGS if word.endswith(each)), "")
        if ending:
            parts = [word.removesuffix(ending), _ENDINGS[ending]]
        elif word in _IS:
            parts = [word.removesuffix("'s"), "us" if word == "let's" else "is"]
        words += [Word(part, found.start(), found.end()) for part in parts]
    return tuple(words)


class Phrases:
    """Many phrases, read once and looked for together."""

    def __init__(self, phrases: Sequence[str], classes: Mapping[str, str]) -> None:
        """Read the phrases; `classes` are the lists of words that `<name>` stands for.

        Raises ValueError for a phrase that cannot be read.
        """
        self._classes = {name: "|".join(listed.split()) for name, listed in classes.items()}
        self._whole: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        self._ends: dict[str, set[str]] = {}
        self._known: set[str] = set()
        self._numeric: set[str] = set()
        read = [self._read(number, phrase) for number, phrase in enumerate(phrases)]
        often = Counter(key for phrase in read for key in phrase.needed)
        self._by_rarest: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in read:
            self._by_rarest[min(phrase.needed, key=lambda key: (often[key], key))].append(phrase)
        self._keys = lru_cache(maxsize=_WORDS_KEPT)(self._keys_of)

    def find(self, text: str) -> Iterator[Match]:
        """Give the first place of each phrase that stands in a sentence."""
        words = split_words(text)
        fits = [self._keys(word.text) for word in words]
        there = frozenset[str]().union(*fits)
        likely = [phrase for key in there for phrase in self._by_rarest.get(key, ())]
        for phrase in sorted(likely, key=lambda each: each.number):
            if phrase.needed <= there:
                spans = [_first(part, fits) for part in phrase.parts]
                found = [span for span in spans if span]
                if len(found) == len(spans):
                    start = min(start for start, _end in found)
                    end = max(end for _start, end in found)
                    yield Match(phrase.number, words[start].start, words[end - 1].end)

    def _keys_of(self, word: str) -> frozenset[str]:
        """The elements that a word fits."""
        keys = set(self._whole.get(word, ()))
        if word[0].isdigit():
            keys |= self._numeric
        for cut in range(_SHORTEST, len(word) + 1):
            keys |= self._begins.get(word[:cut], frozenset())
            keys |= self._ends.get(word[-cut:], frozenset())
        return frozenset(keys)

    def _read(self, number: int, phrase: str) -> _Phrase:
        parts = tuple(tuple(self._elements(part, phrase)) for part in phrase.split(" & "))
        needed = {each.key for part in parts for each in part if each.key and not each.optional}
        if not needed:
            raise ValueError(f"'{phrase}' names no word.")
        return _Phrase(number, parts, frozenset(needed))

    def _elements(self, part: str, phrase: str) -> Iterator[_Element]:
        first = False
        for raw in part.split():
            if raw == "^":
                first = True
            elif raw in _GAPS:
                yield _Element(gap=_GAPS[raw])
            else:
                optional = raw.startswith("[") and raw.endswith("]")
                key = raw.strip("[]") if optional else raw
                self._learn(key, phrase)
                yield _Element(key, optional=optional, first=first)
                first = False

    def _learn(self, key: str, phrase: str) -> None:
        """Note which words an element stands for."""
        if key in self._known:
            return
        self._known.add(key)
        for each in key.split("|"):
            name = each[1:-1] if each.startswith("<") else "number" if each == "#" else ""
            if each == "#":
                self._numeric.add(key)
            if name and name not in self._classes:
                raise ValueError(f"'{phrase}' names the list '{name}', which is not there.")
            for word in self._classes[name].split("|") if name else (each,):
                listed, cut = (
                    (self._begins, word[:-1])
                    if word.endswith("*")
                    else (self._ends, word[1:])
                    if word.startswith("*")
                    else (self._whole, word)
                )
                listed.setdefault(cut, set()).add(key)


def _first(part: tuple[_Element, ...], fits: Sequence[frozenset[str]]) -> tuple[int, int] | None:
    """Give the words from and to which a part of a phrase first stands."""
    for start in range(len(fits)):
        end = _end(part, 0, fits, start)
        if end is not None:
            return start, end
        if part[0].first:
            return None
    return None


def _end(part: tuple[_Element, ...], at: int, fits: Sequence[frozenset[str]], word: int) -> int | None:
    """Give where the rest of a part ends when it stands from `word` on."""
    if at == len(part):
        return word
    element = part[at]
    if element.gap:
        tries = (
            _end(part, at + 1, fits, each) for each in range(word, min(word + element.gap, len(fits)) + 1)
        )
        return next((each for each in tries if each is not None), None)
    if word < len(fits) and element.key in fits[word]:
        end = _end(part, at + 1, fits, word + 1)
        if end is not None:
            return end
    return _end(part, at + 1, fits, word) if element.optional else None
