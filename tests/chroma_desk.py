"""A real Chroma server on loopback, a gate before it with a token and TLS, and servers that fail."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

CHROMA = Path(sys.executable).with_name("chroma")
"""The command that comes with the package."""


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    """Start `chroma run` with the documented command and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    ) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.2):
                return
        except OSError:
            time.sleep(0.02)  # it is another program's start that is waited for
    raise RuntimeError("chroma run did not start")


@dataclass
class Gate:
    """What stands before a server, or instead of one."""

    url: str = ""
    behind: str = ""
    """The real server's address; empty answers everything with `status` and `body`."""
    token_header: str = ""
    token: str = ""
    """What the header must hold."""
    status: int = 200
    kind: str = "application/json"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    fault_on: str = ""
    """The fault holds only for paths that contain this; the rest goes to the real server."""
    hang: bool = False
    drip: bool = False
    drop: bool = False
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """Method, path, headers and body of each request."""
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def gate(settings: Gate, certificate: tuple[Path, Path] | None = None) -> Iterator[Gate]:
    """Run a gate; with a certificate and its key it speaks TLS."""
    handler = type("Handler", (_Handler,), {"gate": settings})
    server = _Server(("127.0.0.1", 0), handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.context = context
    scheme = "https" if certificate else "http"
    settings.url = f"{scheme}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield settings
    finally:
        settings.stopped.set()
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    context: ssl.SSLContext | None = None

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.open: set[socket.socket] = set()

    def hang_up(self) -> None:
        """End the connections that clients keep."""
        for each in list(self.open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]  # typeshed says Any
        """Make it safe in the connection's own thread, then answer."""
        request.settimeout(10)
        try:
            safe = self.context.wrap_socket(request, server_side=True) if self.context else request
        except OSError:
            return  # the client did not like the certificate
        self.open.add(safe)
        try:
            super().finish_request(safe, client_address)
        except OSError:
            return
        finally:
            self.open.discard(safe)
            safe.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    gate: ClassVar[Gate]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_POST(self) -> None:
        """Answer."""
        self._answer()

    def do_PUT(self) -> None:
        """Answer."""
        self._answer()

    def do_DELETE(self) -> None:
        """Answer."""
        self._answer()

    def _answer(self) -> None:
        gate = self.gate
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        gate.seen.append((self.command, self.path, headers, body))
        if gate.token_header and headers.get(gate.token_header.lower()) != gate.token:
            return self._send(401, "application/json", b'{"error": "AuthError"}', {})
        if gate.behind and (not gate.fault_on or gate.fault_on not in self.path):
            return self._pass_on(body)
        if gate.drop:
            self.close_connection = True
            return None
        if gate.hang or gate.drip:
            return self._never()
        return self._send(gate.status, gate.kind, gate.body.encode(), gate.headers)

    def _pass_on(self, body: bytes) -> None:
        parts = urlsplit(self.gate.behind)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
        try:
            connection.request(self.command, self.path, body, {"Content-Type": "application/json"})
            given = connection.getresponse()
            self._send(given.status, given.headers.get("Content-Type", ""), given.read(), {})
        finally:
            connection.close()

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _never(self) -> None:
        self.close_connection = True
        if self.gate.drip:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
        while not self.gate.stopped.wait(0.02):
            if self.gate.drip:
                self.wfile.write(b" ")
                self.wfile.flush()


def certificates(folder: Path) -> tuple[Path, tuple[Path, Path]]:
    """Make an authority and a certificate for 127.0.0.1; give the authority's file and the server's pair."""
    openssl = shutil.which("openssl")
    assert openssl is not None
    extension = folder / "extension"
    extension.write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    authority, certificate = str(folder / "ca.pem"), str(folder / "server.pem")
    authority_key, key, request = (str(folder / name) for name in ("ca.key", "server.key", "server.csr"))
    new = [openssl, "req", "-newkey", "rsa:2048", "-nodes"]
    sign = [openssl, "x509", "-req", "-in", request, "-CA", authority, "-CAkey", authority_key]
    usage = ["-addext", "keyUsage=critical,keyCertSign"]
    for arguments in (
        [
            *new,
            "-x509",
            "-days",
            "2",
            "-subj",
            "/CN=Test",
            "-keyout",
            authority_key,
            "-out",
            authority,
            *usage,
        ],
        [*new, "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", request],
        [*sign, "-CAcreateserial", "-days", "2", "-extfile", str(extension), "-out", certificate],
    ):
        subprocess.run(arguments, check=True, capture_output=True)
    return Path(authority), (Path(certificate), Path(key))
