"""`fika show`: a draft as it would be sent, or the list of all drafts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and how much of it."""
    parser.add_argument(
        "draft", nargs="?", type=draft_number, metavar=_("DRAFT"), help=_("number; none lists all")
    )
    parser.add_argument("--version", type=whole_number, metavar="N", help=_("an older version"))
    parser.add_argument("--sources", action="store_true", help=_("show what stands behind each sentence"))
    parser.add_argument("--json", action="store_true", help=_("give the draft or the list as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Show the draft, or all drafts."""
    from assistant.errors import UsageError

    store = session.services.store
    if arguments.draft is not None:
        version = store.version(arguments.draft, arguments.version)
        _show(version, arguments, session)
        return 0
    if arguments.version is not None:
        raise UsageError(
            _("Say which draft's version {number} you mean.").format(number=arguments.version),
            hint=_("fika show lists your drafts."),
        )
    _list(arguments, session)
    return 0


def _list(arguments: argparse.Namespace, session: Session) -> None:
    from tui.records import draft_row, draft_text_line

    drafts = session.services.store.drafts()
    if arguments.json:
        session.json({"format": "fika.drafts/1", "drafts": [draft_row(each) for each in drafts]})
        return
    for each in drafts:
        session.out(draft_text_line(each))
    if not drafts:
        session.say(_("There are no drafts yet. Write one with: fika write outreach PERSON."))


def _show(version: Version, arguments: argparse.Namespace, session: Session) -> None:
    from assistant.domain.brief import grounds
    from tui.outputs import version_output
    from tui.records import approval_line
    from tui.showing import review_lines, source_lines

    services = session.services
    known = grounds(version.brief)
    if arguments.json:
        output = version_output(version, services.corpus_behind(version.draft))
        session.json(output.model_dump(mode="json"))
        return
    session.out(version.draft.text)
    review = review_lines(version.review, services.why)
    if arguments.sources:
        sources = source_lines(
            version.draft,
            {each.id: each for each in known},
            services.corpus_behind(version.draft),
            services.ui,
        )
        explained = ["", _("What stands behind each sentence"), *sources, "", *review]
        session.out("\n".join(explained), wrap=True)
    else:
        session.say("\n" + "\n".join(review))
    approval = services.store.approval(version.draft_id, version.number)
    if approval:
        session.say(approval_line(approval))
