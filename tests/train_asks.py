"""Train the learned part of `asks_to_be_mentor`: `python -m tests.train_asks [--try] [--misses] [sv|en]`.

`make asks-model` does it for both languages: a logistic regression over `asks_features`, written to
`assistant/checks/learned/asks_*.json`. It learns from `asks_training/` (sentences written for it), from
the other tests' cases, and from the tuning half of the review cases, where every sentence of an innocent
message is an example too. The locked half is never read.

Where the threshold lies is settled on sentences that were held out, one author's cases at a time: as low as
lets one innocent message in two hundred be found. `--try` prints that, and writes nothing.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.checks.asks_features import asks_features, length
from assistant.checks.asks_to_be_mentor import find_asking, takes_back
from assistant.checks.learned_asks import LEARNED_FOLDER, LEARNED_ROLES, readable
from assistant.domain.value import Language
from assistant.parsing import parse_plain

FOLDER: Final = Path(__file__).parent
TRAINING: Final = FOLDER / "asks_training"
_PENALTY: Final = 0.03
"""How strongly large weights are held back; chosen with the third round held out."""
_ROUNDS: Final = 10
"""Newton steps; it stands still after seven or so."""
_STEPS: Final = 300
"""Steps within one of Newton's."""
_SEEN_IN: Final = 2
"""Sentences that a feature stands in at least."""
_FOLDS: Final = 5
"""Parts in which the sentences that were written for this are held out."""
_MOST_ALARMS: Final = 0.005
"""Share of innocent messages, most of them harmless, that the learned part may find at the threshold."""
_KEPT: Final = 9000
"""Features that are kept, by their weight."""
_SCALE: Final = 100


@dataclass(frozen=True)
class Example:
    """A sentence with whether it asks."""

    text: str
    asks: bool
    group: str
    """Whose it is: what is held out together."""
    message: str = ""
    """Id of the message that it stands in, if any."""
    innocent: bool = False
    """Whether it stands in a first message in which nothing asks, and no rule excuses it."""


