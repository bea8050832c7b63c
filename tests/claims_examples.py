"""The sentences that the fact check learns from, each with its brief and whether that bears it out.

They were written for it by helpers who had seen no rule: `claims_training/*.jsonl` about who did what,
`words_training/*.jsonl` about names, numbers and times, many of them the sender's own, and
`planted_training/*.jsonl`, messages that tell much of a brief, with passages (`old`) and what was put
in their place (`new`), true or false. The sentences of the tuning half are added, those of its false
claims as false, all others as true. The locked half is never read.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from assistant.checks.claim_rules import rule_claims
from assistant.checks.claims import Claim
from assistant.checks.claims_features import claims_features
from assistant.checks.support import support_of
from assistant.checks.unsupported_claim import claiming
from assistant.domain.brief import Brief
from assistant.domain.draft import Role
from assistant.domain.value import Language
from assistant.importing.brief_file import load_brief
from assistant.parsing import parse_plain
from tests import labelled_messages, offline_desk
from tests.blocking_desk import CASES, brief_for
from tests.eval_review import CLEAN, FOLDER, cases
from tests.learning import digest_of

TRAINING: Final = Path(__file__).parent / "claims_training"
PLANTED: Final = Path(__file__).parent / "planted_training"
WORDS: Final = Path(__file__).parent / "words_training"
DENSE: Final = 2
"""How many times a sentence counts of whole messages that tell much of a brief, as a message does."""
_LOOSE: Final = frozenset({"sounds_like_sales", "sounds_machine_written"})
"""Flaws of messages whose writers were not held to the brief."""
LISTED: Final = "rules' tests"
"""The type of the sentences that the rules' tests list, of any kind."""
_TODAY: Final = "2026-11-20"
"""The day of a brief that names none."""


@dataclass(frozen=True)
class Example:
    """A sentence beside its brief."""

    text: str
    language: Language
    brief: Brief
    today: date
    false: bool
    type: str
    """What kind of thing it claims; "none" when it claims nothing."""
    group: str
    """The brief's id: what is held out together."""
    ruled: bool
    """Whether the rules' finds are shown: they were tuned on the tuning half, and look too good there."""
    excerpt: str = ""
    """Its false words, as far as they are known."""
    role: Role = "sentence"
    was: str = ""
    """The true words in whose place the false ones were put, as far as they are known."""
    times: int = 1
    """How many times it counts."""

    @cached_property
    def found(self) -> tuple[tuple[str, Claim], ...]:
        """What the rules find in it, each with the rule's name."""
        if not self.ruled:
            return ()
        return rule_claims(self.text, self.role, self.language, support_of(self.brief), self.today)

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that find something in it."""
        return tuple(dict.fromkeys(name for name, _claim in self.found))

    @cached_property
    def features(self) -> dict[str, float]:
        """What the learned part sees of it."""
        return claims_features(self.text, self.language, support_of(self.brief), self.rules)


def fingerprint() -> str:
    """SHA-256 over the sentences that were written for the training."""
    return digest_of(
        [
            *(path for folder in (TRAINING, WORDS, PLANTED) for path in sorted(folder.glob("*.jsonl"))),
            labelled_messages.PATH,
        ]
    )


def examples(language: Language) -> list[Example]:
    """Give every example in a language."""
    read = (_written, _messages, _planted, _reviewed, _worded, _listed, _drafts, _templates)
    return [each for source in read for each in source(language)]


def _written(language: Language) -> Iterator[Example]:
    """The sentences that were written one by one."""
    written = (TRAINING / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    written += (WORDS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for row, brief, today in _with_briefs(map(json.loads, written)):
        yield Example(
            row["text"],
            language,
            brief,
            today,
            not row["true"],
            row["type"],
            row["brief"],
            ruled=True,
            excerpt=row.get("excerpt", ""),
            role=row.get("role", "sentence"),
        )


def _messages(language: Language) -> Iterator[Example]:
    """The sentences of whole messages in which one thing is false, or nothing."""
    for row, brief, today in _with_briefs(labelled_messages.lines()):
        if row["language"] == language and row.get("flaw") not in _LOOSE:
            yield from _sentences(row, brief, today, row["brief"], ruled=True)


def _planted(language: Language) -> Iterator[Example]:
    """The sentences of messages that are true, and those that a passage put in another's place made anew."""
    bases: dict[str, dict[str, Any]] = {}
    written: dict[str, set[str]] = {}
    lines = (PLANTED / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    briefs: dict[str, tuple[Brief, date]] = {}
    for row in map(json.loads, lines):
        if "brief_id" in row:
            briefs[row["brief_id"]] = _brief(row["brief"]), date.fromisoformat(row["today"])
            continue
        if "base_id" in row:
            bases[row["base_id"]] = base = {**row, "type": "message"}
            written[row["base_id"]] = set()
        else:
            base = bases[row["base"]]
        yield from _anew(row, base, *briefs[base["brief"]], written[base["base_id"]])


def _anew(
    row: dict[str, Any], base: dict[str, Any], brief: Brief, today: date, written: set[str]
) -> Iterator[Example]:
    """The sentences of a message, or of one that was made of it, that are not `written` yet."""
    new = row.get("new", "")
    at = base["text"].find(row["old"]) if new else 0
    text = base["text"].replace(row["old"], new) if new else base["text"]
    false = row.get("false", False)
    place = (at + new.find(row["excerpt"]), len(row["excerpt"])) if false else (-1, 0)
    made = {
        **base,
        "text": text,
        "type": row["type"] if false else "message",
        "was": row.get("old", ""),
        "times": DENSE,
    }
    for each in _sentences(made, brief, today, base["brief"], ruled=True, place=place):
        if each.text not in written or each.false:
            written.add(each.text)
            yield each


def _with_briefs(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Brief, date]]:
    """Give the rows, each with the brief that was last given under its name."""
    briefs: dict[str, tuple[Brief, date]] = {}
    for row in rows:
        if "brief_id" in row:
            briefs[row["brief_id"]] = _brief(row["brief"]), date.fromisoformat(row["today"])
        else:
            yield row, *briefs[row["brief"]]


