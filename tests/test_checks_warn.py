"""The warning checks: what each finds, and above all what it leaves alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Channel, Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
WARNINGS = (
    "no_specific_ask", "ask_too_long", "vague_generic_opening", "no_research_reference", "no_purpose",
    "no_flexibility", "missing_thanks", "multiple_asks", "too_long", "vague_subject", "closed_question",
    "googleable_question", "question_count", "no_takeaway", "pushy_followup",
)  # fmt: skip
GREETING = {"sv": "Hej Maria,", "en": "Hi Priya,"}
SIGNATURE = {"sv": "Vänliga hälsningar\nSara Lindqvist", "en": "Best regards\nDaniel Okafor"}
LABEL = {"sv": "Ämne", "en": "Subject"}


@dataclass(frozen=True)
class Case:
    """A text with what one check should say of it."""

    check: str
    language: Language
    kind: str
    part: str
    text: str
    violating: bool
    briefed: bool


@cache
def tables() -> dict[str, Any]:
    """Read the cases."""
    return tomllib.loads((FOLDER / "warn_cases.toml").read_text(encoding="utf-8"))


@cache
def example(language: Language) -> Brief:
    """Read the example brief of a language."""
    table = tomllib.loads((FOLDER.parent / "examples" / f"{language}.toml").read_text(encoding="utf-8"))
    return Brief.model_validate(table, strict=False)


def all_cases() -> Iterator[Case]:
    """Give every case of the file."""
    for check, table in tables().items():
        for language in ("sv", "en") if check != "base" else ():
            for name in ("violating", "later", "innocent", "later_innocent"):
                for text in table[language].get(name, ()):
                    yield Case(
                        check, language, table["kind"], table["part"], text,
                        violating="innocent" not in name, briefed=not table.get("no_brief", False),
                    )  # fmt: skip


def written(case: Case) -> str:
    """Put the case's text into the base message of its kind."""
    parts = dict(tables()["base"][case.kind][case.language])
    if case.kind == "questions":
        items = [*parts["items"], case.text]
        return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
    names = case.part.split("+")
    if case.part == "subject+opening":
        parts["subject"], parts["opening"] = case.text.split("\n\n", 1)
    else:
        parts[names[0]] = case.text
        parts |= dict.fromkeys(names[1:], "")
    subject = parts.pop("subject")
    paragraphs = [GREETING[case.language], *(part for part in parts.values() if part), SIGNATURE[case.language]]
    return f"{LABEL[case.language]}: {subject}\n\n" + "\n\n".join(paragraphs)


def examine(
    text: str,
    kind: str,
    language: Language,
    *,
    brief: Brief | None = None,
    channel: Channel = "mail",
    ui: Language = "en",
) -> Examined:
    """Parse a text as a person would hand it in."""
    draft = parse_plain(text, kind=kind, language=language, channel=channel)
    return Examined(draft=draft, kind=load_kinds()[kind], brief=brief, passages=(), ui=ui, now=NOW)


def findings(examined: Examined, *checks: str) -> list[Finding]:
    """Run the named checks, else the warning checks of the kind."""
    named = checks or [check for check in examined.kind.checks if check in WARNINGS]
    return [finding for check in named for finding in load_check(check)(examined)]


def run(case: Case) -> list[Finding]:
    """Run all warning checks of the case's kind on it."""
    brief = example(case.language) if case.briefed else None
    return findings(examine(written(case), case.kind, case.language, brief=brief))


CASES = tuple(all_cases())
GOOD = tuple(tomllib.loads((FOLDER / "good_drafts.toml").read_text(encoding="utf-8"))["draft"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.language}-{case.text[:40]}")
def test_each_check_finds_what_it_means_and_nothing_else(case: Case) -> None:
    """A violating text is found by its check with a place inside it; an innocent one is not."""
    found = [finding for finding in run(case) if finding.check == case.check]
    assert bool(found) == case.violating
    text = written(case)
    assert all(0 <= each.start <= each.end <= len(text) for each in found)
    assert all(each.excerpt == text[each.start : each.end] for each in found)


@pytest.mark.parametrize("table", GOOD, ids=lambda table: f"{table['kind']}-{table['language']}-{table['text'][:50]}")
@pytest.mark.parametrize("briefed", [True, False])
def test_a_draft_that_could_be_sent_has_no_warning(table: dict[str, Any], briefed: bool) -> None:
    """Neither a good draft nor the guide's own messages are warned about, with or without a brief."""
    brief = example(table["language"]) if briefed and table.get("brief") else None
    examined = examine(
        table["text"], table["kind"], table["language"], brief=brief, channel=table.get("channel", "mail")
    )
    assert findings(examined, *table.get("only", ())) == []
