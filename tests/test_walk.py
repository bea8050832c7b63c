"""The whole way by keyboard: from a pasted biography to a message that was sent, a talk and a thank-you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from assistant.domain.draft import Draft
from assistant.store import SqliteStore
from assistant.wiring import now
from tests.people_desk import press
from tests.tui_desk import NARROW, WIDE, at_the_screen, seen, settled, until
from tui.widgets.message_editor import MessageEditor

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]


@dataclass(frozen=True)
class Words:
    """What is typed, and what is to be seen, in one language."""

    who: str
    goal: str
    sign_off: str
    biography: str
    name: str
    fact: str
    own: str
    ready: str
    guidance: str
    two_minutes: str
    asks_too_much: str
    blocks: str
    nothing_found: str
    approved: str
    noted: str
    waiting: str
    agree: str
    notes: str
    left: str
    due: str
    thanked: str


ENGLISH = Words(
    who="Sara Lindqvist, analyst at Nordljus",
    goal="make forecasts that are trusted",
    sign_off="Best wishes, Sara",
    biography=(
        "Amara Osei is principal engineer at Tidewise. She wrote the article “Alarms people can act on” in "
        "2024.\n\nShe gave the talk “Quiet pagers” at SRECon in Dublin in 2025."
    ),
    name="Amara Osei",
    fact="Alarms people can act on",
    own="Last month our night shift got 140 alarms.",
    ready="Enter writes the draft here",
    guidance="The guidance behind it",
    two_minutes="We have two minutes left",
    asks_too_much=" Will you be my mentor?",
    blocks="! 1 blocks",
    nothing_found="nothing found",
    approved="approved",
    noted="You noted that you sent it",
    waiting="sent today",
    agree="agree on a time to talk",
    notes="Count the alarms that nobody acted on",
    left="left of 15 min",
    due="thank-you due in 24 h",
    thanked="thank-you sent",
)
SWEDISH = Words(
    who="Elin Sjöberg, verksamhetsutvecklare på Region Norrbotten",
    goal="leda utan att vara chef",
    sign_off="Vänliga hälsningar, Elin",
    biography=(
        "Karin Åström är enhetschef på Folktandvården Norrbotten. Hon skrev artikeln ”Leda från sidan” 2025."
        "\n\nHon höll föredraget ”Tysta möten” på Chefsdagen i Luleå 2024."
    ),
    name="Karin Åström",
    fact="Leda från sidan",
    own="I våras ledde jag ett projekt utan att vara chef.",
    ready="Enter skriver utkastet här",
    guidance="Vägledningen bakom",
    two_minutes="Nu är det två minuter kvar",
    asks_too_much=" Vill du bli min mentor?",
    blocks="! 1 spärr",
    nothing_found="inget att anmärka på",
    approved="godkänd",
    noted="Du har noterat att den är skickad",
    waiting="skickat i dag",
    agree="kom överens om en tid",
    notes="Fråga laget först, sedan chefen",
    left="kvar av 15 min",
    due="tacka inom 24 tim",
    thanked="tacket är skickat",
)
BOTH = {"en": ENGLISH, "sv": SWEDISH}


async def sees(pilot: Pilot[None], words: str) -> None:
    """Wait until these words stand on the screen."""
    await until(pilot, lambda: words in seen(pilot))


async def at(pilot: Pilot[None], screen: str) -> None:
    """Wait until a screen is on top."""
    await until(pilot, lambda: type(pilot.app.screen).__name__ == screen)


async def types(pilot: Pilot[None], text: str) -> None:
    """Put a text where the cursor is, as a terminal gives a paste."""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)


async def back_to_the_people(pilot: Pilot[None]) -> None:
    """Go back as far as it goes."""
    while type(pilot.app.screen).__name__ != "PeopleScreen":
        await press(pilot, "escape")


def text_of(pilot: Pilot[None]) -> str:
    """Give the text in the review's editor."""
    return pilot.app.screen.query_one(MessageEditor).text


async def says_who_one_is(pilot: Pilot[None], words: Words) -> None:
    """Answer the three questions of the first start."""
    await at(pilot, "ProfileScreen")
    for answer in (words.who, words.goal, words.sign_off):
        await types(pilot, answer)
        await press(pilot, "enter")
    await at(pilot, "PeopleScreen")


async def pastes_a_biography(pilot: Pilot[None], words: Words) -> None:
    """Accept two of three facts, and drop the last."""
    await press(pilot, "p")
    await at(pilot, "PasteScreen")
    await types(pilot, words.biography)
    await press(pilot, "ctrl+s")
    await sees(pilot, words.fact)
    await press(pilot, "a", "a", "x")
    await press(pilot, "ctrl+s")
    await at(pilot, "PeopleScreen")
    await sees(pilot, words.name)


async def composes(pilot: Pilot[None], words: Words, own: str = "") -> None:
    """Let the templates write; the guidance is listed before the first word."""
    await at(pilot, "ComposeScreen")
    await sees(pilot, words.ready)
    assert words.guidance in seen(pilot)
    if own:
        await types(pilot, own)
    await press(pilot, "enter")


