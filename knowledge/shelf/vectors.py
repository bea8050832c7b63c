"""Vectors of own passages, where a model is named in the settings; without one there are none.

What was embedded is kept in SQLite beside the shelf, by the SHA-256 of its text, so that nothing is sent
twice and an adding that was killed goes on where it was. Chroma's index over it holds numbers and vectors,
and can always be made again. Nothing is sent before somebody agreed: `unsent` counts, `make` sends.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.answers import Answers
from knowledge.embedders.kept import KeptEmbedder
from knowledge.embedders.port import Embedder, EmbedderTrouble
from knowledge.index import IndexUnavailableError, VectorIndex
from knowledge.notice import Notice, OnNotice
from knowledge.shelf.beside import places
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Piece

_NEAREST: Final = 32
"""Passages that are fetched from the index."""


@dataclass(frozen=True, slots=True)
class Near:
    """A piece, and how near it is to a question."""

    document: Document
    piece: Piece
    cosine: float


class OwnVectors:
    """Keeps and finds the vectors of the pieces on `shelf`, made by `model`."""

    def __init__(
        self, shelf: LocalShelf, model: Embedder, on_notice: OnNotice = lambda _notice: None
    ) -> None:
        self._shelf = shelf
        self._kept, self._folder, self._answers_file = places(shelf.path)
        self._embedder = KeptEmbedder(model, self._kept)
        self._on_notice = on_notice
        self._open: tuple[str, VectorIndex, Answers, array[int]] | None = None

    @property
    def model(self) -> str:
        """The model's name."""
        return self._embedder.name

    @property
    def place(self) -> str:
        """The server that passages are sent to."""
        return self._embedder.place

    @property
    def made(self) -> bool:
        """Whether there are any vectors: somebody agreed to it once."""
        return self._index.built or self._kept.exists()

    def unsent(self) -> int:
        """Give how many pieces have no vector of this model yet. Raises ShelfError."""
        return 0 if self._index.current else self._embedder.unsent(self._texts())

    def make(self, *, anew: bool = False) -> None:
        """Send what has no vector yet, and index all; `anew` sends all again if the model was replaced.

        Raises IndexUnavailableError, ShelfError. What was sent until then is kept.
        """
        index = self._index
        if anew:
            index.rebuild()
            self._answers.forget()
            return
        if self.unsent() and self._replaced():
            raise IndexUnavailableError("own_replaced", model=self.model, server=self.place)
        index.ensure(asked=True)

    def index_kept(self) -> None:
        """Index what is there when nothing has to be sent for that.

        Raises IndexUnavailableError, ShelfError.
        """
        if not self.unsent():
            self._index.ensure()

    def nearest(self, question: str) -> list[Near]:
        """Give the pieces nearest to a question, nearest first. Raises IndexUnavailableError, ShelfError."""
        index, numbers = self._index, self._numbers
        if not numbers or not self.made:
            return []
        cosines = self._answers.get(question)
        if cosines is None:
            cosines = {str(numbers[at]): round(cosine, 4) for at, cosine in index.nearest(question, _NEAREST)}
            self._answers.keep(question, cosines)
        found = ((self._shelf.at(int(number)), cosine) for number, cosine in cosines.items())
        return [Near(*there, cosine=cosine) for there, cosine in found if there is not None]

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    @property
    def _index(self) -> VectorIndex:
        return self._opened()[1]

    @property
    def _answers(self) -> Answers:
        return self._opened()[2]

    @property
    def _numbers(self) -> array[int]:
        """The number of each piece in the index, by its place there."""
        return self._opened()[3]

    def _opened(self) -> tuple[str, VectorIndex, Answers, array[int]]:
        """Give the index of what stands on the shelf now."""
        revision = self._shelf.fingerprint
        if self._open is None or self._open[0] != revision:
            self.close()
            index = VectorIndex(
                self._folder,
                self._embedder,
                self._texts,
                revision,
                self._progress,
                grows=True,
                told="own_",
            )
            answers = Answers(self._answers_file, index.fingerprint)
            self._open = (revision, index, answers, array("q", self._shelf.numbers()))
        return self._open

    def _texts(self) -> Sequence[str]:
        return [text for _number, text in self._shelf.texts()]

    def _replaced(self) -> bool:
        try:
            return self._embedder.replaced(self._texts())
        except EmbedderTrouble as trouble:
            raise IndexUnavailableError(trouble.code, **trouble.values) from trouble

    def _progress(self, event: str, count: int) -> None:
        self._on_notice(Notice("own_building" if event == "building" else "own_built", count=count))
