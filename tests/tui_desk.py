"""Sits at the full screen: the real app with a real store, driven by Textual's Pilot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from assistant import wording
from tests.stillness import still, without_idle_waits
from tests.stylesheets import stylesheets_read_once
from tests.unpainted import drawn_when_looked_at
from tui.app import Begin, FikaApp

NARROW = (80, 24)
WIDE = (120, 40)
SIZES = [NARROW, pytest.param(WIDE, marks=pytest.mark.slow)]
"""For tests of one screen: at the usual size every time, in a wide window among the slow ones."""


_LOOKS_SECONDS = 0.01
_PATIENCE_SECONDS = 20.0


@asynccontextmanager
async def at_the_screen(
    begin: Begin | None = None, *, size: tuple[int, int] = NARROW, language: str = "en", faulty: bool = False
) -> AsyncIterator[Pilot[None]]:
    """Run the app until its first screen is there; `begin` gives another first screen than the people."""
    wording.use_language(language)
    app = FikaApp(begin=begin)
    app.animation_level = "none"
    try:
        with without_idle_waits(app), stylesheets_read_once(), drawn_when_looked_at():
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                await settled(pilot)
                yield pilot
                if app.is_running and app.screen_stack:
                    seen(pilot)  # what cannot be drawn fails, though the test did not look
                if app.faults and not faulty:  # the app goes on after a fault of its own; a test does not
                    raise app.faults[0]
    finally:
        if app.services is not None:
            app.services.keeping.close()
            app.services.store.close()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no work is under way on any screen and every message is handled."""
    await still(pilot.app)
    while working := {worker._task for worker in pilot.app.workers if worker.is_running and worker._task}:
        done, _others = await asyncio.wait(working, timeout=_PATIENCE_SECONDS)
        assert done, f"without end: {list(pilot.app.workers)}"
        await still(pilot.app)


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for something that comes after a moment, or from a thread that works beside the screen."""
    for _try in range(2000):
        await still(pilot.app)
        if true():
            return
        await asyncio.sleep(_LOOKS_SECONDS)
    raise AssertionError(f"it never came to that; the screen:\n{seen(pilot)}")


def screen_of(pilot: Pilot[None]) -> Screen[object]:
    """Give the screen on top."""
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    """Give what stands on the screen now, as lines of plain text."""
    screen = pilot.app.screen
    return "\n".join(
        "".join(segment.text for segment in strip).rstrip() for strip in screen._compositor.render_strips()
    )
