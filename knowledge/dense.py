"""What the two places of the index share: on this machine (`index`) and on a server (`shared_index`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from knowledge.embedders.port import Embedder
from knowledge.trouble import Trouble

LAYOUT: Final = 1
"""Raise it when an index made by older code must not be used."""

_FEWEST: Final = 100
"""Texts from which their average likeness says something."""
_MOST: Final = 0.98

Progress = Callable[[Literal["building", "built"], int], None]
"""Told when a build begins and ends, with the number of texts."""


class IndexUnavailableError(Trouble):
    """There is no index and none can be made now; says why."""


@dataclass(frozen=True, slots=True)
class Health:
    """Vectors that an index should give and really gives."""

    expected: int
    returned: int


class DenseIndex(Protocol):
    """Finds the texts nearest to another text. What asks it may raise IndexUnavailableError."""

    embedder: Embedder
    fingerprint: str

    @property
    def built(self) -> bool:
        """Whether some index is there, be it stale."""
        ...

    @property
    def current(self) -> bool:
        """Whether an index of these texts by this embedder stands ready."""
        ...

    @property
    def place(self) -> str:
        """The server that it stands on; empty for this machine."""
        ...

    def ensure(self) -> None:
        """Build the index unless it stands ready, as far as that may be done unasked."""
        ...

    def rebuild(self) -> None:
        """Build the index anew: somebody asked for it."""
        ...

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Give the numbers of the nearest texts with their cosine, best first."""
        ...

    def health(self) -> Health:
        """Count the vectors that it really gives."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class Level:
    """How alike the texts are on average: what a cosine of this model says when it says nothing.

    Models differ: unrelated texts have a cosine of 0.2 with one and of 0.8 with another (e5). So that one set
    of numbers in calibration.toml serves all, a cosine is given by how far it is above that level.
    """

    def __init__(self) -> None:
        self._count = 0
        self._sum: list[float] = []

    def add(self, vectors: Sequence[Sequence[float]]) -> None:
        """Count vectors of length one in."""
        for vector in vectors:
            self._sum = [a + b for a, b in zip(self._sum or [0.0] * len(vector), vector, strict=True)]
            self._count += 1

    @property
    def enough(self) -> bool:
        """Whether so many were counted that the average says something."""
        return self._count >= _FEWEST

    @property
    def mean(self) -> float:
        """The average cosine of two different texts."""
        pairs = self._count * (self._count - 1)
        together = math.fsum(number * number for number in self._sum)
        return min(_MOST, max(0.0, (together - self._count) / pairs)) if pairs else 0.0


def above(level: object, cosine: float) -> float:
    """Give how far a cosine is above the level, 1 at most; without a level the cosine itself."""
    if not isinstance(level, float) or not 0.0 < level <= _MOST:
        return cosine
    return max(-1.0, (cosine - level) / (1.0 - level))


def fingerprint(texts_fingerprint: str, embedder: Embedder) -> str:
    """Give what an index is made from: layout, texts, embedder."""
    return f"{LAYOUT}:{texts_fingerprint}:{embedder.fingerprint}"


def embedder_name(index_fingerprint: str) -> str:
    """Give the name of the embedder behind an index's fingerprint."""
    embedder = index_fingerprint.split(":", 2)[-1]
    name, bar, _rest = embedder.partition("|")
    return name if bar else embedder.partition("-")[0]
