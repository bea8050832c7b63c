"""A model server for `tests.bench_tui`: streams words at a steady rate and notes when the first one left."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import ClassVar, Final

from tests.loopback import serving

FIRST: Final = "Quixotically"
"""The first word of every stream; it stands nowhere else."""
LAST: Final = "zymurgically"
"""The last one."""


@dataclass
class Stream:
    """What is streamed, and what was measured."""

    tokens: int
    per_second: float
    url: str = ""
    first_left: float = 0.0
    """When the first piece of text was written to the socket (`perf_counter`)."""

    def pieces(self) -> Iterator[str]:
        """Give the text in tokens, sentences of twelve words with their marks."""
        yield FIRST
        for number in range(1, self.tokens - 1):
            yield " again. [-]\n" if number % 12 == 0 else " word"
        yield f" {LAST}. [-]\n"


@contextmanager
def streaming(tokens: int, per_second: float) -> Iterator[Stream]:
    """Run the server; it answers every request with the same stream."""
    stream = Stream(tokens, per_second)
    handler = type("Handler", (_Handler,), {"stream": stream})
    with serving(handler, threading.Event()) as address:
        stream.url = f"{address}/v1"
        yield stream


class _Handler(BaseHTTPRequestHandler):
    stream: ClassVar[Stream]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Stream the text, however the request reads, for as long as somebody listens."""
        with suppress(ConnectionError):
            self._stream()

    def _stream(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        begun = time.perf_counter()
        for number, piece in enumerate(self.stream.pieces()):
            wait = begun + number / self.stream.per_second - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            if number == 0:
                self.stream.first_left = time.perf_counter()
            self._event({"index": 0, "delta": {"content": piece}, "finish_reason": None})
        self._event({"index": 0, "delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, choice: dict[str, object]) -> None:
        chunk = {"id": "bench", "object": "chat.completion.chunk", "created": 0, "model": "bench"}
        self.wfile.write(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())
        self.wfile.flush()
