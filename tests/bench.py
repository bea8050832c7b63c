"""`make bench`: time and memory of the commands, each run beside a bare `python -c pass`.

Every row is a fresh process; a command and the bare interpreter take turns, so that both meet the same
machine. Wall is the median (and the least) in milliseconds, CPU the median of user and system time,
peak the largest resident memory in MB. "times" is the median of the paired ratios of wall time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
BARE: Final = (sys.executable, "-c", "pass")
FIKA: Final = (sys.executable, "-m", "tui.launch")
MAIL: Final = """Subject: Two questions about forecasts that can be wrong

Hi Maria,

I heard your talk When forecasts fail in Lulea last year, and I went home and recalculated our own
margins the same evening.

I am a junior data analyst at a small water company, and I want to learn to make forecasts that our
management trusts. Right now they see one number and ask why it was wrong.

Would you have 15 minutes in the next two weeks for two questions about how you tell a board about
uncertainty? I am flexible and gladly adapt to your calendar, and a short answer by mail is just as welcome.

Thank you for reading.

Kind regards,
Sara Ek
"""


@dataclass(frozen=True)
class Run:
    """One process that ended."""

    wall_ms: float
    cpu_ms: float
    peak_mb: float


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command to its end and measure it alone."""
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024)


def row(name: str, command: Sequence[str], environment: dict[str, str], times: int) -> None:
    """Measure a command beside a bare interpreter and print the line."""
    pairs = [(run(BARE, environment), run(command, environment)) for _turn in range(times)]
    ours = [pair[1] for pair in pairs]
    ratio = statistics.median(pair[1].wall_ms / pair[0].wall_ms for pair in pairs)
    wall = statistics.median(each.wall_ms for each in ours)
    print(
        f"{name:<34}{wall:>9.0f}{min(each.wall_ms for each in ours):>9.0f}"
        f"{statistics.median(each.cpu_ms for each in ours):>9.0f}"
        f"{max(each.peak_mb for each in ours):>9.0f}{ratio:>9.1f}",
        flush=True,
    )


def main() -> int:
    """Print the table. Each command runs once unmeasured first, to warm the disk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=11, help="measured runs of each command")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("FIKA_", "OPENAI_"))
        }
        environment |= {
            "FIKA_HOME": folder,
            "FIKA_CONFIG": str(Path(folder) / "config.toml"),
            "LANG": "C.UTF-8",
        }
        mail = Path(folder) / "mail.txt"
        mail.write_text(MAIL, encoding="utf-8")
        write = (*FIKA, "write", "outreach", "--brief", "examples/sv.toml")
        print(f"{'':<34}{'wall ms':>9}{'least':>9}{'CPU ms':>9}{'peak MB':>9}{'times':>9}")
        row("fika write, first run, builds index", write, environment, 1)
        for name, command in {
            "python -c pass": BARE,
            "fika --help": (*FIKA, "--help"),
            "fika check, a 120-word mail": (
                *FIKA,
                "check",
                str(mail),
                "--kind",
                "outreach",
                "--language",
                "en",
            ),
            "fika guide": (*FIKA, "guide", "hon har inte svarat på tre veckor"),
            "fika write outreach, no model": write,
        }.items():
            run(command, environment)
            row(name, command, environment, times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
