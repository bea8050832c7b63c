"""What people shorten in their notes is read as what it stands for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.checks.abbreviations import written_out
from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.checks.unsupported_claim import find_claims
from assistant.domain.brief import Brief
from assistant.domain.value import Language

NOTED: dict[Language, list[str]] = {
    "sv": ["kan få följa med 1 dag i jan", "stängt mån o tis", "sålt 40k ex"],
    "en": ["can shadow her 1 day in jan", "closed mon + tue", "sold 40k copies"],
}


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("stängt mån o tis", "stängt mån (måndag) o tis (tisdag)"),
        ("12 mar 2024", "12 mar (March) 2024"),
        ("sålt 40k ex", "sålt 40k (40000) ex"),
        ("efter jul och i mars", "efter jul och i mars"),
        ("Jan Holm i sun miljö", "Jan Holm i sun miljö"),
        ("stall 4k-mätning", "stall 4k-mätning"),
    ],
)
def test_a_shortened_word_is_written_out_behind(note: str, read: str) -> None:
    """A word that is more often another, and a person's name, stay as they are."""
    assert written_out(note) == read


def brief(language: Language) -> Brief:
    """Give a brief with hurried notes."""
    values = {
        "language": language,
        "sender": {"name": "Ada Ek", "role": "nurse" if language == "en" else "sjuksköterska"},
        "recipient": {"name": "Bo Berg", "role": "head nurse" if language == "en" else "vårdchef"},
        "meeting": {"held_at": "2026-11-18T10:00:00+01:00", "notes": NOTED[language]},
    }
    return Brief.model_validate_json(json.dumps(values))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Du sa att ni håller stängt på måndagar och tisdagar."),
        ("sv", "Du berättade att ni har sålt 40 000 exemplar."),
        ("en", "You said that you are closed on Mondays and Tuesdays."),
        ("en", "You told me that you have sold 40,000 copies."),
    ],
)
def test_the_whole_word_in_a_message_is_borne_out(language: Language, text: str) -> None:
    """Days, months and thousands are not taken for claims of the sender's own making."""
    assert not rule_claims(text, "sentence", language, support_of(brief(language)), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("sv", "Du sa att ni håller stängt på fredagar.", "fredagar"),
        ("en", "You said that you are closed on Fridays.", "Fridays"),
    ],
)
def test_another_day_is_still_found(language: Language, text: str, word: str) -> None:
    """What is written out says no more than the note."""
    found = find_claims(text, "sentence", language, support_of(brief(language)), date(2026, 11, 20))
    assert any(word in text[each.start : each.end] for each in found)
