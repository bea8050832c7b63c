"""The person's own guidance beside the shipped one: what of it answers a question or serves a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal

from knowledge.calibration import DenseUse
from knowledge.corpus import Passage
from knowledge.found import Hit
from knowledge.notice import Notice, OnNotice
from knowledge.shelf.port import Language, OwnHit, Shelf, ShelfError, as_passage
from knowledge.trouble import Trouble

if TYPE_CHECKING:
    from knowledge.shelf.vectors import Near, OwnVectors

MOST_IN_TASK: Final = 3
"""Own passages that a task is given at most, beside the shipped ones."""
_MOST_QUESTIONS: Final = 48
"""Questions that are put to the shelf for one task."""
_LOOKED_AT: Final = 32
"""Passages that words found, whose scores are put together with the vectors'."""
_OTHER_LANGUAGE: Final = 0.95
"""What the cosine of a passage in the other language counts, so that the asker's own comes first."""


class OwnSide:
    """Searches a shelf. One that cannot be read is told about once, and then gives nothing."""

    def __init__(self, shelf: Shelf | None, on_notice: OnNotice, vectors: OwnVectors | None = None) -> None:
        self._shelf = shelf
        self._vectors = vectors
        self._on_notice = on_notice
        self._told: set[str] = set()

    def hits(self, question: str, language: str, limit: int) -> list[Hit]:
        """Give the passages nearest to a question, best first."""
        return [
            Hit(as_passage(hit.document, hit.piece), hit.score)
            for hit in self._found(question, language, limit)
        ]

    def nearer(self, hits: list[Hit], question: str, language: str, limit: int, use: DenseUse) -> list[Hit]:
        """Give what words and vectors find together; `hits`, which the words found, where there are none."""
        near = self._near(question)
        if not near:
            return hits
        found = {hit.passage.id: hit for hit in self.hits(question, language, _LOOKED_AT)}
        said = {text for hit in found.values() for text in _texts(hit.passage)}
        cosines: dict[str, float] = {}
        for each in near:
            passage = as_passage(each.document, each.piece)
            if passage.id not in found and each.piece.text in said:
                continue  # the same text in two files counts once
            said.add(each.piece.text)
            found.setdefault(passage.id, Hit(passage, 0.0))
            cosines[passage.id] = each.cosine * (1.0 if each.piece.language == language else _OTHER_LANGUAGE)
        fused = [
            Hit(hit.passage, round(use.fused(hit.score, cosines.get(name, 0.0)), 4))
            for name, hit in found.items()
        ]
        return sorted(fused, key=lambda hit: -hit.score)[:limit]

    def for_task(self, questions: Iterable[str], language: str, least: float) -> list[Passage]:
        """Give the passages that some of a task's questions find with a score of `least` or more."""
        best: dict[str, Hit] = {}
        for question in list(dict.fromkeys(questions))[:_MOST_QUESTIONS]:
            for hit in self.hits(question, language, MOST_IN_TASK):
                known = best.get(hit.passage.id)
                if hit.score >= least and (known is None or hit.score > known.score):
                    best[hit.passage.id] = hit
        ranked = sorted(best.values(), key=lambda hit: -hit.score)
        return [hit.passage for hit in ranked[:MOST_IN_TASK]]

    def close(self) -> None:
        """Let go of the shelf's files."""
        if self._vectors is not None:
            self._vectors.close()
        if self._shelf is not None:
            self._shelf.close()

    def _found(self, question: str, language: str, limit: int) -> Sequence[OwnHit]:
        if self._shelf is None or not question:
            return ()
        asked: Language = "sv" if language == "sv" else "en"
        try:
            return self._shelf.search(question, asked, limit)
        except ShelfError as error:
            self._tell("own_unavailable", error)
            return ()

    def _near(self, question: str) -> Sequence[Near]:
        if self._vectors is None or not question:
            return ()
        try:
            return self._vectors.nearest(question)
        except Trouble as error:
            self._tell("own_by_words", error)
            self._vectors.close()
            self._vectors = None  # said once; trying again at every question would only be slow
            return ()

    def _tell(self, kind: Literal["own_unavailable", "own_by_words"], error: Trouble) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self._on_notice(Notice(kind, reason=str(error), trouble=error))


def _texts(passage: Passage) -> Iterator[str]:
    return (wording.text for wording in passage.wordings.values())
