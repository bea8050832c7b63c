"""Asks in fresh wordings: the big question and the checks on what a message asks for."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from assistant.checks import asks_to_be_mentor
from assistant.checks.asks_to_be_mentor import find_asking
from assistant.checks.lasting_help import find_helper, find_lasting
from assistant.checks.occupations import occupation_source
from assistant.checks.reviewing import load_check
from assistant.domain.review import Finding
from assistant.domain.value import Channel, Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

CASES = tomllib.loads((Path(__file__).parent / "asks_cases.toml").read_text(encoding="utf-8"))


def found(
    check: str, text: str, language: Language, *, channel: Channel = "linkedin", kind: str = ""
) -> list[Finding]:
    """What a check finds in a message without a brief."""
    kind = kind or ("followup" if check == "pushy_followup" else "outreach")
    draft = parse_plain(text, kind=kind, language=language, channel=channel)
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    examined = Examined(draft=draft, kind=load_kinds()[kind], brief=None, passages=(), ui="en", now=now)
    return list(load_check(check)(examined))


def listed(name: str, language: Language) -> list[str]:
    """The big question's cases of that name."""
    texts: list[str] = CASES["big_question"][name][language]
    assert len(texts) > 100  # many cases in one test: one by one they would take twice as long
    return texts


@pytest.mark.parametrize("language", get_args(Language))
def test_the_big_question_in_its_families(language: Language) -> None:
    """A role, an idiom, support without an end or a rhythm: each is found and blocks."""
    severities = {
        text: {each.severity for each in found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)}
        for text in listed("asking", language)
    }
    assert [text for text, given in severities.items() if given != {"block"}] == []


@pytest.mark.parametrize("language", get_args(Language))
def test_what_only_looks_like_the_big_question(language: Language) -> None:
    """Past and others' mentorships, programmes, negations, habits and a single talk are no such ask."""
    texts = listed("harmless", language)
    assert [t for t in texts if found("asks_to_be_mentor", f"Hej!\n\n{t}\n\nBo", language)] == []


@pytest.mark.parametrize("wrong", [True, False], ids=["fault", "like a fault"])
@pytest.mark.parametrize("check", sorted({case["check"] for case in CASES["case"]}))
def test_what_a_message_asks_for(check: str, wrong: bool) -> None:
    """Each check finds its own fault in fresh wordings, and leaves their likes alone."""
    cases = [case for case in CASES["case"] if (case["check"], case["wrong"]) == (check, wrong)]
    assert cases
    missed = [
        case["text"]
        for case in cases
        if bool(found(check, case["text"], case["language"], channel=case["channel"])) is not wrong
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("sv", "Fr\u00e5n och med mars blir Gunilla p\u00e5 l\u00f6nerna min mentor.", False),
        ("sv", "Min granne Nils ska vara min coach i sommar.", False),
        ("sv", "Som vi best\u00e4mde i g\u00e5r \u00e4r det du som ska vara min mentor.", False),
        ("sv", "Gunilla, vill du bli min mentor?", True),
        ("sv", "Min stora dr\u00f6m \u00e4r att ha en mentor som du.", True),
        ("en", "From March Gillian in payroll is going to be my mentor.", False),
        ("en", "My neighbour will be my coach this summer.", False),
        ("en", "As we agreed yesterday, you will be my mentor.", False),
        ("en", "Gillian, would you be my mentor?", True),
        ("en", "If you agreed to be my mentor I'd be thrilled.", True),
    ],
)
def test_a_mentor_that_is_another_or_agreed_is_not_asked_for(
    language: Language, text: str, asked: bool
) -> None:
    """Who is the subject decides, and whether it was settled before."""
    assert (find_asking(text, language) is not None) is asked


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Varje torsdag spelar vi schack i biblioteket, kan du komma den tionde?"),
        ("en", "Once a month we read aloud, would you come in May?"),
    ],
)
def test_a_habit_of_ours_is_no_series(language: Language, text: str) -> None:
    """What comes back is told; what is asked for is one thing."""
    assert find_asking(text, language) is None


def test_a_wording_that_waits_for_its_pieces_finds_what_it_would_find_without_waiting() -> None:
    """Skipping a wording whose pieces are not in the text must not lose a match."""
    lost = [
        (source, text)
        for name in ("asking", "harmless")
        for language, texts in CASES["big_question"][name].items()
        for text in texts
        for asking in ("explicit", "guiding", "series", "rhythm")
        for source in asks_to_be_mentor._asking(asking, language)
        if asks_to_be_mentor._built(source, language).search(text)
        and not any(True for _match in asks_to_be_mentor._matches(source, text, language))
    ]
    assert lost == []


