"""Train the learned part of the fact check for single words: `python -m tests.train_words [--try] [sv|en]`.

`make words-model` does it for both languages: a logistic regression over `words_features` of every name,
title, number and time in the sentences of `claims_examples`, written to
`assistant/checks/learned/words_*.json`. How well it does is counted on briefs that were held out. `--try`
prints that, and writes nothing; `--misses` shows what is found and missed wrongly.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from assistant.checks.learned_words import WORD_RULES, Beside, is_believed, seen_words
from assistant.checks.said import Said
from assistant.checks.support import support_of
from assistant.checks.tokens import tokens
from assistant.domain.value import Language
from tests.claims_examples import LISTED, Example, examples, fingerprint
from tests.eval_review import VISIBLE
from tests.learning import learned, train_named, write_weights
from tests.train_claims import ORDINARY

_PENALTY: Final = 0.04
"""How strongly large weights are held back."""
_LINE: Final = 0.2
"""The score above which a word is found that no rule finds: five to four that it is a false claim."""
_VETO: Final = 0.2
"""The score under which a rule of words is not believed: the same."""
_QUIET: Final = -4.0
"""The score up to which no rule of numbers and times is asked: what they find there is not kept."""


@dataclass(frozen=True)
class Word:
    """What is said in an example, with whether it is false."""

    example: Example
    said: Said
    features: dict[str, float]
    false: bool

    @property
    def ruled(self) -> bool:
        """Whether a rule of words finds it."""
        return any(
            rule in WORD_RULES and claim.start < self.said.end and self.said.start < claim.end
            for rule, claim in self.example.found
        )

    def is_found(self, score: float) -> bool:
        """Whether the product would find it."""
        believed = score >= _VETO or is_believed(self.example.text, self.said)
        return believed if self.ruled else score > _LINE


def words_of(given: Sequence[Example]) -> list[Word]:
    """Give every name, title, number and time of the examples whose truth is known."""
    return [word for example in given for word in _words(example)]


def _words(example: Example) -> Iterator[Word]:
    if example.false and not example.excerpt:
        return
    begin = example.text.casefold().find(example.excerpt.casefold()) if example.false else -1
    read = Beside(example.text, example.role, example.language, support_of(example.brief), example.today)
    for said, features in seen_words(read, example.found):
        inside = begin >= 0 and said.start < begin + len(example.excerpt) and begin < said.end
        if inside and example.type not in {*VISIBLE, LISTED} and not said.lacked:
            continue  # a word that the brief has, within words that say too much: nobody knows
        if inside and _stood_before(example, said):
            continue  # a word that was not changed, within the false ones
        yield Word(example, said, features, inside)


def _stood_before(example: Example, said: Said) -> bool:
    """Whether a word stood in the true passage too in whose place the false one was put."""
    was = {each.text.casefold() for each in tokens(example.was)}
    return {each.text.casefold() for each in tokens(example.text[said.start : said.end])} <= was


def alarms(given: Sequence[Word], scores: np.ndarray) -> int:
    """Count the ordinary true sentences in which a word is found."""
    found = {
        id(word.example)
        for word, score in zip(given, scores, strict=True)
        if word.is_found(float(score)) and not word.example.false and word.example.type in ORDINARY
    }
    return len(found)


def report(given: Sequence[Word], scores: np.ndarray) -> dict[str, int]:
    """Print, by kind, what held-out words say, and give the sums."""
    seen: Counter[tuple[str, bool, str]] = Counter()
    for word, score in zip(given, scores, strict=True):
        for name, hit in (("all", True), ("rules", word.ruled), ("learned", word.is_found(float(score)))):
            seen[word.said.kind, word.false, name] += hit
    for kind in sorted({word.said.kind for word in given}):
        told = (
            f"{name} {seen[kind, false, name]:4}"
            for false in (True, False)
            for name in ("rules", "learned", "all")
        )
        print(f"  {kind:8} false, true: {', '.join(told)}")
    false = np.array([word.false for word in given])
    found = np.array([word.is_found(float(score)) for word, score in zip(given, scores, strict=True)])
    return {
        "false": int(false.sum()),
        "true": int((~false).sum()),
        "held_out_found": int((false & found).sum()),
        "held_out_alarms": int((~false & found).sum()),
    }


def train(language: Language, *, write: bool) -> None:
    """Train one language's model, say how well it does on what it had not seen, and write it down."""
    source = examples(language)
    given = words_of(source)
    result = learned(
        [each.features for each in given],
        [each.false for each in given],
        _PENALTY,
        [each.example.group for each in given],
        [each.example.times for each in given],
    )
    scores = result.scores
    ordinary = sum(not each.false and each.type in ORDINARY for each in source)
    print(f"\n{language}: {len(given)} words; {alarms(given, scores)} of {ordinary} ordinary sentences found")
    counts = report(given, scores)
    print(f"  {counts}")
    if "--misses" in sys.argv:
        _print_misses(given, scores)
    if write:
        written: dict[str, Any] = {
            "written_for_it": fingerprint(),
            "examples": counts,
            "line": _LINE,
            "veto": _VETO,
            "quiet": _QUIET,
            **result.written(),
        }
        write_weights(f"words_{language}", "tests.train_words", written)


def _print_misses(given: Sequence[Word], scores: np.ndarray) -> None:
    for at in np.argsort(-scores):
        word = given[at]
        if word.false != word.is_found(float(scores[at])):
            said = word.example.text[word.said.start : word.said.end]
            print(f"   {scores[at]:6.2f} {word.false!s:5} {word.said.kind} [{said}] {word.example.text}")


if __name__ == "__main__":
    train_named(train)
