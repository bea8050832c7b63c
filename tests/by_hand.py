"""A small OpenAI-compatible server on loopback whose answers and faults a test lays out beforehand.

It speaks real HTTP to the real client. `scripted(...)` gives one answer per request, in order; the last
one is repeated. What was asked is kept in `requests`.
"""

from __future__ import annotations

import json
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

from tests.loopback import serving


@dataclass(frozen=True)
class Answer:
    """One scripted answer; without a fault it streams `text` and ends well."""

    text: str = ""
    size: int = 7
    """Characters in a chunk."""
    finish: str | None = "stop"
    """The finish reason; None leaves it out."""
    refusal: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    """Tools that it asks for after the text: a name, and the arguments as written."""
    pause: float = 0.0
    """Seconds between two chunks."""
    usage: tuple[int, int] | None = (321, 123)
    """Prompt and completion tokens, sent when the request asks for them."""
    status: int = 200
    message: str = ""
    """The error's own words, with a status."""
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""
    """A body sent as it is, as text/html."""
    plain_json: str = ""
    """A body sent as it is, as application/json."""
    raw: tuple[str, ...] = ()
    """Lines put between the first and the second half of the text."""
    cut: bool = False
    """Close the connection in the middle, the chunked body unfinished."""
    hang: str = ""
    """ "before" any byte, in the "middle", or "alive" there with comments that say nothing."""
    stay: bool = False
    """Keep the connection open after the finish reason, without an end."""


@dataclass
class Requested:
    """What a client asked."""

    body: dict[str, Any]
    headers: dict[str, str]
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when the client closed its end."""

    @property
    def system(self) -> str:
        """The system message, empty without one."""
        return self._said("system")[0] if self._said("system") else ""

    @property
    def user(self) -> str:
        """The last user message."""
        return self._said("user")[-1]

    def _said(self, role: str) -> list[str]:
        return [str(each["content"]) for each in self.body["messages"] if each["role"] == role]


@dataclass
class ByHand:
    """A running server."""

    url: str
    answers: list[Answer]
    requests: list[Requested] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    """Set when the first request is there."""
    model: str = "by-hand"
    """The name that it lists."""
    listed: list[dict[str, str]] = field(default_factory=list)
    """Headers of each request for the list of models."""

    def next_answer(self) -> Answer:
        """Give the answer that is due; the last one stays."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def scripted(*answers: Answer | str, tls: bool = False) -> Iterator[ByHand]:
    """Run a server that gives these answers in order."""
    laid = [Answer(text=each) if isinstance(each, str) else each for each in answers]
    desk = ByHand(url="", answers=laid)
    handler = type("Handler", (_Handler,), {"desk": desk})
    with serving(handler, desk.stopped, tls=tls) as url:
        desk.url = f"{url}/v1"
        yield desk


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    desk: ClassVar[ByHand]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Give the list of models."""
        if not self.path.endswith("/v1/models"):
            return self._whole(404, {"error": {"message": f"no such path: {self.path}"}})
        self.desk.listed.append({name.lower(): value for name, value in self.headers.items()})
        return self._whole(200, {"object": "list", "data": [{"id": self.desk.model, "object": "model"}]})

    def do_POST(self) -> None:
        """Answer a chat request."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        asked = Requested(body=body, headers={name.lower(): value for name, value in self.headers.items()})
        self.desk.requests.append(asked)
        self.desk.asked.set()
        answer = self.desk.next_answer()
        try:
            if not self.path.endswith("/chat/completions"):
                self._whole(404, {"error": {"message": f"no such path: {self.path}"}})
            elif answer.hang == "before":
                self._wait(asked)
            elif answer.page:
                self._send(answer.status, answer.page.encode(), "text/html; charset=utf-8", answer.headers)
            elif answer.plain_json:
                self._send(answer.status, answer.plain_json.encode(), "application/json", answer.headers)
            elif answer.status != 200:
                error = {"message": answer.message, "type": "invalid_request_error", "code": answer.code}
                self._whole(answer.status, {"error": error}, answer.headers)
            else:
                self._stream(asked, answer)
        except (BrokenPipeError, ConnectionResetError):
            asked.gone.set()

    def _whole(self, status: int, payload: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(payload).encode(), "application/json", headers or {})

    def _send(self, status: int, data: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, asked: Requested, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        chunks = [answer.text[at : at + answer.size] for at in range(0, len(answer.text), answer.size)]
        middle = (len(chunks) + 1) // 2
        self._event(
            {"role": "assistant", "content": "", **({"refusal": answer.refusal} if answer.refusal else {})}
        )
        for piece in chunks[:middle]:
            self._event({"content": piece})
            self.desk.stopped.wait(answer.pause)
        for line in answer.raw:
            self._chunk(f"{line}\n\n")
        if answer.hang:
            return self._wait(asked, alive=answer.hang == "alive")
        if answer.cut:
            self.connection.close()
            return None
        for piece in chunks[middle:]:
            self._event({"content": piece})
            self.desk.stopped.wait(answer.pause)
        self._call(answer)
        if answer.finish:
            self._event({}, "tool_calls" if answer.calls else answer.finish)
        if answer.stay:
            return self._wait(asked)
        if answer.usage and (asked.body.get("stream_options") or {}).get("include_usage"):
            names = dict(zip(("prompt_tokens", "completion_tokens"), answer.usage, strict=True))
            self._data({"choices": [], "usage": {**names, "total_tokens": sum(answer.usage)}})
        self._chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        return None

    def _call(self, answer: Answer) -> None:
        """Ask for tools as OpenAI's server does: the name first, the arguments in pieces."""
        for index, (name, arguments) in enumerate(answer.calls):
            function = {"name": name, "arguments": ""}
            begun = {"index": index, "id": f"call_{index}", "type": "function", "function": function}
            self._event({"tool_calls": [begun]})
            for at in range(0, len(arguments), answer.size):
                piece = {"index": index, "function": {"arguments": arguments[at : at + answer.size]}}
                self._event({"tool_calls": [piece]})

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self._data({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def _data(self, rest: dict[str, Any]) -> None:
        head = {"id": "by-hand", "object": "chat.completion.chunk", "created": 0, "model": "by-hand"}
        self._chunk(f"data: {json.dumps({**head, **rest})}\n\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def _wait(self, asked: Requested, *, alive: bool = False) -> None:
        """Say nothing until the client leaves or the server stops."""
        while not self.desk.stopped.is_set():
            ready, _, _ = select.select([self.connection], [], [], 0.02)
            if ready and not self.connection.recv(1):
                asked.gone.set()
                return
            if alive:
                self._chunk(": still here\n\n")
