"""When a talk is to be: what people write is one moment, or is refused with the reason."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.talk_time import minutes_given, talk_time

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=STOCKHOLM)
"""A Sunday."""


def given_as(written: str) -> str:
    """The moment that is understood, to the minute."""
    return f"{talk_time(written, NOW, STOCKHOLM):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-25 15:00", "2026-11-25 15:00"),
        ("2026-11-25T15:00", "2026-11-25 15:00"),
        ("2026-11-25 kl. 15.30", "2026-11-25 15:30"),
        ("15:00 2026-11-25", "2026-11-25 15:00"),
        ("25 november 15:00", "2026-11-25 15:00"),
        ("den 25 nov kl 15", "2026-11-25 15:00"),
        ("den 25:e november klockan 15", "2026-11-25 15:00"),
        ("November 25, 3 pm", "2026-11-25 15:00"),
        ("November 25th at 3:30 p.m.", "2026-11-25 15:30"),
        ("25th of November 2026, 15:00", "2026-11-25 15:00"),
        ("25/11 15:00", "2026-11-25 15:00"),
        ("11/25/2026 3pm", "2026-11-25 15:00"),
        ("i dag 16.30", "2026-11-22 16:30"),
        ("idag kl 16", "2026-11-22 16:00"),
        ("today 4:15 pm", "2026-11-22 16:15"),
        ("i morgon 15:00", "2026-11-23 15:00"),
        ("imorgon kl 9", "2026-11-23 09:00"),
        ("kl 15 i morgon", "2026-11-23 15:00"),
        ("Tomorrow at noon", "2026-11-23 12:00"),
        ("i övermorgon 15", "2026-11-24 15:00"),
        ("the day after tomorrow 9:15", "2026-11-24 09:15"),
        ("om 3 dagar kl 15", "2026-11-25 15:00"),
        ("in a week at 3 pm", "2026-11-29 15:00"),
        ("om en vecka 15:00", "2026-11-29 15:00"),
        ("torsdag 15:00", "2026-11-26 15:00"),
        ("på torsdag kl 15", "2026-11-26 15:00"),
        ("Thursday 3 pm", "2026-11-26 15:00"),
        ("on thu, 15:00", "2026-11-26 15:00"),
        ("12 am tomorrow", "2026-11-23 00:00"),
        ("tomorrow 12 pm", "2026-11-23 12:00"),
        ("3 januari 15:00", "2027-01-03 15:00"),
        ("29 februari 2028 15:00", "2028-02-29 15:00"),
        ("2026-11-20 15:00", "2026-11-20 15:00"),
        ("i morgon 03:00", "2026-11-23 03:00"),
    ],
)
def test_a_time_as_people_write_it_is_understood(written: str, moment: str) -> None:
    """Both languages, whatever language the interface has."""
    assert given_as(written) == moment


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "No time"),
        ("15:00", "not understood"),
        ("i morgon", "not understood"),
        ("sometime next week", "not understood"),
        ("5/11 15:00", "two days"),
        ("nästa torsdag 15:00", "this week or the week after"),
        ("next thursday 3 pm", "this week or the week after"),
        ("söndag 15:00", "today or in a week"),
        ("i morgon kl 3", "morning or afternoon"),
        ("tomorrow at 9", "morning or afternoon"),
        ("Thursday 3:00", "morning or afternoon"),
        ("i dag 13:00", "passed"),
        ("2026-11-31 15:00", "no such day"),
        ("30 februari 15:00", "no such day"),
        ("i morgon 25:00", "no such time"),
        ("tomorrow 13 pm", "no such time"),
        ("2026-01-05 15:00", "long ago"),
        ("2062-11-25 15:00", "two years"),
        ("2027-03-28 02:30", "clocks go forward"),
        ("Thursday 3 pm CET", "not understood"),
        ("Thursday 3 pm or Friday 4 pm", "not understood"),
        ("-1-1 15:00", "not understood"),
        ("2026-11-25 15:00:99", "not understood"),
        ("\x1b]0;x\x07[/b]", "not understood"),
    ],
)
def test_what_could_be_two_moments_is_refused_with_the_reason(written: str, reason: str) -> None:
    """One sentence, and what to write instead."""
    with pytest.raises(InputError, match=reason) as caught:
        talk_time(written, NOW, STOCKHOLM)
    assert caught.value.hint


def test_tomorrow_is_counted_where_the_person_is() -> None:
    """Late in the evening in Stockholm it is still yesterday's date in UTC."""
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert f"{talk_time('i morgon 15:00', late, STOCKHOLM):%Y-%m-%d}" == "2026-11-24"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789:./- kliornTtmapvesdg,", max_size=30))
def test_nothing_written_brings_it_down(written: str) -> None:
    """Any text is a moment or an InputError."""
    with contextlib.suppress(InputError):
        assert talk_time(written, NOW, STOCKHOLM).tzinfo


@pytest.mark.parametrize(("written", "minutes"), [("15", 15), ("20 min", 20), ("30 minuter", 30), (" 1 ", 1)])
def test_minutes_are_a_number_with_or_without_the_word(written: str, minutes: int) -> None:
    """The word may stand beside the number."""
    assert minutes_given(written) == minutes


@pytest.mark.parametrize("written", ["", "0", "481", "a quarter", "15.5", "-3", "²", "9999999"])
def test_other_lengths_are_refused(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(InputError, match="number of minutes"):
        minutes_given(written)