@pytest.mark.parametrize("text", ["every week call ", "you could be my ", "a", "varje vecka m\u00f6te "])
def test_a_hostile_text_takes_no_quadratic_time(text: str) -> None:
    """Ten thousand characters without an end of sentence are gone through in a moment."""
    begun = time.perf_counter()
    for language in ("sv", "en"):
        find_asking((text * 10_000)[:10_000], language)
    assert time.perf_counter() - begun < 5


def test_a_far_place_in_a_long_sentence_is_given_as_it_stands() -> None:
    """What is found behind the first window keeps its place in the sentence."""
    text = "och s\u00e5 vidare " * 80 + "vill du bli min mentor?"
    asked = find_asking(text, "sv")
    assert asked
    assert "min mentor" in text[asked[1] : asked[2]]


@pytest.mark.parametrize(
    ("language", "word", "names"),
    [
        ("sv", "svetsare", True),
        ("sv", "bagarl\u00e4rling", True),
        ("sv", "tidigare", False),
        ("sv", "Lindqvist", False),
        ("en", "baker", True),
        ("en", "welder", True),
        ("en", "reader", False),
        ("en", "after", False),
    ],
)
def test_a_word_names_an_occupation(language: Language, word: str, names: bool) -> None:
    """Endings tell an occupation, but comparatives, surnames and audiences are none."""

    assert bool(re.fullmatch(occupation_source(language), word, re.IGNORECASE)) is names


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Could you look over my drafts over the next year?", True),
        ("en", "Could you look over my drafts once over the next year?", False),
        ("en", "Could you look over my drafts over the next year, one question each week?", True),
        ("en", "Could my aunt look over my drafts over the next year?", False),
        ("en", "I track my progress over the next year, all right?", False),
        ("en", "Could we track my progress over the next year?", True),
        ("en", "Could you say how to track my progress over the next year?", False),
        ("en", "Could you follow me as agreed until I land?", False),
        ("en", "How did you make it a weekly habit in your team?", False),
        ("en", "They follow my progress over the next year.", False),
        ("sv", "Kan du granska mina utkast under det kommande \u00e5ret?", True),
        ("sv", "Kan du granska mina utkast en g\u00e5ng under det kommande \u00e5ret?", False),
        (
            "sv",
            "Kan du granska mina utkast under det kommande \u00e5ret, en fr\u00e5ga i taget varje vecka?",
            True,
        ),
        ("sv", "Min moster vill granska mina utkast under det kommande \u00e5ret.", False),
        ("sv", "Jag f\u00f6ljer mina framsteg under det kommande \u00e5ret, okej?", False),
        ("sv", "Kan du s\u00e4ga hur du skulle granska mina utkast under det kommande \u00e5ret?", False),
        ("sv", "Kan du f\u00f6lja mig som planerat tills jag landar?", False),
        ("sv", "Hur blev det en vana i gruppen?", False),
    ],
)
def test_help_without_an_end_is_asked_for_only_when_the_reader_is_to_give_it(
    language: Language, text: str, asked: bool
) -> None:
    """Another's help, my own doing, a question about it or one small thing is nothing lasting."""
    assert bool(find_lasting(text, language)) is asked


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "I need someone to steer me.", True),
        ("en", "I need someone to interview.", False),
        ("sv", "Jag beh\u00f6ver n\u00e5gon som styr mig.", True),
        ("sv", "Jag beh\u00f6ver n\u00e5gon att intervjua.", False),
    ],
)
def test_a_helper_named_in_general(language: Language, text: str, named: bool) -> None:
    """Somebody who is to guide the writer can be pointed back to; somebody to interview cannot."""
    assert bool(find_helper(text, language)) is named


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "4. Vad bör jag öva på innan jag söker upp någon som tar emot lärlingar?"),
        ("sv", "Jag vill ta över gården efter mamma, och därför skriver jag till dig."),
        ("en", "2. What would you have me practise so that I can keep my voice down?"),
        ("en", "Would you be open to a 15-minute call any weekday after 2 pm until Christmas?"),
        ("en", "I'm a prison officer, and I want to be able to send a man off without my voice going up."),
    ],
)
def test_what_people_say_of_themselves_and_ask_in_passing_is_no_big_question(
    language: Language, text: str
) -> None:
    """Beside the templates' own messages, which are among what the learned part learns from."""
    kind = "questions" if text[0].isdigit() else "outreach"
    around = text if kind == "questions" else f"Hej!\n\n{text}\n\nBo"
    assert not found("asks_to_be_mentor", around, language, kind=kind)
