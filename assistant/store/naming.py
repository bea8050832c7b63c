"""Which person a name means, and that no two people are taken for one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cleaning import clean_line
from assistant.domain.brief import Recipient
from assistant.domain.records import Person
from assistant.errors import InputError, NotFoundError
from assistant.wording import _


def find_person(people: Sequence[Person], named: str) -> Person:
    """Find by id, by exact name (also "name, organisation"), or by a part that fits one person only.

    Raises NotFoundError; when several fit, its hint lists them with their ids.
    """
    wanted = clean_line(named).casefold()
    tries = (
        [each for each in people if str(each.id) == wanted],
        [each for each in people if wanted in {_name(each.recipient), _with_organisation(each.recipient)}],
        [each for each in people if wanted and wanted in _name(each.recipient)],
    )
    fitting = next((found for found in tries if found), [])
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFoundError(
            _("'{name}' fits {count} people.").format(name=clean_line(named), count=len(fitting)),
            hint=_("Say which by number: {people}.").format(people=listed(fitting)),
        )
    raise NotFoundError(
        _("There is nobody called '{name}' in your people.").format(name=clean_line(named)),
        hint=(
            _("Your people: {people}.").format(people=listed(people[:10]))
            if people
            else _("Add them first: fika people add NAME.")
        ),
    )


def refuse_twin(people: Sequence[Person], recipient: Recipient, person_id: int | None = None) -> None:
    """Refuse a name that another person has at the same organisation. `person_id` is who is edited.

    Raises InputError. Two people of one name are told apart by their organisations.
    """
    if not recipient.name:
        raise InputError(
            _("A person needs a name."), hint=_("Give the name as you would write it in a greeting.")
        )
    for other in people:
        if other.id == person_id or _name(other.recipient) != _name(recipient):
            continue
        mine, theirs = recipient.organisation.casefold(), other.recipient.organisation.casefold()
        if mine == theirs or not (mine and theirs):
            raise InputError(
                _("You already have {person}.").format(person=listed([other])),
                hint=_(
                    "To change what you know: fika people edit {id}. If it is someone else with the same "
                    "name, give each an --organisation."
                ).format(id=other.id),
            )


def listed(people: Sequence[Person]) -> str:
    """Name people in one line, with their ids: "3 Maria Berg, Luleå Energi; 5 ..."."""
    return "; ".join(
        f"{each.id} " + ", ".join(filter(None, (each.recipient.name, each.recipient.organisation)))
        for each in people
    )


def _name(recipient: Recipient) -> str:
    return recipient.name.casefold()


def _with_organisation(recipient: Recipient) -> str:
    return f"{recipient.name}, {recipient.organisation}".casefold()
