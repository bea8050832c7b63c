"""What the index needs from an embedder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


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
        """Numbers in each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one vector of length one for each text."""
        ...
