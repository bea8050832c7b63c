"""`fika approve`: the person's word that a version is ready, bound to its text."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and the reason when something blocks."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument("--version", type=whole_number, metavar="N", help=_("an older version"))
    parser.add_argument(
        "--anyway",
        metavar=_("REASON"),
        default="",
        help=_("approve although something blocks; the reason is kept"),
    )
    parser.add_argument("--json", action="store_true", help=_("give the approval as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Approve the version; one that blocks is refused unless a reason is given."""
    from assistant.cleaning import clean_line
    from tui.records import approval_line, approval_row
    from tui.showing import review_lines

    store = session.services.store
    version = store.version(arguments.draft, arguments.version)
    reason = clean_line(arguments.anyway)
    if version.review.blocked and not reason:
        session.say("\n".join(review_lines(version.review, session.services.why)))
    if reason and not version.review.blocked:
        session.say(_("Nothing blocks, so the reason is not kept."))
    approval = store.approve(version, reason)
    if arguments.json:
        session.json({"format": "fika.approval/1", **approval_row(approval)})
    else:
        session.out(
            _("Draft {draft}, version {version}. {approved}").format(
                draft=version.draft_id, version=version.number, approved=approval_line(approval)
            )
        )
    newest = store.version(version.draft_id).number
    if newest != version.number:
        session.say(_("Mind: version {number} is newer and not this one.").format(number=newest))
    session.say(_("Next: fika export {draft}. You send it yourself.").format(draft=version.draft_id))
    return 0
