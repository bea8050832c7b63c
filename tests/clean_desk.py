"""Holds one check to a letter from Sara to Maria, on a brief with the parts that a test gives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

ENDS = {"sv": ("Hej Maria,", "Hälsningar\nSara"), "en": ("Hi Maria,", "Best wishes\nSara")}


def found(check: str, text: str, language: Language, kind: str = "outreach", **parts: Any) -> list[str]:
    """The excerpts of what a check finds in a text, on a brief with these parts."""
    given = {
        "language": language,
        "sender": {"name": "Sara Lind"},
        "recipient": {"name": "Maria Berg"},
        **parts,
    }
    examined = Examined(
        draft=parse_plain(text, kind=kind, language=language),
        kind=load_kinds()[kind],
        brief=Brief.model_validate_json(json.dumps(given)),
        passages=(),
        ui="en",
        now=datetime(2026, 3, 13, 9, tzinfo=UTC),
    )
    return [each.excerpt or each.check for each in load_check(check)(examined)]


def letter(body: str, language: Language, subject: str = "Prognoser") -> str:
    """A body between greeting and signature, under a subject."""
    greeting, closing = ENDS[language]
    label = "Ämne" if language == "sv" else "Subject"
    return f"{label}: {subject}\n\n{greeting}\n\n{body}\n\n{closing}"
