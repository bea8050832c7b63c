"""Finds guidance for a question or a document: words first, vectors where words leave doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.answers import Answers, Scores
from knowledge.calibration import DenseUse, load_calibration
from knowledge.corpus import Corpus, Passage
from knowledge.embedders import Embedder, HashedEmbedder
from knowledge.found import Found, Hit
from knowledge.index import IndexUnavailableError, VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.lexicon import LANGUAGES
from knowledge.notice import Notice, OnNotice

MAX_QUESTION: Final = 2_000
"""Characters of a question that are looked at; a pasted page must not stall the search."""
_MOST_CLAUSES: Final = 24
"""Sentences of a brief that are searched, each by itself."""
_NEIGHBOURS: Final = 200
"""Texts fetched from the index; several belong to one passage."""
_OTHER_LANGUAGE: Final = 0.95
"""What a score in the other language counts, so that the asker's own comes first."""
_CLAUSE: Final = re.compile(r"[.!?\n;:]+|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index is, for `fika doctor`."""

    built: bool
    fingerprint_current: bool
    """Whether it was made from today's guidance by today's embedder."""
    expected: int
    """Vectors that it should return; 0 when it was not opened."""
    returned: int
    embedder: str
    folder: Path
    problem: str
    """Why it cannot be used; empty when it can."""


class GuidanceRetriever:
    """Finds passages of `corpus`. `folder` is where caches and the index may stay; None keeps all in memory.

    `on_notice` is told while an index is built and when it cannot be; a search never fails because of it.
    """

    def __init__(
        self,
        corpus: Corpus,
        folder: Path | None,
        *,
        embedder: Embedder | None = None,
        on_notice: OnNotice = lambda _notice: None,
    ) -> None:
        self.notice: Notice | None = None
        """What was last told."""
        self._corpus = corpus
        self._on_notice = on_notice
        self._calibration = load_calibration()
        self._lexical = LexicalIndex(corpus, self._calibration.lexical, folder)
        self._embedder = embedder or HashedEmbedder()
        self._use: DenseUse = self._calibration.dense_use(self._embedder.name)
        self._index: VectorIndex | None = None
        self._answers: Answers | None = None
        self._owners: list[str] | None = None
        self._folder = folder
        if folder is not None:
            self._index = VectorIndex(
                folder / "index", self._embedder, self._texts, corpus.fingerprint, self._progress
            )
            self._answers = Answers(folder / "answers.json", self._index.fingerprint)

    def search(self, question: str, language: str, limit: int = 5) -> Found:
        """Find passages for a question in "sv" or "en", best first.

        Not answered means that the sources say nothing about it; the nearest passages are then still
        given, for those who want to look.
        """
        asked = tidied(question)
        scores = self._lexical_scores(asked, language)
        best = max(scores.values(), default=0.0)
        if asked and self._use.floor <= best < self._use.confident:
            dense = self._dense_scores(asked)
            if dense is not None:
                scores = self._fused(scores, dense)
        hits = [Hit(self._corpus.passages[name], round(score, 4)) for name, score in _best(scores, limit)]
        return Found(answered=bool(hits) and hits[0].score >= self._calibration.answer, hits=tuple(hits))

    def for_task(
        self, topics: Sequence[str], words: str, language: str, limit: int = 8
    ) -> tuple[Passage, ...]:
        """Give each topic's main passage, then what the brief's `words` find, `limit` at most.

        The words are searched sentence by sentence and by the lexical side only: a topic is already sure.
        """
        chosen: dict[str, Passage] = {}
        for topic in topics:
            main = self._main(topic)
            if main is not None:
                chosen.setdefault(main.id, main)
        strongest: dict[str, float] = {}
        for clause in _clauses(words):
            for name, score in self._lexical_scores(clause, language).items():
                if score >= self._calibration.answer:
                    strongest[name] = max(strongest.get(name, 0.0), score)
        for name, _ in _best(strongest, len(strongest)):
            chosen.setdefault(name, self._corpus.passages[name])
        return tuple(chosen.values())[:limit]

    def ensure_index(self) -> bool:
        """Build the index where it is missing or stale, and tell whether one stands ready."""
        if self._index is None:
            return False
        try:
            self._index.ensure()
        except IndexUnavailableError as error:
            self._unavailable(error)
            return False
        return True

    def status(self) -> IndexStatus:
        """Look at the index closely: it is asked for all its vectors, so this takes a second or two."""
        folder = self._folder / "index" if self._folder is not None else Path()
        built, current = (self._index.built, self._index.current) if self._index else (False, False)
        expected = returned = 0
        problem = ""
        if self._index is not None and current:
            try:
                health = self._index.health()
                expected, returned = health.expected, health.returned
            except IndexUnavailableError as error:
                problem = str(error)
        return IndexStatus(built, current, expected, returned, self._embedder.name, folder, problem)

    def close(self) -> None:
        """Let go of the index's files."""
        if self._index is not None:
            self._index.close()

    def _lexical_scores(self, asked: str, language: str) -> dict[str, float]:
        """Score every passage once: in the asker's language, and in the other one where that leaves doubt."""
        scores = self._lexical.scores(asked, language)
        if max(scores, default=0.0) < self._use.confident:
            for other in (each for each in LANGUAGES if each != language):
                found = self._lexical.scores(asked, other)
                scores = [max(own, _OTHER_LANGUAGE * their) for own, their in zip(scores, found, strict=True)]
        return dict(zip(self._lexical.passages, scores, strict=True))

    def _dense_scores(self, asked: str) -> Scores | None:
        """Give each passage's nearest text as a score; None where there is no index to ask."""
        if self._index is None or self._answers is None:
            return None
        kept = self._answers.get(asked)
        if kept is not None:
            return kept
        if self.notice is not None and self.notice.kind == "unavailable":
            return None  # said once; trying again at every question would only be slow
        try:
            nearest = self._index.nearest(asked, _NEIGHBOURS)
        except IndexUnavailableError as error:
            self._unavailable(error)
            return None
        scores: Scores = {}
        for number, cosine in nearest:
            owner = self._owner(number)
            scores[owner] = max(scores.get(owner, 0.0), round(cosine, 4))  # as it is kept, so that both agree
        self._answers.keep(asked, scores)
        return scores

    def _fused(self, scores: Scores, dense: Scores) -> Scores:
        use = self._use
        return {
            passage: (1 - use.weight) * score
            + use.weight * use.scale * max(0.0, dense.get(passage, use.base) - use.base)
            for passage, score in scores.items()
        }

    def _main(self, topic: str) -> Passage | None:
        """Give the passage that is about `topic` before anything else."""
        named = self._corpus.passages.get(topic)
        if named is not None:
            return named
        about = self._corpus.for_topic(topic)
        return about[0] if about else None

    def _texts(self) -> list[str]:
        return [text for _, text in _units(self._corpus)]

    def _owner(self, number: int) -> str:
        if self._owners is None:
            self._owners = [owner for owner, _ in _units(self._corpus)]
        return self._owners[number]

    def _progress(self, event: str, count: int) -> None:
        self._tell(Notice("building" if event == "building" else "built", count=count))

    def _unavailable(self, error: IndexUnavailableError) -> None:
        self._tell(Notice("unavailable", reason=str(error)))

    def _tell(self, notice: Notice) -> None:
        self.notice = notice
        self._on_notice(notice)


def tidied(question: str) -> str:
    """Give a question in NFC, on one line, no longer than is looked at."""
    return " ".join(unicodedata.normalize("NFC", question[:MAX_QUESTION]).split())


def _clauses(words: str) -> list[str]:
    parts = (part.strip() for part in _CLAUSE.split(words[: 4 * MAX_QUESTION]))
    return list(dict.fromkeys(tidied(part) for part in parts if len(part) > 3))[:_MOST_CLAUSES]


def _units(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Give every text that gets a vector, with its passage: each wording whole, and each ask by itself."""
    for passage in corpus.passages.values():
        for language in LANGUAGES:
            wording = passage.wording(language)
            for text in (f"{wording.title}\n{wording.text}", *wording.asks):
                yield passage.id, text


def _best(scores: dict[str, float], limit: int) -> Iterable[tuple[str, float]]:
    ranked = sorted(scores.items(), key=lambda row: -row[1])  # stable: a draw goes by the guidance's order
    return [(name, score) for name, score in ranked[: max(0, limit)] if score > 0]
