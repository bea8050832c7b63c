"""`fika history`: a draft's versions with who made them, and what changed between two."""

from __future__ import annotations

import argparse
import difflib
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.draft import Draft
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and which two versions to compare."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument(
        "--diff",
        nargs=2,
        type=whole_number,
        metavar=("A", "B"),
        help=_("show what changed from version A to B"),
    )
    parser.add_argument("--json", action="store_true", help=_("give the versions or the changes as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """List the versions, or compare two."""
    from tui.records import version_lines, version_row

    store = session.services.store
    if arguments.diff:
        return _compare(arguments, session)
    versions = [
        (each, store.approval(each.draft_id, each.number)) for each in store.versions(arguments.draft)
    ]
    if arguments.json:
        rows = [version_row(version, approval) for version, approval in versions]
        session.json({"format": "fika.history/1", "draft": arguments.draft, "versions": rows})
        return 0
    for version, approval in versions:
        session.out("\n".join(version_lines(version, approval)))
    return 0


def _compare(arguments: argparse.Namespace, session: Session) -> int:
    store = session.services.store
    first, second = arguments.diff
    before, after = (_sentences(store.version(arguments.draft, number).draft) for number in (first, second))
    label = _("version {number}")
    changes = list(
        difflib.unified_diff(
            before, after, label.format(number=first), label.format(number=second), lineterm="", n=1
        )
    )
    if arguments.json:
        session.json(
            {"format": "fika.diff/1", "draft": arguments.draft, "from": first, "to": second, "lines": changes}
        )
    elif changes:
        session.out("\n".join(changes))
    else:
        session.say(_("The two texts are the same."))
    return 0


def _sentences(draft: Draft) -> list[str]:
    """Give a draft with a sentence a line, so that a change shows the sentence and not the paragraph."""
    lines: list[str] = []
    paragraph = draft.sentences[0].paragraph if draft.sentences else 0
    for sentence in draft.sentences:
        if sentence.paragraph != paragraph:
            lines.append("")
            paragraph = sentence.paragraph
        lines.append(" ".join(sentence.text.split()))
    return lines
