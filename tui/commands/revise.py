"""`fika revise`: a draft written anew as the person wishes; what comes back is a new version."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.commands.write import add_model_arguments
from tui.options import draft_number

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and what is to change."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument(
        "wish",
        nargs="+",
        metavar=_("WISH"),
        help=_("what is to change, for example 'shorter' or 'start with the article'"),
    )
    parser.add_argument(
        "--writer", choices=("template", "model"), help=_("who writes, instead of the setting")
    )
    add_model_arguments(parser)
    parser.add_argument("--explain", action="store_true", help=_("show what stands behind each sentence"))
    parser.add_argument("--json", action="store_true", help=_("give the draft as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Write the draft anew: 0 clean or warnings, 1 when something blocks or the wish cannot be met."""
    import asyncio
    from dataclasses import replace

    from assistant.events import Finished, Missing
    from tui.requests import dry_run
    from tui.writing import last_event, show_finished, tell_missing

    services, wish = session.services, " ".join(arguments.wish)
    writer = arguments.writer or ""
    task = services.revision(arguments.draft, wish, writer=writer)
    task = replace(task, send_confidential=arguments.send_confidential)
    if arguments.dry_run:
        return dry_run(task, session, writer=writer, as_json=arguments.json)
    drafting = services.drafting(writer=writer, judge=arguments.judge)
    with asyncio.Runner() as runner:
        last = runner.run(last_event(drafting.run(task), session, ""))
    if isinstance(last, Finished):
        return show_finished(last, task, session, as_json=arguments.json, explain=arguments.explain, told="")
    return tell_missing(last if isinstance(last, Missing) else None, session, as_json=arguments.json)
