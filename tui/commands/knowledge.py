"""`fika knowledge`: guidance of the person's own, beside what Fika brings along."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.wording import _, plural

if TYPE_CHECKING:
    from knowledge.shelf.port import Document, Piece
    from tui.console import Session

_EXIT_UNREADABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, with which files or documents."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", help=_("list what you added"))
    show = actions.add_parser("show", help=_("show how a document was cut"))
    add = actions.add_parser("add", help=_("add files or folders: Markdown, text, HTML, PDF, docx"))
    add.add_argument(
        "path", nargs="+", metavar=_("PATH"), help=_("a file, or a folder with all that is in it")
    )
    remove = actions.add_parser("remove", help=_("erase documents that you added"))
    show.add_argument("document", metavar=_("DOCUMENT"), help=_("id, or its beginning, or the file's name"))
    remove.add_argument(
        "document", nargs="+", metavar=_("DOCUMENT"), help=_("id, or its beginning, or the file's name")
    )
    remove.add_argument("--yes", action="store_true", help=_("do not ask"))
    rebuild = actions.add_parser("rebuild", help=_("make the index anew, of Fika's guidance and of your own"))
    for action in (add, rebuild):
        action.add_argument(
            "--yes", action="store_true", help=_("send your own passages to the embeddings server unasked")
        )
    for action in (listing, show, add, remove, rebuild):
        action.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Do the action: 0 done, 2 when a file could not be taken in."""
    actions = {"list": _list, "show": _show, "add": _add, "remove": _remove, "rebuild": _rebuild}
    return actions[arguments.action](arguments, session)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    documents = session.services.own_guidance.documents()
    if arguments.json:
        session.json({"format": "fika.documents/1", "documents": [_row(each) for each in documents]})
        return 0
    for each in documents:
        session.out(_line(each))
    if not documents:
        session.say(_("There is nothing of your own yet. Add a file or a folder: fika knowledge add PATH."))
    return 0


def _show(arguments: argparse.Namespace, session: Session) -> int:
    from knowledge.documents.trouble import note_text
    from knowledge.shelf.port import passage_id

    own = session.services.own_guidance
    document = own.find(arguments.document)
    if arguments.json:
        pieces = [_piece_row(document, each) for each in own.pieces(document)]
        session.json({"format": "fika.document/1", **_row(document), "passages": pieces})
        return 0
    session.out(_line(document))
    session.out(f"  {document.path}")
    for note in document.notes:
        session.out(f"  {note_text(note, session.services.ui)}")
    for piece in own.pieces(document):
        page = _("p. {page}").format(page=piece.page) if piece.page is not None else ""
        place = ", ".join(part for part in (page, " > ".join(piece.heading)) if part)
        session.out(f"\n[{passage_id(document, piece)}] {place}".rstrip())
        session.out("\n".join(f"  {line}" for line in piece.text.split("\n")), wrap=True)
    return 0


def _add(arguments: argparse.Namespace, session: Session) -> int:
    from tui.adding import Report

    own = session.services.own_guidance
    files = own.gathered(arguments.path)
    report = Report(session, files, quiet=arguments.json)
    try:
        for step in own.add(files, report.piece):
            report.step(step)
    finally:
        report.end()
    sent: dict[str, int] = {}
    try:
        sent = _send(arguments, session)
    finally:
        if arguments.json:
            session.json({"format": "fika.added/1", **report.row(_row), **sent})
    return _EXIT_UNREADABLE if report.failed else 0


def _remove(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.errors import UsageError

    own = session.services.own_guidance
    documents = list({each.id: each for each in map(own.find, arguments.document)}.values())
    names = ", ".join(each.name for each in documents)
    if not arguments.yes:
        if not session.interactive:
            raise UsageError(
                _("Nobody is there to agree to erasing {names}.").format(names=names),
                hint=_("Say --yes to erase without being asked."),
            )
        if not session.confirm(_("Erase {names} for good? The files themselves stay.").format(names=names)):
            session.say(_("Nothing was erased."))
            return 0
    own.remove(documents)
    if arguments.json:
        session.json({"format": "fika.removed/1", "documents": [_row(each) for each in documents]})
    else:
        session.say(_("Erased: {names}.").format(names=names))
    return 0


def _rebuild(arguments: argparse.Namespace, session: Session) -> int:
    services = session.services
    passages = services.own_guidance.rebuild()
    vectors = services.rebuild_index()
    sent = _send(arguments, session, anew=True)
    if arguments.json:
        session.json({"format": "fika.rebuilt/1", "own_passages": passages, "vectors": vectors, **sent})
        return 0
    own = plural("{n} passage of your own", "{n} passages of your own", passages).format(n=passages)
    session.say(
        _("The index is made anew: {vectors} vectors of Fika's guidance, {own}.").format(
            vectors=vectors, own=own
        )
    )
    return 0


def _send(arguments: argparse.Namespace, session: Session, *, anew: bool = False) -> dict[str, int]:
    """Send own passages to the model's server where one is named, when the person agrees to it.

    Gives what is still unsent, for --json; nothing where no model is named.
    """
    own = session.services.own_guidance
    sending = own.sending()
    if sending is None:
        return {}
    count = sending.passages if anew else sending.unsent
    if count:
        session.say(
            plural(
                "To find {n} passage of your own by meaning too, its text goes to '{model}' at {server}.",
                "To find {n} passages of your own by meaning too, their text goes to '{model}' at {server}.",
                count,
            ).format(n=count, model=sending.model, server=sending.server)
        )
        if not arguments.yes and not (session.interactive and session.confirm(_("Send?"))):
            own.index_sent()
            session.say(
                _("Nothing was sent; your own is found by words. To send it: fika knowledge rebuild --yes.")
            )
            return {"unsent": sending.unsent}
    own.send(anew=anew)
    return {"unsent": 0}


def _row(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "name": document.name,
        "path": document.path,
        "kind": document.format,
        "pages": document.pages,
        "words": document.words,
        "passages": document.pieces,
        "added_at": document.added_at,
        "checksum": document.checksum,
        "notes": list(document.notes),
    }


def _piece_row(document: Document, piece: Piece) -> dict[str, Any]:
    from knowledge.shelf.port import passage_id

    return {
        "passage": passage_id(document, piece),
        "page": piece.page,
        "heading": list(piece.heading),
        "language": piece.language,
        "text": piece.text,
    }


def _line(document: Document) -> str:
    counts = [plural("{n} passage", "{n} passages", document.pieces).format(n=document.pieces)]
    if document.pages is not None:
        counts.insert(0, plural("{n} page", "{n} pages", document.pages).format(n=document.pages))
    counts.append(plural("{n} word", "{n} words", document.words).format(n=document.words))
    return f"{document.id}  {document.name}  ({', '.join(counts)})"
