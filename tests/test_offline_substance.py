"""The template writer's substance: own words, facts, questions, and follow-ups from notes alone."""

from __future__ import annotations

import re

import pytest

from assistant.domain.brief import Ask, Fact, Meeting, Previous, Recipient, Sender, grounds
from assistant.domain.value import Language
from assistant.errors import WriterError
from assistant.offline.facts import can_open
from tests.offline_desk import (
    draft,
    every,
    outreach,
    thanks,
    written,
)

# Own words, facts


def test_own_words_stand_first_word_for_word() -> None:
    """The sender's sentences open the message unchanged, with a full stop where one was missing."""
    own = "Jag hörde dig på Energidagarna.  Sedan dess räknar jag annorlunda"
    for variant in (1, 2, 3):
        made = draft(outreach("sv", own_words=own), variant=variant)
        assert made.body.split("\n\n")[1].startswith(
            "Jag hörde dig på Energidagarna. Sedan dess räknar jag annorlunda."
        )


def test_what_own_words_said_is_not_said_again() -> None:
    """Own words that name the event leave the title to be told, and nothing else twice."""
    own = "Jag hörde dig på Energidagarna och har inte slutat tänka på det."
    for variant in (1, 2, 3):
        text = draft(outreach("sv", own_words=own), variant=variant).body
        assert text.count("Energidagarna") == 1
        assert text.count("Fel och rätt") == 1


def test_own_words_that_greet_or_ask_are_not_greeted_or_asked_again() -> None:
    """No second greeting, no second ask."""
    own = "Hi Maria, your talk stayed with me. Could we have a 15-minute call about margins?"
    text = draft(outreach("en", own_words=own), variant=1).body
    assert text.startswith("Hi Maria, your talk")
    assert text.count("?") == 1


def test_own_words_in_the_other_language_are_left_out() -> None:
    """A profile's Swedish never lands in an English message."""
    brief = outreach(
        "en",
        own_words="Jag hörde dig på Energidagarna och har inte slutat tänka på det.",
        sender=Sender(
            name="Sara Lind",
            role="dataanalytiker",
            goals=("göra bättre prognoser",),
            sign_off="Vänliga hälsningar\nSara",
        ),
    )
    text = draft(brief).text
    assert not re.search(r"hörde|göra|analytiker|hälsningar", text)
    assert text.endswith("Sara")


def test_a_reaction_stands_word_for_word() -> None:
    """What the sender did because of the work is the sender's own sentence."""
    reaction = "Jag räknade om våra felmarginaler samma kväll"
    fact = outreach("sv").facts[0].model_copy(update={"reaction": reaction})
    for variant in (1, 2, 3):
        assert f"{reaction}." in draft(outreach("sv", facts=(fact,)), variant=variant).text


@pytest.mark.parametrize("kind", ["outreach", "questions", "followup"])
def test_confidential_facts_stand_nowhere(kind: str) -> None:
    """A confidential fact is neither said nor cited."""
    secret = Fact(kind="other", text="Lämnar Volvo i juni efter en konflikt", confidential=True)
    brief = outreach("sv", facts=(secret, *outreach("sv").facts), meeting=Meeting(notes=("Börja smått",)))
    for variant in (1, 2, 3):
        made = draft(brief, kind, variant=variant)
        assert "Volvo" not in made.text
        assert all("F1" not in sentence.facts for sentence in made.sentences)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ledde flytten av fyrtio system", "sv", "du ledde flytten av fyrtio system"),
        ("Hon har bytt bransch två gånger", "sv", "du har bytt bransch två gånger"),
        ("Hennes team byggde om elnätet", "sv", "ditt team byggde om elnätet"),
        (
            "Maria leads a team of nine and writes about grids",
            "en",
            "you lead a team of nine and write about grids",
        ),
        ("They run a policy team", "en", "you run a policy team"),
        ("Was a nurse before she became a manager", "en", "you were a nurse before you became a manager"),
        ("Named manager of the year in 2024", "en", "you were named manager of the year in 2024"),
        ("Läste hennes krönika om nattbussar", "sv", "läste din krönika om nattbussar"),
    ],
)
def test_facts_of_text_alone_are_told_to_the_person(text: str, language: Language, expected: str) -> None:
    """A note in the third person, or with no subject, becomes a clause in the second."""
    made = draft(outreach(language, facts=(Fact(text=text),)), variant=1)
    assert expected.lower() in made.text.lower()


