"""What people shorten in their notes is read as what it stands for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.checks.abbreviations import as_noted, written_out
from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.checks.unsupported_claim import find_claims
from assistant.domain.brief import Brief, Fact
from assistant.domain.value import Language
from tests.blocking_desk import found

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
        ("Jan visade hur, i jan", "Jan visade hur, i jan (January)"),
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


def test_a_finding_quotes_the_brief_as_it_was_noted() -> None:
    """What was written out behind is for comparing, not for the person to read or to write."""
    assert as_noted(written_out("tis 12 mar 2024, sålt 40k ex")) == "tis 12 mar 2024, sålt 40k ex"
    assert as_noted("Leeds (May)") == "Leeds (May)"
    dated = brief("en").model_copy(
        update={
            "facts": (
                Fact(kind="talk", title="Night wards", text="spoke on night wards", when="12 mar 2024"),
            )
        }
    )
    text = "Subject: Thanks\n\nDear Bo,\n\nYour talk on night wards last spring stayed with me.\n\nAda"
    messages = [each.message for each in found("unsupported_claim", text, "en", brief=dated)]
    assert any("12 mar 2024”" in each for each in messages)
    assert not any("(March)" in each for each in messages)


@pytest.mark.parametrize(
    ("note", "borne_out"),
    [("mejlar sitt årshjul", True), ("skickar sitt årshjul", True), ("gillar sitt årshjul", False)],
)
def test_what_a_note_says_that_they_do_bears_out_an_offer(note: str, *, borne_out: bool) -> None:
    """A verb in the present without a doer, of something that is done for somebody."""
    told = brief("sv")
    assert told.meeting
    noted = told.model_copy(update={"meeting": told.meeting.model_copy(update={"notes": (note,)})})
    text = "Tack för att du erbjöd dig att mejla ditt årshjul."
    claims = rule_claims(text, "sentence", "sv", support_of(noted), date(2026, 11, 20))
    assert bool(claims) is not borne_out
