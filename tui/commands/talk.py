"""`fika talk`: agree on a talk, change it, and show the page to have beside it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.wording import _
from tui.options import hour, number_between, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Person, Talk
    from tui.console import Session

_DEFAULT_MINUTES = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take with whom, and what is agreed."""
    parser.add_argument("person", metavar=_("PERSON"), help=_("number, name or part of it"))
    parser.add_argument(
        "--at", type=hour, metavar=_("TIME"), help=_("when it begins, for example 2026-03-12T15:00")
    )
    parser.add_argument(
        "--minutes", type=number_between(1, 480), metavar="N", help=_("how long it was agreed to be")
    )
    parser.add_argument("--place", metavar=_("TEXT"), help=_("where, or by what, for example Teams"))
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--held", action="store_true", default=None, help=_("it took place"))
    held.add_argument(
        "--not-held", action="store_false", dest="held", default=None, help=_("it did not, or is off")
    )
    held.add_argument("--remove", action="store_true", help=_("remove the talk with its notes"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    parser.add_argument(
        "--talk",
        type=whole_number,
        metavar="N",
        help=_("which talk, as fika log lists them; else the newest"),
    )
    parser.add_argument("--json", action="store_true", help=_("give the page as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Change what is told, then show the talk's page."""
    from tui.standing import by_own_clock

    store = session.services.store
    person = store.find_person(arguments.person)
    _refuse_both(arguments)
    if arguments.at:
        arguments.at = by_own_clock(arguments.at, session)
    talk = _meant(person, arguments, session)
    if talk and arguments.remove:
        _remove(talk, arguments, session)
        return 0
    if talk is None:
        talk = store.contacts.agree_talk(
            person.id, arguments.at, arguments.minutes or _DEFAULT_MINUTES, arguments.place or ""
        )
        told = _told(arguments, only=("held",))
    else:
        told = _told(arguments)
    _show(person, _changed(talk, told, session), arguments, session)
    return 0


def _meant(person: Person, arguments: argparse.Namespace, session: Session) -> Talk | None:
    """Give the talk that is meant; None for a new one: a time was given, and no talk lies ahead.

    Raises NotFoundError.
    """
    from assistant.road import coming_talk
    from assistant.wiring import now
    from tui.commands.talk_choice import begun_talk, chosen_talk

    talks = session.services.store.contacts.talks(person.id)
    if arguments.talk is not None:
        return chosen_talk(person, talks, arguments.talk)
    coming = coming_talk(talks, now())
    if arguments.at is not None or coming is None:
        return coming or (None if arguments.at else begun_talk(person, talks, None, now()))
    return begun_talk(person, talks, None, now()) if arguments.held else coming


def _refuse_both(arguments: argparse.Namespace) -> None:
    from assistant.errors import UsageError

    if arguments.remove and _told(arguments):
        raise UsageError(_("Change a talk or remove it, not both."), hint=_("Do one, then the other."))


def _told(arguments: argparse.Namespace, *, only: tuple[str, ...] = ()) -> dict[str, Any]:
    told = {
        "starts_at": arguments.at,
        "minutes": arguments.minutes,
        "place": arguments.place,
        "held": arguments.held,
    }
    return {key: value for key, value in told.items() if value is not None and (key in only or not only)}


def _changed(talk: Talk, told: dict[str, Any], session: Session) -> Talk:
    """Keep what was told. Raises InputError for a talk that took place before it began."""
    from assistant.errors import InputError
    from assistant.wiring import now

    if not told:
        return talk
    changed = talk.model_copy(update=told)
    if changed.held and changed.starts_at > now():
        raise InputError(
            _("That talk has not begun yet, so it cannot have taken place."),
            hint=_("Change its time with --at, or wait until it is over."),
        )
    contacts = session.services.store.contacts
    contacts.save_talk(changed)
    return contacts.talk(talk.id)


def _remove(talk: Talk, arguments: argparse.Namespace, session: Session) -> None:
    from assistant.errors import UsageError

    question = _("Remove the talk with its notes for good?")
    if talk.notes and not arguments.yes:
        if not session.interactive:
            raise UsageError(question, hint=_("Nobody is there to answer; say --yes if you mean it."))
        if not session.confirm(question):
            session.say(_("Nothing was removed."))
            return
    session.services.store.contacts.remove_talk(talk.id)
    session.say(_("The talk is removed."))


def _show(person: Person, talk: Talk, arguments: argparse.Namespace, session: Session) -> None:
    from assistant.talk_page import talk_page
    from assistant.wiring import now
    from tui.standing import tell_next
    from tui.talk_lines import page_lines, page_row

    services = session.services
    page = talk_page(services.store, person, talk, language=services.message_language)
    if arguments.json:
        session.json({"format": "fika.talk/1", **page_row(page)})
    else:
        session.out("\n".join(page_lines(page, now())), wrap=True)
    tell_next(person, session, now())
