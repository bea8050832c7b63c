"""The talk's clock on the screen: it reminds once, outlives its screen and paints what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.screen import Screen
from textual.widgets import Static

from assistant.store import SqliteStore
from tests.talk_screen_desk import AT, Hands, agreed, beside, later, press, told
from tests.tui_desk import WIDE, at_the_screen, seen, settled
from tui.talk_reminder import call_off, remind, remind_later

pytestmark = pytest.mark.anyio


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every ring of the bell."""
    rung: list[str] = []
    monkeypatch.setattr("textual.app.App.bell", lambda _app: rung.append("ding"))
    return rung


async def test_the_clock_reminds_two_minutes_before_the_end_once(
    store: SqliteStore, bells: list[str]
) -> None:
    """From the moment of starting, with the sentence to say, in words, and with one ring."""
    talk, clock = agreed(store), Hands(AT + timedelta(minutes=4))
    async with at_the_screen(beside(talk, clock), size=WIDE) as pilot:
        assert "It is time" in seen(pilot)
        assert "20:00 left of 20 min" in await press(pilot, "f5")
        assert "7:30 left" in await later(pilot, clock, 12.5)
        assert not bells
        shown = await later(pilot, clock, 5.5)
        assert "2:00 left" in shown
        assert "! Say now: ”Nu är det två minuter kvar av de 20" in shown
        assert bells == ["ding"]
        await later(pilot, clock, 1)
        assert bells == ["ding"]
        shown = await later(pilot, clock, 3.5)
        assert "over, by 2:30" in shown
        assert bells == ["ding"]


async def test_the_clock_survives_leaving_and_the_app_reminds_in_its_place(
    store: SqliteStore, bells: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was started goes on; whatever screen is open two minutes before the end, it rings once."""
    waited: list[tuple[float, str]] = []
    monkeypatch.setattr(
        "tui.screens.talk.remind_later",
        lambda _app, left, words: waited.append((left.total_seconds(), words)),
    )
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock), size=WIDE) as pilot:
        await press(pilot, "f5")
        await later(pilot, clock, 5)
        await press(pilot, "escape")
        assert [seconds for seconds, _words in waited] == [13 * 60]
        clock.now += timedelta(minutes=3)
        pilot.app.push_screen(beside(talk, clock)(pilot.app.services))  # type: ignore[attr-defined]
        await settled(pilot)
        assert "12:00 left" in seen(pilot)
        pilot.app.push_screen(Screen())
        await settled(pilot)
        seconds, words = waited[-1]
        assert seconds == 10 * 60
        await later(pilot, clock, 10.5)
        assert not bells
        remind(pilot.app, words)
        await settled(pilot)
        assert "Say now: ”Nu är det två minuter kvar" in told(pilot)
        assert bells == ["ding"]


async def test_one_reminder_waits_at_a_time(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving and coming back many times rings once; the talk's own screen calls it off."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:
        for _time in range(3):
            remind_later(pilot.app, timedelta(hours=1), "x")
        timers = [each for each in pilot.app._timers if each._interval > 3000]
        stopped: list[object] = []
        monkeypatch.setattr("textual.timer.Timer.stop", lambda timer: stopped.append(timer))  # noqa: PLW0108 - a method
        call_off(pilot.app)
        call_off(pilot.app)
        assert len(stopped) == 1
        assert stopped[0] in timers
        monkeypatch.undo()
        for timer in timers:
            timer.stop()


async def test_the_clock_paints_only_what_changed(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the talk it stands still for minutes; while it runs it moves once a second."""
    talk, clock = agreed(store), Hands(AT - timedelta(hours=2, minutes=30))
    async with at_the_screen(beside(talk, clock)) as pilot:
        painted: list[object] = []
        line = pilot.app.screen.query_one("#clock", Static)
        monkeypatch.setattr(line, "update", painted.append)
        for _second in range(5):
            await later(pilot, clock, 1 / 60)
        assert not painted
        clock.now = AT
        await press(pilot, "f5")
        painted.clear()
        for _tick in range(10):
            await later(pilot, clock, 1 / 600)
        assert len(painted) <= 2


async def test_the_clock_can_be_set_back_and_is_not_started_twice(store: SqliteStore) -> None:
    """A key pressed too early does no harm."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:
        await press(pilot, "f5")
        await later(pilot, clock, 3)
        await press(pilot, "f5")
        assert store.contacts.talk(talk.id).started_at == AT
        await press(pilot, "shift+f5")
        assert store.contacts.talk(talk.id).started_at is None


@pytest.mark.parametrize(
    ("key", "held"), [("f9", True), pytest.param("shift+f9", False, marks=pytest.mark.slow)]
)
async def test_whether_it_took_place_is_said_and_can_be_said_otherwise(
    store: SqliteStore, key: str, held: bool
) -> None:
    """After it, the hours until the thank-you are counted."""
    talk, clock = agreed(store), Hands(AT + timedelta(minutes=80))
    async with at_the_screen(beside(talk, clock)) as pilot:
        shown = await press(pilot, key)
        assert store.contacts.talk(talk.id).held is held
        assert ("thank-you due in 23 h" in shown) is held
        await press(pilot, "shift+f9" if held else "f9")
        assert store.contacts.talk(talk.id).held is not held
