"""Train the learned part of ask, tone and thanks: `python -m tests.train_acts [--try] [--misses] [sv|en]`.

`make acts-model` does it for both languages: one logistic regression for each thing that a sentence may do,
over `acts_features`, learned from `acts_examples` and written to `assistant/checks/learned/acts_*.json`.
Where the thresholds lie is settled on sentences that were held out, a writer at a time. `--try` prints how
well they do, and writes nothing; `--misses` shows what they get wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from assistant.checks.acts_features import acts_features
from assistant.checks.asks import is_bounded
from assistant.checks.learned_acts import ACTS, Act
from assistant.checks.lexicon import plain
from assistant.checks.references import names_work
from assistant.checks.rule import load_rule
from assistant.checks.signs import ENOUGH, phrases_in
from assistant.domain.value import Language
from tests.acts_examples import Example, examples, fingerprint
from tests.learning import fit, held_out_scores, packed, rarity, tabled, train_named, write_weights
from tests.regression import Rows

_PENALTY: Final = 0.01
"""How strongly large weights are held back; chosen with a writer held out."""
_MOST_FALSE: Final = {"threshold": 0.004, "likely": 0.015}
"""Share of the sentences that do not do it, which may lie above a line."""
_MOST_LOST: Final = 0.02
"""Share of the sentences that do it and that a rule finds, which the learned part may take back."""
_LEAST: Final[Mapping[Act, float]] = {"pushy": 0.0}
"""Scores that an act needs at least to be found: what warns by its likeness alone is likelier than not."""
_VETO: Final[Mapping[Act, float]] = {"sales": -4.5, "pushy": -4.0}
"""Scores under which no rule is believed, where it is not settled by what is lost: nearly all that
presses or sells in whole messages lies above, and much of what the phrases find in innocent ones below."""
_RULES: Final[Mapping[Act, tuple[str, tuple[str, ...]]]] = {
    "thanks": ("missing_thanks", ("thanks",)),
    "lesson": ("no_takeaway", ("about", "lesson", "plan", "deed", "change")),
    "flexible": ("no_flexibility", ("flexible", "window")),
    "fixed": ("no_flexibility", ("slot",)),
    "who": ("no_purpose", ("who",)),
    "why": ("no_purpose", ("why",)),
}
_SIGNS: Final[Mapping[Act, str]] = {
    "favour": "!favour",
    "pushy": "!pressure",
    "generic": "!anyone",
    "long": "!long",
}
_FOUND: Final[Mapping[Act, Callable[[str, Language], bool]]] = {
    "refers": names_work,
    "bounded": is_bounded,
    "vague": lambda _text, _language: False,
}
"""What a rule finds: by its patterns, by a feature, or by a question of its own."""


def _sells(text: str, language: Language) -> bool:
    """Whether the phrases of sales are heavy enough in a sentence by themselves."""
    return sum({sign.name: sign.weight for sign in phrases_in("sales", language, text)}.values()) >= ENOUGH


def is_ruled(act: Act, text: str, language: Language) -> bool:
    """Whether a rule finds that a sentence does this."""
    flat = plain(text)
    if act == "sales":
        return _sells(text, language)
    if act in _SIGNS:
        return _SIGNS[act] in acts_features(flat, language)
    if act in _FOUND:
        return _FOUND[act](text, language)
    check, names = _RULES[act]
    return any(load_rule(check).search(flat, language, name) for name in names)


def learned(act: Act, given: Sequence[Example], table: Rows, language: Language) -> dict[str, Any]:
    """Give what the file of weights says of an act."""
    known = np.array([act in each.does for each in given])
    chosen = [each for each in given if act in each.does]
    truth = np.array([float(each.does[act]) for each in chosen])
    own = table.only(known)
    whole = fit(own, truth, _PENALTY)
    groups = np.array([each.group for each in chosen])
    scores = held_out_scores(own, truth, _PENALTY, groups, whole)
    ruled = np.array([is_ruled(act, each.text, language) for each in chosen])
    found = lines(scores, truth > 0, ruled)
    found["veto"] = _VETO.get(act, found["veto"])
    found["likely"] = max(found["likely"], found["veto"])
    found["threshold"] = max(_LEAST.get(act, -np.inf), found["threshold"])
    counts = report(act, chosen, scores, found)
    if "--misses" in sys.argv:
        _print_misses(act, chosen, scores, found["likely"])
    return {**whole.written(), **found, "examples": counts}


def lines(scores: np.ndarray, truth: np.ndarray, ruled: np.ndarray) -> dict[str, float]:
    """Give scores above which few of the others lie, and one under which few that a rule rightly finds."""
    above = {name: float(np.quantile(scores[~truth], 1 - share)) for name, share in _MOST_FALSE.items()}
    veto = float(np.quantile(scores[truth & ruled], _MOST_LOST)) if (truth & ruled).any() else above["likely"]
    return {name: round(line, 2) for name, line in (*above.items(), ("veto", min(above["likely"], veto)))}


def report(
    act: Act, chosen: Sequence[Example], scores: np.ndarray, line: Mapping[str, float]
) -> dict[str, int]:
    """Print and give what held-out sentences say: how many do it and lie above a line, how many do not."""
    truth = np.array([each.does[act] for each in chosen])
    labelled = np.array([each.labelled for each in chosen])
    found, likely = scores > line["threshold"], scores > line["likely"]
    counts = {
        "doing": int(truth.sum()),
        "other": int((~truth).sum()),
        "held_out_found": int((found & truth).sum()),
        "held_out_likely": int((likely & truth).sum()),
    }
    tempting = f"{(likely & ~truth & labelled).sum():3} of {(~truth & labelled).sum():4}"
    innocent = f"{(likely & ~truth & ~labelled).sum():3} of {(~truth & ~labelled).sum():4}"
    print(
        f"  {act:9} surely found {counts['held_out_found']:3}, likely {counts['held_out_likely']:3}"
        f" of {counts['doing']:3}; likely by mistake {tempting} labelled, {innocent} innocent"
    )
    return counts


def train(language: Language, *, write: bool) -> None:
    """Train one language's models, say how well they do on what they had not seen, and write them down."""
    given = examples(language)
    print(f"\n{language}: {len(given)} sentences")
    counted, marks = tabled([acts_features(plain(each.text), language) for each in given])
    rare = rarity(counted)
    table = counted.scaled(rare)
    labels = {act: learned(act, given, table, language) for act in ACTS}
    if not write:
        return
    written: dict[str, Any] = {
        "written_for_it": fingerprint(),
        "marks": packed(marks),
        "rarity": packed(rare),
        "labels": labels,
    }
    write_weights(f"acts_{language}", "tests.train_acts", written)


def _print_misses(act: Act, chosen: Sequence[Example], scores: np.ndarray, line: float) -> None:
    for at in np.argsort(-scores):
        if chosen[at].does[act] != (scores[at] > line):
            print(f"   {scores[at]:6.2f} {chosen[at].does[act]!s:5} {chosen[at].group} {chosen[at].text}")


if __name__ == "__main__":
    train_named(train)
