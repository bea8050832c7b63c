"""Train the learned part of `unsupported_claim`: `python -m tests.train_claims [--try] [--misses] [sv|en]`.

`make claims-model` does it for both languages: two logistic regressions, over `claims_features` of the
sentences of `claims_examples` and over `clauses_features` of their clauses, written to
`assistant/checks/learned/claims_*.json` and `clauses_*.json`. A sentence's score is its own and that of its
likeliest clause, added up. How well they do is counted on sentences that were held out, a brief at a time.
`--try` prints that, and writes nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from assistant.checks.clauses_features import clauses_features
from assistant.checks.support import support_of
from assistant.checks.unsupported_claim import LEARNED_ROLES
from assistant.domain.value import Language
from tests.claims_examples import Example, examples, fingerprint
from tests.eval_review import VISIBLE
from tests.learning import learned, train_named, write_weights

_PENALTY: Final = 0.03
"""How strongly large weights are held back."""
ORDINARY: Final = frozenset({"none", "message", "tuning half"})
"""Types of sentences as they stand in ordinary messages, not written to tempt."""
_LINE: Final = 1.7
"""The score above which a sentence is found: with its likeliest clause's, odds of seven to three each."""
_VETO: Final = -0.8
"""The score under which no rule of relations is believed: odds of less than two to three each."""
_TOUCHES: Final = 5
"""Letters of the false words by which a clause is false, where they are longer."""
_QUIET: Final = -3.0
"""The score up to which no rule of relations is asked: what they find there is not kept."""


def is_learned_from(example: Example) -> bool:
    """Whether it is a sentence of prose, and not false in a single word: those `train_words` learns from."""
    return example.role in LEARNED_ROLES and not (example.false and example.type in VISIBLE)


def report(given: Sequence[Example], scores: np.ndarray) -> dict[str, int]:
    """Print, by type, what held-out sentences say, and give the sums."""
    seen: Counter[tuple[str, bool, str]] = Counter()
    for each, score in zip(given, scores, strict=True):
        for name, hit in (("all", True), ("rules", bool(each.rules)), ("learned", score > _LINE)):
            seen[each.type, each.false, name] += hit
        seen[each.type, each.false, "both"] += bool(each.rules) or score > _LINE
    for type_ in sorted({each.type for each in given}):
        told = [
            f"{name} {seen[type_, false, name]:3}"
            for false in (True, False)
            for name in ("rules", "learned", "both", "all")
        ]
        print(f"  {type_:16} false: {', '.join(told[:4])};   true: {', '.join(told[4:])}")
    false = np.array([each.false for each in given])
    return {
        "false": int(false.sum()),
        "true": int((~false).sum()),
        "held_out_found": int((false & (scores > _LINE)).sum()),
        "held_out_alarms": int((~false & (scores > _LINE)).sum()),
    }


def clauses_of(example: Example) -> list[tuple[Mapping[str, float], bool]]:
    """Give each clause's features, and whether it has false words; left out where nobody knows."""
    support = support_of(example.brief)
    begin = example.text.casefold().find(example.excerpt.casefold()) if example.excerpt else -1
    stop = begin + len(example.excerpt)
    found = clauses_features(example.text, example.language, support)
    if example.false and begin < 0:
        return [(features, True) for _place, features in found] if len(found) == 1 else []
    least = min(_TOUCHES, len(example.excerpt))
    return [
        (features, example.false and min(end, stop) - max(start, begin) >= least)
        for (start, end), features in found
    ]


def train(language: Language, *, write: bool) -> None:
    """Train one language's models, say how well they do on what they had not seen, and write them down."""
    given = [each for each in examples(language) if is_learned_from(each)]
    false = [each.false for each in given]
    sentences = learned(
        [each.features for each in given],
        false,
        _PENALTY,
        [each.group for each in given],
        [each.times for each in given],
    )
    rows = [(at, each, *clause) for at, each in enumerate(given) for clause in clauses_of(each)]
    clauses = learned(
        [row[2] for row in rows],
        [row[3] for row in rows],
        _PENALTY,
        [row[1].group for row in rows],
        [row[1].times for row in rows],
    )
    likeliest = np.full(len(given), -np.inf)
    np.maximum.at(likeliest, [row[0] for row in rows], clauses.scores)
    scores = sentences.scores + np.where(np.isfinite(likeliest), likeliest, 0.0)
    print(f"\n{language}: {len(given)} sentences, {len(rows)} clauses")
    counts = report(given, scores)
    print(f"  {counts}")
    if "--misses" in sys.argv:
        _print_misses(given, scores)
    if not write:
        return
    said: dict[str, Any] = {
        "written_for_it": fingerprint(),
        "examples": counts,
        "line": _LINE,
        "veto": _VETO,
        "quiet": _QUIET,
    }
    write_weights(f"claims_{language}", "tests.train_claims", said | sentences.written())
    write_weights(
        f"clauses_{language}", "tests.train_claims", {"written_for_it": fingerprint()} | clauses.written()
    )


def _print_misses(given: Sequence[Example], scores: np.ndarray) -> None:
    for at in np.argsort(-scores):
        if given[at].false != (scores[at] > _LINE):
            print(f"   {scores[at]:6.2f} {given[at].false!s:5} {given[at].group} {given[at].text}")


if __name__ == "__main__":
    train_named(train)
