"""The whole demo, with every connection refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

_REFUSING = """
import runpy, socket

def refused(*_arguments, **_named):
    raise AssertionError("something tried to reach a network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
runpy.run_module("examples.demo", run_name="__main__")
"""


def _alone() -> list[str]:
    """Give the command that takes the network away, [] where there is none or nobody may."""
    bare = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None:
        return []
    return [] if subprocess.run([*bare, "true"], capture_output=True, check=False).returncode else bare


def test_the_demo_needs_no_network_and_blocks_nothing() -> None:
    """Three documents in two languages, each with sources and a review, and what to type next.

    Every connection and look-up is refused, loopback too; where a network namespace with nothing in it can
    be made, the demo runs in one, which also stops what is not Python.
    """
    done = subprocess.run(
        [*_alone(), sys.executable, "-c", _REFUSING],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count("Ämne: ") == 2
    assert done.stdout.count("Subject: ") == 2
    assert done.stdout.count("Vad varje mening bygger på") == 3
    assert done.stdout.count("What stands behind each sentence") == 3
    assert "fika init" in done.stdout.rsplit("=" * 78, 1)[1]
