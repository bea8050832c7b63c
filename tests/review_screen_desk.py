"""Sits at the review screen: a first message from Fika's own texts, looked at as it is typed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Final
from unittest import mock

from textual.pilot import Pilot

from assistant.domain.draft import Wording
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds
from tests.offline_desk import NOW, draft, outreach
from tests.stored import CLEAN, ORIGINS
from tests.tui_desk import NARROW, at_the_screen, until
from tui.screens import review_table
from tui.screens.review import ReviewScreen

MENTOR: Final = "Vill du bli min mentor?"


def kept_draft(store: SqliteStore) -> int:
    """A first message from Fika's own texts, as version 1."""
    brief = outreach("sv")
    task = Task(kind=load_kinds()["outreach"], brief=brief, wording=Wording(), now=NOW)
    made = draft(brief)
    return store.save_version(task, made, CLEAN, ORIGINS).draft_id


@asynccontextmanager
async def reviewing(
    draft_id: int, *, size: tuple[int, int] = NARROW, language: str = "en", patient: bool = False
) -> AsyncIterator[tuple[Pilot[None], ReviewScreen]]:
    """Open the review of a draft and wait until it has been looked at.

    It looks sooner after a key than for a person who types, unless it is told to be `patient`.
    """
    waits = dict.fromkeys(("LOOK_SECONDS", "ANSWERS_SECONDS", "BEHIND_SECONDS"), 0.01)
    begin: Callable[[Services], ReviewScreen] = lambda services: ReviewScreen(services, draft_id)  # noqa: E731
    with nullcontext() if patient else mock.patch.multiple(review_table, **waits):
        async with at_the_screen(begin, size=size, language=language) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, ReviewScreen)
            await checked(pilot, screen)
            yield pilot, screen


async def checked(pilot: Pilot[None], screen: ReviewScreen) -> None:
    """Wait until the text as it stands has been looked at, with what can be done about the chosen finding."""
    await until(pilot, lambda: screen.seen is not None and screen.seen.text == screen.editor.text)
    await until(pilot, lambda: screen.findings.chosen is None or screen.findings.chosen.mends is not None)


async def write(pilot: Pilot[None], screen: ReviewScreen, sentence: str) -> None:
    """Put a sentence behind the greeting and wait until it has been looked at."""
    at = screen.editor.text.index("!") + 1 if "!" in screen.editor.text else 0
    screen.editor.put(f"\n\n{sentence}", at, at)
    await checked(pilot, screen)


def told(screen: ReviewScreen) -> list[str]:
    return [each.finding.check for each in screen.findings.entries]


def go_into(screen: ReviewScreen, words: str) -> None:
    screen.editor.go_to(screen.editor.text.index(words) + 1)