def fingerprint() -> str:
    """SHA-256 over the sentences that were written for the training."""
    digest = hashlib.sha256()
    for path in sorted(TRAINING.glob("*.jsonl")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def examples(language: Language) -> list[Example]:
    """Give every example in a language, each sentence once."""
    once: dict[str, Example] = {}
    for each in (*_reviewed(language), *_drafts(language), *_listed(language), *_written(language)):
        once.setdefault(each.text.strip().casefold(), each)
    return list(once.values())


def _reviewed(language: Language) -> Iterator[Example]:
    """The sentences of the tuning half; those of other checks' cases only where the rules find no asking."""
    for line in (FOLDER / "review_cases" / "tune.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["language"] != language:
            continue
        asking = row["check"] == "asks_to_be_mentor"
        wrong = asking and row["expect"]
        start = row["text"].find(row["excerpt"]) if wrong else -1
        group = row["id"].split("-")[0] if row["id"].startswith("r3") else row["id"][:2]
        for begin, text in _sentences(row):
            asks = wrong and begin < start + len(row["excerpt"]) and begin + len(text) > start
            follows = wrong and not asks and begin > start  # "Would you?" may go on asking
            if not follows and (asking or not find_asking(text, language)):
                yield Example(text, asks, group, row["id"], _judged(text, row) and not wrong)


def _judged(text: str, row: dict[str, Any]) -> bool:
    return row["kind"] == "outreach" and not takes_back(text, row["language"])


def _sentences(row: dict[str, Any]) -> list[tuple[int, str]]:
    draft = parse_plain(
        row["text"], kind=row["kind"], language=row["language"], channel=row.get("channel", "mail")
    )
    return [(each.start, each.text) for each in draft.sentences if each.role in LEARNED_ROLES]


def _drafts(language: Language) -> Iterator[Example]:
    """The sentences of drafts that may be sent as they are."""
    drafts = tomllib.loads((FOLDER / "good_drafts.toml").read_text(encoding="utf-8"))["draft"]
    for number, row in enumerate(drafts):
        if row["language"] == language:
            for _begin, text in _sentences(row):
                yield Example(text, False, "drafts", f"draft-{number}", _judged(text, row))


def _listed(language: Language) -> Iterator[Example]:
    cases = tomllib.loads((FOLDER / "asks_cases.toml").read_text(encoding="utf-8"))
    blocks = tomllib.loads((FOLDER / "block_cases.toml").read_text(encoding="utf-8"))["asks_to_be_mentor"]
    for name, listed in (*cases["big_question"].items(), *blocks.items()):
        asks = name.endswith("asking")
        for text in listed[language]:
            yield from (Example(each, asks, "cases") for each in _parts(text, asks, language))
    other = [case["text"] for case in cases["case"] if case["language"] == language]
    warned = tomllib.loads((FOLDER / "warn_cases.toml").read_text(encoding="utf-8"))
    other += [text for check, rows in warned.items() if check != "base" for text in _strings(rows[language])]
    for text in other:
        for each in _parts(text, False, language):
            if not find_asking(each, language):
                yield Example(each, False, "cases")


def _strings(rows: dict[str, Any]) -> Iterator[str]:
    yield from (text for texts in rows.values() for text in texts if isinstance(text, str))


def _written(language: Language) -> Iterator[Example]:
    lines = (TRAINING / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        group = f"written {number * _FOLDS // len(lines)}"
        yield from (Example(each, row["asks"], group) for each in _parts(row["text"], row["asks"], language))


def _parts(text: str, asks: bool, language: Language) -> list[str]:
    """Give the sentences of a text in which none asks; in one that asks, which of them does is not known."""
    if asks:
        return [text]
    row = {"text": f"Hej!\n\n{text}\n\nBo", "kind": "outreach", "language": language, "channel": "linkedin"}
    return [each for _begin, each in _sentences(row)]


@dataclass(frozen=True)
class Table:
    """The examples as rows of numbers of length 1."""

    names: list[str]
    rows: np.ndarray
    asks: np.ndarray
    groups: np.ndarray


def tabled(given: Sequence[Example], language: Language) -> Table:
    """Give the features of every example."""
    found = [asks_features(readable(each.text), language) for each in given]
    seen = Counter(name for features in found for name in features)
    names = sorted(name for name, count in seen.items() if count >= _SEEN_IN)
    place = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(given), len(names)), dtype=np.float32)
    for row, features in zip(rows, found, strict=True):
        for name, weight in features.items():
            if name in place:
                row[place[name]] = weight / length(features)
    asks = np.array([each.asks for each in given], dtype=np.float32)
    return Table(names, rows, asks, np.array([each.group for each in given]))


def fitted(alike: np.ndarray, asks: np.ndarray) -> np.ndarray:
    """Give each example's part in the weights: logistic regression by Newton's steps, in its dual form.

    `alike` holds the products of all pairs of rows, plus one for the bias.
    """
    parts = np.zeros(len(asks), dtype=np.float32)
    for _round in range(_ROUNDS):
        said = alike @ parts
        chance = 1 / (1 + np.exp(-said))
        weight = np.sqrt(np.maximum(chance * (1 - chance), 1e-6))
        aim = weight * said + (asks - chance) / weight
        newer = weight * _solved(alike, weight, aim, parts / weight)
        still = np.max(np.abs(newer - parts)) < 2e-3 * np.max(np.abs(newer))
        parts = newer
        if still:
            break
    return parts


def _solved(alike: np.ndarray, weight: np.ndarray, aim: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Solve one of Newton's steps by conjugate gradients."""

    def times(vector: np.ndarray) -> np.ndarray:
        return weight * (alike @ (weight * vector)) + _PENALTY * vector

    found, rest = start, aim - times(start)
    way, size = rest, float(rest @ rest)
    enough = 1e-8 * float(aim @ aim)
    for _step in range(_STEPS):
        if size < enough:
            break
        turned = times(way)
        ahead = size / float(way @ turned)
        found, rest = found + ahead * way, rest - ahead * turned
        before, size = size, float(rest @ rest)
        way = rest + size / before * way
    return found


def held_out_scores(table: Table, alike: np.ndarray) -> np.ndarray:
    """Give each example the score that a model gives it which has seen nothing of its group."""
    scores = np.zeros(len(table.asks))
    for group in sorted(set(table.groups)):
        out = np.where(table.groups == group)[0]
        inside = np.where(table.groups != group)[0]
        parts = fitted(alike[np.ix_(inside, inside)], table.asks[inside])
        scores[out] = table.rows[out] @ kept(parts @ table.rows[inside]) + parts.sum()
    return scores


def kept(weights: np.ndarray) -> np.ndarray:
    """Give the weights as the file holds them: the largest ones, rounded, and nothing for the others."""
    largest = np.argsort(-np.abs(weights), kind="stable")[:_KEPT]
    rounded = np.zeros_like(weights)
    rounded[largest] = np.round(weights[largest] * _SCALE) / _SCALE
    return rounded


def threshold(given: Sequence[Example], scores: np.ndarray) -> float:
    """Give the lowest score at which few enough innocent messages are found."""
    highest: dict[str, float] = {}
    for each, score in zip(given, scores, strict=True):
        if each.innocent:
            highest[each.message] = max(highest.get(each.message, -99.0), float(score))
    ordered = sorted(highest.values(), reverse=True)
    return ordered[int(len(ordered) * _MOST_ALARMS)] + 0.01


def report(given: Sequence[Example], scores: np.ndarray, line: float, language: Language) -> dict[str, int]:
    """Print and give what held-out sentences and messages say at the threshold."""
    rules = [find_asking(each.text, language) is not None for each in given]
    print(f"\n{language}: {len(given)} sentences, threshold {line:.2f}")
    for group in sorted({each.group.split()[0] for each in given}):
        mine = [at for at, each in enumerate(given) if each.group.split()[0] == group]
        asking = [at for at in mine if given[at].asks]
        quiet = [at for at in mine if not given[at].asks]
        learned = sum(scores[at] > line for at in asking)
        both = sum(scores[at] > line or rules[at] for at in asking)
        alarms = sum(scores[at] > line for at in quiet)
        ruled, false = sum(rules[at] for at in asking), sum(rules[at] for at in quiet)
        print(
            f"  {group:8} rules {ruled:4}, learned {learned:4}, both {both:4} of {len(asking):4};"
            f" false: rules {false:3}, learned {alarms:3} of {len(quiet):4}"
        )
    by_message: dict[str, bool] = defaultdict(bool)
    for each, score in zip(given, scores, strict=True):
        if each.innocent:
            by_message[each.message] |= bool(score > line)
    print(f"  innocent messages found: {sum(by_message.values())} of {len(by_message)}")
    asking = [at for at, each in enumerate(given) if each.asks]
    quiet = [at for at, each in enumerate(given) if not each.asks]
    return {
        "asking": len(asking),
        "innocent": len(quiet),
        "held_out_found": int(sum(scores[at] > line for at in asking)),
        "held_out_alarms": int(sum(scores[at] > line for at in quiet)),
    }


def train(language: Language, *, write: bool) -> None:
    """Train one language's model, say how well it does on what it had not seen, and write it down."""
    given = examples(language)
    table = tabled(given, language)
    alike = table.rows @ table.rows.T + np.float32(1.0)
    scores = held_out_scores(table, alike)
    line = threshold(given, scores)
    counts = report(given, scores, line, language)
    if "--misses" in sys.argv:
        for at in np.argsort(-scores):
            if given[at].asks != (scores[at] > line):
                print(f"   {scores[at]:6.2f} {given[at].asks!s:5} {given[at].group} {given[at].text}")
    if not write:
        return
    parts = fitted(alike, table.asks)
    weights = zip(table.names, kept(parts @ table.rows).tolist(), strict=True)
    path = LEARNED_FOLDER / f"asks_{language}.json"
    whole: dict[str, Any] = {
        "made_by": "python -m tests.train_asks",
        "written_for_it": fingerprint(),
        "examples": counts,
        "threshold": round(line, 2),
        "bias": round(float(parts.sum()), 3),
        "weights": {name: round(weight, 2) for name, weight in weights if weight},
    }
    path.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"  {len(whole['weights'])} weights, {path.stat().st_size // 1000} kB in {path.name}")


def main() -> None:
    """Train both languages, or those that are named."""
    LEARNED_FOLDER.mkdir(exist_ok=True)
    languages: tuple[Language, ...] = ("sv", "en")
    for language in [each for each in languages if each in sys.argv] or languages:
        train(language, write="--try" not in sys.argv)


if __name__ == "__main__":
    main()
