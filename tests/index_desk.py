"""A desk for the dense index: real Chroma, a few texts, an exact embedder, and what an index told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge.embedders import Embedder
from knowledge.generations import Generations
from knowledge.index import VectorIndex

TEXTS = ("text about silence", "text about thanks", "text about place", "text about goals", "text about pay")


class LetterEmbedder(Embedder):
    """Counts letters: small, exact and the same everywhere."""

    dimension = 26
    name = ""
    fingerprint = ""

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.fingerprint = f"{name}-1"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give each text's letter counts."""
        return [[float(text.count(chr(97 + letter))) for letter in range(26)] for text in texts]


class Watched:
    """An index with what it told."""

    def __init__(self, folder: Path, texts: Sequence[str] = TEXTS, embedder: str = "letters") -> None:
        self.told: list[str] = []
        self.index = VectorIndex(
            folder, LetterEmbedder(embedder), lambda: texts, f"texts-{len(texts)}", self._tell
        )

    def _tell(self, event: str, _count: int) -> None:
        self.told.append(event)

    def number(self) -> int:
        """Ask for the text nearest to the third one."""
        return self.index.nearest(TEXTS[2], 1)[0][0]


def built(folder: Path, texts: Sequence[str] = TEXTS) -> Path:
    """Build an index in a folder."""
    watched = Watched(folder, texts)
    watched.index.ensure()
    watched.index.close()
    return folder


def generation(folder: Path) -> Path:
    """Give the folder of the generation in use."""
    pointer = Generations(folder).pointer()
    assert pointer is not None
    return folder / pointer.generation
