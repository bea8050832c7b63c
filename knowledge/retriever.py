"""Finds guidance for a question or a document: words first, vectors where words leave doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.calibration import HASHED, DenseUse, load_calibration
from knowledge.corpus import Corpus, Passage
from knowledge.found import Found, Hit
from knowledge.lexical import LexicalIndex
from knowledge.own import MOST_IN_TASK, OwnSide

if TYPE_CHECKING:
    from knowledge.answers import Scores
    from knowledge.dense_side import DenseSide, IndexStatus
    from knowledge.embedders import Embedder
    from knowledge.notice import Notice, OnNotice
    from knowledge.server import ChromaServer
    from knowledge.shelf.port import Shelf
    from knowledge.shelf.vectors import OwnVectors

MAX_QUESTION: Final = 2_000
"""Characters of a question that are looked at; a pasted page must not stall the search."""
_MOST_CLAUSES: Final = 24
"""Sentences of a brief that are searched, each by itself."""
_SAME_TOPIC: Final = 0.6
"""What a second passage on a topic counts: five passages should not all say one thing. hit@5 rose by 0.02."""
_LOOKED_AT: Final = 60
"""Passages among which the best are spread over topics."""
_ASKS: Final = 4
"""Asks of a topic that are put to the person's own guidance."""
_CLAUSE: Final = re.compile(r"[.!?\n;:]+|\s[-–—]\s")


