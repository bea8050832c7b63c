"""`fika edit`: the draft in the person's editor; what comes back is checked and kept as a new version."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from assistant.reviewing.document import Document
    from tui.console import Session

_EXIT_BLOCKED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and perhaps a file instead of the editor."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument("--version", type=whole_number, metavar="N", help=_("begin from an older version"))
    parser.add_argument(
        "--file",
        metavar=_("FILE"),
        help=_("take the new text from a file (-: standard input), not an editor"),
    )
    parser.add_argument("--json", action="store_true", help=_("give the new version as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Edit and check the draft: 0 clean or warnings, 1 when something blocks."""
    from tui.console import read_input
    from tui.editing import edited

    services = session.services
    document = services.document(arguments.draft)
    begun = services.store.version(arguments.draft, arguments.version)
    if arguments.file:
        text, _name = read_input(arguments.file)
        return _save(document, text, arguments, session)
    name = f"draft-{document.draft_id}"
    with edited(begun.draft.text, services.settings.home, name, "txt", session.say) as text:
        return _save(document, text, arguments, session)


def _save(document: Document, text: str, arguments: argparse.Namespace, session: Session) -> int:
    before = document.version.number
    saved = document.save(text)
    if saved.number == before:
        session.say(_("Nothing was changed, so there is no new version."))
        return 0
    _tell(saved, arguments, session)
    return _EXIT_BLOCKED if saved.review.blocked else 0


def _tell(saved: Version, arguments: argparse.Namespace, session: Session) -> None:
    from tui.outputs import version_output
    from tui.showing import review_lines, saved_line

    if arguments.json:
        output = version_output(saved, session.services.corpus_behind(saved.draft))
        session.json(output.model_dump(mode="json"))
    else:
        session.out("\n".join(review_lines(saved.review, session.services.why)))
    session.say(saved_line(saved))
