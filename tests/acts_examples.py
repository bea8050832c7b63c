"""The sentences that `tests.train_acts` learns from: labelled ones, and those of innocent messages.

The locked half is never read. What is not known of a sentence is not learned from it: a clean message
presses and flatters nobody, but it may well thank.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.checks.favours import find_favours
from assistant.checks.learned_acts import ACTS, Act
from assistant.checks.lexicon import plain
from assistant.checks.pressure import find_pressures
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from tests import labelled_messages
from tests.learning import digest_of

FOLDER: Final = Path(__file__).parent
TRAINING: Final = FOLDER / "acts_training"
_FOLDS: Final = 5
"""Parts in which the ordinary messages are held out."""
_INNOCENT: Final[tuple[Act, ...]] = ("pushy", "generic", "long", "sales")
"""What no sentence of an innocent message does."""
_LATER: Final[tuple[Act, ...]] = ("refers", "bounded", "vague")
"""What only the sentences that were labelled in whole messages are labelled for."""
_NARROW: Final = frozenset({"s14svC", "s14enC"})
"""Writers who labelled neither who writes nor why."""
_SHOWN: Final[Mapping[str, Act]] = {
    "ask_too_long": "long",
    "no_flexibility": "fixed",
    "no_specific_ask": "vague",
    "pushy_followup": "pushy",
    "sounds_like_sales": "sales",
    "vague_generic_opening": "generic",
}
"""What a sentence does that shows a message's flaw."""
_LACKED: Final[Mapping[str, Act]] = {
    "missing_thanks": "thanks",
    "no_flexibility": "flexible",
    "no_purpose": "who",
    "no_research_reference": "refers",
    "no_specific_ask": "bounded",
    "no_takeaway": "lesson",
}
"""What no sentence does of a message with that flaw."""
_LISTED: Final[Mapping[str, Act]] = {
    "pushy_followup": "pushy",
    "vague_generic_opening": "generic",
    "ask_too_long": "long",
}
"""Checks whose rules' tests list texts that do one thing, or do not."""
_JUDGED: Final = frozenset(
    {"clean", "pushy_followup", "vague_generic_opening", "multiple_asks", "ask_too_long"}
)
"""Checks whose innocent cases were written to tempt a rule for one of these."""


@dataclass(frozen=True)
class Example:
    """A sentence with what is known of what it does."""

    text: str
    does: Mapping[Act, bool]
    group: str
    """Whose it is: what is held out together."""
    labelled: bool = False
    """Whether everything is known of it."""


def fingerprint() -> str:
    """SHA-256 over the labelled sentences and messages."""
    return digest_of([*sorted(TRAINING.glob("*.jsonl")), labelled_messages.PATH])


def examples(language: Language) -> list[Example]:
    """Give every example in a language, each sentence once."""
    once: dict[str, Example] = {}
    for read in (_labelled, _toned, _warned, _asked, _reviewed, _drafts, _flawed, _ordinary):
        for each in read(language):
            once.setdefault(each.text.strip().casefold(), each)
    return list(once.values())


def _labelled(language: Language) -> Iterator[Example]:
    for row in _lines(TRAINING / f"{language}.jsonl"):
        unknown = () if "message" in row else _LATER
        unknown += ("who", "why") if row["writer"] in _NARROW else ()
        does = {act: act in row["labels"] for act in ACTS if act not in unknown}
        yield Example(row["text"], does, row["writer"], labelled=True)


def _toned(language: Language) -> Iterator[Example]:
    """The sentences that the tests of what sounds like sales list."""
    toned = tomllib.loads((FOLDER / "tone_cases.toml").read_text(encoding="utf-8"))
    for found, texts in toned["sounds_like_sales"][language].items():
        yield from (Example(text, {"sales": found == "found"}, "cases") for text in texts)


def _warned(language: Language) -> Iterator[Example]:
    """The texts of a sentence or two that the rules' tests list."""
    warned = tomllib.loads((FOLDER / "warn_cases.toml").read_text(encoding="utf-8"))
    for check, act in _LISTED.items():
        for name, texts in warned[check][language].items():
            yield from (Example(text, {act: "innocent" not in name}, "cases") for text in texts)


def _asked(language: Language) -> Iterator[Example]:
    """The sentences of messages that the tests of pressure list; of a pressing one those that rules find."""
    cases = tomllib.loads((FOLDER / "asks_cases.toml").read_text(encoding="utf-8"))["case"]
    for case in cases:
        if case["language"] == language and case["check"] == "pushy_followup":
            for text in _sentences({"kind": "followup", **case}):
                if not case["wrong"] or find_pressures(plain(text), language):
                    yield Example(text, {"pushy": case["wrong"]}, "cases")


def _reviewed(language: Language) -> Iterator[Example]:
    """The sentences of the tuning half's innocent messages; the rules were tuned on the others.

    What sounds like sales is learned from the others too, since a sentence of its own shows it.
    """
    for row in _lines(FOLDER / "review_cases" / "tune.jsonl"):
        if row["language"] == language and row["check"] in _JUDGED and not row["expect"]:
            yield from (_innocent(text, row["id"][:2], language) for text in _sentences(row))
        if row["language"] == language and row["check"] == "sounds_like_sales":
            yield from (
                Example(text, {"sales": row["expect"]}, row["id"][:2])
                for text in _sentences(row)
                if not row["expect"] or text in row["excerpt"] or row["excerpt"] in text
            )


def _drafts(language: Language) -> Iterator[Example]:
    """The sentences of drafts that may be sent as they are."""
    drafts = tomllib.loads((FOLDER / "good_drafts.toml").read_text(encoding="utf-8"))["draft"]
    for row in drafts:
        if row["language"] == language:
            yield from (_innocent(text, "drafts", language) for text in _sentences(row))


def _flawed(language: Language) -> Iterator[Example]:
    """The sentences of messages with one flaw: those that show it, and all where something is lacked."""
    for row in labelled_messages.messages(language):
        shown, lacked = _SHOWN.get(row.get("flaw", "")), _LACKED.get(row.get("flaw", ""))
        place = row.get("shows") or "\0"
        for text in _sentences(row) if row["true"] and (shown or lacked) else ():
            does = {shown: True} if shown and (text in place or place in text) else {}
            if lacked:
                does[lacked] = False
            if does:
                yield Example(text, does, row["brief"].rpartition("-")[0])


def _ordinary(language: Language) -> Iterator[Example]:
    """The sentences of whole messages as templates, models and people write them, without those of a flaw."""
    listed = [*_lines(FOLDER / "asks_training" / "ordinary.jsonl"), *labelled_messages.messages(language)]
    mine = [row for row in listed if row["language"] == language and "flaw" not in row]
    for number, row in enumerate(mine):
        group = f"ordinary {number * _FOLDS // len(mine)}"
        yield from (_innocent(text, group, language) for text in _sentences(row))


def _innocent(text: str, group: str, language: Language) -> Example:
    """Give a sentence of an innocent message, which may ask one favour, where no rule sees any."""
    known = dict.fromkeys(_INNOCENT, False)
    return Example(text, known if find_favours(text, language) else known | {"favour": False}, group)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _sentences(row: dict[str, Any]) -> list[str]:
    draft = parse_plain(
        row["text"], kind=row["kind"], language=row["language"], channel=row.get("channel", "mail")
    )
    return [each.text for each in draft.prose]
