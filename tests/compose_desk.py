"""Sits down to compose: someone of whom one thing is known, and the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.records import Version
from assistant.store import SqliteStore
from assistant.wiring import Services
from tui.screens.compose import ComposeScreen

TALK = Fact(kind="talk", text="Gave the talk 'When forecasts fail'", title="When forecasts fail")


@pytest.fixture
def maria(store: SqliteStore) -> int:
    """Someone of whom one true thing is known, and a sender who has said who she is."""
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    person = store.add_person(Recipient(name="Maria Berg")).id
    store.add_fact(person, TALK)
    return person


def composing(person: int, kind: str = "outreach") -> Callable[[Services], ComposeScreen]:
    return lambda services: ComposeScreen(services, person, kind)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Paste an answer where the cursor is, and press Enter."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    assert line.id == "answer"
    line.insert_text_at_cursor(text)
    await pilot.press("enter")


def screen_name(pilot: Pilot[None]) -> str:
    return type(pilot.app.screen).__name__


def newest(store: SqliteStore) -> Version:
    return store.version(store.drafts()[-1].draft_id)
