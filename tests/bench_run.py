"""Runs a command to its end and measures it alone, for `tests.bench` and `tests.bench_retrieval`."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
BARE: Final = (sys.executable, "-c", "pass")
FIKA: Final = (sys.executable, "-m", "tui.launch")


@dataclass(frozen=True)
class Run:
    """One process that ended."""

    wall_ms: float
    cpu_ms: float
    """User and system time of all its threads."""
    peak_mb: float
    """Largest resident memory."""
    said: str
    """What it printed."""

    @property
    def figures(self) -> dict[str, Any]:
        """What a part of tests.bench_parts measured itself."""
        figures: dict[str, Any] = json.loads(self.said)
        return figures


def run(command: Sequence[str], environment: dict[str, str], *, quiet: bool = True) -> Run:
    """Run a command to its end and measure it alone. Ends the bench when it fails.

    What a `quiet` command says on stderr is not shown, and it may end with 1 (it found something).
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ({0, 1} if quiet else {0}):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / _KILO, said)


def clean_environment(home: Path) -> dict[str, str]:
    """Give an environment with a data folder of its own, and nothing set."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FIKA_", "OPENAI_"))}
    here = {"FIKA_HOME": str(home), "FIKA_CONFIG": str(home / "config.toml"), "LANG": "C.UTF-8"}
    return {**kept, **here}


def row(name: str, command: Sequence[str], environment: dict[str, str], times: int) -> None:
    """Measure a command beside a bare interpreter and print the line."""
    pairs = [(run(BARE, environment), run(command, environment)) for _turn in range(times)]
    ours = [pair[1] for pair in pairs]
    ratio = statistics.median(pair[1].wall_ms / pair[0].wall_ms for pair in pairs)
    cpu_ratio = statistics.median(pair[1].cpu_ms / pair[0].cpu_ms for pair in pairs)
    wall = statistics.median(each.wall_ms for each in ours)
    print(
        f"{name:<34}{wall:>9.0f}{min(each.wall_ms for each in ours):>9.0f}"
        f"{statistics.median(each.cpu_ms for each in ours):>9.0f}"
        f"{max(each.peak_mb for each in ours):>9.0f}{ratio:>9.1f}{cpu_ratio:>10.1f}",
        flush=True,
    )


def head(name: str = "") -> None:
    """Print the heading over rows."""
    print(
        f"{name:<34}{'wall ms':>9}{'least':>9}{'CPU ms':>9}{'peak MB':>9}{'times':>9}{'CPU times':>10}",
        flush=True,
    )


_KILO: Final = 1024 * 1024 if sys.platform == "darwin" else 1024
"""macOS counts resident memory in bytes, Linux in units of 1024 bytes."""
