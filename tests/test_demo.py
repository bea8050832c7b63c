"""The whole demo, with every connection refused."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from examples import demo

pytestmark = pytest.mark.usefixtures("indexed")

ROOT = Path(__file__).parent.parent


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every look-up, loopback too."""

    def refused(*_arguments: Any, **_named: Any) -> NoReturn:
        raise AssertionError("something tried to reach a network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.mark.usefixtures("offline")
def test_the_demo_needs_no_network_and_blocks_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three documents in two languages, each with sources and a review, and what to type next."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    assert demo.run() == 0
    out = capsys.readouterr().out
    assert out.count("Ämne: ") == 2
    assert out.count("Subject: ") == 2
    assert out.count("Vad varje mening bygger på") == 3
    assert out.count("What stands behind each sentence") == 3
    assert "fika init" in out.rsplit("=" * 78, 1)[1]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare to take the network away")
def test_the_demo_runs_where_there_is_no_network_at_all() -> None:
    """In a network namespace with nothing in it; this also stops what is not Python."""
    bare = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*bare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    done = subprocess.run(
        [*bare, sys.executable, "-m", "examples.demo"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "LANGSMITH_TRACING": "true"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
