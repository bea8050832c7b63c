"""What a nervous person may well write: honest paraphrase of a brief, and falsehoods close to it.

The sentences of honest_claims.json were written before the rules were mended for them, from briefs invented
for the purpose; those still out of reach are not in it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.checks.claim_deeds import contradicted_deeds
from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.domain.brief import Brief
from assistant.importing.brief_file import load_brief

Row = dict[str, Any]
ROWS: list[Row] = json.loads((Path(__file__).parent / "honest_claims.json").read_text(encoding="utf-8"))


def _brief(row: Row) -> Brief:
    return load_brief(json.dumps(row["brief"]), "brief", language=row["brief"]["language"]).brief


def _found(row: Row, sentence: str) -> list[str]:
    language, support = row["brief"]["language"], support_of(_brief(row))
    today = date.fromisoformat(row["today"])
    found = rule_claims(sentence, "sentence", language, support, today)
    return [sentence[claim.start : claim.end] for _rule, claim in found]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["brief"]["recipient"]["name"])
def test_honest_paraphrase_is_support(row: Row) -> None:
    """Rounding, shares, compounds, the sender's own life and plans are no claims without support."""
    alarms = {sentence: found for sentence in row["true"] if (found := _found(row, sentence))}
    assert not alarms


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["brief"]["recipient"]["name"])
def test_a_falsehood_close_to_a_fact_is_found(row: Row) -> None:
    """Another number, title, introducer, outcome or promise is found, however like the fact it is put."""
    assert not [sentence for sentence in row["false"] if not _found(row, sentence)]


def _petra() -> Row:
    return next(row for row in ROWS if row["brief"]["recipient"]["name"] == "Petra Lindqvist")


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("Över hälften av rummen är belagda, från 52 till 68 procent.", False),  # a share of two told
        ("Vi har 91 rum och en bastu hos oss.", False),  # the sender's own
        ("Ni har 91 rum och en bastu hos er.", True),
        ("Att ni gick från 68 till 52 procent läste jag.", True),  # turned
        ("Beläggningen steg till 88 procent.", True),
    ],
)
def test_a_number_is_judged_by_whose_it_is_and_what_two_numbers_say(sentence: str, claimed: bool) -> None:
    """The sender's rooms are theirs to count; shares follow from the brief's numbers."""
    assert bool(_found(_petra(), sentence)) is claimed


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("Jag har praktiserat på Grand Hotel i Lund i två somrar.", False),
        ("Du har praktiserat på Grand Hotel i Lund i två somrar.", True),
        ("Hedda Boman, som gav mig ditt namn, hälsar.", True),  # another fact's person
        ("Samir Aziz, som gav mig ditt namn, hälsar.", False),
        ("Strömmenhuset måste vara vackert.", False),  # a compound on a known name
    ],
)
def test_a_name_of_the_senders_own_world_is_no_claim(sentence: str, claimed: bool) -> None:
    """Where the sender worked is theirs to tell; who brought the two together is not."""
    assert bool(_found(_petra(), sentence)) is claimed


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("Since Eva Ståhl set up Talk Time with you, I've wondered how it began.", True),
        ("Since Megan Rhys set up Talk Time with you, I've wondered how it began.", False),
        ("Your line that silence is where the word is never left me.", False),  # words of the quotation
    ],
)
def test_a_person_of_one_fact_has_no_part_in_another(sentence: str, claimed: bool) -> None:
    """Who wrote an article with the recipient did not start the project."""
    row = next(row for row in ROWS if row["brief"]["recipient"]["name"] == "Owen Prosser")
    assert bool(_found(row, sentence)) is claimed


def _told(sentence: str, language: str, text: str, quote: str = "") -> list[str]:
    """Give what is found in a sentence with one fact and one quotation in the brief."""
    fact = {"text": text, "quote": quote} if quote else {"text": text}
    people = {"sender": {"name": "Kim Ash"}, "recipient": {"name": "Ruth Lane"}}
    row = {"brief": {"language": language, **people, "facts": [fact]}, "today": "2026-11-20"}
    return [
        sentence[c.start : c.end] for c in contradicted_deeds(sentence, language, support_of(_brief(row)))
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "quote"),
    [
        (
            "Your words that you never build a pier in November made me smile.",
            "Built a pier in November 2023",
            "You never build a pier in November",
        ),
        (
            "I like that you have not led the crew of nine until it rains.",
            "Led the crew of nine in 2023",
            "You have not led the crew of nine until it rains",
        ),
    ],
)
def test_the_recipients_own_words_deny_nothing(sentence: str, text: str, quote: str) -> None:
    """Quoted without marks, they are still words from the brief; without the quotation they deny a fact."""
    assert _told(sentence, "en", text, quote) == []
    assert len(_told(sentence, "en", text)) == 1


def test_one_verb_in_common_is_too_little_to_deny() -> None:
    """A promise that was not made says nothing about another that was."""
    assert _told("Du lovade att skicka din kalkyl.", "sv", "Lovade inte att hon skulle komma") == []
    assert _told("Du lovade att skicka din kalkyl.", "sv", "Lovade inte att skicka kalkylen") == ["Du lovade"]
