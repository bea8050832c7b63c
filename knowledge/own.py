"""The person's own guidance beside the shipped one: what of it answers a question or serves a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from knowledge.corpus import Passage
from knowledge.found import Hit
from knowledge.notice import Notice, OnNotice
from knowledge.shelf.port import Language, OwnHit, Shelf, ShelfError, as_passage

MOST_IN_TASK: Final = 3
"""Own passages that a task is given at most, beside the shipped ones."""
_MOST_QUESTIONS: Final = 48
"""Questions that are put to the shelf for one task."""


class OwnSide:
    """Searches a shelf. One that cannot be read is told about once, and then gives nothing."""

    def __init__(self, shelf: Shelf | None, on_notice: OnNotice) -> None:
        self._shelf = shelf
        self._on_notice = on_notice
        self._told = False

    def hits(self, question: str, language: str, limit: int) -> list[Hit]:
        """Give the passages nearest to a question, best first."""
        return [
            Hit(as_passage(hit.document, hit.piece), hit.score)
            for hit in self._found(question, language, limit)
        ]

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
        """Let go of the shelf's file."""
        if self._shelf is not None:
            self._shelf.close()

    def _found(self, question: str, language: str, limit: int) -> Sequence[OwnHit]:
        if self._shelf is None or not question:
            return ()
        asked: Language = "sv" if language == "sv" else "en"
        try:
            return self._shelf.search(question, asked, limit)
        except ShelfError as error:
            if not self._told:
                self._told = True
                self._on_notice(Notice("own_unavailable", reason=str(error), trouble=error))
            return ()
