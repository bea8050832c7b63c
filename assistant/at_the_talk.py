"""What lies on the table beside a talk: the person, the talk, its page and the next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.agreeing import asked_minutes
from assistant.clock import both_times
from assistant.domain.records import Person, Talk
from assistant.domain.value import Language
from assistant.handover.files import file_name, write_file
from assistant.handover.ics import as_ics
from assistant.ports import Store
from assistant.schedule import Standing, standing_of
from assistant.talk_page import TalkPage, talk_page
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class AtTheTalk:
    """All that the talk's screen shows."""

    person: Person
    talk: Talk | None
    """None while nothing is agreed."""
    page: TalkPage | None
    standing: Standing
    here_zone: str
    """The sender's zone; empty means the machine's."""
    asked_minutes: int
    """How long the first message asked for."""

    def with_talk(self, talk: Talk) -> AtTheTalk:
        """Give the same with the talk as it is now."""
        return replace(self, talk=talk)


def at_the_talk(
    store: Store, person_id: int, talk_id: int | None, language: Language, now: datetime
) -> AtTheTalk:
    """Read what belongs to a talk, or to one that is to be agreed on. Raises StoreError, NotFoundError."""
    person = store.find_person(str(person_id))
    talk = store.contacts.talk(talk_id) if talk_id is not None else None
    sender = store.sender()
    return AtTheTalk(
        person=person,
        talk=talk,
        page=talk_page(store, person, talk, language=language) if talk else None,
        standing=standing_of(store, person, now),
        here_zone=sender.time_zone if sender else "",
        asked_minutes=asked_minutes(store, person_id),
    )


def change_talk(store: Store, talk_id: int, change: Callable[[Talk], Talk]) -> Talk:
    """Change a talk as it is kept, and give it. Raises StoreError, NotFoundError, InputError."""
    changed = change(store.contacts.talk(talk_id))
    store.contacts.save_talk(changed)
    return changed


def save_calendar(table: AtTheTalk, now: datetime) -> Path:
    """Write the talk as a new calendar file into Downloads, else the home folder. Raises InputError."""
    talk, name = table.talk, table.person.recipient.name
    assert talk is not None
    here, there = both_times(talk.starts_at, table.here_zone, table.person.recipient.time_zone)
    lines = [_("{time} where you are").format(time=f"{here:%Y-%m-%d %H:%M}")]
    if there is not None:
        lines.append(_("{time} where {name} is").format(time=f"{there:%Y-%m-%d %H:%M}", name=name))
    title = _("Talk with {name}").format(name=name)
    content = as_ics(talk, title, "\n".join(lines), now)
    downloads = Path.home() / "Downloads"
    folder = downloads if downloads.is_dir() else Path.home()
    path = folder / file_name([title, f"{here:%Y-%m-%d-%H%M}"], "ics")
    write_file(path, content)
    return path
