"""`fika doctor`: what works, what does not, and the next step."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

from assistant.wording import _, plural, reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.wiring import Services
    from tui.console import Session


class Finding(NamedTuple):
    """One thing looked at."""

    part: str
    works: bool
    state: str
    next_step: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer."""
    parser.add_argument("--json", action="store_true", help=_("give the findings as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Look at each part: 0 when all work, 1 when something does not."""
    services = session.services
    found = [_looked_at(part, look, services) for part, look in _PARTS.items()]
    if arguments.json:
        rows = [
            {"part": each.part, "works": each.works, "state": each.state, "next_step": each.next_step}
            for each in found
        ]
        session.json({"format": "fika.doctor/1", "parts": rows})
    else:
        for each in found:
            session.out(
                f"{_('ok') if each.works else _('NOT OK'):<8}{_part_word(each.part):<15}{each.state}",
                wrap=True,
            )
            if each.next_step:
                session.out(f"{'':<23}{each.next_step}", wrap=True)
    return 0 if all(each.works for each in found) else 1


def _part_word(part: str) -> str:
    """Name a part in the interface's language."""
    return {
        "settings": _("settings"),
        "store": _("store"),
        "guidance": _("guidance"),
        "index": _("index"),
        "model": _("model"),
        "terminal": _("terminal"),
    }[part]


def _looked_at(part: str, look: Callable[[Services], tuple[bool, str, str]], services: Services) -> Finding:
    from assistant.errors import FikaError

    try:
        return Finding(part, *look(services))
    except FikaError as error:
        return Finding(part, works=False, state=error.message, next_step=error.hint)


def _settings(services: Services) -> tuple[bool, str, str]:
    files = ", ".join(str(path) for path in services.resolved.files)
    return True, files or _("no file, defaults"), ""


def _store(services: Services) -> tuple[bool, str, str]:
    home = services.settings.home
    services.store.check()
    drafts, people = len(services.store.drafts()), len(services.store.people())
    kept = plural("{n} draft", "{n} drafts", drafts).format(n=drafts)
    known = plural("{n} person", "{n} people", people).format(n=people)
    state = f"{known}, {kept}, {home}"
    elsewhere = _("Set FIKA_HOME to a folder that you may write to.")
    there = next(each for each in (home.absolute(), *home.absolute().parents) if each.exists())
    if not there.is_dir():
        return False, _("'{path}' is not a folder").format(path=there), elsewhere
    if not os.access(there, os.W_OK):
        return False, _("'{home}' is read-only").format(home=there), elsewhere
    open_to_others = _open_to_others(home)
    if open_to_others:
        return (
            False,
            _("others on this machine may read '{path}'").format(path=open_to_others),
            _("Say: chmod -R go= {home}").format(home=shlex.quote(str(home))),
        )
    return True, state, ""


def _open_to_others(home: Path) -> Path | None:
    """Give the first file or folder of ours that others may read."""
    for path in (home, *home.rglob("*")) if home.exists() else ():
        with contextlib.suppress(FileNotFoundError):  # SQLite's own files come and go
            if not path.is_symlink() and path.stat().st_mode & 0o077:
                return path
    return None


def _index(services: Services) -> tuple[bool, str, str]:
    status = services.retriever.status()
    unasked = not status.sends_to
    if status.trouble:
        return False, status.trouble.text(services.ui), _index_help(services)
    if not status.built and unasked:
        return True, _("not built yet; it is built when it is first needed"), ""
    healthy = status.fingerprint_current and status.returned == status.expected
    counted = (
        _("{returned} of {expected} vectors, embedder {embedder}")
        if status.expected
        else _("no vectors of {embedder} yet")
    )
    parts = [counted.format(returned=status.returned, expected=status.expected, embedder=status.embedder)]
    if status.place:
        parts.append(_("at {server}").format(server=status.place))
    if status.sends_to:
        parts.append(_("questions are sent to {server}").format(server=status.sends_to))
    if healthy:
        next_step = ""
    elif unasked:
        next_step = _("It is rebuilt by itself at the next fika write or fika guide.")
    else:
        next_step = _("Say: fika knowledge rebuild. The texts of the guidance are sent to {server}.").format(
            server=status.sends_to
        )
    return healthy, ", ".join(parts), next_step


def _index_help(services: Services) -> str:
    """Say what helps when the index cannot be used."""
    if services.settings.knowledge.url.strip():
        return _(
            "Look at FIKA_KNOWLEDGE_URL and docs/knowledge-server.md; until then the search goes by words."
        )
    if services.settings.embeddings.name.strip():
        return _("Look at FIKA_EMBEDDINGS_NAME; the search goes by words until then.")
    return _("It is rebuilt by itself at the next fika write or fika guide.")


def _guidance(services: Services) -> tuple[bool, str, str]:
    corpus = services.corpus
    state = _("{passages} passages from {sources} sources").format(
        passages=len(corpus.passages), sources=len(corpus.sources)
    )
    own = services.own_guidance.documents()
    if own:
        counted = plural("{n} document of your own", "{n} documents of your own", len(own))
        state += ", " + counted.format(n=len(own))
        sending = services.own_guidance.sending()
        if sending is not None and sending.unsent:
            without = plural(
                "{n} passage of your own without a vector from {model}",
                "{n} passages of your own without a vector from {model}",
                sending.unsent,
            )
            state += ", " + without.format(n=sending.unsent, model=sending.model)
    return True, state, ""


def _model(services: Services) -> tuple[bool, str, str]:
    from assistant.server_address import address, as_given, is_address
    from assistant.settings import is_loopback

    model = services.settings.model
    if not model.name:
        return True, _("none set; the template writer writes"), ""
    if model.base_url.strip() and not is_address(model.base_url.strip()):
        return (
            False,
            _("{name}: '{given}' is not an address").format(name=model.name, given=as_given(model.base_url)),
            _("Write it whole, for example http://127.0.0.1:11434/v1, in FIKA_MODEL_BASE_URL."),
        )
    where = address(model)
    if not is_loopback(model.base_url):
        return True, _("{name} at {where} (not contacted)").format(name=model.name, where=where), ""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(model.base_url.strip())
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=2):
            return True, _("{name} at {where} answers").format(name=model.name, where=where), ""
    except OSError as error:
        return (
            False,
            _("{name}: nothing answers at {where} ({reason})").format(
                name=model.name, where=where, reason=reason(error)
            ),
            _("Start the server, or write with --writer template."),
        )


def _terminal(_services: Services) -> tuple[bool, str, str]:
    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "?").lower()
    state = f"{size.columns}x{size.lines}, {encoding}"
    if size.columns < 60 or size.lines < 20:
        return False, state, _("Make the window at least 60x20; 80x24 is comfortable.")
    return True, state, ""


_PARTS: dict[str, Callable[[Services], tuple[bool, str, str]]] = {
    "settings": _settings,
    "store": _store,
    "guidance": _guidance,
    "index": _index,
    "model": _model,
    "terminal": _terminal,
}
