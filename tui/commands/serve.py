"""`fika serve`: the full screen in a browser on this machine."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.wording import _, reason

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from tui.console import Session
    from tui.serving import Door

_MOST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the port, and whether to open the browser."""
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="PORT",
        help=_("the port on this machine; a free one when you name none"),
    )
    parser.add_argument("--open", action="store_true", help=_("open the address in your browser"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Serve until ctrl+c."""
    from tui.serving import Door, listening

    if not 0 <= arguments.port <= _MOST_PORT:
        raise UsageError(
            _("There is no port {port}.").format(port=arguments.port),
            hint=_("Name one from 1024 to 65535, or none for a free one."),
        )
    try:
        listener = listening(arguments.port)
    except OSError as error:
        raise UsageError(
            _("Port {port} cannot be used: {reason}.").format(port=arguments.port, reason=reason(error)),
            hint=_("Name another, or none for a free one."),
        ) from error
    with listener:
        door = Door(listener.getsockname()[1])
        asyncio.run(_served(listener, door, lambda: _tell(door, session, browser=arguments.open)))
    return 0


async def _served(listener: socket.socket, door: Door, tell: Callable[[], None]) -> None:
    from tui.serving import serve

    until = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), until.set)
    tell()
    await serve(listener, door, until)


def _tell(door: Door, session: Session, *, browser: bool) -> None:
    session.out(door.address)
    session.say(_("Open this address in your browser. It works once, and on this machine only."))
    session.say(_("Ctrl+C here ends it; what is written is saved."))
    if browser:
        _open(door.address)


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
