"""Composing at the full screen: what is missing is asked for, and what is chosen is what is written."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input, Select

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.errors import StoreError
from assistant.store import SqliteStore
from tests.compose_desk import (
    TALK,
    answer,
    composing,
    maria,
    newest,
    screen_name,
)
from tests.tui_desk import SIZES, WIDE, at_the_screen, seen, settled, until
from tui.widgets.choices_bar import ChoicesBar

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]
__all__ = ["maria"]


@pytest.mark.parametrize("size", [*SIZES, pytest.param((60, 20), marks=pytest.mark.slow)])
async def test_what_is_missing_is_asked_for_and_then_the_draft_opens(
    store: SqliteStore, size: tuple[int, int]
) -> None:
    """Question, answer, understood fact, draft, review: by keys alone; the answer is kept with the person."""
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    person = store.add_person(Recipient(name="Maria Berg")).id
    async with at_the_screen(composing(person), size=size) as pilot:
        assert "What have you read, heard or seen by Maria Berg" in seen(pilot).replace("\n ", " ")
        assert "seldom answered" in seen(pilot)
        await answer(pilot, "Gave the talk 'When forecasts fail' in Oslo in 2026")
        await settled(pilot)
        assert "title: When forecasts fail" in seen(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "Enter writes the draft" in seen(pilot)
        assert "· A first line" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
        await settled(pilot)
        assert store.facts(person)[0].fact.title == "When forecasts fail"
        assert "When forecasts fail" in newest(store).draft.text


async def test_a_fact_that_was_misunderstood_is_kept_in_its_own_words_alone(store: SqliteStore) -> None:
    """Refusing costs one key."""
    store.save_sender(Sender(name="Sara Ek", role="analyst"))
    person = store.add_person(Recipient(name="Maria Berg")).id
    async with at_the_screen(composing(person)) as pilot:
        await answer(pilot, "Gave the talk 'X and Y' in Oslo")
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert store.facts(person)[0].fact == Fact(text="Gave the talk 'X and Y' in Oslo")


async def test_an_answer_about_oneself_is_kept_in_the_profile(store: SqliteStore) -> None:
    """It is not asked again for the next person."""
    person = store.add_person(Recipient(name="Maria Berg")).id
    store.add_fact(person, TALK)
    async with at_the_screen(composing(person)) as pilot:
        assert "Who are you" in seen(pilot)
        await answer(pilot, "I am an analyst who wants to learn about risk")
        await settled(pilot)
        sender = store.sender()
        assert sender
        assert sender.about.startswith("I am an analyst")
        await pilot.press("enter")
        await settled(pilot)
        assert "What is your name" in seen(pilot), "an empty answer is no answer"


async def test_a_follow_up_takes_its_notes_from_the_newest_talk(store: SqliteStore, maria: int) -> None:
    """What was noted beside the talk is not asked for again."""
    from tests.stored import NOW

    talk = store.contacts.agree_talk(maria, NOW, 15)
    store.contacts.save_talk(talk.model_copy(update={"notes": "show the interval before the number"}))
    async with at_the_screen(composing(maria, "followup")) as pilot:
        assert "Enter writes" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
        await settled(pilot)
    assert "interval" in newest(store).draft.text


async def test_what_is_chosen_is_what_is_written(store: SqliteStore, maria: int) -> None:
    """Kind, language, channel, minutes and own words; a conflict of interest is said and blocks nothing."""
    store.edit_person(maria, Recipient(name="Maria Berg", conflict="my manager [/x]"))
    async with at_the_screen(composing(maria), size=WIDE) as pilot:
        assert "my manager [/x] can be a conflict of interest" in seen(pilot)
        pilot.app.screen.query_one("#language", Select).value = "sv"
        await settled(pilot)
        pilot.app.screen.query_one("#channel", Select).value = "linkedin"
        await settled(pilot)
        pilot.app.screen.query_one("#minutes", Input).value = "20"
        pilot.app.screen.query_one("#own-words", Input).value = "Jag räknade om allt samma kväll."
        await pilot.press("ctrl+g")
        await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
        await settled(pilot)
    version = newest(store)
    assert (version.draft.language, version.draft.channel) == ("sv", "linkedin")
    assert version.brief.ask.minutes == 20
    assert "Jag räknade om allt samma kväll." in version.draft.text


async def test_another_kind_brings_its_own_channels_and_questions(maria: int) -> None:
    """All that differs between kinds comes from the catalogue."""
    async with at_the_screen(composing(maria)) as pilot:
        pilot.app.screen.query_one("#kind", Select).value = "followup"
        await settled(pilot)
        assert "that you take with you" in seen(pilot)
        assert not pilot.app.screen.query_one("#minutes").display
        pilot.app.screen.query_one("#kind", Select).value = "questions"
        await settled(pilot)
        assert not pilot.app.screen.query_one("#channel").display
        assert pilot.app.screen.query_one("#kind", Select).selection == "questions"


async def test_what_cannot_be_written_or_saved_is_told_and_nothing_is_lost(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the reason; what was typed is still there, and what was written can be copied."""

    def full(*_: object, **__: object) -> Any:
        raise StoreError("The disk is full.")

    async with at_the_screen(composing(maria)) as pilot:
        screen = pilot.app.screen
        screen.query_one("#minutes", Input).value = "soon"
        screen.query_one("#own-words", Input).value = "mine"
        await pilot.press("f5")
        await settled(pilot)
        assert "'soon' is no number of minutes" in seen(pilot)
        assert screen.query_one(ChoicesBar).own_words == "mine"
        assert not store.drafts()
        screen.query_one("#minutes", Input).value = "15"
        monkeypatch.setattr(type(screen.services.store), "save_version", full)  # type: ignore[attr-defined]
        await pilot.press("f5")
        await until(pilot, lambda: "not saved" in seen(pilot))
        assert "The disk is full" in seen(pilot)
        assert "Hi Maria" in seen(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "Hi Maria" in pilot.app.clipboard


async def test_everything_can_be_reached_by_tab_and_speaks_the_persons_language(maria: int) -> None:
    """Each list and line, in the order of the screen; in Swedish, whatever the message's language."""
    async with at_the_screen(composing(maria), language="sv") as pilot:
        assert "Första meddelandet" in seen(pilot)
        reached = []
        for _turn in range(6):
            await pilot.press("tab")
            reached.append(pilot.app.focused.id if pilot.app.focused else None)
        assert {"kind", "language", "channel", "minutes", "own-words"} <= set(reached)
