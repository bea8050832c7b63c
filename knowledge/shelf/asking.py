"""A question as the shelf reads it: its terms, how telling each is, and what stands for unknown words."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from knowledge.shelf.terms import Background, Terms
from knowledge.shelf.weighing import Candidate, ShelfWeights
from knowledge.words import CONCEPT, Token

_BEGINNINGS: Final = 12
"""Terms that begin with a word nobody knows ("fadder" in "fadderverksamhet")."""
_NEAR: Final = 400
"""Terms with the same first letters among which a misspelt word is looked for."""
_SHORTEST: Final = 4
"""Letters of a word that is too short to be looked for so."""
_SLIP: Final = 0.8
_PART: Final = 0.5
"""What a word counts that was reached by mending a slip, and one that is only a longer word's beginning."""
_FOREIGN: Final = 0.3
"""What a stem counts in a passage of the other language; concepts are what both have in common."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as passages of one language are compared with it."""

    terms: dict[str, float]
    idf: dict[str, float]
    trust: float
    """What is left of a score when nobody knows some of the telling words, 0-1."""
    alike: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A term, and those of the index that stand for it."""

    scale: float = 1.0
    """What makes its scores as large as those of a question in the passages' own language."""
    unknown: float = 1.0
    """What a term that nobody knows counts."""

    def candidate(self, having: dict[str, float]) -> Candidate:
        """Give what a passage with these terms has of the question."""
        found = {term: having[term] for term in self.terms if term in having}
        for term, others in self.alike.items():
            best = max((having.get(other, 0.0) for other in others), default=0.0)
            if best:
                found[term] = best
        return Candidate(found, sum(having.values()))

    def telling(self) -> dict[str, float]:
        """Give the terms to look for in the index, with what each adds."""
        wanted: dict[str, float] = {}
        for term, idf in self.idf.items():
            for other in self.alike.get(term, (term,)):
                wanted[other] = max(wanted.get(other, 0.0), self.terms[term] * idf)
        return wanted


class Index:
    """What the full-text index knows of terms; good as long as the file stays the same."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._revision = ""
        self._pieces: dict[str, int] = {}

    def use(self, connection: sqlite3.Connection, revision: str) -> dict[str, int]:
        """Forget what is known of another revision, and give the number of passages in each language."""
        if revision != self._revision or not self._pieces:
            self._counts, self._revision = {}, revision
            rows = connection.execute("SELECT language, pieces FROM language WHERE pieces > 0")
            self._pieces = {str(language): int(count) for language, count in rows}
        return self._pieces

    def count(self, connection: sqlite3.Connection, term: str) -> int:
        """Give how many passages have a term."""
        if term not in self._counts:
            row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
            self._counts[term] = int(row[0]) if row else 0
        return self._counts[term]

    def alike(self, connection: sqlite3.Connection, token: Token) -> tuple[tuple[str, ...], float]:
        """Give what may stand for a word that no passage has, and what that counts."""
        stem = token.stem
        if len(token.word) <= _SHORTEST or len(stem) < _SHORTEST - 1 or not stem.isalpha():
            return (), 0.0
        begun = self._between(connection, stem, _BEGINNINGS)
        near = [
            each
            for each in self._between(connection, stem[:3], _NEAR)
            if each.isalpha() and DamerauLevenshtein.distance(each, stem, score_cutoff=1) <= 1
        ]
        if near:
            return tuple(near[:3]), _SLIP
        return tuple(begun), _PART if begun else 0.0

    @staticmethod
    def _between(connection: sqlite3.Connection, beginning: str, most: int) -> list[str]:
        rows = connection.execute(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            (beginning, beginning + "\U0010ffff", most),
        )
        return [str(term) for (term,) in rows]


class Asking:
    """Reads questions in both languages."""

    def __init__(self, terms: Terms, weights: ShelfWeights, index: Index) -> None:
        self._terms = terms
        self._weights = weights
        self._index = index

    def readings(
        self, connection: sqlite3.Connection, question: str, asked: str, pieces: dict[str, int]
    ) -> dict[str, list[Reading]]:
        """Give the readings by the language of the passages that they are for.

        Passages in the other language are compared by concepts, and as if it had been asked in theirs.
        """
        own = self._reading(connection, question, asked, asked, pieces.get(asked, 0))
        readings = {asked: [own]} if pieces.get(asked) else {}
        for other in (each for each in pieces if each != asked and pieces[each]):
            direct = self._reading(connection, question, other, other, pieces[other])
            across = self._reading(connection, question, asked, other, pieces[other])
            readings[other] = [direct, across]
        return readings

    def _reading(
        self, connection: sqlite3.Connection, question: str, asked: str, language: str, pieces: int
    ) -> Reading:
        """Read a question in the language `asked` for passages in `language`."""
        words, background = self._terms.words[asked], self._terms.background[language]
        terms = dict(words.question_terms(question))
        alike: dict[str, tuple[str, ...]] = {}
        telling = words.telling(question)
        strange = 0.0
        for token in telling:
            if self._index.count(connection, token.stem):
                # A word of the shelf's own is what it is, whatever known word it looks like.
                terms[token.stem] = max(terms.get(token.stem, 0.0), 1.0)
            elif not self._known(token, asked):
                others, weight = self._index.alike(connection, token)
                strange += 1.0 - weight
                if others:
                    alike[token.stem], terms[token.stem] = others, weight
        if asked != language:
            terms = {
                term: weight * (1 if term.startswith(CONCEPT) else _FOREIGN) for term, weight in terms.items()
            }
        share = strange / len(telling) if telling else 1.0
        unknown = self._weights.unknown * idf(pieces + background.passages, 0)
        scale = self._weights.across if asked != language else 1.0
        reading = Reading(terms, {}, 1.0 - self._weights.strange * share, alike, scale, unknown)
        return replace(reading, idf=self._idf(connection, reading, background, pieces))

    def _known(self, token: Token, language: str) -> bool:
        words = self._terms.words[language]
        known = token.stem in self._terms.background[language].terms
        return known or words.known(token) or bool(words.parts(token.word))

    def _idf(
        self, connection: sqlite3.Connection, reading: Reading, background: Background, pieces: int
    ) -> dict[str, float]:
        """Give how telling each term is among the shelf's passages and the shipped ones together."""
        found = {}
        for term in reading.terms:
            having = background.terms.get(term, 0) + sum(
                self._index.count(connection, each) for each in reading.alike.get(term, (term,))
            )
            if having:
                found[term] = idf(pieces + background.passages, having)
        return found


def idf(documents: int, having: int) -> float:
    """Give how telling it is that a passage has what `having` of `documents` have."""
    return math.log(1 + (max(documents, having) - having + 0.5) / (having + 0.5))
