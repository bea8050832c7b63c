"""The lexical side: what a question's words and letters say about each passage, in plain Python.

Four components, each 0-1, are summed with the weights of calibration.toml: BM25 over stems, concepts and
compound parts; BM25 over character n-grams (typos, inflection); and the nearest single `ask` or title
in both, because an ask is a paraphrase of the question rather than a part of a text.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from knowledge import fields
from knowledge.calibration import LexicalWeights
from knowledge.corpus import Corpus, Wording
from knowledge.fields import Field
from knowledge.files import read_compiled, write_compiled
from knowledge.lexicon import LEXICON_FOLDER, lexicon_fingerprint, load_lexicon
from knowledge.words import Grammar, Words, grammar, grams, normalise, plain

_VERSION: Final = 1
"""Raise it when the same guidance gives another index; compiled caches are then made anew."""


@dataclass(frozen=True, slots=True)
class Side:
    """The passages in one language, indexed four ways."""

    grammar: Grammar
    words: Field
    grams: Field
    ask_words: Field
    ask_grams: Field
    owners: bytes
    """Which passage each ask or title belongs to (uint16 or uint32, as the fields')."""


class LexicalIndex:
    """Scores passages for questions. Sides are compiled once and kept in `folder`, when one is given."""

    def __init__(self, corpus: Corpus, weights: LexicalWeights, folder: Path | None = None) -> None:
        self._corpus = corpus
        self._weights = weights
        self._folder = folder
        self._sides: dict[str, _LoadedSide] = {}

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The ids of the passages, in the order of the scores."""
        return tuple(self._corpus.passages)

    def scores(self, question: str, language: str) -> list[float]:
        """Give each passage's score, 0-1, for a question in "sv" or "en"."""
        return self._side(language).scores(question, self._weights)

    def _side(self, language: str) -> _LoadedSide:
        if language not in self._sides:
            self._sides[language] = _LoadedSide(self._compiled(language))
        return self._sides[language]

    def _compiled(self, language: str) -> Side:
        if self._folder is None:
            return compile_side(self._corpus, language)
        path = self._folder / f"lexical-{language}.cache"
        key = self._key(language)
        kept = read_compiled(path, key)
        if kept is not None:
            return _side_from(kept)
        side = compile_side(self._corpus, language)
        write_compiled(path, key, _side_to(side))
        return side

    def _key(self, language: str) -> str:
        parts = (str(_VERSION), language, self._corpus.fingerprint, lexicon_fingerprint(LEXICON_FOLDER))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class _LoadedSide:
    def __init__(self, side: Side) -> None:
        self._side = side
        self._words = Words(side.grammar)
        self._owners = array(fields.width(side.ask_words.documents))
        self._owners.frombytes(side.owners)

    def scores(self, question: str, weights: LexicalWeights) -> list[float]:
        side, unknown = self._side, weights.unknown
        terms = self._words.question_terms(question)
        letters = question_grams(question)
        words = side.words.scores(terms, unknown)
        spread = side.grams.scores(letters, unknown)
        asked = self._nearest(side.ask_words.scores(terms, unknown), len(words))
        spelt = self._nearest(side.ask_grams.scores(letters, unknown), len(words))
        trust = 1.0 - weights.strange * self._words.strangeness(question)
        return [
            trust
            * (
                weights.words * word
                + weights.grams * gram
                + weights.ask_words * ask
                + weights.ask_grams * letter
            )
            for word, gram, ask, letter in zip(words, spread, asked, spelt, strict=True)
        ]

    def _nearest(self, scores: Sequence[float], passages: int) -> list[float]:
        nearest = [0.0] * passages
        for owner, score in zip(self._owners, scores, strict=True):
            if score > nearest[owner]:  # noqa: PLR1730 - twice as fast as max(), in the innermost loop
                nearest[owner] = score
        return nearest


def compile_side(corpus: Corpus, language: str) -> Side:
    """Index the passages of `corpus` in one language."""
    wordings = [passage.wording(language) for passage in corpus.passages.values()]
    lines = [line for wording in wordings for line in (wording.title, wording.text, *wording.asks)]
    words = Words(grammar(load_lexicon(LEXICON_FOLDER), language, lines))
    asks = [(owner, ask) for owner, wording in enumerate(wordings) for ask in (wording.title, *wording.asks)]
    wholes = [_whole(wording) for wording in wordings]
    return Side(
        grammar=words.grammar,
        words=fields.field("bm25", [words.terms(whole) for whole in wholes]),
        grams=fields.field("bm25", [dict(Counter(grams(normalise(whole)))) for whole in wholes]),
        ask_words=fields.field("cosine", [words.terms(ask) for _, ask in asks]),
        ask_grams=fields.field("cosine", [question_grams(ask) for _, ask in asks]),
        owners=array(fields.width(len(asks)), [owner for owner, _ in asks]).tobytes(),
    )


def question_grams(text: str) -> dict[str, float]:
    """Give the character n-grams of a short text, a repeated one counted less each time."""
    return {gram: 1.0 + (times - 1) * 0.5 for gram, times in Counter(grams(normalise(text))).items()}


def _whole(wording: Wording) -> str:
    """Give a passage as one text; its title says most, so it stands there twice."""
    return "\n".join((wording.title, wording.title, wording.text, *wording.asks))


def _side_to(side: Side) -> dict[str, Any]:
    tables = {name: fields.plain(getattr(side, name)) for name in _FIELDS}
    return {**tables, "grammar": plain(side.grammar), "owners": side.owners}


def _side_from(kept: dict[str, Any]) -> Side:
    tables = {name: Field(**kept[name]) for name in _FIELDS}
    return Side(grammar=Grammar(**kept["grammar"]), owners=kept["owners"], **tables)


_FIELDS: Final = ("words", "grams", "ask_words", "ask_grams")
