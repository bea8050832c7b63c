"""The next step with a person, from what was noted; nothing of it is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import road
from assistant.domain.brief import Fact, Recipient
from assistant.domain.records import Contact, ContactKind, DraftSummary, Person, Talk
from assistant.road import NUDGE_AFTER, THANKS_WITHIN
from assistant.schedule import Standing, due, is_due, most_urgent_first, standing, standing_of, standings
from assistant.store import SqliteStore
from knowledge.corpus import load_corpus
from tests.stored import CLEAN, ORIGINS, brief, draft, task

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PERSON = Person(id=1, recipient=Recipient(name="Maria Berg"), added_at=NOW - 30 * DAY)


def a_draft(
    kind: str = "outreach", *, age: timedelta = DAY, approved: bool = False, number: int = 1
) -> DraftSummary:
    """A draft of a kind, last changed `age` ago."""
    return DraftSummary(
        draft_id=number,
        kind=kind,
        language="sv",
        channel="mail",
        recipient="Maria Berg",
        person_id=1,
        versions=1,
        approved=approved,
        blocked=False,
        changed_at=NOW - age,
    )


def happened(kind: ContactKind, age: timedelta, document: str = "", draft_id: int | None = None) -> Contact:
    """Something that happened `age` ago."""
    return Contact(
        id=int(age.total_seconds()),
        person_id=1,
        kind=kind,
        at=NOW - age,
        document=document,
        draft_id=draft_id,
    )


def a_talk(begins_in: timedelta, *, held: bool | None = None, number: int = 1) -> Talk:
    """A talk of fifteen minutes that begins after so long; a negative time has passed."""
    return Talk(id=number, person_id=1, starts_at=NOW + begins_in, held=held)


SENT = happened("sent", 10 * DAY, "outreach", 1)
ANSWERED = happened("answered", 8 * DAY)
OVER = a_talk(-5 * HOUR)
END = OVER.ends_at

ROADS: dict[str, tuple[str, list[object]]] = {
    "nothing is known": ("add_fact", []),
    "a fact is known": ("write", ["fact"]),
    "a draft is not approved": ("finish", ["fact", a_draft()]),
    "a draft from a brief file needs no fact": ("finish", [a_draft()]),
    "approved, not sent": ("send", [a_draft(approved=True)]),
    "an approved draft is ready although a newer is not": (
        "send",
        [a_draft(approved=True, age=2 * DAY), a_draft(number=2, age=HOUR)],
    ),
    "sent yesterday": ("wait", [a_draft(approved=True), happened("sent", DAY, "outreach")]),
    "sent almost a week ago": ("wait", [happened("sent", NUDGE_AFTER - HOUR, "outreach")]),
    "sent a week ago": ("nudge", [happened("sent", NUDGE_AFTER, "outreach")]),
    "sent without a draft of Fika's": ("nudge", [happened("sent", 8 * DAY)]),
    "told twice that it was sent": (
        "wait",
        [happened("sent", 2 * DAY, "outreach"), happened("sent", 2 * DAY - HOUR, "outreach")],
    ),
    "reminded once": ("rest", [SENT, happened("sent", 2 * DAY, "nudge")]),
    "reminded once, with a message of one's own": ("rest", [SENT, happened("sent", 20 * HOUR)]),
    "answered": ("agree_talk", [SENT, ANSWERED]),
    "answered after the reminder": (
        "agree_talk",
        [SENT, happened("sent", 2 * DAY, "nudge"), happened("answered", DAY)],
    ),
    "questions are there, so a talk is near": ("agree_talk", [a_draft("questions")]),
    "a talk is agreed": ("prepare", [SENT, ANSWERED, a_talk(DAY)]),
    "a talk is agreed although no answer was noted": ("prepare", [SENT, a_talk(DAY)]),
    "questions are ready": ("talk", [SENT, ANSWERED, a_talk(DAY), a_draft("questions")]),
    "the talk has begun without questions": ("talk", [a_talk(-5 * timedelta(minutes=1))]),
    "the talk is over": ("follow_up", [SENT, ANSWERED, OVER]),
    "the talk is marked as held": ("follow_up", [a_talk(-5 * HOUR, held=True)]),
    "the talk is marked as held before its minutes are over": (
        "follow_up",
        [a_talk(-timedelta(minutes=10), held=True)],
    ),
    "the talk did not take place": ("agree_talk", [SENT, ANSWERED, a_talk(-5 * HOUR, held=False)]),
    "the thank-you is written": ("send_followup", [OVER, a_draft("followup", age=HOUR)]),
    "an older thank-you is another talk's": ("follow_up", [OVER, a_draft("followup", age=9 * DAY)]),
    "the thank-you is sent": ("rest", [OVER, happened("sent", HOUR, "followup")]),
    "the talk began before its time, and so did the thank-you": (
        "rest",
        [
            a_talk(HOUR, held=True).model_copy(update={"started_at": NOW - 2 * HOUR}),
            happened("sent", HOUR, "followup"),
        ],
    ),
    "something unnamed was sent after the talk": ("rest", [OVER, happened("sent", HOUR)]),
    "the first message was noted late": ("follow_up", [OVER, happened("sent", HOUR, "outreach")]),
    "they answer the thank-you": (
        "rest",
        [OVER, happened("sent", 2 * HOUR, "followup"), happened("answered", HOUR)],
    ),
    "a thank-you for a talk that was never noted": ("send_followup", [SENT, a_draft("followup", age=HOUR)]),
    "and it is sent": ("rest", [SENT, happened("sent", HOUR, "followup")]),
    "they said no": ("rest", [SENT, happened("declined", DAY)]),
    "it has ended": ("rest", [OVER, happened("ended", HOUR)]),
    "they said no, and changed their mind": (
        "agree_talk",
        [SENT, happened("declined", 5 * DAY), happened("answered", DAY)],
    ),
    "they said no, and are asked anew": (
        "wait",
        [SENT, happened("declined", 9 * DAY), happened("sent", DAY, "outreach")],
    ),
    "they said no, and are thanked for the answer": (
        "rest",
        [SENT, happened("declined", 2 * DAY), happened("sent", DAY)],
    ),
    "a talk that lies ahead outweighs an older no": ("prepare", [happened("declined", DAY), a_talk(DAY)]),
    "the thank-you comes before the next talk": ("follow_up", [OVER, a_talk(9 * DAY, number=2)]),
    "but once it is late, not": ("prepare", [a_talk(-2 * DAY), a_talk(9 * DAY, number=2)]),
    "questions for the last talk do not prepare the next": (
        "prepare",
        [
            a_talk(-9 * DAY),
            happened("sent", 8 * DAY, "followup"),
            a_draft("questions", age=10 * DAY),
            a_talk(DAY, number=2),
        ],
    ),
    "the next talk fell through": (
        "agree_talk",
        [a_talk(-9 * DAY), happened("sent", 8 * DAY, "followup"), a_talk(-DAY, held=False, number=2)],
    ),
}


def stands(*known: object, now: datetime = NOW) -> Standing:
    """Where things stand with one person of whom this is known."""
    return standing(
        PERSON,
        known.count("fact"),
        [each for each in known if isinstance(each, DraftSummary)],
        [each for each in known if isinstance(each, Contact)],
        [each for each in known if isinstance(each, Talk)],
        now,
    )


@pytest.mark.parametrize("name", ROADS)
def test_the_next_step(name: str) -> None:
    """Every way a road can go, in whatever order it is told."""
    step, known = ROADS[name]
    assert stands(*known).step == step
    assert stands(*reversed(known)) == stands(*known)


def test_what_the_step_is_counted_from() -> None:
    """The sending, the day on which a reminder is in order, the talk's start, and 24 hours after its end."""
    waiting = stands(happened("sent", DAY, "outreach", 7))
    assert (waiting.since, waiting.due, waiting.draft_id) == (NOW - DAY, NOW - DAY + NUDGE_AFTER, 7)
    assert stands(a_talk(DAY)).due == NOW + DAY
    thanks = stands(OVER)
    assert (thanks.since, thanks.due, thanks.talk_id, thanks.kind) == (
        END,
        END + THANKS_WITHIN,
        1,
        "followup",
    )
    assert stands(OVER, a_draft("followup", age=HOUR, number=4)).draft_id == 4
    assert stands(SENT, ANSWERED).since == ANSWERED.at
    ready = stands(a_draft(approved=True, age=2 * DAY, number=3), a_draft(number=4, age=HOUR))
    assert (ready.draft_id, ready.since) == (3, NOW - 2 * DAY)


