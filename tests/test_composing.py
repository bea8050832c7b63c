"""A document before its first word: what is carried over, chosen, answered and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.briefing import brief_for
from assistant.composing import Sheet, asks_for_minutes, channels, sheet_for, standing_behind
from assistant.domain.brief import Fact, Meeting, Recipient, Sender
from assistant.domain.draft import Wording
from assistant.domain.value import MAX_LINE, MAX_MESSAGE
from assistant.errors import InputError, NotFoundError
from assistant.store import SqliteStore
from knowledge.corpus import load_corpus
from prompts.catalog import load_kinds
from tests import stored
from tests.fakes import NOW

KINDS = load_kinds()


@pytest.fixture
def sheet(store: SqliteStore) -> Sheet:
    """A first message to someone of whom nothing is known."""
    person = store.add_person(Recipient(name="Maria Berg"))
    return sheet_for(store, KINDS["outreach"], person.id, "en")


def test_a_sheet_begins_with_what_is_known(store: SqliteStore, sheet: Sheet) -> None:
    """The profile, the facts, and the kind's first channel."""
    store.save_sender(Sender(name="Sara"))
    store.add_fact(sheet.person.id, Fact(text="Gave a talk"))
    begun = sheet_for(store, KINDS["questions"], sheet.person.id, "sv")
    task = begun.task(NOW)
    assert task.brief.sender.name == "Sara"
    assert task.brief.facts[0].text == "Gave a talk"
    assert (task.person_id, task.brief.language, task.wording.channel) == (begun.person.id, "sv", "mail")
    with pytest.raises(NotFoundError):
        sheet_for(store, KINDS["outreach"], 99, "sv")


def test_another_kind_takes_a_channel_that_it_has_and_is_another_draft(sheet: Sheet) -> None:
    """What was chosen stays where it can."""
    noted = replace(sheet.on_channel("linkedin-note"), draft_id=7)
    assert noted.of_kind(KINDS["followup"]).wording.channel == "linkedin-note"
    assert noted.of_kind(KINDS["questions"]).wording.channel == "mail"
    assert noted.of_kind(KINDS["questions"]).draft_id is None
    assert noted.of_kind(KINDS["outreach"]).draft_id == 7


@pytest.mark.parametrize("typed", ["", "x", "0", "481", "-5", "1.5", "٣٠٠٠", "9" * 400])
def test_minutes_that_are_none_are_told(sheet: Sheet, typed: str) -> None:
    """In one sentence that names what was typed."""
    with pytest.raises(InputError, match="no number of minutes"):
        sheet.asking_for(typed)


def test_minutes_and_own_words_reach_the_brief(sheet: Sheet) -> None:
    """Cleaned; too much is refused."""
    full = sheet.asking_for(" 20 ").with_own_words(" I counted\x1b[31m again. ")
    assert (full.brief.ask.minutes, full.brief.own_words) == (20, "I counted again.")
    with pytest.raises(InputError, match="too long"):
        sheet.with_own_words("x" * (MAX_MESSAGE + 1))


def test_an_answer_is_kept_where_it_belongs(store: SqliteStore, sheet: Sheet) -> None:
    """A fact with the person, what is said of oneself in the profile, a topic with the document alone."""
    known = sheet.answering("recipient.fact", "Gave the talk 'X and Y' in Oslo")
    known.newest_fact_said_plainly().kept(store, "recipient.fact")
    sheet.answering("sender.name", "Sara Ek").kept(store, "sender.name")
    sheet.answering("ask.topic", "risk").kept(store, "ask.topic")
    assert [each.fact for each in store.facts(sheet.person.id)] == [
        Fact(text="Gave the talk 'X and Y' in Oslo")
    ]
    assert store.sender() == Sender(name="Sara Ek")


@pytest.mark.parametrize(
    ("need", "text", "problem"),
    [
        ("ask.topic", "  ", "Nothing was answered"),
        ("sender.name", "x" * 300, "too long"),
        ("recipient.fact", "x" * (MAX_LINE + 1), "too long"),
        ("meeting.notes", "x" * (MAX_LINE + 1), "too long"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told(sheet: Sheet, need: str, text: str, problem: str) -> None:
    """Never a traceback, whatever is pasted."""
    with pytest.raises(InputError, match=problem):
        sheet.answering(need, text)


def test_what_a_kind_asks_for_comes_from_its_folder() -> None:
    """No kind is named in the code."""
    assert {kind: asks_for_minutes(each) for kind, each in KINDS.items()} == {
        "outreach": True,
        "nudge": True,
        "questions": True,
        "followup": False,
    }
    assert channels(KINDS["questions"]) == ("mail",)
    assert "linkedin-note" in channels(KINDS["outreach"])


def test_the_guidance_behind_a_question_is_named_with_its_source() -> None:
    """As everywhere."""
    corpus = load_corpus()
    for kind in KINDS.values():
        for need in kind.needs:
            assert "(" in standing_behind(corpus, need.why, "sv")
    assert standing_behind(corpus, "no.such", "sv") == ""


def test_a_follow_up_takes_the_newest_talk_that_took_place(store: SqliteStore, sheet: Sheet) -> None:
    """Its notes, and what a draft's brief was told of the same talk."""
    person = sheet.person
    past = datetime.now(UTC) - timedelta(days=2)
    talk = store.contacts.agree_talk(person.id, past, 20)
    store.contacts.agree_talk(person.id, past + timedelta(days=30), 20)
    store.contacts.save_talk(
        talk.model_copy(update={"notes": "- show the interval\n\nask early", "held": True})
    )
    meeting = brief_for(person, store, "en").meeting
    assert meeting
    assert meeting.notes == ("show the interval", "ask early")
    told = brief_for(person, store, "en")
    told = told.model_copy(update={"meeting": meeting.model_copy(update={"went_well": True})})
    task = replace(stored.task(told, person_id=person.id))
    store.save_version(task, stored.draft(), stored.CLEAN, stored.ORIGINS)
    again = brief_for(person, store, "en").meeting
    assert again
    assert again.went_well is True
    store.contacts.save_talk(talk.model_copy(update={"notes": "later", "held": True}))
    newer = brief_for(person, store, "en").meeting
    assert newer
    assert newer.notes == ("later",)


def test_without_a_talk_the_newest_draft_s_meeting_carries_over(store: SqliteStore, sheet: Sheet) -> None:
    """As told at the command line."""
    brief = sheet.brief.model_copy(update={"meeting": Meeting(notes=("ask early",))})
    store.save_version(
        stored.task(brief, person_id=sheet.person.id), stored.draft(), stored.CLEAN, stored.ORIGINS
    )
    assert brief_for(sheet.person, store, "en").meeting == Meeting(notes=("ask early",))


def test_a_draft_that_ran_on_does_not_stand_in_the_way_of_the_next(store: SqliteStore, sheet: Sheet) -> None:
    """A model that did not stop wrote more than a brief takes."""
    long = stored.draft("Hi Maria. " * 2_000)
    task = stored.task(sheet.brief, person_id=sheet.person.id)
    store.save_version(task, long, stored.CLEAN, stored.ORIGINS)
    again = sheet_for(store, KINDS["followup"], sheet.person.id, "en")
    assert len(again.brief.previous.outreach) == MAX_MESSAGE
    assert again.wording == Wording()
