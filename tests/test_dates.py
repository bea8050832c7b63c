"""Days, times, durations and next steps, as each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from assistant import wording
from assistant.clock import both_times, differ
from assistant.domain.brief import Recipient
from assistant.domain.records import Person
from assistant.road import Standing, StepCode
from tui.dates import date_words, days_between, duration_words, moment_words, weekday_words
from tui.due_words import step_words, talk_words

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=STOCKHOLM)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


MOMENTS = [
    (
        datetime(2026, 11, 21, 15, tzinfo=STOCKHOLM),
        "today 15:00",
        "i dag 15:00",
        "today 15:00",
        "i dag 15:00",
    ),
    (
        datetime(2026, 11, 22, 0, 5, tzinfo=STOCKHOLM),
        "tomorrow 00:05",
        "i morgon 00:05",
        "tomorrow 00:05",
        "i morgon 00:05",
    ),
    (
        datetime(2026, 11, 20, 9, tzinfo=STOCKHOLM),
        "yesterday 09:00",
        "i går 09:00",
        "yesterday 09:00",
        "i går 09:00",
    ),
    (
        datetime(2026, 11, 29, 15, tzinfo=STOCKHOLM),
        "Sunday 29 November at 15:00",
        "söndag 29 november kl. 15:00",
        "Sun 29 Nov 15:00",
        "sön 29 nov 15:00",
    ),
    (
        datetime(2027, 5, 6, 15, tzinfo=STOCKHOLM),
        "Thursday 6 May 2027 at 15:00",
        "torsdag 6 maj 2027 kl. 15:00",
        "Thu 6 May 2027 15:00",
        "tors 6 maj 2027 15:00",
    ),
]


@pytest.mark.parametrize(("moment", "said", "sagt", "said_short", "sagt_kort"), MOMENTS)
def test_a_moment_in_both_languages(
    moment: datetime, said: str, sagt: str, said_short: str, sagt_kort: str
) -> None:
    """Near days by name, far ones with weekday and month, another year with its number."""
    assert moment_words(moment, NOW) == said
    assert moment_words(moment, NOW, short=True) == said_short
    wording.use_language("sv")
    assert moment_words(moment, NOW) == sagt
    assert moment_words(moment, NOW, short=True) == sagt_kort


def test_every_day_and_month_has_its_name() -> None:
    """No weekday and no month is left in English."""
    wording.use_language("sv")
    months = {date_words(datetime(2026, month, 14, tzinfo=UTC), NOW).split()[2] for month in range(1, 13)}
    named = ["januari", "februari", "mars", "april", "maj", "juni", "juli"]
    assert months == {*named, "augusti", "september", "oktober", "november", "december"}
    days = [weekday_words(NOW + each * DAY) for each in range(7)]
    assert days == ["lördag", "söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag"]


def test_tomorrow_is_told_by_the_clock_of_the_moment() -> None:
    """Half past eleven at night here is tomorrow there; a now on another clock changes nothing."""
    late = datetime(2026, 11, 21, 23, 30, tzinfo=STOCKHOLM)
    assert moment_words(late, NOW.astimezone(UTC)) == "today 23:30"
    tokyo = late.astimezone(ZoneInfo("Asia/Tokyo"))
    assert moment_words(tokyo, datetime(2026, 11, 22, 0, 0, tzinfo=UTC)) == "today 07:30"
    assert days_between(late, late + HOUR) == 1


@pytest.mark.parametrize(
    ("duration", "said", "sagt"),
    [
        (timedelta(seconds=3), "1 min", "1 min"),
        (59 * timedelta(minutes=1), "59 min", "59 min"),
        (5 * HOUR + timedelta(minutes=59), "5 h", "5 tim"),
        (47 * HOUR, "47 h", "47 tim"),
        (2 * DAY, "2 days", "2 dagar"),
        (-6 * DAY, "6 days", "6 dagar"),
    ],
)
def test_a_duration_in_one_unit(duration: timedelta, said: str, sagt: str) -> None:
    """Rounded down, so that nobody is promised time that is not there."""
    assert duration_words(duration) == said
    wording.use_language("sv")
    assert duration_words(duration) == sagt


@pytest.mark.parametrize(
    "name", ["", "Europa/Stockholm", "Europe", "/etc/passwd", "../x", "å" * 2_000, "a\0b"]
)
def test_a_zone_that_is_none_is_no_error(name: str) -> None:
    """There it is unknown; here it is the machine's own."""
    here, there = both_times(NOW, name, name)
    assert here == NOW
    assert here.tzinfo is not None
    assert there is None
    assert not differ(here, there)


