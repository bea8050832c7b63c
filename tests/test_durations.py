"""Durations and numbers in both languages, in digits and in words."""

from __future__ import annotations

import pytest

from assistant.checks.durations import find_durations
from assistant.checks.numbers import find_numbers
from assistant.domain.value import Language

SWEDISH = {
    "en timme": 60,
    "en halv dag": 240,
    "1,5 h": 90,
    "45 min": 45,
    "en och en halv timme": 90,
    "trekvart": 45,
    "en kvart": 15,
    "en halvtimme": 30,
    "tvåtimmarsmöte": 120,
    "90-minuterssamtal": 90,
    "1 h 30 min": 90,
    "1h30": 90,
    "1:30 h": 90,
    "en timme och en kvart": 75,
    "en timme eller två": 120,
    "ett par timmar": 120,
    "sextio minuter": 60,
    "tjugofem minuter": 25,
    "½ timme": 30,
    "halvannan timme": 90,
    "en heldag": 480,
    "ett timslångt möte": 60,
    "en dryg timme": 60,
    "tre kvart": 45,
    "hundratjugo minuter": 120,
    "femtio min": 50,
    "mellan tio och femton minuter": 15,
    "heldagsworkshop": 480,
    "följa dig under en dag": 480,
}
ENGLISH = {
    "an hour": 60,
    "half a day": 240,
    "1.5 hours": 90,
    "45 min": 45,
    "an hour and a half": 90,
    "half an hour": 30,
    "one and a half hours": 90,
    "a quarter of an hour": 15,
    "three quarters of an hour": 45,
    "a 90-minute call": 90,
    "1h 30m": 90,
    "an hour or two": 120,
    "a couple of hours": 120,
    "ninety minutes": 90,
    "twenty-five minutes": 25,
    "a full day": 480,
    "an hour-long call": 60,
    "two-hour session": 120,
    "1hr": 60,
    "shadow you for a day": 480,
}


@pytest.mark.parametrize(
    ("text", "minutes", "language"),
    [(text, minutes, "sv") for text, minutes in SWEDISH.items()]
    + [(text, minutes, "en") for text, minutes in ENGLISH.items()],
)
def test_a_duration_is_read_however_it_is_written(text: str, minutes: float, language: Language) -> None:
    """Digits, words, halves, quarters, compounds and sums give minutes."""
    found = find_durations(
        f"Det gäller {text} ihop." if language == "sv" else f"It is {text} then.", language
    )
    assert [each.minutes for each in found] == [minutes]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("klockan 15.30", "sv"),
        ("kvart över tre", "sv"),
        ("en kvart i fem", "sv"),
        ("inom två dagar", "sv"),
        ("de kommande två veckorna", "sv"),
        ("en dag vill jag dit", "sv"),
        ("på eftermiddagen", "sv"),
        ("at 3 pm", "en"),
        ("within two days", "en"),
        ("the next two weeks", "en"),
        ("one day I hope to", "en"),
        ("in the next few days", "en"),
        ("version 1.5 here", "en"),
        ("2025 h-index", "en"),
    ],
)
def test_clock_times_windows_and_some_day_are_no_durations(text: str, language: Language) -> None:
    """What only sounds like a duration is left alone."""
    assert find_durations(text, language) == ()


def test_a_range_gives_both_ends_and_its_place() -> None:
    """The longer end counts; the shorter one is kept; the span is the words."""
    text = "Har du 15–20 minuter?"
    (found,) = find_durations(text, "sv")
    assert (found.shortest, found.minutes, text[found.start : found.end]) == (15, 20, "15–20 minuter")
    assert find_durations("from 60 to 15 minutes", "en")[0].minutes == 15


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("tjugofem av tvåhundrafemtio, 25 000 och 1,5", "sv", [25, 250, 25000, 1.5]),
        ("hälften, ett dussin, två och en halv miljon", "sv", [0.5, 12, 2500000]),
        ("en kopp och ett ord", "sv", []),
        ("den 3:e gången i Q3", "sv", []),
        ("twenty-five of two hundred and fifty, 25,000 and 1.5", "en", [25, 250, 25000, 1.5]),
        ("two thirds, a dozen, half of them", "en", [0.6667, 12, 0.5]),
        ("a cup for the 3rd time", "en", []),
        ("15-20 on 2026-03-12", "en", [15, 20, 2026, 3, 12]),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, language: Language, values: list[float]) -> None:
    """Articles and ordinals are no numbers; a range gives its two ends."""
    assert [each.value for each in find_numbers(text, language)] == values
