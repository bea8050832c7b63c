"""Holds one blocking check to a text on the example brief. Texts are in `block_cases.toml`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

ROOT = Path(__file__).parent.parent
CASES: dict[str, Any] = tomllib.loads((ROOT / "tests/block_cases.toml").read_text(encoding="utf-8"))
BLOCKING = (
    "placeholder",
    "wrong_language",
    "unknown_citation",
    "asks_to_be_mentor",
    "unsupported_claim",
    "foreign_content",
)
NAMES: dict[str, tuple[str, str, str]] = {
    "sv": ("Hej Maria,", "Hälsningar", "Sara"),
    "en": ("Hi Priya,", "Best wishes", "Daniel"),
}
LANGUAGES = get_args(Language)


@cache
def example(language: str) -> dict[str, Any]:
    """The example brief of a language as plain data."""
    return tomllib.loads((ROOT / f"examples/{language}.toml").read_text(encoding="utf-8"))


@cache
def plain_brief(language: str) -> Brief:
    """The example brief as it stands."""
    return brief_of(language)


@cache
def before_the_talk(language: str) -> Brief:
    """The example brief without its meeting."""
    return brief_of(language, meeting=None)


def brief_of(language: str, **changes: Any) -> Brief:
    """The example brief with some parts changed."""
    data = {key: value for key, value in {**example(language), **changes}.items() if value is not None}
    return Brief.model_validate_json(json.dumps(data, default=str))


def day_after_meeting(language: str) -> datetime:
    """The morning after the talk in the example brief."""
    return datetime(2026, 3, 13 if language == "sv" else 19, 9, tzinfo=UTC)


def examined(text: str, language: Language, kind: str = "outreach", **changes: Any) -> Examined:
    """What a check looks at, for a text on the example brief unless another is given."""
    return Examined(
        draft=parse_plain(text, kind=kind, language=language),
        kind=load_kinds()[kind],
        brief=changes.pop("brief", plain_brief(language)),
        passages=(),
        ui=changes.pop("ui", language),
        now=changes.pop("now", day_after_meeting(language)),
        **changes,
    )


def found(check: str, text: str, language: Language, kind: str = "outreach", **changes: Any) -> list[Finding]:
    """What one check finds; every finding's excerpt must be what stands at its place."""
    case = examined(text, language, kind, **changes)
    findings = list(load_check(check)(case))
    assert all(case.draft.text[each.start : each.end] == each.excerpt != "" for each in findings)
    assert all(
        each.message and each.fix and "{" not in each.message.replace(each.excerpt, "") for each in findings
    )
    return findings


def letter(sentence: str, language: Language) -> str:
    """A sentence as a whole message between greeting and signature."""
    greeting, closing, name = NAMES[language]
    return f"{greeting}\n\n{sentence}\n\n{closing}\n{name}"


def brief_for(kind: str, language: Language) -> Brief:
    """The example brief; before the talk there is no meeting in it."""
    return plain_brief(language) if kind == "followup" else before_the_talk(language)


def listed(check: str, *names: str) -> Iterator[Any]:
    """The cases of a check as (language, case) pairs."""
    for name in names:
        for language in LANGUAGES:
            yield from ((language, case) for case in CASES[check][name][language])
