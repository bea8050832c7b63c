"""What the index needs from an embedder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from knowledge.trouble import Trouble


class EmbedderTrouble(Trouble):
    """No vectors can be had now; says why."""


class Embedder(Protocol):
    """Turns texts into vectors whose cosine tells how alike they are."""

    @property
    def name(self) -> str:
        """A short name, for people and for calibration.toml."""
        ...

    @property
    def fingerprint(self) -> str:
        """Differs whenever the same text would get another vector."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in each vector; 0 while that is not known."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one vector of length one for each text. Raises EmbedderTrouble."""
        ...

    def embed_question(self, text: str) -> list[float]:
        """Give the vector with which texts about `text` are found. Raises EmbedderTrouble."""
        return self.embed([text])[0]

    @property
    def place(self) -> str:
        """The server that texts are sent to; empty when they stay in this process."""
        return ""

    def unsent(self, texts: Sequence[str]) -> int:
        """Give how many of the texts `embed` would send to `place`."""
        return len(texts) if self.place else 0

    def begin_anew(self, texts: Sequence[str]) -> None:
        """See, before `texts` are embedded, that kept vectors still hold. Raises EmbedderTrouble."""
        del texts
