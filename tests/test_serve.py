"""`fika serve`: one person, one browser, this machine."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from assistant.store import SqliteStore
from tui.launch import main
from tui.serving import Door, FikaServer, Served, listening, serve

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parent.parent
PAUSE = "new Promise(done => setTimeout(done, 200))"
"""What a page does while it waits; the test itself never sleeps."""


@asynccontextmanager
async def served() -> AsyncIterator[Door]:
    listener = listening(0)
    door = Door(listener.getsockname()[1])
    until = asyncio.Event()
    task = asyncio.create_task(serve(listener, door, until))
    try:
        yield door
    finally:
        until.set()
        await task
        listener.close()


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address in numbers, as browsers keep them
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


class Page:
    """A page of a real browser, told what to do over its debugging socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._events: list[dict[str, Any]] = []

    async def __call__(self, method: str, **parameters: object) -> dict[str, Any]:
        """Do one thing, and give its answer."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while (message := await self._socket.receive_json()).get("id") != self._number:
            self._events.append(message)
        return message  # type: ignore[no-any-return]

    async def value(self, expression: str) -> str:
        """Give what JavaScript says."""
        answer = await self("Runtime.evaluate", expression=f"String({expression})")
        return str(answer["result"]["result"].get("value", ""))

    def told(self, method: str) -> list[dict[str, Any]]:
        """Give what the browser told on its own."""
        return [each for each in self._events if each.get("method") == method]


@asynccontextmanager
async def chromium(profile: Path) -> AsyncIterator[Page]:
    process = await asyncio.create_subprocess_exec(
        str(shutil.which("chromium")),
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"),
        f"--user-data-dir={profile}",
        "about:blank",
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with aiohttp.ClientSession() as session:
            while b"DevTools listening" not in (line := await process.stderr.readline()):
                assert line
            drained = asyncio.create_task(process.stderr.read())
            port = re.findall(rb":(\d+)/", line)[0].decode()
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = [each for each in await answer.json() if each["type"] == "page"]
            async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.kill()
        await process.wait()
        await drained


def base(door: Door) -> str:
    return f"http://127.0.0.1:{door.port}"


async def status(session: aiohttp.ClientSession, url: str, **options: object) -> int:
    async with session.get(url, **options) as answer:  # type: ignore[arg-type]
        return answer.status


@pytest.mark.parametrize(
    "path", ["/", "/static/js/textual.js", "/ws", "/download/x", "/nowhere", "/?token=x"]
)
async def test_without_the_token_everything_is_forbidden(path: str) -> None:
    async with served() as door, browser() as session:
        assert await status(session, base(door) + path) == 403


async def test_the_token_lets_one_browser_in_once() -> None:
    async with served() as door, browser() as first, browser() as second:
        async with first.get(door.address, allow_redirects=False) as answer:
            assert answer.status == 303
            assert answer.headers["Location"] == "/"
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert door.token not in cookie
        assert await status(first, base(door) + "/") == 200
        assert await status(second, door.address) == 403
        assert await status(second, base(door) + "/") == 403
        assert await status(first, base(door) + "/") == 200


async def test_looking_at_the_address_without_opening_it_spends_nothing() -> None:
    """Programs that preview links ask with HEAD."""
    async with served() as door, browser() as session:
        async with session.head(door.address, allow_redirects=False) as answer:
            assert answer.status == 403
        assert await status(session, door.address) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:{port}"]
)
async def test_another_host_name_is_forbidden(host: str) -> None:
    """A page elsewhere may make its own name point here (DNS rebinding)."""
    async with served() as door, browser() as session:
        await status(session, door.address)
        named = {"Host": host.format(port=door.port)}
        assert await status(session, base(door) + "/", headers=named) == 403


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://127.0.0.1:1"])
async def test_only_our_own_page_opens_the_screen(origin: str | None) -> None:
    async with served() as door, browser() as session:
        await status(session, door.address)
        headers = {"Origin": origin} if origin else {}
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(base(door) + "/ws", headers=headers)
        assert refused.value.status == 403


async def test_nothing_is_loaded_from_other_hosts() -> None:
    """Neither the page, nor the style sheets, nor what the browser is allowed."""
    async with served() as door, browser() as session:
        await status(session, door.address)
        async with session.get(base(door) + "/") as answer:
            page = await answer.text()
            policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert set(re.findall(r"(?:https?|wss?)://([^\s/;\"']+)", page + policy)) == {
            f"127.0.0.1:{door.port}"
        }
        for link in re.findall(r'(?:src|href)="(/static[^"]+)"', page):
            async with session.get(base(door) + link) as answer:
                assert answer.status == 200
                text = await answer.text()
            assert not re.findall(r"(?:url\(|@import|importScripts\(|fetch\()\s*[\"']?(?:https?:)?//", text)


async def test_the_screen_comes_to_the_page_and_ends_with_it(home: Path) -> None:
    """The first bytes of the app's screen arrive; closing the page ends the app."""
    async with served() as door, browser() as session:
        await status(session, door.address)
        socket = await session.ws_connect(
            URL(base(door) + "/ws?width=80&height=24"), headers={"Origin": base(door)}
        )
        received = b""
        async with asyncio.timeout(30):
            while b"Who are you" not in received:  # the first question of a first start
                message = await socket.receive()
                assert message.type == aiohttp.WSMsgType.BINARY
                received += message.data
        await socket.close()


