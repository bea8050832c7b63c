"""Sits at the full screen: the real app with a real store, driven by Textual's Pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from assistant import wording
from tui.app import Begin, FikaApp

NARROW = (80, 24)
WIDE = (120, 40)
SIZES = [NARROW, pytest.param(WIDE, marks=pytest.mark.slow)]
"""For tests of one screen; the walk through all of them is walked at both sizes every time."""


@asynccontextmanager
async def at_the_screen(
    begin: Begin | None = None, *, size: tuple[int, int] = NARROW, language: str = "en", faulty: bool = False
) -> AsyncIterator[Pilot[None]]:
    """Run the app until its first screen is there; `begin` gives another first screen than the people."""
    wording.use_language(language)
    app = FikaApp(begin=begin)
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await settled(pilot)
            yield pilot
            if app.faults and not faulty:  # the app goes on after a fault of its own; a test does not
                raise app.faults[0]
    finally:
        if app.services is not None:
            app.services.keeping.close()
            app.services.store.close()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no work is under way on any screen and every message is handled."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen_of(pilot: Pilot[None]) -> Screen[object]:
    """Give the screen on top."""
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    """Give what stands on the screen now, as lines of plain text."""
    screen = pilot.app.screen
    return "\n".join(
        "".join(segment.text for segment in strip).rstrip() for strip in screen._compositor.render_strips()
    )
