"""`fika log`: what happened with someone, as the person tells it: answered, said no, ended."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.options import clock_time, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Contact, Person
    from tui.console import Session

_KINDS: Final = ("sent", "answered", "declined", "ended")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take with whom, what and when."""
    parser.add_argument("person", metavar=_("PERSON"), help=_("number, name or part of it"))
    parser.add_argument(
        "what",
        nargs="?",
        choices=_KINDS,
        metavar=_("WHAT"),
        help=_("sent, answered, declined or ended; without it the log is shown"),
    )
    parser.add_argument(
        "--at", type=clock_time, metavar=_("TIME"), help=_("when, for example 2026-03-12T15:00; else now")
    )
    parser.add_argument(
        "--remove", type=whole_number, metavar="N", help=_("take back a note, by its number in the log")
    )
    parser.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Note what happened, take a note back, or show the log."""
    from assistant.wiring import now
    from tui.log_lines import contact_line, contact_row
    from tui.standing import by_own_clock, own_zone, tell_next

    _refuse_both(arguments)
    store = session.services.store
    person = store.find_person(arguments.person)
    if arguments.remove is not None:
        store.contacts.remove(arguments.remove, person.id)
    if arguments.what is None:
        _show(person, arguments, session)
        return 0
    at = by_own_clock(arguments.at, session) if arguments.at else None
    contact = store.contacts.log(person.id, arguments.what, at=at)
    if arguments.json:
        session.json({"format": "fika.contact/1", **contact_row(contact)})
    else:
        session.out(contact_line(contact, own_zone(session)))
    _mind_talk(contact, session)
    tell_next(person, session, now())
    return 0


def _refuse_both(arguments: argparse.Namespace) -> None:
    from assistant.errors import UsageError

    if arguments.remove is not None and arguments.what:
        raise UsageError(
            _("Note something or take something back, not both."), hint=_("Do one, then the other.")
        )
    if arguments.at and not arguments.what:
        raise UsageError(
            _("Say what happened at that time."), hint=_("For example: fika log PERSON answered --at TIME.")
        )


def _show(person: Person, arguments: argparse.Namespace, session: Session) -> None:
    from assistant.wiring import now
    from tui.log_lines import contact_line, contact_row, talk_line, talk_row
    from tui.standing import own_zone, tell_next

    kept = session.services.store.contacts
    contacts, talks = kept.contacts(person.id), kept.talks(person.id)
    if arguments.json:
        rows = {
            "contacts": [contact_row(each) for each in contacts],
            "talks": [talk_row(each) for each in talks],
        }
        session.json({"format": "fika.log/1", "person": person.id, **rows})
        return
    zone = own_zone(session)
    for contact in contacts:
        session.out(contact_line(contact, zone))
    for talk in talks:
        session.out(talk_line(talk, now(), zone, person.recipient.time_zone))
    if not contacts and not talks:
        session.say(_("Nothing has been noted yet."))
    tell_next(person, session, now())


def _mind_talk(contact: Contact, session: Session) -> None:
    """A no does not take an agreed talk away by itself; say how to."""
    from assistant.road import coming_talk
    from assistant.wiring import now

    if contact.kind not in {"declined", "ended"}:
        return
    if coming_talk(session.services.store.contacts.talks(contact.person_id), now()):
        session.say(
            _("Mind: a talk is still agreed. If it is off: fika talk {id} --not-held.").format(
                id=contact.person_id
            )
        )
