"""People in the store for tests of screens, and what a screen asked the app to open."""

from __future__ import annotations

from datetime import timedelta

from textual import events
from textual.pilot import Pilot

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.records import Person
from assistant.wiring import Services, now
from tests.tui_desk import settled
from tui.app import FikaApp

HOSTILE = "Anna [/] Berg[red]\x1b]0;x\x07\x1b[31m\u202egnal"


def the_store():  # type: ignore[no-untyped-def]
    """The store of this test's home."""
    return Services.from_environment(lambda _said: None).store


def a_profile() -> None:
    """Keep a profile, so that nobody is asked who they are."""
    the_store().save_sender(Sender(name="Sara Ek", role="analyst", time_zone="Europe/Stockholm"))


def maria(**known: object) -> Person:
    """Keep Maria Berg with one fact."""
    recipient = Recipient.model_validate(
        {"name": "Maria Berg", "role": "analyst", "organisation": "Nordljus", **known}
    )
    person: Person = the_store().add_person(recipient)
    the_store().add_fact(
        person.id,
        Fact(
            kind="talk", text="Gave a talk in Luleå", quote="She gave a talk in Luleå", source="nordljus.se"
        ),
    )
    return person


def priya_who_waits() -> Person:
    """Keep Priya Raman in California, written to six days ago."""
    recipient = Recipient(name="Priya Raman", organisation="Tidewise", time_zone="America/Los_Angeles")
    person: Person = the_store().add_person(recipient)
    the_store().add_fact(person.id, Fact(text="Leads a team"))
    the_store().contacts.log(person.id, "sent", at=now() - timedelta(days=6), document="outreach")
    return person


class Asked:
    """Notes which messages reach the app, instead of opening screens."""

    def __init__(self, app: FikaApp) -> None:
        self.messages: list[object] = []
        app.go = lambda place, _screen: self.messages.append(place)  # type: ignore[method-assign]

    @property
    def last(self) -> object:
        """What was asked for last."""
        return self.messages[-1] if self.messages else None


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another and wait each time until all is still."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    await settled(pilot)  # what one job ends with may begin another


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put a text where the cursor is, at one go."""
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await settled(pilot)
    await settled(pilot)
