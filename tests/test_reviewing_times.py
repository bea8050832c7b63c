"""Times that a draft names, by both clocks."""

from __future__ import annotations

import pytest

from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.reviewing.named_times import NamedTime, named_times
from tests.reviewing_desk import NOW, brief


def zoned(language: Language, here: str = "Europe/Stockholm", there: str = "America/New_York") -> Brief:
    """Give a brief between two zones."""
    said = brief(language)
    return said.model_copy(
        update={
            "sender": said.sender.model_copy(update={"time_zone": here}),
            "recipient": said.recipient.model_copy(update={"time_zone": there}),
        }
    )


def times(sentence: str, language: Language, said: Brief | None = None) -> tuple[NamedTime, ...]:
    """Read a sentence on Friday 20 November 2026, at noon in Stockholm."""
    draft = parse_plain(sentence, kind="outreach", language=language)
    return named_times(draft, said or zoned(language), NOW)


@pytest.mark.parametrize(
    ("language", "sentence", "words", "here", "there"),
    [
        ("sv", "Kan vi höras torsdag kl. 15?", "torsdag kl. 15", "11-26 15:00", "11-26 09:00"),
        ("sv", "Passar torsdagen den 26 november klockan 9.30?", "torsdagen den 26 november klockan 9.30",
         "11-26 09:30", "11-26 03:30"),
        ("sv", "Jag kan i morgon 08:15.", "i morgon 08:15", "11-21 08:15", "11-21 02:15"),
        ("sv", "Jag kan kl 01 den 3 mars.", "kl 01 den 3 mars", "03-03 01:00", "03-02 19:00"),
        ("en", "Could we talk on Thursday 26 November at 3 pm?", "Thursday 26 November at 3 pm",
         "11-26 15:00", "11-26 09:00"),
        ("en", "Would 3:30 p.m. on Monday suit you?", "3:30 p.m. on Monday", "11-23 15:30", "11-23 09:30"),
        ("en", "How about tomorrow at 14:00?", "tomorrow at 14:00", "11-21 14:00", "11-21 08:00"),
        ("en", "How about December 2nd, 9 am your time?", "December 2nd, 9 am", "12-02 15:00", "12-02 09:00"),
        ("en", "How about Friday at 12 am?", "Friday at 12 am", "11-27 00:00", "11-26 18:00"),
    ],
)  # fmt: skip
def test_a_time_with_its_day_is_shown_by_both_clocks(
    language: Language, sentence: str, words: str, here: str, there: str
) -> None:
    """The sender's clock is meant, unless the text says "your time"; a weekday is the next one."""
    (named,) = times(sentence, language)
    assert sentence[named.start : named.end] == words
    assert f"{named.here:%m-%d %H:%M}" == here
    assert named.there is not None
    assert f"{named.there:%m-%d %H:%M}" == there


def test_each_time_has_the_day_nearest_to_it() -> None:
    """Two days in one sentence."""
    found = times("Jag kan tisdag kl. 9 eller onsdag kl. 14.30.", "sv")
    assert [f"{each.here:%d %H:%M}" for each in found] == ["24 09:00", "25 14:30"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Vi sågs i torsdags kl. 15."),
        ("sv", "Vi sågs förra torsdagen kl. 15."),
        ("sv", "Skulle du ha 15 minuter någon dag?"),
        ("sv", "Mellan 34.12 och 19.30 procent."),
        ("sv", "Jag kan den 31 februari kl. 9."),
        ("sv", "Jag kan kl. 15."),
        ("sv", "Jag kan på torsdag kl. 99."),
        ("en", "I met you last Thursday at 3 pm."),
        ("en", "It cost £3.50 on Monday."),
        ("en", "Would 15 minutes on Thursday suit you?"),
        ("en", "How about Thursday at 25 pm?"),
    ],
)
def test_what_is_no_time_to_come_is_left_alone(language: Language, sentence: str) -> None:
    """The past, an amount, a day without a time, a time without a day, what no clock or calendar has."""
    assert times(sentence, language) == ()


@pytest.mark.parametrize("there", ["", "Europe/Berlin", "Europe/Stockholm", "Nowhere/At_All", "../etc"])
def test_one_clock_is_enough_where_the_two_agree_or_one_is_unknown(there: str) -> None:
    """Nothing is shown, and a bad name is no error."""
    assert times("Kan vi höras torsdag kl. 15?", "sv", zoned("sv", there=there)) == ()
