"""The template writer before and after a talk: questions that fit what is asked about, notes and plans."""

from __future__ import annotations

import re

import pytest

from assistant.domain.brief import Ask, Fact, Recipient
from assistant.domain.value import Language
from assistant.offline.asking import direct_question
from assistant.offline.deeds import deed_values
from assistant.offline.names import read_name
from assistant.offline.notes import note_values
from assistant.offline.plans import plan_values
from tests.offline_desk import draft, every, outreach, thanks

BENGT = read_name("Bengt Ask")

# Plans


@pytest.mark.parametrize(
    ("language", "plan", "key", "expected"),
    [
        ("sv", "Ringa Käppala i februari", "plan_to", "ringa Käppala i februari"),
        ("sv", "Ring Käppala i februari", "plan_to", "ringa Käppala i februari"),
        ("sv", "jag ska prata med min chef", "plan_says", "Jag ska prata med min chef."),
        ("sv", "På måndag ringer jag facket.", "plan_says", "På måndag ringer jag facket."),
        ("sv", "ska lära mig räkna", "plan_says", "Jag ska lära mig räkna."),
        ("sv", "lära sig räkna", "plan_to", "lära mig räkna"),
        ("sv", "att åka dit", "plan_to", "åka dit"),
        ("sv", "En läsestund varje morgon", "plan_thing", "en läsestund varje morgon"),
        ("sv", "enter one competition before summer", "plan_quote", "”Enter one competition before summer”"),
        ("en", "Call Käppala in February", "plan_to", "call Käppala in February"),
        ("en", "I’ll redo the budget", "plan_says", "I'll redo the budget."),
        ("en", "i've booked an evening", "plan_says", "I've booked an evening."),
        ("en", "Bosse and I are taking a course", "plan_says", "Bosse and I are taking a course."),
        ("en", "going to build a model", "plan_to", "build a model"),
        ("en", "hoping to build a model", "plan_says", "I am hoping to build a model."),
        ("en", "emailing three festivals", "plan_to", "email three festivals"),
        ("en", "On Monday I'm seeing my manager", "plan_says", "On Monday I'm seeing my manager."),
        ("en", "Have signed up for a course", "plan_says", "I have signed up for a course."),
        ("en", "gå med i en tävling före sommaren", "plan_quote", "“Gå med i en tävling före sommaren”"),
    ],
)
def test_a_plan_in_any_form_becomes_one_sentence(
    language: Language, plan: str, key: str, expected: str
) -> None:
    """A capital stands only at the start, and what is a sentence already stands alone."""
    assert plan_values(plan, language) == {key: expected}


@pytest.mark.parametrize(
    ("language", "notes"),
    [("sv", ("Börja smått", "Mät före och efter")), ("en", ("Start small", "Measure before and after"))],
)
def test_a_plan_never_comes_before_what_was_learned(language: Language, notes: tuple[str, str]) -> None:
    """Both lessons stand next to each other, and what the sender will do follows them."""
    plan = {"sv": "pröva båda", "en": "try both"}[language]
    for variant in (1, 2, 3):
        made = draft(thanks(language, *notes, plan=plan), "followup", variant=variant)
        said = [sentence.text.lower() for sentence in made.sentences]
        first, second, then = (
            next(at for at, text in enumerate(said) if key in text)
            for key in (notes[0].split()[1], notes[1].split()[1], plan.split()[1])
        )
        assert second == first + 1
        assert then > second


# Notes


@pytest.mark.parametrize(
    ("language", "note", "expected"),
    [
        ("sv", "Bengt tycker att man ska börja med en kund", {"note_point": "att man ska börja med en kund"}),
        (
            "sv",
            "Hon sa att läsare läser bara första sidan",
            {"note_point": "att läsare bara läser första sidan"},
        ),
        ("sv", "Att man måste sluta vara kompis", {"note_point": "att man måste sluta vara kompis"}),
        ("sv", "Han rådde mig att ringa först", {"note_advice": "ringa först"}),
        ("sv", "Bengt nämnde kursen i Enköping", {"note_thing": "kursen i Enköping"}),
        ("sv", "Låta eleverna välja bok", {"note_point": "att låta eleverna välja bok"}),
        ("en", "Bengt thinks I should sell at cost", {"note_point": "that I should sell at cost"}),
        ("en", "She said reviewers only read page one", {"note_point": "that reviewers only read page one"}),
        ("en", "That you can't please everyone", {"note_point": "that you can't please everyone"}),
        ("en", "He told me to ring first", {"note_advice": "to ring first"}),
        ("en", "She suggested that I ring first", {"note_advice": "to ring first"}),
        (
            "sv",
            "Bengt brukar alltid gå en runda",
            {"note_you_did": "du alltid brukar gå en runda", "note_habit": "du alltid brukar gå en runda"},
        ),
        (
            "en",
            "Bengt always walks a lap first",
            {"note_you_did": "you always walk a lap first", "note_habit": "you always walk a lap first"},
        ),
        ("en", "Letting the pupils choose", {"note_thing": "letting the pupils choose"}),
        (
            "en",
            "sleeping matters more than practising",
            {"note_point": "that sleeping matters more than practising"},
        ),
        ("en", "The book 'Talk' by Ann", {"note_thing": "the book “Talk” by Ann"}),
    ],
)
def test_a_note_is_turned_to_the_one_who_said_it(
    language: Language, note: str, expected: dict[str, str]
) -> None:
    """Nobody is told what they think under their own name, and a leading "that" is kept where it belongs."""
    values = note_values(note, language, BENGT)
    assert {key: value for key, value in values.items() if key != "note_view"} == expected


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("sv", "Sök redan nu, vänta inte på att känna dig klar"),
        ("sv", "Ring, mejla inte"),
        ("sv", "Mejla i januari, inte i maj"),
        ("sv", "Att sova är viktigare än att öva"),
        ("sv", "Det finns en kurs i Enköping"),
        ("sv", "Man lär sig med händerna"),
        ("en", "Apply now, don't wait until you feel ready"),
        ("en", "Call, don't email"),
    ],
)
def test_what_cannot_be_turned_safely_is_quoted(language: Language, note: str) -> None:
    """Advice with two verbs and statements without a turn stand between quotation marks, once."""
    marks = "””" if language == "sv" else "“”"
    for variant in (1, 2, 3):
        text = draft(thanks(language, note), "followup", variant=variant).body
        assert text.count(f"{marks[0]}{note}{marks[1]}") == 1, text


