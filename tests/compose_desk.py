"""Sits down to compose: someone of whom one thing is known, the screen, the guidance as read before."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.records import Version
from assistant.store import SqliteStore
from assistant.wiring import Services
from knowledge.corpus import load_corpus
from knowledge.retriever import GuidanceRetriever
from tui.screens.compose import ComposeScreen

TALK = Fact(kind="talk", text="Gave the talk 'When forecasts fail'", title="When forecasts fail")


@pytest.fixture(scope="module")
def read_guidance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guidance as it stands after it was read once."""
    folder = tmp_path_factory.mktemp("knowledge")
    GuidanceRetriever(load_corpus(kept=folder), folder).for_task(("outreach.courage",), "risk", "en")
    return folder


@pytest.fixture(autouse=True)
def guidance(home: Path, read_guidance: Path) -> None:
    """A home in which the guidance was read before."""
    shutil.copytree(read_guidance, home / "knowledge")


@pytest.fixture
def maria(store: SqliteStore) -> int:
    """Someone of whom one true thing is known, and a sender who has said who she is."""
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    person = store.add_person(Recipient(name="Maria Berg")).id
    store.add_fact(person, TALK)
    return person


def composing(person: int, kind: str = "outreach") -> Callable[[Services], ComposeScreen]:
    return lambda services: ComposeScreen(services, person, kind)


async def until(pilot: Pilot[None], told: Callable[[], bool]) -> None:
    """Wait for something that comes from another thread; a test that never gets it is ended by its limit."""
    async with asyncio.timeout(20):
        while not told():
            await pilot.pause(0.01)


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
