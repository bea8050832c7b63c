"""Which of a person's talks a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.errors import NotFoundError
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.domain.records import Person, Talk


def chosen_talk(person: Person, talks: Sequence[Talk], number: int | None) -> Talk:
    """Give the talk with that number, else the newest. Raises NotFoundError when there is none."""
    if number is None:
        if not talks:
            raise no_talk(person)
        return talks[-1]
    for each in talks:
        if each.id == number:
            return each
    raise NotFoundError(
        _("There is no talk {number} with {name}.").format(number=number, name=person.recipient.name),
        hint=_("See them with: fika log {id}.").format(id=person.id),
    )


def begun_talk(person: Person, talks: Sequence[Talk], number: int | None, now: datetime) -> Talk:
    """Give the talk with that number, else the newest that has begun, else the newest.

    Raises NotFoundError when there is none.
    """
    begun = [each for each in talks if each.starts_at <= now and each.held is not False]
    return begun[-1] if begun and number is None else chosen_talk(person, talks, number)


def no_talk(person: Person) -> NotFoundError:
    """Say that no talk is noted, and how to note one."""
    return NotFoundError(
        _("No talk with {name} is noted.").format(name=person.recipient.name),
        hint=_("Say when it is: fika talk {id} --at 2026-03-12T15:00.").format(id=person.id),
    )
