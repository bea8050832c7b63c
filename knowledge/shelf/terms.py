"""What own passages are found by: the same stems, concepts and compound parts as the shipped guidance's.

How telling a term is comes from both together, so that the scores of a shelf with three passages and of one
with a hundred thousand mean the same, and one threshold serves own and shipped passages.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from knowledge.corpus import Corpus
from knowledge.files import read_compiled, write_compiled
from knowledge.lexicon import LANGUAGES, LEXICON_FOLDER, lexicon_fingerprint, load_lexicon
from knowledge.shelf.counting import Counting
from knowledge.words import Grammar, Words, grammar, grams, normalise, plain

_VERSION: Final = 1
"""Raise it when the same text gets other terms."""


@dataclass(frozen=True, slots=True)
class Background:
    """How many of the shipped passages have a term or an n-gram, in one language."""

    passages: int
    terms: dict[str, int]
    grams: dict[str, int]


class Terms:
    """Takes texts and questions apart, per language ("sv", "en")."""

    def __init__(self, corpus: Corpus, folder: Path | None) -> None:
        self._corpus = corpus
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """Differs when the same text would get other terms."""
        return f"{_VERSION}:{lexicon_fingerprint(LEXICON_FOLDER)[:16]}"

    def of(self, text: str, language: str) -> dict[str, float]:
        """Give the terms of a passage with their weights."""
        return self._counting[language].terms(text)

    @cached_property
    def _counting(self) -> dict[str, Counting]:
        return {language: Counting(words) for language, words in self.words.items()}

    @cached_property
    def words(self) -> dict[str, Words]:
        """The words of each language. They know the lexicon alone, so that a new passage changes no old."""
        return {language: Words(Grammar(**kept["grammar"])) for language, kept in self._compiled.items()}

    @cached_property
    def background(self) -> dict[str, Background]:
        """The shipped guidance's counts."""
        return {language: Background(**kept["background"]) for language, kept in self._compiled.items()}

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        parts = (str(_VERSION), self._corpus.fingerprint, lexicon_fingerprint(LEXICON_FOLDER))
        key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        path = self._folder / "own-terms.cache" if self._folder is not None else None
        kept = read_compiled(path, key) if path is not None else None
        if kept is None:
            kept = {language: self._compile(language) for language in LANGUAGES}
            if path is not None:
                write_compiled(path, key, kept)
        compiled: dict[str, Any] = kept
        return compiled

    def _compile(self, language: str) -> dict[str, Any]:
        made = grammar(load_lexicon(LEXICON_FOLDER), language, ())
        words = Words(made)
        terms: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        for passage in self._corpus.passages.values():
            wording = passage.wording(language)
            whole = "\n".join((wording.title, wording.text, *wording.asks))
            terms.update(words.terms(whole).keys())
            letters.update(set(grams(normalise(whole))))
        counts = Background(len(self._corpus.passages), dict(terms), dict(letters))
        return {
            "grammar": plain(made),
            "background": {name: getattr(counts, name) for name in Background.__slots__},
        }


def whole(heading: Iterable[str], text: str) -> str:
    """Give a passage as one text; its own heading says most, so it stands there twice."""
    headings = list(heading)
    return "\n".join((*headings, *headings[-1:], text))


def packed(terms: Mapping[str, float]) -> str:
    """Give terms with their weights as one text."""
    return " ".join(term if weight == 1 else f"{term}\t{weight:g}" for term, weight in terms.items())


def unpacked(kept: str) -> dict[str, float]:
    """Read what `packed` wrote."""
    terms: dict[str, float] = {}
    for each in kept.split(" "):
        term, _tab, weight = each.partition("\t")
        terms[term] = float(weight) if weight else 1.0
    return terms


def searchable(terms: Iterable[str]) -> str:
    """Give terms as the full-text index takes them."""
    return " ".join(terms)