# Questions


@pytest.mark.parametrize(
    ("language", "note", "asked"),
    [
        ("sv", "Ring, mejla inte", True),
        ("sv", "Hyran får aldrig vara mer än åtta procent", True),
        ("sv", "Arkivet i Göteborg har öppet på lördagar", False),
        ("sv", "Jag behöver tre månaders buffert", False),
        ("sv", "Hon skrattade åt mina rosor", False),
        ("en", "Never buy a lathe you can't lift", True),
        ("en", "The archive is open on Saturdays", False),
        ("en", "The book 'Talk' by Ann", False),
    ],
)
def test_only_advice_and_opinions_are_asked_about(language: Language, note: str, asked: bool) -> None:
    """A piece of information is no lesson."""
    values = note_values(note, language, BENGT)
    assert bool(values.keys() & {"note_tip", "note_view", "note_habit"}) is asked


@pytest.mark.parametrize(
    ("language", "you_did", "key"),
    [
        ("sv", "du skrev boken ”Vid sängkanten” 2019", "deed_wrote"),
        ("sv", "du skrev på Instagram att du stänger varje måndag", "deed_said"),
        ("sv", "du fick Göran Gustafssonpriset 2022", "deed_won"),
        ("sv", "du läste kemiteknik på KTH", "deed_studied"),
        ("sv", "du lämnade banken för att bli bagare", "deed_turned"),
        ("sv", "du har varit chef i tio år", "deed_is"),
        ("sv", "du driver en blogg", "deed_does"),
        ("sv", "du grundade en kvartett", "deed_made"),
        ("en", "you wrote the book “At the Bedside”", "deed_wrote"),
        ("en", "you won the Marsh Award in 2022", "deed_won"),
        ("en", "you studied chemical engineering", "deed_studied"),
        ("en", "you became a process engineer", "deed_turned"),
        ("en", "you host a podcast", "deed_does"),
        ("en", "you were a guest on a podcast", "deed_said"),
        ("en", "you founded a choir", "deed_made"),
    ],
)
def test_a_fact_is_asked_about_by_its_sort(language: Language, you_did: str, key: str) -> None:
    """A prize, a book and a degree each have questions of their own."""
    assert deed_values(you_did, language) == {key: you_did}


@pytest.mark.parametrize(
    ("language", "text", "where"), [("sv", "Läste juridik", "Lund"), ("en", "Studied law", "Leeds")]
)
def test_a_place_alone_is_never_asked_about(language: Language, text: str, where: str) -> None:
    """Where someone studied is no work of theirs."""
    brief = outreach(language, facts=(Fact(kind="other", text=text, where=where),))
    for variant in (1, 2, 3):
        asked = draft(brief, "questions", variant=variant).text
        assert not re.search(r"(?:efter|om|bakom|after|about|behind) (?:i|in|på|at) [A-Z]", asked), asked


@pytest.mark.parametrize(
    ("language", "clause", "question"),
    [
        ("sv", "hur trappan kom till", "Hur kom trappan till?"),
        ("sv", "vad som kostar mest första året", "Vad kostar mest första året?"),
        (
            "sv",
            "vad du gör en vanlig dag, och vad du önskar att du vetat",
            "Vad gör du en vanlig dag, och vad önskar du att du vetat?",
        ),
        ("sv", "hur du valde och varför", "Hur valde du, och varför?"),
        ("sv", "vad en mästare ser som en lärling missar", "Vad ser en mästare som en lärling missar?"),
        ("en", "how you found your first patients", "How did you find your first patients?"),
        ("en", "what a master sees", "What does a master see?"),
        ("en", "how the staircase came about", "How did the staircase come about?"),
        ("en", "what you do and what you wish you knew", "What do you do, and what do you wish you knew?"),
        ("en", "how the pictures were chosen and how you priced them", ""),
    ],
)
def test_a_topic_s_clauses_are_asked_in_order(language: Language, clause: str, question: str) -> None:
    """Each clause is turned, or none: half a question is worse than another form."""
    assert direct_question(clause, language) == question


def test_no_list_asks_twice_in_the_same_words() -> None:
    """What is asked begins differently in every question of a list, and each can be said aloud."""
    for name, _, made in every("questions"):
        asked = [re.sub(r"^\d\. ", "", item.text) for item in made.items if item.text.endswith("?")]
        tails = [" ".join(re.split(r"[:.!] ", text)[-1].lower().split()[:3]) for text in asked]
        assert len(set(tails)) == len(tails), (name, asked)


def test_two_people_get_two_lists() -> None:
    """The same brief to five people gives five lists."""
    topic = Ask(topic="försäljning på sommaren")
    lists = {
        draft(outreach("sv", ask=topic, recipient=Recipient(name=name)), "questions").text
        for name in ("Ann Ek", "Bo Li", "Cia Om", "Dan Ås", "Eva Ny")
    }
    assert len(lists) == 5
