"""Train the learned part of `asks_to_be_mentor`: `python -m tests.train_asks [--try] [--misses] [sv|en]`.

`make asks-model` does it for both languages: a logistic regression over `asks_features`, learned from
`asks_examples` and written to `assistant/checks/learned/asks_*.json`. Where the thresholds lie is settled on
sentences that were held out, a group at a time: an author's cases, a test's, a fifth of what was written for
it. `--try` prints that, and writes nothing.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from assistant.checks.asks_features import PLACES, asks_features, place_and_mark
from assistant.checks.asks_to_be_mentor import find_asking
from assistant.checks.learned_asks import LEARNED_FOLDER, levels, readable
from assistant.domain.value import Language
from tests.asks_examples import Example, examples, fingerprint
from tests.regression import Rows, fitted, rows_of

_PENALTY: Final = 0.03
"""How strongly large weights are held back; chosen with the third round held out."""
_SEEN_IN: Final = 3
"""Sentences that a feature stands in at least."""
_MOST_ALARMS: Final = 0.005
"""Share of innocent messages that it may find by a sentence, and again by a pair of neighbours."""
_MOST_LOST: Final = 0.01
"""Share of the askings that a rule finds, which the learned part may take back."""


def tabled(given: Sequence[Example], language: Language) -> tuple[Rows, np.ndarray]:
    """Give the features of every example, by their places, and the places' marks."""
    found = [asks_features(readable(each.text), language) for each in given]
    owners = _owners(found)
    marks = np.zeros(PLACES, dtype=np.uint8)
    for place, name in owners.items():
        marks[place] = place_and_mark(name)[1]
    owned = {name: place for place, name in owners.items()}
    rows = [{owned[name]: value for name, value in features.items() if name in owned} for features in found]
    return rows_of(rows, PLACES), marks


def _owners(found: Sequence[dict[str, float]]) -> dict[int, str]:
    """Give the feature of each place: of those that meet there the one that most sentences have."""
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


def fit(table: Rows, asks: np.ndarray, start: Fit | None = None) -> Fit:
    """Learn from rows; `start` only shortens the way."""
    weights, bias = fitted(table, asks, _PENALTY, (start.weights, start.bias) if start else None)
    largest = float(np.abs(weights).max())
    codes = 128 + np.round(np.sign(weights) * np.sqrt(np.abs(weights) / largest) * 127)
    return Fit(codes.astype(np.uint8), largest, bias)


def held_out_scores(table: Rows, asks: np.ndarray, groups: np.ndarray, whole: Fit) -> np.ndarray:
    """Give each example the score that a model gives it which has seen nothing of its group."""
    scores = np.zeros(len(asks))
    for group in sorted(set(groups)):
        out = groups == group
        scores[out] = fit(table.only(~out), asks[~out], whole).scores(table.only(out))
    return scores


def threshold(given: Sequence[Example], scores: np.ndarray, *, pair: bool = False) -> float:
    """Give the lowest score at which few enough innocent messages are found, by a sentence or by a pair."""
    highest: dict[str, float] = {}
    for each, score in zip(given, scores, strict=True):
        if each.innocent and each.pair is pair:
            highest[each.message] = max(highest.get(each.message, -99.0), float(score))
    ordered = sorted(highest.values(), reverse=True)
    return ordered[int(len(ordered) * _MOST_ALARMS)] + 0.01


def veto(given: Sequence[Example], scores: np.ndarray, ruled: np.ndarray) -> float:
    """Give the score under which what a rule finds is taken back."""
    asking = np.array([each.asks for each in given])
    return float(np.quantile(scores[ruled & asking], _MOST_LOST))


def report(given: Sequence[Example], scores: np.ndarray, ruled: np.ndarray, line: float) -> dict[str, int]:
    """Print and give what held-out sentences and messages say at the threshold."""
    asks = np.array([each.asks for each in given])
    single = np.array([not each.pair for each in given])
    found = scores > line
    authors = np.array([each.group.split()[0] for each in given])
    for author in sorted(set(authors)):
        asking, quiet = (authors == author) & asks, (authors == author) & ~asks & single
        print(
            f"  {author:8} rules {(ruled & asking).sum():4}, learned {(found & asking).sum():4},"
            f" both {((found | ruled) & asking).sum():4} of {asking.sum():4};"
            f" false: rules {(ruled & quiet).sum():3}, learned {(found & quiet).sum():3} of {quiet.sum():4}"
        )
    by_message: dict[str, bool] = defaultdict(bool)
    for each, hit in zip(given, found, strict=True):
        if each.innocent and not each.pair:
            by_message[each.message] |= bool(hit)
    print(f"  innocent messages found: {sum(by_message.values())} of {len(by_message)}")
    return {
        "asking": int(asks.sum()),
        "innocent": int((~asks & single).sum()),
        "held_out_found": int((found & asks).sum()),
        "held_out_alarms": int((found & ~asks & single).sum()),
    }


def train(language: Language, *, write: bool) -> None:
    """Train one language's model, say how well it does on what it had not seen, and write it down."""
    given = examples(language)
    plain, marks = tabled(given, language)
    rare = rarity(plain)
    table = plain.scaled(rare)
    asks = np.array([each.asks for each in given], dtype=float)
    whole = fit(table, asks)
    scores = held_out_scores(table, asks, np.array([each.group for each in given]), whole)
    ruled = np.array([not each.pair and find_asking(each.text, language) is not None for each in given])
    line, pair_line = threshold(given, scores), threshold(given, scores, pair=True)
    low = veto(given, scores, ruled)
    print(f"\n{language}: {len(given)} examples, thresholds {line:.2f}, {pair_line:.2f} and {low:.2f}")
    counts = report(given, scores, ruled, line)
    if "--misses" in sys.argv:
        _print_misses(given, scores, line)
    if not write:
        return
    path = LEARNED_FOLDER / f"asks_{language}.json"
    written: dict[str, Any] = {
        "made_by": "python -m tests.train_asks",
        "written_for_it": fingerprint(),
        "examples": counts,
        "threshold": round(line, 2),
        "pair_threshold": round(pair_line, 2),
        "veto": round(low, 2),
        "bias": round(whole.bias, 3),
        "largest": whole.largest,
        "marks": _packed(marks),
        "rarity": _packed(rare),
        "weights": _packed(whole.codes),
    }
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"  {path.stat().st_size // 1000} kB in {path.name}")


def _packed(numbers: np.ndarray) -> str:
    return base64.b64encode(zlib.compress(numbers.astype(np.uint8).tobytes(), 9)).decode("ascii")


def _print_misses(given: Sequence[Example], scores: np.ndarray, line: float) -> None:
    for at in np.argsort(-scores):
        if given[at].asks != (scores[at] > line) and not given[at].pair:
            print(f"   {scores[at]:6.2f} {given[at].asks!s:5} {given[at].group} {given[at].text}")


def main() -> None:
    """Train both languages, or those that are named."""
    LEARNED_FOLDER.mkdir(exist_ok=True)
    languages: tuple[Language, ...] = ("sv", "en")
    for language in [each for each in languages if each in sys.argv] or languages:
        train(language, write="--try" not in sys.argv)


if __name__ == "__main__":
    main()
