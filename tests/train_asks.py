"""Train the learned part of `asks_to_be_mentor`: `python -m tests.train_asks [--try] [--misses] [sv|en]`.

`make asks-model` does it for both languages: a logistic regression over `asks_features`, learned from
`asks_examples` and written to `assistant/checks/learned/asks_*.json`. Where the thresholds lie is settled on
sentences that were held out, a group at a time: an author's cases, a test's, a fifth of what was written for
it. `--try` prints that, and writes nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from assistant.checks.asks_features import asks_features
from assistant.checks.asks_to_be_mentor import find_asking
from assistant.checks.learned_asks import readable
from assistant.domain.value import Language
from tests.asks_examples import Example, examples, fingerprint
from tests.learning import fit, held_out_scores, packed, rarity, tabled, train_named, write_weights

_PENALTY: Final = 0.03
"""How strongly large weights are held back; chosen with the third round held out."""
_LINE: Final = 0.5
"""Score from which on a sentence asks: the odds are five to three. One line for both languages, since where
the few highest of some hundred innocent messages lie is chance."""
_MOST_ALARMS: Final = 0.005
"""Share of innocent messages that it may find by a pair of neighbours."""
_VETO: Final = -1.5
"""Score under which what a rule finds is taken back. Of sentences by writers who were held out, this costs 1
in a hundred of what rules rightly find, and saves 1 in eight of the false alarms."""


def pair_threshold(given: Sequence[Example], scores: np.ndarray) -> float:
    """Give the lowest score at which few enough innocent messages are found by a pair of neighbours."""
    highest: dict[str, float] = {}
    for each, score in zip(given, scores, strict=True):
        if each.innocent and each.pair:
            highest[each.message] = max(highest.get(each.message, -99.0), float(score))
    ordered = sorted(highest.values(), reverse=True)
    return max(_LINE, ordered[int(len(ordered) * _MOST_ALARMS)] + 0.01)


def report(given: Sequence[Example], scores: np.ndarray, ruled: np.ndarray) -> dict[str, int]:
    """Print and give what held-out sentences and messages say at the threshold."""
    asks = np.array([each.asks for each in given])
    single = np.array([not each.pair for each in given])
    found = scores > _LINE
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
    plain, marks = tabled([asks_features(readable(each.text), language) for each in given])
    rare = rarity(plain)
    table = plain.scaled(rare)
    asks = np.array([each.asks for each in given], dtype=float)
    whole = fit(table, asks, _PENALTY)
    scores = held_out_scores(table, asks, _PENALTY, np.array([each.group for each in given]), whole)
    ruled = np.array([not each.pair and find_asking(each.text, language) is not None for each in given])
    pair_line = pair_threshold(given, scores)
    print(f"\n{language}: {len(given)} examples, thresholds {_LINE}, {pair_line:.2f} and {_VETO}")
    counts = report(given, scores, ruled)
    if "--misses" in sys.argv:
        _print_misses(given, scores)
    if not write:
        return
    written: dict[str, Any] = {
        "written_for_it": fingerprint(),
        "examples": counts,
        "threshold": _LINE,
        "pair_threshold": round(pair_line, 2),
        "veto": _VETO,
        "marks": packed(marks),
        "rarity": packed(rare),
        **whole.written(),
    }
    write_weights(f"asks_{language}", "tests.train_asks", written)


def _print_misses(given: Sequence[Example], scores: np.ndarray) -> None:
    for at in np.argsort(-scores):
        if given[at].asks != (scores[at] > _LINE) and not given[at].pair:
            print(f"   {scores[at]:6.2f} {given[at].asks!s:5} {given[at].group} {given[at].text}")


if __name__ == "__main__":
    train_named(train)
