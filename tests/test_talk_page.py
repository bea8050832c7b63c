"""The page to have beside a talk, and the talk's way into the thank-you."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import wording
from assistant.briefing import brief_for
from assistant.domain.brief import Ask, Fact, Recipient, Sender
from assistant.domain.draft import Draft
from assistant.domain.records import Person, Talk
from assistant.parsing import parse_plain
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.talk_page import (
    closing_at,
    closing_words,
    meeting_from,
    minute_plan,
    note_lines,
    talk_page,
)
from knowledge.corpus import load_corpus
from tests.stored import CLEAN, ORIGINS, brief, draft, task
from tui.talk_lines import page_lines

START = datetime(2026, 3, 13, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUESTIONS = "1. Vad fick dig att tveka?\n2. Hur mäter ni det?"


@pytest.fixture
def clock() -> list[datetime]:
    """Give what the store's clock shows; a test moves it."""
    return [START - 2 * HOUR]


@pytest.fixture
def store(home: Path, clock: list[datetime]) -> Iterator[SqliteStore]:
    """Give a store with a sender and a person."""
    store = SqliteStore(home / "fika.sqlite3", clock=lambda: clock[0])
    store.save_sender(Sender(name="Sara", goals=("berätta om risk",), time_zone="Europe/Stockholm"))
    store.add_person(Recipient(name="Maria Berg", time_zone="America/Los_Angeles", languages=("sv",)))
    yield store
    store.close()


def questions() -> Draft:
    """A question list."""
    return parse_plain(QUESTIONS, kind="questions", language="sv")


def outreach() -> Task:
    """The task of a first message about forecasts."""
    return task(brief(ask=Ask(topic="prognoser")), person_id=1)


def known(store: SqliteStore) -> tuple[Person, Talk]:
    """Give the person, and a talk agreed with her."""
    return store.find_person("1"), store.contacts.agree_talk(1, START, 20, "Teams")


def test_the_page_has_all_that_one_needs(store: SqliteStore) -> None:
    """Who, why, the message as it was sent, facts with the confidential marked, questions, both clocks."""
    store.add_fact(1, Fact(text="Höll ett föredrag i Luleå", source="programmet"))
    store.add_fact(1, Fact(text="Letar nytt jobb", confidential=True))
    first = store.save_version(outreach(), draft(), CLEAN, ORIGINS)
    store.save_version(task(draft_id=first.draft_id), draft("Något annat"), CLEAN, ORIGINS)
    store.contacts.log(
        1, "sent", at=START - 50 * HOUR, draft_id=first.draft_id, number=1, document="outreach"
    )
    listed = store.save_version(task(person_id=1), questions(), CLEAN, ORIGINS)
    person, talk = known(store)
    page = talk_page(store, person, talk, language="en")
    assert (page.first_message, page.first_message_at) == (draft().text, START - 50 * HOUR)
    assert page.why == ("prognoser", "berätta om risk")
    assert page.questions == ("Vad fick dig att tveka?", "Hur mäter ni det?")
    assert (page.questions_draft_id, page.language) == (listed.draft_id, "sv")
    assert [each.confidential for each in page.facts] == [False, True]
    assert f"{page.here:%H:%M}" == "15:00"
    assert page.there is not None
    assert f"{page.there:%H:%M}" == "07:00"
    assert (page.closing_at, page.closing) == (
        START + timedelta(minutes=18),
        "Nu är det två minuter kvar av de 20 vi sa. Ska vi runda av?",
    )
    shown = "\n".join(page_lines(page, START - HOUR))
    for part in (
        "today 15:00 (07:00 there), 20 min, Teams",
        "[confidential] Letar nytt jobb",
        "2. Hur mäter ni det?",
        "Say at 15:18",
        "about 8 min each",
        "sent Wednesday 11 March",
    ):
        assert part in shown
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_the_page_stands_on_guidance_that_is_there(store: SqliteStore) -> None:
    """Every id on it is a passage's."""
    person, talk = known(store)
    page = talk_page(store, person, talk, language="en")
    assert set(page.guidance) <= set(load_corpus().passages)
    assert "first_call.keep_time" in page.guidance


def test_a_page_of_which_nothing_is_known(store: SqliteStore) -> None:
    """No message, facts or questions: the page is short, and its language is the other's own."""
    stranger = store.add_person(Recipient(name="Per Ny", languages=("fi", "en")))
    talk = store.contacts.agree_talk(stranger.id, START, 15)
    page = talk_page(store, stranger, talk, language="sv")
    assert (page.first_message, page.facts, page.questions, page.there) == ("", (), (), None)
    assert page.language == "en"
    assert "What you know" not in page_lines(page, START)
    silent = store.add_person(Recipient(name="Eva"))
    talk = store.contacts.agree_talk(silent.id, START, 15)
    assert talk_page(store, silent, talk, language="sv").language == "sv"


def test_a_message_whose_draft_is_forgotten_is_no_trouble(store: SqliteStore) -> None:
    """The day it was sent is still told."""
    first = store.save_version(outreach(), draft(), CLEAN, ORIGINS)
    store.contacts.log(1, "sent", draft_id=first.draft_id, number=1, document="outreach")
    store.forget_drafts([first.draft_id])
    page = talk_page(store, *known(store), language="en")
    assert (page.first_message, page.first_message_at) == ("", START - 2 * HOUR)


