"""The lexical side: what a question's words and letters say about each passage, in plain Python.

Four components, each 0-1, are summed with the weights of calibration.toml. Over stems, concepts and
compound parts: BM25 of the passage, cosine with everything said under its main topic, and cosine with the
passage's nearest asks, because an ask is a paraphrase of the question rather than a part of a text. Over
character n-grams (typos, inflection): cosine with the nearest asks.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from typing import Any, Final, NamedTuple

from knowledge import fields
from knowledge.calibration import LexicalWeights
from knowledge.corpus import Corpus, Wording
from knowledge.fields import Field
from knowledge.files import read_compiled, write_compiled
from knowledge.lexicon import LANGUAGES, LEXICON_FOLDER, lexicon_fingerprint, load_lexicon
from knowledge.words import CONCEPT, Grammar, Words, grammar, grams, normalise, plain

_VERSION: Final = 2
"""Raise it when the same guidance gives another index; compiled caches are then made anew."""
_OTHER_LANGUAGE: Final = 0.95
"""What a score in the other language counts, so that the asker's own comes first."""
_GRAM: Final = 4
"""Letters of a character n-gram; with 3 beside them nothing more was found, at twice the time."""
_NEAREST: Final = 5
"""Asks whose mean counts. One alone is a matter of luck: hit@5 of this component rose from 0.77 to 0.87."""


@dataclass(frozen=True, slots=True)
class Side:
    """The passages in one language, indexed four ways."""

    grammar: Grammar
    words: Field
    topics: Field
    topic_of: list[int]
    """Which topic, by number, each passage is mainly about."""
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
        """Give each passage's score, 0-1, for a question in "sv" or "en", whichever language finds it.

        The other language is asked too where the asker's own leaves doubt.
        """
        weights, others = self._weights, [each for each in LANGUAGES if each != language]
        reading = self._side(language).read(question, weights)
        strange = self._side(language).words.strangeness(
            question, lambda word: any(self._side(other).words.understands(word) for other in others)
        )
        scores, concepts = reading.scores, reading.concepts
        level = weights.level(reading.words, concepts, strange)
        if max(scores, default=0.0) * level < weights.sure:
            for other in others:
                theirs = self._side(other).read(question, weights)
                scores = [
                    max(own, _OTHER_LANGUAGE * their)
                    for own, their in zip(scores, theirs.scores, strict=True)
                ]
                concepts = max(concepts, theirs.concepts)
            level = weights.level(reading.words, concepts, strange)
        return [1.0 - math.exp(-level * score) for score in scores]  # in the same order, and under 1

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


class _Reading(NamedTuple):
    """What one language's side makes of a question."""

    scores: list[float]
    words: int
    concepts: int


class _LoadedSide:
    def __init__(self, side: Side) -> None:
        self._side = side
        self.words = Words(side.grammar)
        self._owners = array(fields.width(side.ask_words.documents))
        self._owners.frombytes(side.owners)

    def read(self, question: str, weights: LexicalWeights) -> _Reading:
        side, unknown = self._side, weights.unknown
        terms = self.words.question_terms(question)
        words = side.words.scores(terms, unknown)
        topics = side.topics.scores(terms, unknown)
        asked = self._nearest(side.ask_words.scores(terms, unknown), len(words))
        spelt = self._nearest(side.ask_grams.scores(question_grams(question), unknown), len(words))
        scores = [
            weights.words * word
            + weights.topic * topics[topic]
            + weights.ask_words * ask
            + weights.ask_grams * letter
            for word, topic, ask, letter in zip(words, side.topic_of, asked, spelt, strict=True)
        ]
        concepts = sum(term.startswith(CONCEPT) for term in terms)
        return _Reading(scores, len(question.split()), concepts)

    def _nearest(self, scores: Sequence[float], passages: int) -> list[float]:
        """Give each passage the mean of its best asks' scores."""
        own: list[list[float]] = [[] for _ in range(passages)]
        for owner, score in zip(self._owners, scores, strict=True):
            if score:
                own[owner].append(score)
        return [sum(nlargest(_NEAREST, each)) / _NEAREST for each in own]


def compile_side(corpus: Corpus, language: str) -> Side:
    """Index the passages of `corpus` in one language."""
    wordings = [passage.wording(language) for passage in corpus.passages.values()]
    lines = [line for wording in wordings for line in (wording.title, wording.text, *wording.asks)]
    words = Words(grammar(load_lexicon(LEXICON_FOLDER), language, lines))
    asks = [(owner, ask) for owner, wording in enumerate(wordings) for ask in (wording.title, *wording.asks)]
    said = [_said(words, wording) for wording in wordings]
    main = [passage.topics[0] for passage in corpus.passages.values()]
    topics = list(dict.fromkeys(main))
    under = [
        _together(each for each, topic in zip(said, main, strict=True) if topic == one) for one in topics
    ]
    return Side(
        grammar=words.grammar,
        words=fields.field("bm25", said),
        topics=fields.field("cosine", [_dampened(each) for each in under]),
        topic_of=[topics.index(topic) for topic in main],
        ask_words=fields.field("cosine", [words.terms(ask) for _, ask in asks]),
        ask_grams=fields.field("cosine", [question_grams(ask) for _, ask in asks]),
        owners=array(fields.width(len(asks)), [owner for owner, _ in asks]).tobytes(),
    )


def question_grams(text: str) -> dict[str, float]:
    """Give the character n-grams of a short text, a repeated one counted less each time."""
    counts = Counter(grams(normalise(text), (_GRAM,)))
    return {gram: 1.0 + (times - 1) * 0.5 for gram, times in counts.items()}


def _said(words: Words, wording: Wording) -> dict[str, float]:
    """Give the terms of a passage; its title says most, so it counts twice."""
    return words.terms("\n".join((wording.title, wording.title, wording.text, *wording.asks)))


def _together(texts: Iterable[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for text in texts:
        for term, weight in text.items():
            total[term] = total.get(term, 0.0) + weight
    return total


def _dampened(terms: dict[str, float]) -> dict[str, float]:
    """Let a term that is said often count with the logarithm of how often."""
    return {term: 1.0 + math.log(weight) if weight >= 1.0 else weight for term, weight in terms.items()}


def _side_to(side: Side) -> dict[str, Any]:
    tables = {name: fields.plain(getattr(side, name)) for name in _FIELDS}
    return {**tables, "grammar": plain(side.grammar), "owners": side.owners, "topic_of": side.topic_of}


def _side_from(kept: dict[str, Any]) -> Side:
    tables = {name: Field(**kept[name]) for name in _FIELDS}
    return Side(
        grammar=Grammar(**kept["grammar"]), owners=kept["owners"], topic_of=kept["topic_of"], **tables
    )


_FIELDS: Final = ("words", "topics", "ask_words", "ask_grams")
