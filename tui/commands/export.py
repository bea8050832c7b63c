"""`fika export`: a draft as text, unsent mail, `mailto:` link or Markdown. Nothing is sent."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, in which form, and where to."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument("--version", type=whole_number, metavar="N", help=_("an older version"))
    parser.add_argument(
        "--format",
        choices=("text", "eml", "mailto", "markdown"),
        default="text",
        help=_("text (the default), eml, mailto or markdown"),
    )
    parser.add_argument("--body-only", action="store_true", help=_("leave the subject line out of the text"))
    parser.add_argument(
        "--output",
        "-o",
        metavar=_("FILE"),
        help=_("write a file, or into a folder, instead of standard output"),
    )
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Give the draft; say when it is not approved or something blocks."""
    from assistant.handover.forms import content_as

    services = session.services
    version = services.store.version(arguments.draft, arguments.version)
    content = content_as(
        version,
        arguments.format,
        services.kinds.get(version.draft.kind),
        corpus_behind=services.corpus_behind,
        ui=services.ui,
        subject=not arguments.body_only,
    )
    if arguments.output not in {None, "-"}:
        _write(version, content, arguments, session)
    elif isinstance(content, bytes):
        session.out_bytes(content)
    else:
        session.out(content)
    _warn(version, arguments, session)
    return 0


def _write(version: Version, content: str | bytes, arguments: argparse.Namespace, session: Session) -> None:
    from assistant.errors import InputError
    from assistant.handover.files import write_file
    from assistant.handover.forms import file_bytes, name_as

    path = Path(arguments.output).expanduser()
    if path.is_dir():
        path /= name_as(version, arguments.format)
    try:
        write_file(path, file_bytes(content), replace=arguments.force)
    except InputError as error:
        if isinstance(error.__cause__, FileExistsError):
            error.hint = _("Give another name, or say --force to write over it.")
        raise
    session.say(_("Written to '{path}'.").format(path=path))


def _warn(version: Version, arguments: argparse.Namespace, session: Session) -> None:
    store = session.services.store
    if version.review.blocked:
        session.say(_("Mind: something blocks in this version:"))
        for finding in version.review.blocking:
            session.say(f"- {finding.message}")
    if store.approval(version.draft_id, version.number) is None:
        session.say(
            _(
                "Mind: version {version} is not approved. Read it once more, then: fika approve {draft}."
            ).format(version=version.number, draft=version.draft_id)
        )
    if arguments.format in {"eml", "mailto"} and not version.brief.recipient.email:
        session.say(_("No mail address is known; fill it in when you send."))
