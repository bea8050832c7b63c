"""Logistic regression over rows of few numbers: what `tests.train_asks` learns its weights with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

_ROUNDS: Final = 12
"""Newton steps; it stands still after seven or so."""
_STEPS: Final = 60
"""Steps within one of Newton's."""
_CLOSE: Final = 1e-3
"""Share of the first rest at which one of Newton's steps is near enough."""


@dataclass(frozen=True)
class Rows:
    """Rows of numbers, most of them nought: each one's column and value, ordered by row and by column."""

    columns: np.ndarray
    values: np.ndarray
    row_of: np.ndarray
    count: int
    width: int
    """Columns that there are."""

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Give each row's sum by `weights`."""
        return np.bincount(self.row_of, self.values * weights[self.columns], self.count)

    def back(self, parts: np.ndarray) -> np.ndarray:
        """Give each column's sum by `parts` of the rows."""
        return np.bincount(self.columns, self.values * parts[self.row_of], self.width)

    def seen(self) -> np.ndarray:
        """Give in how many rows each column stands."""
        return np.bincount(self.columns, minlength=self.width)

    def scaled(self, by: np.ndarray) -> Rows:
        """Give the rows with each column multiplied, and each row of length 1 again."""
        values = self.values * by[self.columns]
        lengths = np.sqrt(np.bincount(self.row_of, values**2, self.count))
        return replace(self, values=values / np.maximum(lengths, 1e-6)[self.row_of])

    def only(self, chosen: np.ndarray) -> Rows:
        """Give the rows that are `chosen`, a truth value a row."""
        inside = chosen[self.row_of]
        place = np.cumsum(chosen) - 1
        return replace(
            self,
            columns=self.columns[inside],
            values=self.values[inside],
            row_of=place[self.row_of[inside]],
            count=int(chosen.sum()),
        )


def rows_of(found: Sequence[dict[int, float]], width: int) -> Rows:
    """Give the numbers of each row, by their columns, as rows."""
    entries = [(row, column, value) for row, values in enumerate(found) for column, value in values.items()]
    row_of, columns, values = (np.array(each) for each in zip(*entries, strict=True))
    return Rows(columns, values, row_of, len(found), width)


def fitted(
    rows: Rows, truth: np.ndarray, penalty: float, start: tuple[np.ndarray, float] | None = None
) -> tuple[np.ndarray, float]:
    """Give the weights and the bias by Newton's steps; `start` only shortens the way."""
    weights = np.append(*start) if start else np.zeros(rows.width + 1)
    for _round in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(rows.times(weights[:-1]) + weights[-1])))
        curve = chance * (1 - chance)
        wrong = chance - truth
        slope = np.append(rows.back(wrong), wrong.sum()) + penalty * weights
        step = _solved(rows, curve, slope, penalty)
        weights = weights - step
        if np.max(np.abs(step)) < 2e-3 * np.max(np.abs(weights)):
            break
    return weights[:-1], float(weights[-1])


def _solved(rows: Rows, curve: np.ndarray, aim: np.ndarray, penalty: float) -> np.ndarray:
    """Solve one of Newton's steps by conjugate gradients."""
    found = np.zeros_like(aim)
    rest, way, size = aim, aim, float(aim @ aim)
    enough = _CLOSE**2 * size
    for _step in range(_STEPS):
        if size <= enough:
            break
        weighed = curve * (rows.times(way[:-1]) + way[-1])
        turned = np.append(rows.back(weighed), weighed.sum()) + penalty * way
        ahead = size / float(way @ turned)
        found, rest = found + ahead * way, rest - ahead * turned
        before, size = size, float(rest @ rest)
        way = rest + size / before * way
    return found