@pytest.mark.parametrize(
    ("fact", "language", "opens"),
    [
        (Fact(kind="talk", title="Fel och rätt"), "en", True),
        (Fact(kind="talk", text="Höll ett föredrag om felmarginaler"), "en", False),
        (Fact(kind="talk", text="Höll föredraget 'Fel och rätt' på Energidagarna"), "en", True),
        (Fact(kind="talk", when="2025"), "sv", False),
        (Fact(kind="role", text="Worked in support before she moved to product"), "sv", False),
        (Fact(kind="other", text="Hon sa till henne att hennes chef slutar"), "sv", False),
        (Fact(kind="shared_contact", with_whom="Johan Ek"), "sv", True),
        (Fact(kind="other", text="Ledde flytten", confidential=True), "sv", False),
        (Fact(), "sv", False),
    ],
)
def test_a_fact_opens_only_when_it_can_be_said(fact: Fact, language: Language, opens: bool) -> None:
    """A fact of which nothing can be said in the language is asked about instead."""
    assert can_open(fact, language, Recipient(name="Maria Berg")) is opens


def test_a_brief_without_a_usable_fact_is_refused_not_filled() -> None:
    """There is no generic message: the writer refuses with a hint."""
    with pytest.raises(WriterError) as refused:
        written(outreach("sv", facts=(Fact(kind="talk", when="2025"),)))
    assert refused.value.hint


def test_clocks_are_mentioned_only_when_they_differ() -> None:
    """A time zone is worth a sentence when the two live by different clocks."""
    sender = outreach("en").sender.model_copy(update={"time_zone": "Europe/Stockholm"})
    for zone, mentioned in (("America/New_York", True), ("Europe/Paris", False), ("", False)):
        brief = outreach("en", sender=sender, recipient=Recipient(name="Maria Berg", time_zone=zone))
        assert ("Stockholm" in draft(brief).text) is mentioned


# Questions


def test_questions_are_three_to_five_open_and_grounded() -> None:
    """Each item ends in a question mark, asks openly and rests on something given."""
    asking = re.compile(r"\b(?:hur|vad|vilk\w+|varför|när|how|what|which|why|whom?|when)\b", re.IGNORECASE)
    for name, _, made in every("questions"):
        items = made.items
        numbered = [item for item in items if re.match(r"\d\.", item.text)]
        assert 3 <= len(numbered) <= 5, name
        assert made.text.count("?") == len(numbered), (name, made.text)
        assert all(asking.search(item.text) for item in items if item.text.endswith("?")), name
        assert all(item.facts for item in items), name


def test_nothing_is_asked_that_was_asked_before() -> None:
    """Earlier questions, and those in the first message, do not come back."""
    brief = outreach("sv", ask=Ask(topic="hur ni berättar om risk för en ledning"))
    first = draft(brief, "questions", variant=1)
    asked = tuple(re.sub(r"^\d\. ", "", item.text) for item in first.items)
    again = draft(
        brief.model_copy(update={"previous": Previous(questions=asked[:2], outreach=f"Hej! {asked[2]}")}),
        "questions",
        variant=1,
    )
    assert not set(asked[:3]) & {re.sub(r"^\d\. ", "", item.text) for item in again.items}


def test_an_earlier_talk_is_asked_about() -> None:
    """Notes from a talk that took place lead to a question for the next."""
    brief = thanks("en", "Write the decision down before the ticket")
    noted = next(ground.id for ground in grounds(brief) if ground.origin == "note")
    assert any(noted in item.facts for item in draft(brief, "questions").items)


