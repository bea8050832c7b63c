"""Train the learned part of `unsupported_claim`: `python -m tests.train_claims [--try] [--misses] [sv|en]`.

`make claims-model` does it for both languages: a logistic regression over `claims_features`, learned from the
sentences of `claims_examples` and written to `assistant/checks/learned/claims_*.json`. How well it does is
counted on sentences that were held out, a brief at a time. `--try` prints that, and writes nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from assistant.checks.unsupported_claim import LEARNED_ROLES
from assistant.domain.value import Language
from tests.claims_examples import Example, examples, fingerprint
from tests.eval_review import VISIBLE
from tests.learning import fit_and_held_out, packed, rarity, tabled, train_named, write_weights

_PENALTY: Final = 0.03
"""How strongly large weights are held back."""
ORDINARY: Final = frozenset({"none", "message", "tuning half"})
"""Types of sentences as they stand in ordinary messages, not written to tempt."""
_LINE: Final = 1.1
"""The score above which a sentence is found: odds of three to one that a brief does not bear it out."""
_VETO: Final = -0.3
"""The score under which no rule of relations is believed: odds of less than three to four."""
_QUIET: Final = -2.0
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


def train(language: Language, *, write: bool) -> None:
    """Train one language's model, say how well it does on what it had not seen, and write it down."""
    given = [each for each in examples(language) if is_learned_from(each)]
    plain, marks = tabled([each.features for each in given])
    rare = rarity(plain)
    table = plain.scaled(rare)
    false = np.array([each.false for each in given], dtype=float)
    whole, scores = fit_and_held_out(table, false, _PENALTY, [each.group for each in given])
    print(f"\n{language}: {len(given)} sentences")
    counts = report(given, scores)
    print(f"  {counts}")
    if "--misses" in sys.argv:
        _print_misses(given, scores)
    if not write:
        return
    written: dict[str, Any] = {
        "written_for_it": fingerprint(),
        "examples": counts,
        "line": _LINE,
        "veto": _VETO,
        "quiet": _QUIET,
        "marks": packed(marks),
        "rarity": packed(rare),
        **whole.written(),
    }
    write_weights(f"claims_{language}", "tests.train_claims", written)


def _print_misses(given: Sequence[Example], scores: np.ndarray) -> None:
    for at in np.argsort(-scores):
        if given[at].false != (scores[at] > _LINE):
            print(f"   {scores[at]:6.2f} {given[at].false!s:5} {given[at].group} {given[at].text}")


if __name__ == "__main__":
    train_named(train)