def _reviewed(language: Language) -> Iterator[Example]:
    """The sentences of the tuning half's messages."""
    for case in cases("tune"):
        if case.language == language and case.check in {"unsupported_claim", CLEAN} and "brief" in case.row:
            brief, today = _brief(case.row["brief"]), date.fromisoformat(case.row["today"][:10])
            row = {**case.row, "excerpt": case.excerpt if case.expect else "", "type": "tuning half"}
            yield from _sentences(
                row, brief, today, f"{brief.sender.name} {brief.recipient.name}", ruled=False
            )


def _worded(language: Language) -> Iterator[Example]:
    """The wordings that the rules' tests have for briefs of the tuning half."""
    worded = json.loads((FOLDER.parent / "worded_claims.json").read_text(encoding="utf-8"))
    for line in (FOLDER / "briefs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["brief_id"] in worded and row["language"] == language:
            brief, today = _brief(row["brief"]), date.fromisoformat(row.get("today", _TODAY)[:10])
            group = f"{brief.sender.name} {brief.recipient.name}"
            for name, texts in worded[row["brief_id"]].items():
                for text in texts:
                    yield Example(text, language, brief, today, name == "false", LISTED, group, ruled=False)


def _listed(language: Language) -> Iterator[Example]:
    """The sentences of the rules' tests on the example brief."""
    for name, lists in CASES["unsupported_claim"].items():
        for kind, text, *words in lists[language] if name.endswith(("true", "false")) else ():
            brief = brief_for(kind, language)
            false = name.endswith("false")
            yield Example(
                text,
                language,
                brief,
                date.fromisoformat(_TODAY),
                false,
                LISTED,
                "example",
                ruled=False,
                excerpt=words[0] if words else "",
            )


def _drafts(language: Language) -> Iterator[Example]:
    """The sentences of drafts on the example brief that may be sent as they are."""
    drafts = tomllib.loads((FOLDER.parent / "good_drafts.toml").read_text(encoding="utf-8"))["draft"]
    for row in (*CASES["draft"], *(each for each in drafts if each.get("brief"))):
        if row["language"] == language:
            brief = brief_for(row["kind"], language)
            yield from _sentences(
                {**row, "type": "message"}, brief, date.fromisoformat(_TODAY), "example", ruled=False
            )


def _templates(language: Language) -> Iterator[Example]:
    """The sentences of what the template writer makes of the corpus of its tests and of the examples."""
    briefs = [(path.stem, offline_desk.read(path)) for path in offline_desk.CORPUS]
    briefs += [(f"example {kind}", brief_for(kind, language)) for kind in ("outreach", "followup")]
    for name, brief in briefs:
        kinds = ("outreach", "nudge", "followup") if brief.meeting else ("outreach", "nudge")
        for kind in kinds if brief.language == language else ():
            for variant in range(3):
                text = offline_desk.draft(brief, kind, variant=variant).text
                row = {"text": text, "kind": kind, "type": "message"}
                yield from _sentences(row, brief, offline_desk.NOW.date(), name, ruled=False)


def _sentences(
    row: dict[str, Any],
    brief: Brief,
    today: date,
    group: str,
    *,
    ruled: bool,
    place: tuple[int, int] | None = None,
) -> Iterator[Example]:
    """The sentences of a message; `place` is where its false words begin, and how long they are."""
    text, excerpt = row["text"], row.get("excerpt", "")
    at, length = place or (text.find(excerpt) if excerpt else -1, len(excerpt))
    draft = parse_plain(text, kind=row["kind"], language=brief.language, channel=row.get("channel", "mail"))
    for each in claiming(draft):
        first, last = max(at, each.start), min(at + length, each.end)
        false = at >= 0 and first < last
        type_ = row["type"] if false or row["type"] == "tuning half" else "message"
        yield Example(
            each.text,
            brief.language,
            brief,
            today,
            false,
            type_,
            group,
            ruled=ruled,
            excerpt=text[first:last] if false else "",
            role=each.role,
            was=row.get("was", "") if false else "",
            times=row.get("times", 1),
        )


def _brief(values: dict[str, Any]) -> Brief:
    return load_brief(json.dumps(values), "brief", language=values.get("language", "en")).brief