class GuidanceRetriever:
    """Finds passages of `corpus`, and of the person's own guidance on `shelf`.

    `folder` is where caches and the index may stay; None keeps all in memory. `server` is where the index
    stands when it is shared. `own_vectors` are those of the shelf, where a model makes some. `on_notice` is
    told while an index is built and when it cannot be; a search never fails because of it. `build_beside`
    builds an index of the shipped guidance in `folder` when one is needed, in another process.
    """

    def __init__(
        self,
        corpus: Corpus,
        folder: Path | None,
        *,
        embedder: Embedder | None = None,
        server: ChromaServer | None = None,
        shelf: Shelf | None = None,
        own_vectors: OwnVectors | None = None,
        on_notice: OnNotice = lambda _notice: None,
        build_beside: Callable[[Path], None] | None = None,
    ) -> None:
        self.notice: Notice | None = None
        """What was last told."""
        self._corpus = corpus
        self._on_notice = on_notice
        self._own = OwnSide(shelf, on_notice, own_vectors)
        self._calibration = load_calibration()
        self._lexical = LexicalIndex(corpus, self._calibration.lexical, folder)
        self._use: DenseUse = self._calibration.dense_use(embedder.name if embedder else HASHED)
        self._embedder = embedder
        self._server = server
        self._folder = folder
        self._build_beside = build_beside

    @property
    def corpus(self) -> Corpus:
        """What it finds passages of."""
        return self._corpus

    def search(self, question: str, language: str, limit: int = 5) -> Found:
        """Find passages for a question in "sv" or "en", best first.

        Not answered means that the sources say nothing about it; the nearest passages are then still
        given, for those who want to look.
        """
        asked = tidied(question)
        own = self._own.hits(asked, language, limit)
        scores = self._lexical_scores(asked, language)
        best = max([*scores.values(), *(hit.score for hit in own)], default=0.0)
        if asked and self._use.floor <= best < self._use.confident:
            dense = self._dense.scores(asked)
            if dense is not None:
                scores = self._fused(scores, dense)
            own = self._own.nearer(own, asked, language, limit, self._use)
        shipped = [
            Hit(self._corpus.passages[name], round(score, 4)) for name, score in self._spread(scores, limit)
        ]
        hits = self._merged(own, shipped, limit)
        return Found(answered=bool(hits) and hits[0].score >= self._calibration.answer, hits=tuple(hits))

    def _spread(self, scores: Scores, limit: int) -> Iterable[tuple[str, float]]:
        """Give the best passages, a further one on the same topic counting less each time."""
        before: dict[str, int] = {}
        spread: Scores = {}
        for name, score in _best(scores, _LOOKED_AT):
            topic = self._corpus.passages[name].topics[0]
            spread[name] = score * _SAME_TOPIC ** before.get(topic, 0)
            before[topic] = before.get(topic, 0) + 1
        return _best(spread, limit)

    def _merged(self, own: list[Hit], shipped: list[Hit], limit: int) -> list[Hit]:
        """Put own and shipped passages in one row; beside those that answer, none that do not.

        What the person's own guidance answers is never crowded out: it has one place at least.
        """
        answer = self._calibration.answer
        if max((hits[0].score for hits in (own, shipped) if hits), default=0.0) >= answer and own:
            own = [hit for hit in own if hit.score >= answer]
            shipped = [hit for hit in shipped if hit.score >= answer]
        hits = sorted([*own, *shipped], key=lambda hit: -hit.score)
        best = hits[: max(0, limit)]
        crowded_out = own and len(best) > 1 and own[0].score >= answer and own[0] not in best
        return [*best[:-1], own[0]] if crowded_out else best

    def for_task(
        self, topics: Sequence[str], words: str, language: str, limit: int = 8
    ) -> tuple[Passage, ...]:
        """Give each topic's main passage, then what the brief's `words` find, `limit` at most.

        The words are searched sentence by sentence and by the lexical side only: a topic is already sure.
        Own guidance about the topics, or found by the words, has the last places.
        """
        chosen: dict[str, Passage] = {}
        for topic in topics:
            main = self._main(topic)
            if main is not None:
                chosen.setdefault(main.id, main)
        asked = [line for passage in chosen.values() for line in _questions(passage, language)]
        clauses = _clauses(words)
        strongest: dict[str, float] = {}
        for clause in clauses:
            for name, score in self._lexical_scores(clause, language).items():
                if score >= self._calibration.answer:
                    strongest[name] = max(strongest.get(name, 0.0), score)
        for name, _ in _best(strongest, len(strongest)):
            chosen.setdefault(name, self._corpus.passages[name])
        own = self._own.for_task([*asked, *clauses], language, self._calibration.answer)
        own = own[: min(MOST_IN_TASK, max(0, limit // 2))]
        return (*tuple(chosen.values())[: limit - len(own)], *own)

    def ensure_index(self) -> bool:
        """Build the index where it is missing or stale, and tell whether one stands ready."""
        return self._dense.ensure()

    def rebuild_index(self) -> None:
        """Make the index anew, also where its texts have to be sent to a model's server for that.

        Raises IndexUnavailableError.
        """
        self._dense.rebuild()

    def status(self) -> IndexStatus:
        """Look at the index closely: it is asked for all its vectors, so this takes a second or two."""
        return self._dense.status()

    def close(self) -> None:
        """Let go of the index's files."""
        self._own.close()
        if "_dense" in vars(self):
            self._dense.close()

    @cached_property
    def _dense(self) -> DenseSide:
        from knowledge.dense_side import DenseSide  # noqa: PLC0415 - most questions need words only

        return DenseSide(
            self._corpus,
            self._folder,
            self._embedder,
            self._server,
            self._tell,
            build_beside=self._build_beside,
        )

    def _lexical_scores(self, asked: str, language: str) -> dict[str, float]:
        return dict(zip(self._lexical.passages, self._lexical.scores(asked, language), strict=True))

    def _fused(self, scores: Scores, dense: Scores) -> Scores:
        use = self._use
        return {passage: use.fused(score, dense.get(passage, use.base)) for passage, score in scores.items()}

    def _main(self, topic: str) -> Passage | None:
        """Give the passage that is about `topic` before anything else."""
        named = self._corpus.passages.get(topic)
        if named is not None:
            return named
        about = self._corpus.for_topic(topic)
        return about[0] if about else None

    def _tell(self, notice: Notice) -> None:
        self.notice = notice
        self._on_notice(notice)


def tidied(question: str) -> str:
    """Give a question in NFC, on one line, no longer than is looked at."""
    return " ".join(unicodedata.normalize("NFC", question[:MAX_QUESTION]).split())


def _clauses(words: str) -> list[str]:
    parts = (part.strip() for part in _CLAUSE.split(words[: 4 * MAX_QUESTION]))
    return list(dict.fromkeys(tidied(part) for part in parts if len(part) > 3))[:_MOST_CLAUSES]


def _questions(passage: Passage, language: str) -> tuple[str, ...]:
    """Give a passage's title and how people ask for it: what other guidance on the same would answer too."""
    wording = passage.wording(language)
    return (wording.title, *wording.asks[:_ASKS])


def _best(scores: dict[str, float], limit: int) -> Iterable[tuple[str, float]]:
    ranked = sorted(scores.items(), key=lambda row: -row[1])  # stable: a draw goes by the guidance's order
    return [(name, score) for name, score in ranked[: max(0, limit)] if score > 0]
