"""Serves the full screen to a browser on this machine, and to nobody else.

textual-serve runs the app and carries its screen; it has no lock of its own. What is added here: one token
in the address that works once, a cookie after it, a check of host and origin, and no other host's files.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from assistant.wording import _, ui_language

HOST: Final = "127.0.0.1"
_NAMES: Final = (HOST, "localhost")
_PATIENCE_SECONDS: Final = 5.0
"""For an app to save and end when the server ends."""

_OF_THE_TERMINAL: Final = (
    "TMUX",
    "STY",
    "SSH_TTY",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "COLORFGBG",
    "VTE_VERSION",
)
"""What tells about the terminal that the server was started in."""

_PAGE: Final = Path(__file__).with_name("serving.html")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Door:
    """Lets in who has the token once, and after that who has the cookie. Compares in constant time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.token = secrets.token_urlsafe(32)
        self._spent = False
        self._cookie = secrets.token_urlsafe(32)
        self.cookie_name = f"fika_{port}"

    @property
    def address(self) -> str:
        """What the person opens, once."""
        return f"http://{HOST}:{self.port}/?token={self.token}"

    @web.middleware
    async def guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer 403 to whoever may not be here; nothing else is said."""
        if request.headers.getall("Host", []) not in [[f"{name}:{self.port}"] for name in _NAMES]:
            raise web.HTTPForbidden
        if request.path == "/" and "token" in request.query:
            return self._first(request)
        given = request.cookies.get(self.cookie_name, "")
        if not secrets.compare_digest(_bytes(given), _bytes(self._cookie)) or not self._is_our_page(request):
            raise web.HTTPForbidden
        return await handler(request)

    def _first(self, request: web.Request) -> web.StreamResponse:
        given = secrets.compare_digest(_bytes(request.query["token"]), _bytes(self.token))
        if not given or self._spent or request.method != "GET":
            raise web.HTTPForbidden
        self._spent = True
        answer = web.Response(status=303, headers={"Location": "/"})
        answer.set_cookie(self.cookie_name, self._cookie, httponly=True, samesite="Strict", path="/")
        return answer

    def _is_our_page(self, request: web.Request) -> bool:
        """Whether a request that another page could have sent comes from ours."""
        origin = request.headers.get("Origin")
        if origin is None:
            return request.path != "/ws"  # a browser always names the page that opens a websocket
        return origin == f"http://{request.host}"


class FikaServer(Server):
    """textual-serve behind the door, with our page."""

    def __init__(self, door: Door) -> None:
        language = ["--ui-language", ui_language()]
        command = shlex.join([sys.executable, "-m", "tui.launch", *language])
        super().__init__(
            f"exec {command}" if sys.platform != "win32" else command,
            host=HOST,
            port=door.port,
            title="Fika",
        )
        self._door = door
        self._running: set[Served] = set()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._door.guard], client_max_size=64 * 1024)
        app.add_routes(
            [
                web.get("/", self.show_page),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(self._guard)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def show_page(self, request: web.Request) -> web.Response:
        """Give the page that shows the screen."""
        page = Template(_PAGE.read_text(encoding="utf-8")).substitute(
            language=ui_language(),
            websocket=escape(f"ws://{request.host}/ws"),
            opening=escape(_("Fika opens …")),
            closed=escape(_("Fika is closed. What you wrote is saved.")),
            again=escape(_("Open it again")),
        )
        return web.Response(text=page, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run one app for one page, until either goes away."""
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=4 * 1024 * 1024)
        await websocket.prepare(request)
        served = Served(self, websocket)
        self._running.add(served)
        try:
            await served.start(_cells(request, "width", 80), _cells(request, "height", 24))
            with contextlib.suppress(ValueError, KeyError, TypeError, IndexError, AssertionError):
                await self._process_messages(websocket, served)
        finally:
            await served.end()
            self._running.discard(served)  # not before: a server that closes waits for this end too
            await websocket.close()
        return websocket

    async def on_shutdown(self, app: web.Application) -> None:
        """End every app that is still open."""
        del app
        await asyncio.gather(*(served.end() for served in tuple(self._running)))

    async def _guard(self, request: web.Request, answer: web.StreamResponse) -> None:
        """Forbid the browser to load from, or be shown in, any other place."""
        answer.headers.update(
            {
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    "img-src 'self' data:; font-src 'self' data:; "
                    f"connect-src 'self' ws://{request.host}; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                ),
                "Cache-Control": "no-store",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        )


class Served(AppService):
    """One app behind one page."""

    def __init__(self, server: FikaServer, websocket: web.WebSocketResponse) -> None:
        async def close() -> None:
            await websocket.close()

        super().__init__(
            server.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=server.download_manager,
        )

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        """Give the app the browser's abilities, not those of the terminal that the server stands in."""
        environment = super()._build_environment(width, height)
        for name in _OF_THE_TERMINAL:
            environment.pop(name, None)
        return {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}

    async def end(self) -> None:
        """Ask the app to save and end, and see to it that it does."""
        with contextlib.suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self.stop(), _PATIENCE_SECONDS)
        process = self._process
        if process is None:
            return
        for ask in (process.terminate, process.kill):
            with contextlib.suppress(TimeoutError, ProcessLookupError):
                if process.returncode is None:
                    ask()
                await asyncio.wait_for(process.wait(), _PATIENCE_SECONDS)


def listening(port: int) -> socket.socket:
    """Take a port on this machine alone; 0 takes a free one. Raises OSError when it is taken."""
    return socket.create_server((HOST, port))


async def serve(listener: socket.socket, door: Door, until: asyncio.Event) -> None:
    """Serve until told to end; every app is ended with it."""
    for name in ("aiohttp", "textual-serve"):  # they would print tracebacks
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    runner = web.AppRunner(await FikaServer(door)._make_app(), access_log=None, shutdown_timeout=1.0)  # noqa: SLF001 - ours
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        await until.wait()
    finally:
        await runner.cleanup()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _cells(request: web.Request, name: str, usual: int) -> int:
    given = request.query.get(name, "")
    return min(int(given), 1_000) if given.isascii() and given.isdigit() else usual
