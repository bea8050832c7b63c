"""The fact check: falsehoods it finds, and true sentences that every blocking check leaves alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from tests.blocking_desk import BLOCKING, CASES, brief_for, brief_of, example, found, letter, listed


@pytest.mark.parametrize(("language", "case"), listed("unsupported_claim", "false", "later_false"))
def test_a_planted_falsehood_is_found_where_it_stands(language: Language, case: list[str]) -> None:
    """A changed or invented name, number, date, title, quotation or deed blocks, on its own words."""
    kind, sentence, words = case
    findings = found(
        "unsupported_claim", letter(sentence, language), language, kind, brief=brief_for(kind, language)
    )
    low = words.lower()
    assert any(low in each.excerpt.lower() or each.excerpt.lower() in low for each in findings)
    assert all(each.basis in {"contradicted", "not_found"} and each.severity == "block" for each in findings)


@pytest.mark.parametrize(("language", "case"), listed("unsupported_claim", "true", "later_true"))
def test_a_true_sentence_passes_every_blocking_check(language: Language, case: list[str]) -> None:
    """Paraphrase, inflection, courtesies, own plans and the small ask are support or out of scope."""
    kind, sentence = case
    for check in BLOCKING:
        assert not found(
            check, letter(sentence, language), language, kind, brief=brief_for(kind, language)
        ), check


@pytest.mark.parametrize("draft", CASES["draft"], ids=lambda draft: f"{draft['language']}-{draft['kind']}")
def test_a_good_draft_passes_every_blocking_check(draft: dict[str, str]) -> None:
    """A whole draft on the example brief gives no finding, in either interface language."""
    language: Language = "sv" if draft["language"] == "sv" else "en"
    for check in BLOCKING:
        assert not found(check, draft["text"], language, draft["kind"]), check


@pytest.mark.parametrize(
    ("language", "kind", "sentence", "basis"),
    [
        ("sv", "outreach", "Jag hörde dig på Energidagarna i Luleå 2023.", "contradicted"),
        ("sv", "outreach", "I din roll som biträdande analyschef ser du sådant.", "contradicted"),
        ("sv", "outreach", "Johan Ek på Sweco nämnde dig.", "not_found"),
        ("en", "outreach", "You spent six years in customer support.", "contradicted"),
        ("en", "outreach", "Your colleagues in Oslo say the same.", "not_found"),
        ("en", "followup", "Thank you for the call on Friday.", "contradicted"),
    ],
)
def test_contradiction_is_told_from_absence(language: Language, kind: str, sentence: str, basis: str) -> None:
    """What the brief says otherwise is contradicted; what it does not speak of is not found."""
    findings = found(
        "unsupported_claim", letter(sentence, language), language, kind, brief=brief_for(kind, language)
    )
    assert findings[0].basis == basis


CROSS = {
    "language": "en",
    "sender": {
        "name": "Amina Yusuf",
        "role": "nurse",
        "organisation": "Region Västerbotten",
        "goals": ["lead a ward without losing the patients"],
    },
    "recipient": {
        "name": "Karin Öhman",
        "role": "biträdande verksamhetschef",
        "organisation": "Norrlands universitetssjukhus",
    },
    "facts": [
        {
            "kind": "project",
            "text": "Ledde omläggningen av schemat på 12 avdelningar 2019-2022; frånvaron sjönk en tredjedel",
        },
        {"kind": "shared_contact", "text": "Lisa Ek arbetade med henne i Göteborg", "with_whom": "Lisa Ek"},
        {"kind": "post", "text": "Skrev 'ett schema är ett löfte'", "quote": "ett schema är ett löfte"},
    ],
    "ask": {"minutes": 20, "questions": 3, "topic": "the night shift", "window": "before Easter"},
}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lisa Ek, a colleague of mine who worked with you in Gothenburg, suggested that I write.",
        "You led the change on twelve wards between 2019 and 2022, and absence fell by a third.",
        'Your line "Ett schema är ett löfte!" has been on our notice board since.',
        "As deputy head of department at Norrland University Hospital you have seen it from both sides.",
        "At NUS you have seen it from both sides.",
    ],
)
def test_facts_in_the_other_language_are_support(sentence: str) -> None:
    """Places, numbers, titles and organisations are known to the rules by either language's name."""
    brief = Brief.model_validate_json(json.dumps(CROSS))
    assert not rule_claims(sentence, "sentence", "en", support_of(brief), date(2026, 3, 13))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("As head of department you have seen both sides.", "head of department"),
        ("You led the change on fifteen wards.", "fifteen"),
        ("Sick leave has fallen by half on your wards.", "by half"),
        ("Lisa Berg told me about you.", "Lisa Berg"),
        ('Your line "ett schema är en plan" stays with me.', "ett schema är en plan"),
        ("You worked with Lisa Ek in Malmö.", "Malmö"),
    ],
)
def test_facts_in_the_other_language_still_contradict(sentence: str, words: str) -> None:
    """A change is seen across languages, a dropped "biträdande" included."""
    brief = Brief.model_validate_json(json.dumps(CROSS))
    assert [each.excerpt for each in found("unsupported_claim", sentence, "en", brief=brief)] == [words]


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("sv", "Berndtsson sa att du har svaret.", ["Berndtsson"]),
        ("en", "Fitzwilliam mentioned that you have the answer.", ["Fitzwilliam"]),
        ("sv", "Kollegan sa att jag borde fråga.", []),
        ("en", "Colleagues said that I should ask.", []),
    ],
)
def test_a_name_that_begins_a_sentence_is_known_by_what_it_does(
    language: Language, sentence: str, names: list[str]
) -> None:
    """A first word always has a capital letter; who speaks under an unknown one is somebody."""
    assert [
        each.excerpt for each in found("unsupported_claim", letter(sentence, language), language)
    ] == names


def test_what_the_output_gate_has_is_not_told_twice() -> None:
    """An address in a sentence is one fault, not two."""
    text = letter("Vi kan ses på Storgatan 12 i morgon.", "sv")
    assert [each.excerpt for each in found("foreign_content", text, "sv")] == ["Storgatan 12"]
    assert not found("unsupported_claim", text, "sv")


def test_without_a_brief_no_claim_is_judged() -> None:
    """A text alone gives nothing to compare with."""
    assert not found("unsupported_claim", letter("Du vann priset i Oslo 2011.", "sv"), "sv", brief=None)


def test_a_confirmed_addition_supports_the_claim() -> None:
    """What was flagged passes once it is a fact."""
    sentence = letter("Ditt arbete i Piteå fastnade.", "sv")
    assert found("unsupported_claim", sentence, "sv")
    more = [*example("sv")["facts"], {"kind": "other", "text": "Arbetade i Piteå"}]
    assert not found("unsupported_claim", sentence, "sv", brief=brief_of("sv", facts=more))


def test_messages_follow_the_interface_not_the_draft() -> None:
    """An English draft reviewed in Swedish is explained in Swedish."""
    (finding,) = found("unsupported_claim", letter("You live in Oslo.", "en"), "en", ui="sv")
    assert finding.message == "”Oslo” finns inte i ditt underlag."
