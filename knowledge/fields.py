"""Inverted indexes in plain Python: what each term adds to each document's score, worked out beforehand."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Scheme = Literal["bm25", "cosine"]
_K1: Final = 1.2
_B: Final = 0.6

Weights = Mapping[str, float]
"""Terms with their weights: a document or a question."""


@dataclass(frozen=True, slots=True)
class Field:
    """Documents by term. Plain data, so that it can be kept in a compiled cache."""

    scheme: Scheme
    documents: int
    idf: dict[str, float]
    postings: dict[str, tuple[bytes, bytes]]
    """Per term: the documents' numbers (uint16 or uint32) and what the term weighs in each (float32)."""

    def scores(self, question: Weights, unknown_weight: float = 1.0) -> list[float]:
        """Give every document's score, 0-1. Terms that no document has count against all of them."""
        sums = [0.0] * self.documents
        total = squares = 0.0
        kind = width(self.documents)
        unknown = unknown_weight * _idf(self.documents, 0)
        for term, weight in question.items():
            importance = weight * self.idf.get(term, unknown)
            total += importance
            squares += importance * importance
            posting = self.postings.get(term)
            if posting is not None:
                numbers, impacts = array(kind), array("f")
                numbers.frombytes(posting[0])
                impacts.frombytes(posting[1])
                for number, impact in zip(numbers, impacts, strict=True):
                    sums[number] += importance * impact
        norm = total if self.scheme == "bm25" else math.sqrt(squares)
        return [each / norm for each in sums] if norm else sums


def field(scheme: Scheme, documents: Sequence[Weights]) -> Field:
    """Index `documents`, whose numbers are their places in the sequence."""
    count: dict[str, int] = {}
    for document in documents:
        for term in document:
            count[term] = count.get(term, 0) + 1
    idf = {term: _idf(len(documents), times) for term, times in count.items()}
    kind = width(len(documents))
    numbers: dict[str, array[int]] = {term: array(kind) for term in idf}
    impacts: dict[str, array[float]] = {term: array("f") for term in idf}
    mean = sum(sum(document.values()) for document in documents) / max(1, len(documents))
    for number, document in enumerate(documents):
        for term, impact in _impacts(scheme, document, idf, mean):
            numbers[term].append(number)
            impacts[term].append(impact)
    postings = {term: (numbers[term].tobytes(), impacts[term].tobytes()) for term in idf}
    return Field(scheme, len(documents), idf, postings)


def _impacts(
    scheme: Scheme, document: Weights, idf: Mapping[str, float], mean: float
) -> list[tuple[str, float]]:
    if scheme == "bm25":
        room = _K1 * (1 - _B + _B * sum(document.values()) / mean) if mean else _K1
        return [(term, weight / (weight + room)) for term, weight in document.items()]
    norm = math.sqrt(sum((weight * idf[term]) ** 2 for term, weight in document.items())) or 1.0
    return [(term, weight * idf[term] / norm) for term, weight in document.items()]


def _idf(documents: int, having: int) -> float:
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def width(documents: int) -> Literal["H", "I"]:
    """Give the array type that holds a document's number."""
    return "H" if documents < 65_536 else "I"


def plain(field: Field) -> dict[str, Any]:
    """Give a field as plain data, for a cache; `Field(**...)` is the way back."""
    return {name: getattr(field, name) for name in Field.__slots__}
