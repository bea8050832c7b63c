"""`fika due`: the next step with everyone, the most urgent first."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _, plural

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how to show it."""
    parser.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """List everyone; what is due now is marked with "!"."""
    from assistant.schedule import due, standings
    from assistant.wiring import now
    from tui.log_lines import standing_line, standing_row
    from tui.standing import own_zone

    moment = now()
    found = standings(session.services.store, moment)
    if arguments.json:
        session.json({"format": "fika.due/1", "people": [standing_row(each, moment) for each in found]})
        return 0
    zone = own_zone(session)
    for each in found:
        session.out(standing_line(each, moment, zone))
    if not found:
        session.say(_("There is nobody yet. Add someone with: fika people add NAME."))
        return 0
    count = len(due(found, moment))
    session.say(
        plural("{n} thing is due now.", "{n} things are due now.", count).format(n=count)
        if count
        else _("Nothing is due now.")
    )
    return 0
