"""What a learned part is trained with: features as rows, a fit as its file holds it, held-out scores."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.checks.weights import LEARNED_FOLDER, PLACES, levels, place_and_mark
from assistant.domain.value import Language
from tests.regression import Rows, fitted, rows_of

_FOLDS: Final = 8
"""Parts into which what hangs together is divided; each is held out once."""
_SEEN_IN: Final = 3
"""Texts that a feature stands in at least."""


def tabled(found: Sequence[Mapping[str, float]]) -> tuple[Rows, np.ndarray]:
    """Give the features of every example, by their places, and the places' marks."""
    owners = _owners(found)
    marks = np.zeros(PLACES, dtype=np.uint8)
    for place, name in owners.items():
        marks[place] = place_and_mark(name)[1]
    owned = {name: place for place, name in owners.items()}
    rows = [{owned[name]: value for name, value in features.items() if name in owned} for features in found]
    return rows_of(rows, PLACES), marks


def _owners(found: Sequence[Mapping[str, float]]) -> dict[int, str]:
    """Give the feature of each place: of those that meet there the one that most texts have."""
    seen = Counter(name for features in found for name in features)
    owners: dict[int, str] = {}
    for name, count in sorted(seen.items(), key=lambda each: (-each[1], each[0])):
        if count >= _SEEN_IN:
            owners.setdefault(place_and_mark(name)[0], name)
    return owners


def rarity(table: Rows) -> np.ndarray:
    """Give in tenths how rare each feature is: the root of the logarithm of one in how many has it."""
    seen = table.seen()
    rare = np.round(np.sqrt(np.log(table.count / np.maximum(seen, 1))) * 10)
    return np.where(seen > 0, np.maximum(rare, 1), 0)


@dataclass(frozen=True)
class Fit:
    """What was learned from rows, as the file holds it."""

    codes: np.ndarray
    largest: float
    bias: float

    @property
    def weights(self) -> np.ndarray:
        """What each place says."""
        return np.array(levels(self.largest))[self.codes]

    def scores(self, table: Rows) -> np.ndarray:
        """Give each row's score, as the product would."""
        return table.times(self.weights) + self.bias

    def written(self) -> dict[str, Any]:
        """Give what the file of weights says of it."""
        return {"bias": round(self.bias, 3), "largest": self.largest, "weights": packed(self.codes)}


def fit(table: Rows, truth: np.ndarray, penalty: float, start: Fit | None = None) -> Fit:
    """Learn from rows; `penalty` holds large weights back, `start` only shortens the way."""
    weights, bias = fitted(table, truth, penalty, (start.weights, start.bias) if start else None)
    largest = float(np.abs(weights).max())
    codes = 128 + np.round(np.sign(weights) * np.sqrt(np.abs(weights) / largest) * 127)
    return Fit(codes.astype(np.uint8), largest, bias)


def held_out_scores(
    table: Rows, truth: np.ndarray, penalty: float, groups: np.ndarray, whole: Fit
) -> np.ndarray:
    """Give each example the score that a model gives it which has seen nothing of its group."""
    scores = np.zeros(len(truth))
    for group in sorted(set(groups)):
        out = groups == group
        scores[out] = fit(table.only(~out), truth[~out], penalty, whole).scores(table.only(out))
    return scores


def fit_and_held_out(
    table: Rows, truth: np.ndarray, penalty: float, names: Sequence[str]
) -> tuple[Fit, np.ndarray]:
    """Learn from all rows, and score each as if it and all of its name had been held out."""
    whole = fit(table, truth, penalty)
    parts = {name: at % _FOLDS for at, name in enumerate(dict.fromkeys(names))}
    groups = np.array([parts[name] for name in names])
    return whole, held_out_scores(table, truth, penalty, groups, whole)


@dataclass(frozen=True)
class Learned:
    """What was learned from features, and how it judges each that it had not seen."""

    fit: Fit
    marks: np.ndarray
    rare: np.ndarray
    scores: np.ndarray

    def written(self) -> dict[str, Any]:
        """Give what the file of weights says of it."""
        return {"marks": packed(self.marks), "rarity": packed(self.rare), **self.fit.written()}


def learned(
    found: Sequence[Mapping[str, float]],
    truth: Sequence[bool],
    penalty: float,
    names: Sequence[str],
    times: Sequence[int],
) -> Learned:
    """Learn from features, each counted so many `times`, and score each as if it and all of its name had been
    held out."""
    copies = np.repeat(np.arange(len(found)), times)
    plain, marks = tabled([found[at] for at in copies])
    rare = rarity(plain)
    whole, scores = fit_and_held_out(
        plain.scaled(rare), np.array(truth, dtype=float)[copies], penalty, [names[at] for at in copies]
    )
    kept = np.zeros(len(found))
    kept[copies] = scores
    return Learned(whole, marks, rare, kept)


def train_named(train: Callable[..., None]) -> None:
    """Train both languages, or those named on the command line; with `--try` nothing is written."""
    languages: tuple[Language, ...] = ("sv", "en")
    for language in [each for each in languages if each in sys.argv] or languages:
        train(language, write="--try" not in sys.argv)


def write_weights(name: str, made_by: str, learned: Mapping[str, Any]) -> None:
    """Write a file of weights, say how large it is, and with which command it was made."""
    path = LEARNED_FOLDER / f"{name}.json"
    table = {"made_by": f"python -m {made_by}", **learned}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"  {path.stat().st_size // 1000} kB in {path.name}")


def digest_of(paths: Iterable[Path]) -> str:
    """The beginning of the SHA-256 over files, by which weights know what they were learned from."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def packed(numbers: np.ndarray) -> str:
    """Give bytes as the file of weights holds them."""
    return base64.b64encode(zlib.compress(numbers.astype(np.uint8).tobytes(), 9)).decode("ascii")