async def breaks_and_mends(pilot: Pilot[None], words: Words) -> None:
    """Ask for too much, let one key mend it, take that back, and mend it again."""
    await at(pilot, "ReviewScreen")
    await sees(pilot, words.nothing_found)
    whole = text_of(pilot)
    assert words.own in whole  # on one row of the screen, so that End goes to its end
    await press(pilot, "down", "down", "down", "down", "end")
    await types(pilot, words.asks_too_much)
    await sees(pilot, words.blocks)
    broken = text_of(pilot)
    await press(pilot, "ctrl+n", "ctrl+f")
    await sees(pilot, words.nothing_found)
    assert text_of(pilot) == whole != broken
    await press(pilot, "ctrl+z")
    assert text_of(pilot) == broken
    await press(pilot, "ctrl+y")
    assert text_of(pilot) == whole


async def hands_over(pilot: Pilot[None], words: Words, to: Path | None = None) -> None:
    """Approve, save the unsent mail, and say that it was sent."""
    await press(pilot, "ctrl+g")
    await at(pilot, "HandoverScreen")
    await press(pilot, "a")
    await sees(pilot, words.approved)
    if to is not None:
        await press(pilot, "e", "ctrl+u")
        await types(pilot, str(to))
        await press(pilot, "enter")
        await until(pilot, to.exists)
    await press(pilot, "i")
    await sees(pilot, words.noted)
    await back_to_the_people(pilot)


async def agrees_on_a_talk(pilot: Pilot[None], words: Words) -> None:
    """An answer came; the talk begins in three minutes."""
    await sees(pilot, words.waiting)
    await press(pilot, "l", "enter")
    await sees(pilot, words.agree)
    await press(pilot, "t")
    await at(pilot, "TalkScreen")
    await types(pilot, f"{now() + timedelta(minutes=3):%Y-%m-%d %H:%M}")
    await press(pilot, "enter")
    await sees(pilot, words.two_minutes)


async def orders_the_questions(pilot: Pilot[None], words: Words) -> None:
    """Let questions be written, and move the first one down."""
    await press(pilot, "ctrl+o")
    await composes(pilot, words)
    await at(pilot, "QuestionsScreen")
    await press(pilot, "shift+down", "escape")
    await at(pilot, "TalkScreen")


async def talks(pilot: Pilot[None], words: Words) -> None:
    """Start the clock, take a note, and say that the talk took place."""
    await press(pilot, "f5")
    await sees(pilot, words.left)
    await press(pilot, "ctrl+n")
    await types(pilot, words.notes)
    await press(pilot, "f9")
    await sees(pilot, words.due)


_OTHERS = [
    pytest.param(size, language, marks=pytest.mark.slow)
    for size, language in ((WIDE, "en"), (WIDE, "sv"), (NARROW, "en"))
]


@pytest.mark.parametrize(("size", "language"), [(NARROW, "sv"), *_OTHERS])
async def test_the_whole_way(size: tuple[int, int], language: str, tmp_path: Path, home: Path) -> None:
    words = BOTH[language]
    async with at_the_screen(size=size, language=language) as pilot:
        await says_who_one_is(pilot, words)
        await pastes_a_biography(pilot, words)
        await press(pilot, "w", "enter")
        await composes(pilot, words, words.own)
        await breaks_and_mends(pilot, words)
        await hands_over(pilot, words, tmp_path / "first.eml")
        await agrees_on_a_talk(pilot, words)
        await orders_the_questions(pilot, words)
        await talks(pilot, words)
        await press(pilot, "ctrl+g")
        await composes(pilot, words)
        await at(pilot, "ReviewScreen")
        await sees(pilot, words.nothing_found)
        await hands_over(pilot, words)
        await sees(pilot, words.thanked)
    kept_is_what_was_done(home, words)
    assert (
        words.own
        in message_from_bytes((tmp_path / "first.eml").read_bytes(), policy=policy.default).get_content()
    )


def kept_is_what_was_done(home: Path, words: Words) -> None:
    """The store holds the person, two facts, three drafts, what was said to have happened, and the talk."""
    store = SqliteStore(home / "fika.sqlite3")
    (person,) = store.people()
    assert person.recipient.name == words.name
    facts = store.facts(person.id)
    assert len(facts) == 2
    assert all(stored.fact.quote in words.biography for stored in facts)
    drafts = {draft.kind: draft for draft in store.drafts()}
    assert set(drafts) == {"outreach", "questions", "followup"}
    assert drafts["outreach"].approved
    assert drafts["followup"].approved
    assert drafts["questions"].versions == 2
    written, moved = (store.version(drafts["questions"].draft_id, number).draft for number in (1, 2))
    assert order(moved)[:2] == [order(written)[1], order(written)[0]]
    contacts = store.contacts.contacts(person.id)
    assert [contact.kind for contact in contacts] == ["sent", "answered", "sent"]
    (talk,) = store.contacts.talks(person.id)
    assert talk.held
    assert talk.notes == words.notes
    assert store.unsaved.kept() == ()
    store.close()


def order(draft: Draft) -> list[str]:
    """Give the questions without their numbers."""
    return [item.text.partition(". ")[2] for item in draft.items]
