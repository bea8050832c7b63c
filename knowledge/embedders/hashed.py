"""The default embedder: stems, concepts and character n-grams hashed into a vector. No model, no network."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final
from zlib import crc32

from knowledge.embedders.port import Embedder
from knowledge.lexicon import LANGUAGES, LEXICON_FOLDER, lexicon_fingerprint, load_lexicon
from knowledge.words import CONCEPT, Grammar, Words, grammar, grams, normalise

_VERSION: Final = 1
"""Raise it when the same text gets another vector; every index is then rebuilt."""
_CONCEPT_WEIGHT: Final = 2.0
_STEM_WEIGHT: Final = 1.5


@cache
def _grammar(language: str) -> Grammar:
    """Give a language's words by the lexicon alone: plain data, made once for all embedders of a process."""
    return grammar(load_lexicon(LEXICON_FOLDER), language, ())


@lru_cache(maxsize=4_000)
def _letters(word: str) -> tuple[str, ...]:
    """Give the features of a word's letters; most words of a text come again and again."""
    return tuple(f"~{gram}" for gram in grams(word))


class HashedEmbedder(Embedder):
    """Hashes what the lexical side knows of a text, in both languages at once; concepts bridge them."""

    name = "hashed"
    dimension = 384

    def __init__(self, dimension: int = 384) -> None:
        self.dimension = dimension

    @cached_property
    def fingerprint(self) -> str:
        """Name, version, dimension and the word data that it stands on."""
        return f"hashed-{_VERSION}-{self.dimension}-{lexicon_fingerprint(LEXICON_FOLDER)[:16]}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one vector of length one for each text; a text without words gets zeros."""
        return [self._vector(text) for text in texts]

    @cached_property
    def _words(self) -> tuple[Words, ...]:
        return tuple(Words(_grammar(language)) for language in LANGUAGES)

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(word for words in self._words for word in words.grammar.stop_words)

    def _vector(self, text: str) -> list[float]:
        counts: dict[str, float] = {}
        for feature, weight in self._features(text):
            counts[feature] = counts.get(feature, 0.0) + weight
        vector = [0.0] * self.dimension
        for feature, weight in counts.items():
            spot = crc32(feature.encode("utf-8"))
            vector[spot % self.dimension] += math.sqrt(weight) * (1 if spot & 0x40000000 else -1)
        length = math.sqrt(sum(each * each for each in vector))
        return [each / length for each in vector] if length else vector

    def _features(self, text: str) -> Iterator[tuple[str, float]]:
        concepts: dict[str, float] = {}
        for words in self._words:
            for term, weight in words.terms(text).items():
                if term.startswith(CONCEPT):
                    concepts[term] = max(concepts.get(term, 0.0), weight)
                else:
                    yield f"{words.grammar.language}:{term}", _STEM_WEIGHT * weight
        for concept, weight in concepts.items():
            yield concept, _CONCEPT_WEIGHT * weight
        for word in normalise(text).split():
            if word not in self._small:
                for letters in _letters(word):
                    yield letters, 0.5