def test_why_it_rests_is_told() -> None:
    """A no, an end, silence and thanks are told apart."""
    roads = {"declined": [SENT, happened("declined", DAY)], "ended": [happened("ended", DAY)]}
    roads |= {"nudge": [SENT, happened("sent", DAY, "nudge")], "followup": [OVER, happened("sent", HOUR)]}
    assert {why: stands(*known).kind for why, known in roads.items()} == {why: why for why in roads}


def test_the_last_minute_of_a_talk_is_still_the_talk() -> None:
    """It is over when the agreed minutes are."""
    talk = a_talk(timedelta())
    assert stands(talk, now=talk.ends_at - timedelta(seconds=1)).step == "talk"
    assert stands(talk, now=talk.ends_at).step == "follow_up"


def test_what_is_due_and_in_which_order() -> None:
    """A talk tonight, then the thank-you, then an answer waiting, then silence; what can wait comes last."""
    roads = {
        "rest": [happened("ended", DAY)],
        "write": ["fact"],
        "wait": [happened("sent", DAY)],
        "nudge": [SENT],
        "agree_talk": [ANSWERED],
        "far talk": [a_talk(9 * DAY), a_draft("questions")],
        "follow_up": [OVER],
        "talk": [a_talk(HOUR), a_draft("questions")],
        "late thanks": [a_talk(-3 * DAY)],
        "prepare": [a_talk(40 * HOUR)],
    }
    found = {name: stands(*known) for name, known in roads.items()}
    names = {id(each): name for name, each in found.items()}
    ordered = most_urgent_first(found.values(), NOW)
    assert [names[id(each)] for each in ordered] == [
        "late thanks",
        "talk",
        "follow_up",
        "agree_talk",
        "nudge",
        "prepare",
        "far talk",
        "write",
        "wait",
        "rest",
    ]
    asked = [names[id(each)] for each in due(ordered, NOW)]
    assert asked == ["late thanks", "talk", "follow_up", "agree_talk", "nudge", "prepare"]
    assert not is_due(found["far talk"], NOW)


