"""False alarms that were reported: what honest sentences claim, and their false likes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from assistant.checks.rule import RULES_FOLDER, load_rule
from assistant.domain.value import Language
from knowledge.corpus import load_corpus
from tests.clean_desk import found, letter

TALK_AT = "2026-03-12T15:00:00+00:00"


@pytest.mark.parametrize(
    ("language", "window", "sentence"),
    [
        ("sv", "vecka 14", "Skulle du ha 15 minuter vecka 14?"),
        ("sv", "vecka 14", "Det passar mig bra vecka 14."),
        ("sv", "v. 15", "Någon gång under v. 15 vore fint."),
        ("sv", "v 15-17", "När som helst v 15-17 går bra för mig."),
        ("sv", "veckorna 14 och 15", "Veckorna 14 och 15 är jag ledig på förmiddagarna."),
        ("sv", "efter den 20", "Efter den 20 har jag det lugnare."),
        ("en", "week 14", "Any morning in week 14 is fine."),
        ("en", "weeks 14 and 15", "I am around in weeks 14 and 15."),
        ("en", "after the 20th", "Any day after the 20th is good."),
    ],
)
def test_a_window_of_ones_own_is_no_claim(language: Language, window: str, sentence: str) -> None:
    """The number of a week, or a day, that the sender proposes says nothing about the recipient."""
    assert not found("unsupported_claim", letter(sentence, language), language, ask={"window": window})


@pytest.mark.parametrize(
    ("language", "window", "sentence"),
    [
        ("sv", "vecka 14", "Du har lett 14 projekt på Norrvatten."),
        ("en", "week 14", "You lead 14 projects at Norrvatten."),
    ],
)
def test_a_number_of_the_window_supports_nothing_else(language: Language, window: str, sentence: str) -> None:
    """14 of something else is still a claim."""
    text = letter(sentence, language)
    assert "14" in found("unsupported_claim", text, language, ask={"window": window})


def test_a_role_that_a_fact_gives_is_theirs() -> None:
    """The title of a fact about a role counts, whatever a note says of other chairs."""
    parts: dict[str, Any] = {
        "facts": [{"kind": "role", "title": "Chair of trustees", "where": "Shelter"}],
        "meeting": {"notes": ["Never let the chair speak first"]},
    }
    own = letter("I am writing to you because you are chair of trustees at Shelter.", "en")
    other = letter("I am writing to you because you are chair of governors at Shelter.", "en")
    assert not found("unsupported_claim", own, "en", **parts)
    assert found("unsupported_claim", other, "en", **parts) == ["chair of governors"]
    work = {"facts": [{"kind": "role", "title": "Enhetschef", "where": "Region Gotland"}]}
    assert not found("unsupported_claim", letter("Du är enhetschef på Region Gotland.", "sv"), "sv", **work)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Thank you for the talk, and what would you do differently today?"),
        ("en", "Thank you for telling me how you plan a meeting today."),
        ("en", "How did that first meeting shape the way you talk to customers today?"),
        ("sv", "Tack för att du berättade hur ni lägger upp mötet i dag."),
        ("sv", "Hur märks det samtalet i ditt jobb i dag?"),
    ],
)
def test_today_as_nowadays_dates_nothing(language: Language, sentence: str) -> None:
    """The day of the talk is not meant where "today" tells how things are."""
    meeting = {"held_at": TALK_AT, "notes": ["Start small"]}
    text = letter(sentence, language)
    assert not found("unsupported_claim", text, language, "followup", meeting=meeting)


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("en", "Thank you for our talk today.", "today"),
        ("sv", "Tack för samtalet i dag.", "i dag"),
        ("sv", "Tack för att du tog dig tid idag.", "idag"),
    ],
)
def test_today_of_a_talk_that_was_yesterday_is_found(language: Language, sentence: str, word: str) -> None:
    """Where the talk itself is dated, the day must be right."""
    meeting = {"held_at": TALK_AT, "notes": ["Start small"]}
    text = letter(sentence, language)
    assert found("unsupported_claim", text, language, "followup", meeting=meeting) == [word]


@pytest.mark.parametrize(
    "sentence",
    [
        "After your article on the move from customer support to product, I went back to our tickets.",
        "I am three years into customer support, and after reading how you moved to product I hesitate.",
        "Three years in customer support, and after your article about the move to product I took stock.",
    ],
)
def test_after_a_work_of_theirs_turns_nothing_around(sentence: str) -> None:
    """The sender's own "after" is another one than the "before" of the recipient's life."""
    facts = [
        {
            "kind": "article",
            "text": "Wrote about the move from customer support to product",
            "point": "Worked in customer support for three years before she moved to product",
        }
    ]
    assert not found("unsupported_claim", letter(sentence, "en"), "en", facts=facts)


@pytest.mark.parametrize(
    ("language", "fact", "sentence"),
    [
        ("en", "20 years in grid planning at National Grid", "I am writing for one reason: {}."),
        ("sv", "tjugo år som egen företagare i Norrland", "En sak fick mig att skriva: {}."),
    ],
)
def test_a_fact_quoted_as_it_stands_is_research(language: Language, fact: str, sentence: str) -> None:
    """No "you" is needed where the sender's own fact is said word for word."""
    text = letter(sentence.format(fact), language)
    parts: dict[str, Any] = {
        "recipient": {"name": "Maria Berg", "organisation": "National Grid"},
        "facts": [{"text": fact}],
    }
    assert not found("no_research_reference", text, language, **parts)
    other = letter(sentence.format("så mycket annat" if language == "sv" else "so much else"), language)
    assert found("no_research_reference", other, language, **parts)


