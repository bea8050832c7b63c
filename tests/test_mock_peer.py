"""The model writer against a second, independent mock (llmock): its faults, and its verdict on our client."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.models import ModelWriter
from assistant.settings import ModelSettings
from tests.model_desk import GROUNDING, TASK, TEXT, failing, written

ROOT = Path(__file__).parent.parent
LLMOCK = ROOT / ".venv-mock" / "bin" / "llmock"
TEXT_REPLY = {"type": "reply", "text": TEXT}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.anyio,
    pytest.mark.skipif(not LLMOCK.exists(), reason="say make test-engine; it makes .venv-mock first"),
]


class Peer:
    """A running llmock."""

    def __init__(self, url: str) -> None:
        self.url = url

    def plan(self, *behaviours: dict[str, Any]) -> None:
        """Begin anew, with these behaviours in turn."""
        self._call("POST", "reset")
        if behaviours:
            self._call("POST", "scenario", {"behaviors": list(behaviours)})

    def requests(self) -> int:
        """How many requests came."""
        listed = self._call("GET", "requests")
        return len(listed["requests"] if isinstance(listed, dict) else listed)

    def verdict(self) -> dict[str, Any]:
        """What it thinks of the client."""
        return self._call("GET", "verdict")

    def _call(self, method: str, name: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self.url}/_llmock/{name}", data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"{}")


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    """Run llmock on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [LLMOCK, "serve", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        peer = Peer(f"http://127.0.0.1:{port}")
        ends = time.monotonic() + 30
        while True:
            try:
                peer.plan()
                break
            except OSError:
                assert time.monotonic() < ends
                time.sleep(0.1)
        yield peer
        server.terminate()


def writer_at(peer: Peer, **changes: Any) -> ModelWriter:
    """Our client, with its own real pauses."""
    values: dict[str, Any] = {"name": "gpt-4o-mini", "base_url": f"{peer.url}/v1", "deadline_seconds": 20}
    return ModelWriter(ModelSettings(**{**values, **changes}))


@pytest.mark.parametrize(
    ("faults", "requests"),
    [
        ([], 1),
        ([{"type": "fail", "status": 429, "retry_after": 0.7, "times": 2}], 3),
        ([{"type": "fail", "status": 500}], 2),
        ([{"type": "fail", "status": 503, "times": 2}], 3),
        ([{"type": "delay", "seconds": 1}], 1),
        ([{"type": "slow_first_token", "seconds": 1}], 1),
    ],
)
async def test_what_passes_ends_in_a_text_and_its_verdict_is_clean(
    faults: list[dict[str, Any]], requests: int, peer: Peer
) -> None:
    """We retry what can be retried, as long as it asks, and no more."""
    peer.plan(*faults, TEXT_REPLY)
    writer = writer_at(peer)
    assert await written(writer.write(TASK, GROUNDING)) == TEXT
    assert peer.requests() == requests
    assert peer.verdict()["findings"] == []
    assert writer.origins().note == ""
    assert writer.origins().completion_tokens


@pytest.mark.parametrize(
    ("fault", "sentence", "requests"),
    [
        ({"type": "fail", "status": 400}, "does not take the request", 1),
        ({"type": "fail", "status": 401}, "does not accept the key", 1),
        ({"type": "fail", "status": 403}, "does not let this key", 1),
        ({"type": "fail", "status": 404}, "", 1),
        ({"type": "fail", "status": 422}, "does not take the request", 1),
        ({"type": "fail", "status": 429, "retry_after": 120, "times": 9}, "no more requests", 1),
        ({"type": "fail", "status": 503, "times": 9}, "an error of its own", 3),
    ],
)
async def test_what_does_not_pass_is_one_sentence(
    fault: dict[str, Any], sentence: str, requests: int, peer: Peer
) -> None:
    """Asked no more often than can help, and over within the deadline."""
    peer.plan(fault)
    began = time.monotonic()
    received, error = await failing(writer_at(peer))
    assert time.monotonic() - began < 15
    assert received == ""
    assert sentence in error.message
    assert error.hint
    assert peer.requests() == requests
    assert peer.verdict()["errors"] == 0


async def test_silence_ends_at_the_deadline(peer: Peer) -> None:
    """Whatever the server is doing."""
    peer.plan({"type": "delay", "seconds": 4})
    _received, error = await failing(writer_at(peer, deadline_seconds=2))
    assert "did not finish within 2 seconds" in error.message


@pytest.mark.parametrize("kind", ["disconnect", "malformed", "stall"])
async def test_a_stream_that_breaks_keeps_its_text(kind: str, peer: Peer) -> None:
    """And is not asked again behind the reader's back."""
    fault = {"type": "stream_fault", "kind": kind, "after_chunks": 4, "stall_seconds": 6}
    peer.plan(fault if kind == "stall" else fault | {"stall_seconds": 1}, TEXT_REPLY)
    received, error = await failing(writer_at(peer, deadline_seconds=4))
    assert received
    assert error.retry
    assert peer.requests() == 1


async def test_a_stream_that_ends_without_a_reason_is_possibly_cut(peer: Peer) -> None:
    """Half the text without an error is what most clients take for the whole."""
    peer.plan({"type": "stream_fault", "kind": "truncate", "after_chunks": 4}, TEXT_REPLY)
    writer = writer_at(peer)
    assert await written(writer.write(TASK, GROUNDING)) != TEXT
    assert "may be missing" in writer.origins().note
