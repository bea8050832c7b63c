"""`fika export`: a draft as text, unsent mail, `mailto:` link or Markdown. Nothing is sent."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Version
    from tui.console import Session

_ENDINGS: Final = {"text": "txt", "eml": "eml", "mailto": "txt", "markdown": "md"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, in which form, and where to."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument("--version", type=whole_number, metavar="N", help=_("an older version"))
    parser.add_argument(
        "--format",
        choices=tuple(_ENDINGS),
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
    from assistant.handover.files import write_file

    version = session.services.store.version(arguments.draft, arguments.version)
    content = _content(version, arguments, session)
    if arguments.output in {None, "-"}:
        if isinstance(content, bytes):
            session.out_bytes(content)
        else:
            session.out(content)
    else:
        path = _path(version, arguments)
        raw = content if isinstance(content, bytes) else f"{content.rstrip()}\n".encode()
        write_file(path, raw, replace=arguments.force)
        session.say(_("Written to '{path}'.").format(path=path))
    _warn(version, arguments, session)
    return 0


def _content(version: Version, arguments: argparse.Namespace, session: Session) -> str | bytes:
    from assistant.errors import UsageError
    from assistant.handover.eml import as_eml
    from assistant.handover.mailto import as_mailto
    from assistant.handover.markdown import as_markdown
    from assistant.handover.text import as_text

    brief = version.brief
    kind = session.services.kinds.get(version.draft.kind)
    if arguments.format in {"eml", "mailto"} and kind is not None and not kind.message:
        raise UsageError(
            _("Draft {draft} is a paper of your own, not a message.").format(draft=version.draft_id),
            hint=_("Use --format text or --format markdown."),
        )
    match arguments.format:
        case "eml":
            return as_eml(version.draft, brief.sender, brief.recipient)
        case "mailto":
            return as_mailto(version.draft, brief.recipient)
        case "markdown":
            return as_markdown(version, session.services.corpus_behind(version.draft), session.services.ui)
        case _:
            return as_text(version.draft, subject=not arguments.body_only)


def _path(version: Version, arguments: argparse.Namespace) -> Path:
    from assistant.handover.files import file_name

    path = Path(arguments.output).expanduser()
    if not path.is_dir():
        return path
    parts = [version.draft.kind, version.brief.recipient.name, f"{version.draft_id}-{version.number}"]
    return path / file_name(parts, _ENDINGS[arguments.format])


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