@pytest.mark.parametrize("minutes", [*range(1, 12), 15, 20, 30, 60, 480])
@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_the_minutes_add_up(minutes: int, count: int) -> None:
    """From the greeting to the agreed end without a gap, and the last part ends with the closing line."""
    plan = minute_plan(minutes, count)
    assert plan[0].from_minute == 0
    assert plan[-1].to_minute == minutes
    assert all(each.from_minute < each.to_minute for each in plan)
    assert all(one.to_minute == two.from_minute for one, two in pairwise(plan))
    talk = Talk(id=1, person_id=1, starts_at=START, minutes=minutes)
    assert closing_at(talk) == START + timedelta(minutes=plan[-1].from_minute)
    assert plan[-1].guidance == "first_call.keep_time"


def test_the_questions_share_is_told() -> None:
    """So many minutes each; when there are more questions than minutes, the most important first."""
    texts = {
        (minutes, count): minute_plan(minutes, count)[1].text for minutes, count in [(15, 3), (15, 1), (5, 9)]
    }
    assert "Your 3 questions: about 3 min each." in texts[15, 3]
    assert "Your question: about 11 min." in texts[15, 1]
    assert "most important first" in texts[5, 9]


def test_the_closing_line_is_in_the_talks_language() -> None:
    """Whatever the interface speaks."""
    wording.use_language("sv")
    assert closing_words(15, "en") == "We have two minutes left of the 15 we agreed on. Shall we wrap up?"
    assert closing_words(3, "sv") == "Nu är det en minut kvar av de 3 vi sa. Ska vi runda av?"


def test_notes_become_what_the_thank_you_rests_on() -> None:
    """A thought a line, without list signs and empty lines; a line that is too long is divided, not lost."""
    assert note_lines("- Ring de missnöjda först\n\n  • börja med osäkerheten \n-\n") == (
        "Ring de missnöjda först",
        "börja med osäkerheten",
    )
    assert [len(each) for each in note_lines("x" * 4_500)] == [2_000, 2_000, 500]
    talk = Talk(id=1, person_id=1, starts_at=START, minutes=20, notes="ett\ntvå", plan="prova")
    meeting = meeting_from(talk, "Europe/Stockholm")
    assert (meeting.notes, meeting.plan, meeting.minutes) == (("ett", "två"), "prova", 20)
    assert meeting.held_at == START
    assert f"{meeting.held_at:%H:%M}" == "15:00"


def test_a_thank_you_needs_no_retyping(store: SqliteStore) -> None:
    """The newest talk that took place is in the brief, with its notes and what will be done with them."""
    person, talk = known(store)
    assert brief_for(person, store, "sv", now=START).meeting is None
    store.contacts.save_talk(talk.model_copy(update={"notes": "Ring först", "plan": "prova"}))
    meeting = brief_for(person, store, "sv", now=talk.ends_at).meeting
    assert meeting is not None
    assert (meeting.notes, meeting.plan, meeting.held_at, meeting.minutes) == (
        ("Ring först",),
        "prova",
        START,
        20,
    )
    store.contacts.save_talk(talk.model_copy(update={"held": False}))
    assert brief_for(person, store, "sv", now=talk.ends_at).meeting is None


def test_what_a_drafts_brief_was_told_about_the_talk_stays(store: SqliteStore) -> None:
    """Notes given with the follow-up count when the talk has none; another talk's do not."""
    told = {"notes": ("Ring först",), "went_well": True, "plan": "prova"}
    store.save_version(task(brief(meeting=told), person_id=1), draft(), CLEAN, ORIGINS)
    person, talk = known(store)
    later = talk.ends_at
    meeting = brief_for(person, store, "sv", now=later).meeting
    assert meeting is not None
    assert (meeting.notes, meeting.went_well, meeting.held_at) == (("Ring först",), True, START)
    confided = task(brief(meeting={**told, "confidential": True}), person_id=1)
    store.save_version(confided, draft(), CLEAN, ORIGINS)
    meeting = brief_for(person, store, "sv", now=later).meeting
    assert meeting is not None
    assert meeting.confidential
    store.contacts.save_talk(talk.model_copy(update={"notes": "Börja i tid"}))
    meeting = brief_for(person, store, "sv", now=later).meeting
    assert meeting is not None
    assert (meeting.notes, meeting.plan) == (("Börja i tid",), "prova")
    told["held_at"] = START - 900 * HOUR
    store.save_version(task(brief(meeting=told), person_id=1), draft(), CLEAN, ORIGINS)
    meeting = brief_for(person, store, "sv", now=later).meeting
    assert meeting is not None
    assert (meeting.notes, meeting.plan, meeting.went_well) == (("Börja i tid",), "", None)


def test_questions_that_have_been_asked_are_not_shown_again(
    store: SqliteStore, clock: list[datetime]
) -> None:
    """A second talk's page waits for questions of its own."""
    store.save_version(task(person_id=1), questions(), CLEAN, ORIGINS)
    person, first = known(store)
    clock[0] = START + 48 * HOUR
    second = store.contacts.agree_talk(1, START + 72 * HOUR, 20)
    assert talk_page(store, person, first, language="sv").questions
    assert talk_page(store, person, second, language="sv").questions == ()
    store.save_version(task(person_id=1), questions(), CLEAN, ORIGINS)
    assert talk_page(store, person, second, language="sv").questions
