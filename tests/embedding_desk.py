"""A small OpenAI-compatible embeddings server on loopback; a test lays out its faults beforehand.

It speaks real HTTP to the real client. Without a fault a text's vector counts its words, so that texts with
words in common lie near each other. What was asked is kept in `requests`.
"""

from __future__ import annotations

import json
import re
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from zlib import crc32

from tests.loopback import serving

DIMENSION = 128


@dataclass(frozen=True)
class Fault:
    """How one request goes wrong; nothing set means that it goes well."""

    status: int = 200
    message: str = ""
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""
    """A body sent as text/html."""
    plain_json: str = ""
    """A body sent as it is, as application/json."""
    hang: bool = False
    """Say nothing until the client leaves."""
    drip: bool = False
    """Send a byte now and then, for ever."""
    cut: bool = False
    """Close the connection in the middle of the body."""
    dimension: int = DIMENSION
    shuffled: bool = False
    """Give the vectors in another order, with their `index`."""
    without: int = 0
    """Vectors left out at the end."""
    common: float = 0.0
    """What is added to every number: with it even strangers are alike, as with e5."""
    number: float | None = None
    """Every number of the vectors."""


@dataclass
class EmbeddingDesk:
    """A running server."""

    url: str
    faults: list[Fault]
    most: int
    """Texts taken in one request; more are refused with status 413."""
    alike: dict[str, str] = field(default_factory=dict)
    """Texts that get the vector of another one: they mean the same and share no word."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """All texts that were sent, in order."""
        return [text for request in self.requests for text in request["input"]]

    def due(self) -> Fault:
        """Give the fault that is due; the last one stays."""
        return self.faults.pop(0) if len(self.faults) > 1 else self.faults[0]


def vector(text: str, dimension: int = DIMENSION) -> list[float]:
    """Count the words of a text, each at its own places."""
    counts = [0.01] * dimension
    for word in re.findall(r"\w+", text.casefold()):
        spot = crc32(word.encode())
        for place in (spot % dimension, spot // 7_919 % dimension, spot // 65_537 % dimension):
            counts[place] += 1.0
    return counts


@contextmanager
def embeddings(*faults: Fault, most: int = 2_048) -> Iterator[EmbeddingDesk]:
    """Run a server whose requests go wrong like this, in order; the last fault stays."""
    desk = EmbeddingDesk(url="", faults=list(faults) or [Fault()], most=most)
    handler = type("Handler", (_Handler,), {"desk": desk})
    with serving(handler, desk.stopped) as url:
        desk.url = f"{url}/v1"
        yield desk


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    desk: ClassVar[EmbeddingDesk]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer a request for vectors."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        self.desk.requests.append(body)
        self.desk.headers.append({name.lower(): value for name, value in self.headers.items()})
        fault = self.desk.due()
        if len(body["input"]) > self.desk.most:
            fault = Fault(status=413, message="too many inputs")
        try:
            self._answer(body, fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, body: dict[str, Any], fault: Fault) -> None:
        if fault.hang or fault.drip:
            self._never(drip=fault.drip)
        elif fault.page:
            self._send(fault.status, fault.page.encode(), "text/html; charset=utf-8", fault.headers)
        elif fault.plain_json:
            self._send(fault.status, fault.plain_json.encode(), "application/json", fault.headers)
        elif fault.status != 200:
            error = {"message": fault.message, "type": "invalid_request_error", "code": fault.code}
            self._send(fault.status, json.dumps({"error": error}).encode(), "application/json", fault.headers)
        elif not self.path.endswith("/v1/embeddings"):
            self._send(404, b'{"error": {"message": "no such path"}}', "application/json", {})
        else:
            data = json.dumps(_payload(body, fault, self.desk.alike)).encode()
            self._send(200, data, "application/json", {}, cut=fault.cut)

    def _send(
        self, status: int, data: bytes, kind: str, headers: dict[str, str], *, cut: bool = False
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = cut

    def _never(self, *, drip: bool) -> None:
        self.close_connection = True
        if drip:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
        while not self.desk.stopped.is_set():
            ready, _, _ = select.select([self.connection], [], [], 0.02)
            if ready and not self.connection.recv(1):
                return
            if drip:
                self.wfile.write(b" ")
                self.wfile.flush()


def _payload(body: dict[str, Any], fault: Fault, alike: dict[str, str]) -> dict[str, Any]:
    rows = [
        {
            "object": "embedding",
            "index": number,
            "embedding": [fault.number] * fault.dimension
            if fault.number is not None
            else [each + fault.common for each in vector(alike.get(text, text), fault.dimension)],
        }
        for number, text in enumerate(body["input"])
    ]
    if fault.shuffled:
        rows.reverse()
    rows = rows[: len(rows) - fault.without]
    return {"object": "list", "data": rows, "model": body["model"], "usage": {"prompt_tokens": 1}}
