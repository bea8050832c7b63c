"""The terms of long texts, quickly: what a word adds is worked out once and remembered.

The result is that of `Words.terms`, in a third of the time; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from knowledge.words import CONCEPT, Token, Words, normalise

_WORD: Final = re.compile(r"[^\W_]+")
_REMEMBERED: Final = 40_000
"""Words that are remembered; a book has some ten thousand."""
_PART: Final = 0.5
"""Weight of a compound's part."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a written word adds wherever it stands."""

    tokens: tuple[Token, ...]
    terms: tuple[tuple[str, float], ...]
    """Stems and parts, with their weights."""
    inner: tuple[str, ...]
    """Concepts of its parts."""


class Counting:
    """Takes passages in one language apart."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[str, _Known] = {}

    def terms(self, text: str) -> dict[str, float]:
        """Give the terms of a passage with their weights, as `Words.terms` does."""
        known, weights = self._known, dict[str, float]()
        tokens: list[Token] = []
        inner: set[str] = set()
        for word in _WORD.findall(normalise(text)):
            row = known.get(word) or self._look(word)
            tokens.extend(row.tokens)
            for term, weight in row.terms:
                weights[term] = weights.get(term, 0.0) + weight
            if row.inner:
                inner.update(row.inner)
        for concept in self._words.concepts(tokens):
            weights[CONCEPT + concept] = weights.get(CONCEPT + concept, 0.0) + 1.0
        for concept in inner:
            weights[CONCEPT + concept] = max(weights.get(CONCEPT + concept, 0.0), _PART)
        return weights

    def _look(self, word: str) -> _Known:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        words = self._words
        tokens = tuple(words.tokens(word))
        parts = [
            part
            for token in tokens
            if not token.small
            for each in words.parts(token.word)
            for part in words.tokens(each)
        ]
        terms = [(token.stem, 1.0) for token in tokens if not token.small]
        terms += [(part.stem, _PART) for part in parts if not part.small]
        inner = {concept for part in parts for concept in words.concepts([part])}
        row = _Known(tokens, tuple(terms), tuple(inner))
        self._known[word] = row
        return row
