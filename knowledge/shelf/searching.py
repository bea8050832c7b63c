"""Finds own passages: the full-text index picks two hundred, then they are scored like the shipped ones."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.shelf.asking import Asking, Index, Reading, idf
from knowledge.shelf.terms import Background, Terms, unpacked, whole
from knowledge.shelf.weighing import Candidate, ShelfWeights, scores
from knowledge.words import grams, normalise

CANDIDATES: Final = 200
_LETTERED: Final = 32
"""Candidates whose letters are looked at too."""
_AGAIN: Final = 0.5
"""What an n-gram of the question counts when it stands there once more."""
_ROWS: Final = 6_000
"""Rows of the index that are read for one question: its rarest terms first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that was found, by its number in the file."""

    number: int
    language: str
    words: float
    """What its words say, 0-1."""
    trust: float
    """What its score is taken times: less where nobody knows some of the question's telling words."""
    letters: float = 0.0
    """What its letters say, 0-1."""
    score: float = 0.0


class Searching:
    """Searches one file."""

    def __init__(self, terms: Terms, weights: ShelfWeights) -> None:
        self._terms = terms
        self._weights = weights
        self._index = Index()
        self._asking = Asking(terms, weights, self._index)

    def rows(
        self, connection: sqlite3.Connection, question: str, language: str, limit: int, revision: str
    ) -> list[Row]:
        """Give the passages that answer best, best first. Raises sqlite3.Error."""
        pieces = self._index.use(connection, revision)
        readings = self._asking.readings(connection, question, language, pieces)
        numbers = self._candidates(connection, readings)
        said = sorted(
            self._said(connection, numbers, readings), key=lambda row: -row.words * self._rank(row, language)
        )
        scored = [self._scored(row, language) for row in self._spelt(connection, said[:_LETTERED], question)]
        found = sorted((row for row in scored if row.score > 0), key=lambda row: (-row.score, row.number))
        return found[:limit]

    def _scored(self, row: Row, language: str) -> Row:
        weights = self._weights
        told = weights.words * row.words + weights.letters * row.letters
        return replace(row, score=min(1.0, weights.scale * self._rank(row, language) * told))

    def _rank(self, row: Row, language: str) -> float:
        return row.trust * (1.0 if row.language == language else self._weights.other_language)

    def _candidates(self, connection: sqlite3.Connection, readings: Mapping[str, list[Reading]]) -> list[int]:
        """Give the passages that have most of what is telling in the question."""
        telling: dict[str, float] = {}
        for reading in (each for several in readings.values() for each in several):
            for term, weight in reading.telling().items():
                telling[term] = max(telling.get(term, 0.0), weight)
        counted = sorted((self._index.count(connection, term), term) for term in telling)
        present = [(count, term) for count, term in counted if count]
        gained: defaultdict[int, float] = defaultdict(float)
        left = _ROWS
        for at, (count, term) in enumerate(present):
            # A common term only counts together with the rarest.
            alone = at == 0 or count <= left
            query = _quoted(term) if alone else f"{_quoted(present[0][1])} AND {_quoted(term)}"
            rows = connection.execute("SELECT rowid FROM found WHERE found MATCH ? LIMIT ?", (query, _ROWS))
            for (number,) in rows:
                gained[number] += telling[term]
            left = max(0, left - count)
        return sorted(gained, key=lambda number: -gained[number])[:CANDIDATES]

    def _said(
        self, connection: sqlite3.Connection, numbers: Sequence[int], readings: Mapping[str, list[Reading]]
    ) -> list[Row]:
        """Score candidates by their words, in the reading that suits each best."""
        marks = ",".join("?" * len(numbers))
        by_language: defaultdict[str, list[tuple[int, dict[str, float]]]] = defaultdict(list)
        for number, language, terms in connection.execute(
            f"SELECT number, language, terms FROM piece WHERE number IN ({marks})",  # noqa: S608 - only marks
            numbers,
        ):
            by_language[language].append((number, unpacked(terms)))
        best: dict[int, Row] = {}
        for language, rows in by_language.items():
            for reading in readings[language]:
                candidates = [reading.candidate(having) for _, having in rows]
                told = scores(reading.terms, reading.idf, candidates, reading.unknown)
                for (number, _), score in zip(rows, told, strict=True):
                    row = Row(number, language, score, reading.trust * reading.scale)
                    if number not in best or score * row.trust > best[number].words * best[number].trust:
                        best[number] = row
        return list(best.values())

    def _spelt(self, connection: sqlite3.Connection, rows: Sequence[Row], question: str) -> list[Row]:
        """Add what the letters say."""
        marks = ",".join("?" * len(rows))
        wholes = {
            number: whole(heading.split("\n") if heading else (), text)
            for number, heading, text in connection.execute(
                f"SELECT number, heading, text FROM piece WHERE number IN ({marks})",  # noqa: S608 - only marks
                [row.number for row in rows],
            )
        }
        times = Counter(grams(normalise(question)))
        asked = {gram: 1.0 + (count - 1) * _AGAIN for gram, count in times.items()}
        spelt: list[Row] = []
        for language in dict.fromkeys(row.language for row in rows):
            mine = [row for row in rows if row.language == language]
            background = self._terms.background[language]
            told = _letters(asked, [wholes[row.number] for row in mine], background, self._weights.unknown)
            spelt += [replace(row, letters=score) for row, score in zip(mine, told, strict=True)]
        return spelt


def _letters(
    asked: Mapping[str, float], texts: Iterable[str], background: Background, unknown: float
) -> list[float]:
    """Score texts by their n-grams."""
    candidates = []
    for text in texts:
        counted = Counter(grams(normalise(text)))
        matched: dict[str, float] = {gram: counted[gram] for gram in asked if gram in counted}
        candidates.append(Candidate(matched, counted.total()))
    together = len(candidates) + background.passages
    known: dict[str, float] = {}
    for gram in asked:
        having = background.grams.get(gram, 0) + sum(gram in each.matched for each in candidates)
        if having:
            known[gram] = idf(together, having)
    return scores(asked, known, candidates, unknown * idf(together, 0))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
