"""Sits beside a talk on the screen: a talk agreed on across an ocean, and a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.records import Talk
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.stored import CLEAN, ORIGINS, brief, draft, task
from tests.tui_desk import seen, settled
from tui.screens.talk import TalkScreen

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = datetime(2026, 11, 25, 15, 0, tzinfo=STOCKHOLM)


class Hands:
    """A clock whose hands the test moves."""

    def __init__(self, now: datetime = AT - timedelta(days=3)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time."""
        return self.now


def known(store: SqliteStore, name: str = "Maria Berg") -> int:
    """Keep somebody in Los Angeles with a fact and a first message, written to by somebody in Stockholm."""
    store.save_sender(Sender(name="Sara Ek", goals=("lära mig säga nej",), time_zone="Europe/Stockholm"))
    person = store.add_person(Recipient(name=name, role="chef", time_zone="America/Los_Angeles"))
    store.add_fact(person.id, Fact(kind="talk", text="Höll ett föredrag i Luleå", source="programmet"))
    store.save_version(task(brief(name), person_id=person.id), draft(), CLEAN, ORIGINS)
    return person.id


def agreed(store: SqliteStore, minutes: int = 20) -> Talk:
    """Agree on a talk with them."""
    return store.contacts.agree_talk(known(store), AT, minutes, "Teams")


def beside(talk: Talk, clock: Hands) -> Callable[[Services], TalkScreen]:
    """Open the talk's screen."""
    return lambda services: TalkScreen(services, talk.person_id, talk.id, clock=clock)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; give what stands on the screen then, and what was told, on one line."""
    pilot.app.clear_notifications()
    await pilot.press(*keys)
    await settled(pilot)
    return told(pilot)


async def write(pilot: Pilot[None], text: str) -> str:
    """Paste a text where the cursor is; give what stands on the screen then."""
    focused = pilot.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await settled(pilot)
    return told(pilot)


def told(pilot: Pilot[None]) -> str:
    """What stands on the screen, and what was told, on one line."""
    words = [each.message for each in pilot.app._notifications]
    return " ".join("\n".join([seen(pilot), *words]).split())


async def later(pilot: Pilot[None], clock: Hands, minutes: float) -> str:
    """Let the time pass, and the clock move once."""
    clock.now += timedelta(minutes=minutes)
    for screen in pilot.app.screen_stack:
        if isinstance(screen, TalkScreen):
            screen.tick()
    await settled(pilot)
    return told(pilot)


def notes(pilot: Pilot[None]) -> TextArea:
    """The notes pane."""
    return pilot.app.screen.query_one("#notes", TextArea)
