"""The reminder to round off, also while another screen is open than the talk's."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from weakref import WeakKeyDictionary

from textual.app import App
from textual.timer import Timer

from assistant.cleaning import clean

_SOONEST_SECONDS: Final = 0.01
"""Textual divides by a timer's length."""

_waiting: Final[WeakKeyDictionary[App[None], Timer]] = WeakKeyDictionary()
"""The one reminder that an app waits for: nobody is in two talks at once."""


def remind_later(app: App[None], left: timedelta, words: str) -> None:
    """Show the words and ring once, after a while, whatever screen is open then."""
    call_off(app)
    _waiting[app] = app.set_timer(max(left.total_seconds(), _SOONEST_SECONDS), lambda: remind(app, words))


def call_off(app: App[None]) -> None:
    """Let go of the reminder: the talk's own screen is open, or the talk is over."""
    timer = _waiting.pop(app, None)
    if timer is not None:
        timer.stop()


def remind(app: App[None], words: str) -> None:
    """Ring once, and show the words for a while."""
    app.bell()
    app.notify(clean(words), severity="warning", markup=False, timeout=60)