@pytest.mark.parametrize("check", sorted(path.stem for path in RULES_FOLDER.glob("*.toml")))
def test_every_rule_names_what_is_behind_it(check: str) -> None:
    """A passage of the guidance, a piece of evidence, or the safety notes."""
    corpus = load_corpus()
    table = tomllib.loads((RULES_FOLDER / f"{check}.toml").read_text(encoding="utf-8"))
    assert table["why"] == load_rule(check).why
    assert table["why"] in {*corpus.passages, *corpus.evidence, "SAFETY"}


@pytest.mark.parametrize(
    ("check", "language", "kind", "sentence", "wrong"),
    [
        ("unsupported_claim", "en", "followup", "I keep a diary, as you said, and fill six pages.", False),
        ("unsupported_claim", "en", "followup", "You said that your team fills six pages.", True),
        ("unsupported_claim", "en", "outreach", "What did you believe about forecasts at eighteen?", False),
        ("unsupported_claim", "sv", "outreach", "Alla eftermiddagar efter tre går bra.", False),
        ("unsupported_claim", "sv", "outreach", "Du har lett tre avdelningar.", True),
        ("unsupported_claim", "sv", "outreach", "Jag arbetar i Sunderbyn.", False),
        ("unsupported_claim", "sv", "outreach", "Du arbetar i Sundsvall.", True),
        ("no_flexibility", "en", "outreach", "Could we talk? Any weekday after four works.", False),
        ("no_flexibility", "en", "outreach", "Could we talk for 15 minutes on a Monday?", False),
        ("no_flexibility", "en", "outreach", "Could we talk for 15 minutes on Monday?", True),
        ("no_flexibility", "sv", "outreach", "Kan vi prata i 15 minuter en måndag?", False),
        ("no_flexibility", "sv", "outreach", "Kan vi prata i 15 minuter på måndag?", True),
        ("no_research_reference", "sv", "outreach", "Avsnitt 48 av Frekvens, om elnät, är bra.", False),
        ("no_purpose", "sv", "outreach", "Jag kör tåg sedan länge och vill bli instruktör.", False),
        ("no_purpose", "sv", "outreach", "Jag läste den och vill gärna träffas.", True),
        ("foreign_content", "en", "questions", "What do people think an instructor does all day?", False),
        ("no_research_reference", "sv", "outreach", "Avsnitt av poddar hör jag ofta.", True),
        ("placeholder", "sv", "outreach", "Jag heter NAMN och är ny.", True),
        ("placeholder", "sv", "outreach", "Ditt arbete med *fyll i ämne* gav mig mycket.", True),
        ("placeholder", "en", "outreach", "Your work on $TOPIC helped me.", True),
        ("placeholder", "en", "outreach", "I met your colleague NAME HERE.", True),
        ("placeholder", "sv", "outreach", "Ditt namn kom upp när företag och ämne valdes.", False),
        ("placeholder", "en", "outreach", "My name came up here, *really*, for $40.", False),
    ],
)  # fmt: skip
def test_what_fresh_messages_brought_up(
    check: str, language: Language, kind: str, sentence: str, wrong: bool
) -> None:
    """Found in messages written after tuning: a false alarm beside the true finding that it resembles."""
    facts = [{"text": "Gästade podden Frekvens, avsnitt 48, om elnät"}]
    sender = {"name": "Sara Lind", "organisation": "Sunderby sjukhus"}
    meeting = {"notes": ["Skriv dagbok"]} if kind == "followup" else None
    text = letter(sentence, language)
    assert bool(found(check, text, language, kind, facts=facts, sender=sender, meeting=meeting)) is wrong


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Mest tänker jag på att prata med var och en innan jag säger något till alla.", False),
        ("Det gav mycket att prata med dig och alla andra.", True),
    ],
)
def test_a_note_of_plain_words_is_a_takeaway_in_its_own_order(sentence: str, missing: bool) -> None:
    """A note can be made of nothing but words that fit anyone."""
    meeting = {"notes": ["Prata med var och en innan du säger något till alla"]}
    assert bool(found("no_takeaway", letter(sentence, "sv"), "sv", "followup", meeting=meeting)) is missing