# Follow-ups


def test_a_follow_up_learns_from_the_notes_and_nothing_else() -> None:
    """Neither facts nor topic turn up as something that was learned."""
    for name, brief, made in every("followup"):
        allowed = {
            ground.id
            for ground in grounds(brief)
            if ground.origin in {"note", "plan", "own_words", "meeting"}
        }
        assert all(set(sentence.facts) <= allowed for sentence in made.sentences), name
        notes = {ground.id for ground in grounds(brief) if ground.origin == "note"}
        assert any(set(sentence.facts) & notes for sentence in made.prose), name
        assert re.search(r"\b[Tt]ack\b|[Tt]hank", made.body), name


@pytest.mark.parametrize(
    ("language", "note", "expected"),
    [
        (
            "sv",
            "Visa alltid intervallet först",
            "alltid visa intervallet först|”Visa alltid intervallet först”",
        ),
        ("sv", "Var inte rädd för tystnad", "inte vara rädd för tystnad|”Var inte rädd för tystnad”"),
        ("sv", "Hon sa att man ska börja smått", "det du sa om att man ska börja smått"),
        (
            "en",
            "Don't send reports on a Friday",
            "advice not to send reports on a Friday|“Don't send reports on a Friday”",
        ),
        ("en", "She said that small steps win", "your point that small steps win"),
        ("en", "the value of boring tools", "what you said about the value of boring tools"),
        ("en", "Visa alltid intervallet först", "“Visa alltid intervallet först”"),
        ("en", "In her team everybody speaks once first", "in your team everybody speaks once first"),
    ],
)
def test_notes_are_told_back_to_the_one_who_said_them(language: Language, note: str, expected: str) -> None:
    """Advice, statements, noun phrases and third person notes each read as said to the reader."""
    for variant in (1, 2, 3):
        text = draft(thanks(language, note), "followup", variant=variant).body
        assert re.search(expected, text, re.IGNORECASE), text
        assert not re.search(r"\b(?:hon|hennes|she|her)\b", text, re.IGNORECASE), text


@pytest.mark.parametrize(
    ("language", "plan", "expected"),
    [
        ("sv", "pröva det i april", r"(?:Nu ska jag|Mitt nästa steg är att|Jag tänker) pröva det i april\."),
        ("sv", "Jag ska pröva det i april", r"Jag ska pröva det i april\."),
        ("sv", "en provvecka i maj", r": en provvecka i maj\."),
        ("sv", "har redan bokat ett möte", r"Jag har redan bokat ett möte\."),
        ("en", "test it in April", r"(?:Now I.ll|step is to|plan to) test it in April\."),
        ("en", "I'll test it in April", r"I'll test it in April\."),
        ("en", "a pilot in May", r": a pilot in May\."),
    ],
)
def test_plans_of_every_form_are_kept(language: Language, plan: str, expected: str) -> None:
    """The plan stands nearly as written, whatever its form."""
    for variant in (1, 2, 3):
        text = draft(thanks(language, "Börja smått", plan=plan), "followup", variant=variant).body
        assert re.search(expected, text), text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_later_contact_is_suggested_only_after_a_talk_that_went_well(language: Language) -> None:
    """Unknown is not well."""
    for went_well, suggested in ((True, True), (False, False), (None, False)):
        text = draft(thanks(language, "Börja smått", went_well=went_well), "followup").body
        assert (
            bool(re.search(r"hör jag|skriver jag ett par|I'll write|drop you a line|get back to you", text))
            is suggested
        )


def test_minutes_of_the_talk_are_said_only_when_known() -> None:
    """No length is made up, and the first message's fifteen minutes are not the talk's."""
    texts = [draft(thanks("en", "Start small"), "followup", variant=variant).body for variant in (1, 2, 3)]
    assert not any(re.search(r"\d", text) for text in texts)