def test_both_clocks_stand_where_they_differ() -> None:
    """The same clock is not told twice; another day there is named."""
    talk = datetime(2026, 11, 22, 15, 0, tzinfo=STOCKHOLM)
    here = "Europe/Stockholm"
    assert talk_words(talk, NOW, here, "America/Los_Angeles") == "tomorrow 15:00 / 06:00 there"
    assert talk_words(talk, NOW, here, "Europe/Paris") == "tomorrow 15:00"
    assert talk_words(talk, NOW, here, "nowhere") == "tomorrow 15:00"
    assert talk_words(talk, NOW, here, "Pacific/Auckland") == "tomorrow 15:00 / Mon 03:00 there"


STEPS: list[tuple[StepCode, dict[str, object], str, str]] = [
    ("add_fact", {}, "add a fact", "lägg till ett faktum"),
    ("write", {}, "write a first message", "skriv ett första meddelande"),
    ("finish", {}, "finish the draft", "gör klart utkastet"),
    ("send", {}, "ready for you to send", "klart för dig att skicka"),
    ("wait", {"since": NOW - HOUR}, "sent today", "skickat i dag"),
    ("wait", {"since": NOW - 15 * HOUR}, "waiting 1 day", "har väntat 1 dag"),
    ("wait", {"since": NOW - 6 * DAY}, "waiting 6 days", "har väntat 6 dagar"),
    ("nudge", {"since": NOW - 8 * DAY}, "no answer in 8 days, nudge", "inget svar på 8 dagar, påminn"),
    ("agree_talk", {}, "agree on a time to talk", "kom överens om en tid"),
    ("prepare", {"due": NOW + 25 * HOUR}, "prepare, talk tomorrow 15:00", "förbered samtal i morgon 15:00"),
    (
        "talk",
        {"due": NOW + 25 * HOUR},
        "talk tomorrow 15:00 / 06:00 there",
        "samtal i morgon 15:00 / 06:00 där",
    ),
    ("talk", {"due": NOW - HOUR}, "the talk is under way", "samtalet pågår"),
    ("follow_up", {"due": NOW + 5 * HOUR}, "thank-you due in 5 h", "tacka inom 5 tim"),
    ("follow_up", {"due": NOW - 3 * DAY}, "thank-you 3 days late", "tacket är 3 dagar sent"),
    (
        "send_followup",
        {"due": NOW + 5 * HOUR},
        "send the thank-you within 5 h",
        "skicka tacket inom 5 tim",
    ),
    ("send_followup", {"due": NOW - HOUR}, "send the thank-you, 1 h late", "skicka tacket, 1 tim sent"),
    ("send_followup", {}, "send the thank-you", "skicka tacket"),
    ("rest", {"kind": "declined"}, "said no", "tackade nej"),
    ("rest", {"kind": "ended"}, "ended", "avslutat"),
    ("rest", {"kind": "nudge"}, "no answer, let it rest", "inget svar, låt det vila"),
    ("rest", {"kind": "followup"}, "thank-you sent", "tacket är skickat"),
]


@pytest.mark.parametrize(("step", "known", "said", "sagt"), STEPS)
def test_the_next_step_in_a_few_words(step: StepCode, known: dict[str, object], said: str, sagt: str) -> None:
    """Short enough for a column of some thirty characters; only a second clock goes beyond."""
    person = Person(id=1, recipient=Recipient(name="Maria", time_zone="America/Los_Angeles"), added_at=NOW)
    standing = Standing.model_validate({"person": person, "step": step, **known})
    assert step_words(standing, NOW, "Europe/Stockholm") == said
    wording.use_language("sv")
    assert step_words(standing, NOW, "Europe/Stockholm") == sagt
    assert "/" in said or max(len(said), len(sagt)) <= 30


def test_every_step_has_words() -> None:
    """No step is without its sentence, also when nothing is known of when."""
    person = Person(id=1, recipient=Recipient(name="Maria"), added_at=NOW)
    assert all(step_words(Standing(person=person, step=each), NOW, "") for each in get_args(StepCode))