def test_everyone_from_the_store(store: SqliteStore) -> None:
    """The list and the single person agree; a draft from a brief file belongs to whom it names."""
    maria = store.add_person(Recipient(name="Maria Berg", organisation="Luleå Energi"))
    asa = store.add_person(Recipient(name="Åsa Ek"))
    per = store.add_person(Recipient(name="Per Ny"))
    store.add_fact(asa.id, Fact(text="Höll ett föredrag"))
    loose = store.save_version(task(brief("maria berg", "")), draft(), CLEAN, ORIGINS)
    store.save_version(task(brief("Nobody Known")), draft(), CLEAN, ORIGINS)
    own = store.save_version(task(brief("Per Ny"), person_id=per.id), draft(), CLEAN, ORIGINS)
    store.approve(own, "")
    now = datetime.now(UTC)
    found = standings(store, now)
    assert {each.person.id: each.step for each in found} == {
        maria.id: "finish",
        asa.id: "write",
        per.id: "send",
    }
    assert [each.step for each in found] == ["send", "finish", "write"]
    assert {each.person.id: each for each in found} == {
        each.id: standing_of(store, each, now) for each in (maria, asa, per)
    }
    assert next(each for each in found if each.person == maria).draft_id == loose.draft_id


def test_the_rules_name_guidance_that_is_there() -> None:
    """A passage that a rule's docstring names exists."""
    text = Path(str(road.__file__)).read_text(encoding="utf-8")
    passages = load_corpus().passages
    for named in ("ghosting.check_in.after_first_message", "ghosting.check_in", "followup.24h"):
        assert f"`{named}`" in text
        assert named in passages
