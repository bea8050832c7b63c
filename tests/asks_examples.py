"""The sentences that `tests.train_asks` learns from: written for it, other tests' cases, and the tuning half.

The locked half is never read. Every sentence of an innocent message is an example too, and so is every pair
of neighbours, since what asks may be spread over two sentences.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from assistant.checks.asks_to_be_mentor import find_asking, takes_back
from assistant.checks.learned_asks import LEARNED_ROLES
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from tests import labelled_messages
from tests.learning import digest_of

FOLDER: Final = Path(__file__).parent
TRAINING: Final = FOLDER / "asks_training"
_FOLDS: Final = 5
"""Parts in which the sentences that were written for this are held out."""


@dataclass(frozen=True)
class Example:
    """A sentence, or two neighbours, with whether it asks."""

    text: str
    asks: bool
    group: str
    """Whose it is: what is held out together."""
    message: str = ""
    """Id of the message that it stands in, if any."""
    innocent: bool = False
    """Whether it stands in a first message in which nothing asks, and no rule excuses it."""
    pair: bool = False
    """Whether it is two neighbours of which neither asks."""


def fingerprint() -> str:
    """SHA-256 over the sentences that were written for the training."""
    return digest_of([*sorted(TRAINING.glob("*.jsonl")), labelled_messages.PATH])


def examples(language: Language) -> list[Example]:
    """Give every example in a language, each sentence once."""
    once: dict[str, Example] = {}
    for read in (_reviewed, _drafts, _listed, _ordinary, _written):
        for each in read(language):
            once.setdefault(each.text.strip().casefold(), each)
    return list(once.values())


def _reviewed(language: Language) -> Iterator[Example]:
    """The sentences of the tuning half; those of other checks' cases only where the rules find no asking."""
    for line in (FOLDER / "review_cases" / "tune.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["language"] == language:
            yield from _paired(_in_message(row))


def _in_message(row: dict[str, Any]) -> Iterator[Example]:
    asking = row["check"] == "asks_to_be_mentor"
    wrong = asking and row["expect"]
    start = row["text"].find(row["excerpt"]) if wrong else -1
    group = row["id"].split("-")[0] if row["id"].startswith("r3") else row["id"][:2]
    spread = [text for begin, text in _sentences(row) if wrong and _touched(begin, text, start, row)]
    if spread:
        yield Example(" ".join(spread), True, group, row["id"])
    for begin, text in _sentences(row):
        follows = wrong and begin >= start  # "Would you?" may go on asking
        if text not in spread and not follows and (asking or not find_asking(text, row["language"])):
            yield Example(text, False, group, row["id"], _judged(text, row) and not wrong)


def _touched(begin: int, text: str, start: int, row: dict[str, Any]) -> bool:
    return begin < start + len(row["excerpt"]) and begin + len(text) > start


def _judged(text: str, row: dict[str, Any]) -> bool:
    return row["kind"] == "outreach" and not takes_back(text, row["language"])


def _paired(given: Iterable[Example]) -> Iterator[Example]:
    """Give the examples, and those of a message that follow each other as pairs."""
    listed = list(given)
    yield from listed
    for one, other in pairwise(listed):
        if not (one.asks or other.asks) and one.message == other.message:
            innocent = one.innocent and other.innocent
            yield Example(f"{one.text} {other.text}", False, one.group, one.message, innocent, pair=True)


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
            name = f"draft-{number}"
            yield from _paired(
                Example(text, False, "drafts", name, _judged(text, row)) for _begin, text in _sentences(row)
            )


def _ordinary(language: Language) -> Iterator[Example]:
    """The sentences of whole messages in which nothing asks, as templates, models and people write them."""
    lines = (TRAINING / "ordinary.jsonl").read_text(encoding="utf-8").splitlines()
    listed = [row for row in map(json.loads, lines) if row["language"] == language]
    listed += labelled_messages.messages(language)
    for number, row in enumerate(listed):
        group = f"ordinary {number * _FOLDS // len(listed)}"
        yield from _paired(
            Example(text, False, group, row["id"], not takes_back(text, language))
            for _begin, text in _sentences(row)
        )


def _listed(language: Language) -> Iterator[Example]:
    cases = tomllib.loads((FOLDER / "asks_cases.toml").read_text(encoding="utf-8"))
    blocks = tomllib.loads((FOLDER / "block_cases.toml").read_text(encoding="utf-8"))["asks_to_be_mentor"]
    for name, listed in (*cases["big_question"].items(), *blocks.items()):
        asks = name.endswith("asking")
        for text in listed[language]:
            yield from _parts(text, asks, "cases", language)
    other = [case["text"] for case in cases["case"] if case["language"] == language]
    warned = tomllib.loads((FOLDER / "warn_cases.toml").read_text(encoding="utf-8"))
    other += [text for check, rows in warned.items() if check != "base" for text in _strings(rows[language])]
    for text in other:
        for each in _parts(text, False, "cases", language):
            if not find_asking(each.text, language):
                yield each


def _strings(rows: dict[str, Any]) -> Iterator[str]:
    yield from (text for texts in rows.values() for text in texts if isinstance(text, str))


def _written(language: Language) -> Iterator[Example]:
    lines = (TRAINING / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        group = f"written {number * _FOLDS // len(lines)}"
        yield from _parts(row["text"], row["asks"], group, language)


def _parts(text: str, asks: bool, group: str, language: Language) -> list[Example]:
    """Give the sentences of a text in which none asks; in one that asks, which of them does is not known."""
    if asks:
        return [Example(text, True, group)]
    row = {"text": f"Hej!\n\n{text}\n\nBo", "kind": "outreach", "language": language, "channel": "linkedin"}
    return list(_paired(Example(each, False, group) for _begin, each in _sentences(row)))