async def test_the_app_is_told_of_the_browser_not_of_the_servers_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A console that cannot copy says nothing about the browser; a wish for no colour does."""
    for name, value in {"TERM": "linux", "TMUX": "x", "COLORFGBG": "0;15", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    app = Served(FikaServer(Door(1)), web.WebSocketResponse())
    environment = app._build_environment(90, 30)
    assert (environment["TERM"], environment["COLUMNS"], environment["ROWS"]) == (
        "xterm-256color",
        "90",
        "30",
    )
    assert "TMUX" not in environment
    assert "COLORFGBG" not in environment
    assert environment["NO_COLOR"] == "1"


def test_the_app_ends_when_its_server_is_gone(home: Path) -> None:
    """Killed, the server says nothing; its apps must not live on unseen."""
    with subprocess.Popen(
        [sys.executable, "-m", "tui.launch"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        shown = b""
        while b"Who are you" not in shown:
            shown += process.stdout.read1()
        process.stdout.close()
        process.stdin.close()
        assert process.wait(20) == 129
    assert not (home / "log").exists()


def test_a_port_that_does_not_exist_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "99999"]) == 2
    assert "99999" in capsys.readouterr().err


def test_a_port_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with listening(0) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port]) == 2
    assert port in capsys.readouterr().err


def test_ctrl_c_ends_it(home: Path) -> None:
    """With the address printed at once, and nothing but it on stdout."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.launch", "serve"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}\n", address)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (out, process.returncode) == ("", 0)
    assert "Traceback" not in err


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
async def test_a_real_browser_shows_the_screen_and_takes_keys(tmp_path: Path, home: Path) -> None:
    """Headless Chromium: the screen comes, keys go, nothing is refused or asked from elsewhere."""
    async with served() as door, chromium(tmp_path / "profile") as page:
        await page("Network.enable")
        await page("Log.enable")
        await page("Page.navigate", url=door.address)
        async with asyncio.timeout(40):
            while "-first-byte" not in await page.value("document.body.className"):
                await page("Runtime.evaluate", expression=PAUSE, awaitPromise=True)
            await page("Page.bringToFront")
            for kind in ("mousePressed", "mouseReleased"):
                await page("Input.dispatchMouseEvent", type=kind, x=100, y=120, button="left", clickCount=1)
            store = SqliteStore(home / "fika.sqlite3")
            while not any("zara" in each.text for each in store.unsaved.kept()):
                for letter in "zara":
                    await page("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
                await page("Runtime.evaluate", expression=PAUSE, awaitPromise=True)
            store.close()
        hosts = {
            URL(each["params"]["request"]["url"]).host for each in page.told("Network.requestWillBeSent")
        }
        assert hosts - {None} == {"127.0.0.1"}
        complaints = [each["params"]["entry"] for each in page.told("Log.entryAdded")]
        assert [each["text"] for each in complaints if each["source"] != "rendering"] == []
