"""The chat as a screen: typed to, stopped, taken up again, in both languages and sizes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.ports import ChatRequest, ToolCall
from assistant.store import SqliteStore
from tests.chat_desk import FakeTalker
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, screen_of, seen, settled
from tui.screens.chat import ChatScreen
from tui.widgets.growing_text import GrowingText

if TYPE_CHECKING:
    from textual.pilot import Pilot

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]

QUESTION = "hon har inte svarat på tre veckor"


async def ask(pilot: Pilot[None], line: str) -> None:
    """Type a line and wait for what follows."""
    for letter in line:
        await pilot.press("space" if letter == " " else letter)
    await pilot.press("enter")
    await settled(pilot)


def talk(pilot: Pilot[None]) -> str:
    """Give all that was said."""
    return pilot.app.screen.query_one("#talk", GrowingText).text


class SlowTalker(FakeTalker):
    """Says one piece, and then nothing until it is stopped."""

    async def talk(self, request: ChatRequest) -> AsyncGenerator[str | ToolCall, None]:
        """Stream one piece."""
        self.requests.append(request)
        yield "Ask for fifteen minutes"
        await asyncio.Event().wait()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_a_question_is_answered_and_its_sources_stand_beside(
    size: tuple[int, int], language: str
) -> None:
    async with at_the_screen(ChatScreen, size=size, language=language) as pilot:
        await ask(pilot, QUESTION)
        assert "Källorna är inte överens" in talk(pilot)
        if size == NARROW:
            assert "[1] " not in seen(pilot)
            await pilot.press("f2")
        assert "[1] " in seen(pilot)


async def test_escape_stops_an_answer_keeps_its_text_and_then_goes_back(store: SqliteStore) -> None:
    async with at_the_screen() as pilot:
        app = pilot.app
        screen = ChatScreen(app.services)  # type: ignore[attr-defined]  # the app of the tests is Fika's
        await app.push_screen(screen)
        await settled(pilot)
        assert screen._chatting is not None
        screen._chatting._desk = replace(screen._chatting._desk, talker=SlowTalker())
        await pilot.press("h", "i", "enter")
        while "fifteen minutes" not in talk(pilot):
            await pilot.pause()
        await pilot.press("escape")
        await settled(pilot)
        turn = store.chats.turns(1)[-1]
        assert (turn.text, turn.whole) == ("Ask for fifteen minutes", False)
        assert screen_of(pilot) is screen
        await pilot.press("escape")
        assert screen_of(pilot) is not screen


async def test_a_draft_that_was_asked_for_opens_in_the_review(store: SqliteStore) -> None:
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.add_fact(
        maria.id, Fact(kind="talk", text="Gave the talk When forecasts fail", title="When forecasts fail")
    )
    async with at_the_screen(ChatScreen) as pilot:
        await ask(pilot, "/draft Maria")
        await settled(pilot)
        assert type(screen_of(pilot)).__name__ == "ReviewScreen"


async def test_an_earlier_conversation_is_gone_on_with(store: SqliteStore) -> None:
    kept = store.chats.begin("Before the talk")
    store.chats.add(kept.id, "person", "what do I ask her?")
    async with at_the_screen(ChatScreen) as pilot:
        assert "what do I ask her?" not in talk(pilot)
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert "what do I ask her?" in talk(pilot)
        await ask(pilot, QUESTION)
        assert len(store.chats.turns(kept.id)) == 3
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert "what do I ask her?" not in talk(pilot)


async def test_brackets_and_escape_sequences_are_shown_as_they_are(store: SqliteStore) -> None:
    store.add_person(Recipient(name="Anna [/] Berg"))
    kept = store.chats.begin("[red]x[/red] [/]")
    store.chats.add(kept.id, "fika", "\x1b]0;title\x07 [@click=app.quit]press[/] \u202ereversed")
    async with at_the_screen(lambda services: ChatScreen(services, conversation_id=kept.id)) as pilot:
        assert "[@click=app.quit]press[/]" in seen(pilot)
        assert "\x1b" not in talk(pilot)
        await ask(pilot, "/people")
        assert "Anna [/] Berg" in talk(pilot)
        await ask(pilot, "/nonsense [/x]")
        await ask(pilot, "/help")
        assert "/draft" in talk(pilot)


async def test_the_chat_is_a_key_away_and_completes_commands_as_they_are_typed(store: SqliteStore) -> None:
    store.save_sender(Sender(name="Sara Ek"))
    async with at_the_screen(language="sv") as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(screen_of(pilot), ChatScreen)
        await pilot.press("slash", "p", "e", "r")
        await settled(pilot)
        await pilot.press("right")
        await pilot.press("enter")
        await settled(pilot)
        assert "› /personer" in talk(pilot)


@pytest.mark.parametrize("language", ["en", pytest.param("sv", marks=pytest.mark.slow)])
async def test_what_a_model_wants_done_waits_for_the_line_to_say_yes(
    language: str, store: SqliteStore
) -> None:
    maria = store.add_person(Recipient(name="Maria [/] Berg"))
    wish = ToolCall("add_fact", {"person": "Maria", "fact": "leads \x1b]0;x\x07the [red]lab[/red]"})
    async with at_the_screen(ChatScreen, language=language) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ChatScreen)
        assert screen._chatting is not None
        screen._chatting._desk = replace(screen._chatting._desk, talker=FakeTalker([wish], ["Ok. [-]"]))
        await ask(pilot, "about Maria")
        assert "the [red]lab[/red]" in talk(pilot)
        assert "Maria [/] Berg" in talk(pilot)
        assert "\x1b" not in talk(pilot)
        assert store.facts(maria.id) == ()
        await ask(pilot, "hm")
        assert store.facts(maria.id) == ()
        screen._chatting._desk = replace(screen._chatting._desk, talker=FakeTalker([wish]))
        await ask(pilot, "about Maria")
        await ask(pilot, "ja")
        assert len(store.facts(maria.id)) == 1


async def test_the_sources_beside_are_those_that_the_answer_cites() -> None:
    async with at_the_screen(ChatScreen, size=WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ChatScreen)
        assert screen._chatting is not None
        talker = FakeTalker("Leave a way ", "out. [G", "3]\nAsk for little. [G1]")
        screen._chatting._desk = replace(screen._chatting._desk, talker=talker)
        await ask(pilot, "how much of their time can i ask for")
        assert "Leave a way out. [1]\nAsk for little. [2]" in talk(pilot)
        [request] = talker.requests
        beside = seen(pilot)
        assert f"[1] {request.passages[2].wording('en').title}"[:30] in beside
        assert f"[2] {request.passages[0].wording('en').title}"[:30] in beside
        assert "[3]" not in beside
