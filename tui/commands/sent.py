"""`fika sent`: the person says that a draft was sent; Fika notes it and counts from there."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import clock_time, draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and when."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument(
        "--version", type=whole_number, metavar="N", help=_("the version sent; else the newest approved")
    )
    parser.add_argument(
        "--at", type=clock_time, metavar=_("TIME"), help=_("when, for example 2026-03-12T15:00; else now")
    )
    parser.add_argument("--json", action="store_true", help=_("give what was noted as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Note it, and say what comes next."""
    from assistant.logbook import note_sent, sent_version
    from assistant.wiring import now
    from tui.log_lines import contact_line, contact_row
    from tui.standing import by_own_clock, own_zone, tell_next

    store = session.services.store
    number = arguments.version
    version = (
        sent_version(store, arguments.draft) if number is None else store.version(arguments.draft, number)
    )
    at = by_own_clock(arguments.at, session) if arguments.at else None
    contact = note_sent(store, version, at)
    if arguments.json:
        session.json({"format": "fika.contact/1", **contact_row(contact)})
    else:
        session.out(contact_line(contact, own_zone(session)))
    _mind(version, session)
    person = store.find_person(str(contact.person_id))
    tell_next(person, session, now())
    return 0


def _mind(version: Version, session: Session) -> None:
    """Tell what may be a slip: a version never approved, or a newer one beside it."""
    store = session.services.store
    if store.approval(version.draft_id, version.number) is None:
        session.say(
            _("Mind: draft {draft}, version {number} was never approved. It is noted all the same.").format(
                draft=version.draft_id, number=version.number
            )
        )
    newest = store.version(version.draft_id).number
    if newest != version.number:
        session.say(_("Mind: version {number} is newer and not this one.").format(number=newest))
