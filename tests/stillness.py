"""Knows when the app has nothing left to do, so that a test waits as long as there is work and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final
from unittest import mock

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot

_ROUNDS: Final = 4
"""How many turns of the event loop nothing may stir: the end of one thing can be the start of the next."""

_SPINS: Final = 100
"""How many turns are waited for at once; whatever takes longer waits for a thread."""

_PATIENCE_SECONDS: Final = 20.0


async def still(app: App[Any], *, threads: bool = False) -> None:
    """Wait until every widget has handled its messages and the screen is painted.

    With `threads`, what was begun with `asyncio.to_thread` is waited for too. Raises AssertionError when that
    never comes.
    """
    began, turns, quiet = monotonic(), 0, 0
    while quiet < _ROUNDS:
        await asyncio.sleep(0 if turns < _SPINS else 0.001)
        turns += 1
        busy = any(_busy(pump) for pump in _pumps(app)) or (threads and _threads_work())
        quiet = 0 if busy or (quiet == _ROUNDS - 1 and _hurries(app)) else quiet + 1
        late = monotonic() - began > _PATIENCE_SECONDS
        assert not late, f"busy: {[pump for pump in _pumps(app) if _busy(pump)]}"


@contextmanager
def without_idle_waits(app: App[Any]) -> Iterator[None]:
    """Let Textual's Pilot wait for this app to be still, not, by 20 ms, for the machine to be idle."""

    async def after_a_key(*_: object, **_more: object) -> bool:
        await still(app)
        return True

    async def in_a_pause(*_: object) -> None:
        await still(app, threads=True)

    with (
        mock.patch("textual.app.wait_for_idle", after_a_key),
        mock.patch.object(Pilot, "_wait_for_screen", after_a_key),
        mock.patch("textual.pilot.wait_for_idle", in_a_pause),
    ):
        yield


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    yield app
    yield from app._registry


def _busy(pump: MessagePump) -> bool:
    """Whether a widget is doing anything but waiting for its next message."""
    if pump._task is None or pump._task.done():
        return False
    ready = pump._message_queue.ready_event
    return ready.is_set() or not ready._waiters


def _threads_work() -> bool:
    """Whether a thread that was asked for has not come back."""
    pool: Any = asyncio.get_running_loop()._default_executor  # type: ignore[attr-defined]  # asyncio tells nobody
    return pool is not None and pool._idle_semaphore._value < len(pool._threads)


def _hurries(app: App[Any]) -> bool:
    """Do now what Textual would do a little later: paint, take a new size; whether there was any."""
    if app._exit or not app.screen_stack:
        return False
    if resizes := app._resize_timer is not None:
        app._check_resize()
    if paints := app.screen._update_timer._active.is_set():
        app.screen._on_timer_update()
    return paints or resizes
