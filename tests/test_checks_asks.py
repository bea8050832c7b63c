"""Asks in fresh wordings: the big question and the checks on what a message asks for."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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


def found(check: str, text: str, language: Language, *, channel: Channel = "linkedin") -> list[Finding]:
    """What a check finds in a message without a brief."""
    kind = "followup" if check == "pushy_followup" else "outreach"
    draft = parse_plain(text, kind=kind, language=language, channel=channel)
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    examined = Examined(draft=draft, kind=load_kinds()[kind], brief=None, passages=(), ui="en", now=now)
    return list(load_check(check)(examined))


def listed(name: str) -> list[Any]:
    """The big question's cases of that name as (language, text)."""
    return [
        pytest.param(language, text, id=text[:50])
        for language in ("sv", "en")
        for text in CASES["big_question"][name][language]
    ]


@pytest.mark.parametrize(("language", "text"), listed("asking"))
def test_the_big_question_in_its_families(language: Language, text: str) -> None:
    """A role, an idiom, support without an end or a rhythm: each is found and blocks."""
    findings = found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)
    assert findings
    assert {each.severity for each in findings} == {"block"}


@pytest.mark.parametrize(("language", "text"), listed("harmless"))
def test_what_only_looks_like_the_big_question(language: Language, text: str) -> None:
    """Past and others' mentorships, programmes, negations, habits and a single talk are no such ask."""
    assert not found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)


@pytest.mark.parametrize(
    "case",
    CASES["case"],
    ids=lambda case: f"{case['check']}-{case['language']}-{case['wrong']}-{case['text'][:40]}",
)
def test_what_a_message_asks_for(case: dict[str, Any]) -> None:
    """Each check finds its own fault in fresh wordings, and leaves their likes alone."""
    findings = found(case["check"], case["text"], case["language"], channel=case["channel"])
    assert bool(findings) is case["wrong"]


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
