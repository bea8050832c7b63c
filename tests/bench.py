"""`make bench`: time and memory of the commands, each run beside a bare `python -c pass`.

Every row is a fresh process; a command and the bare interpreter take turns, so that both meet the same
machine. Wall is the median (and the least) in milliseconds, CPU the median of user and system time,
peak the largest resident memory in MB. "times" and "CPU times" are the medians of the paired ratios.
The last rows are within one process in which everything is loaded and the brief is known: looking at a mail
for the first time, once more, and after an edit of one letter, as a screen does while somebody types.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.bench_run import BARE, FIKA, clean_environment, head, row, run

PARTS: Final = (sys.executable, "-m", "tests.bench_parts")

_LOOKS: Final = {
    "a mail beside a known brief": "new",
    "a mail reviewed once more": "again",
    "after an edit of one letter": "edited",
}
"""Rows, with their names in what `tests.bench_parts` measures."""

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


def main() -> int:
    """Print the table. Each command runs once unmeasured first, to warm the disk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=11, help="measured runs of each command")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        environment = clean_environment(Path(folder))
        mail = Path(folder) / "mail.txt"
        mail.write_text(MAIL, encoding="utf-8")
        write = (*FIKA, "write", "outreach", "--brief", "examples/sv.toml")
        head()
        row("fika write, in a new folder", write, environment, 1)
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
        _look_again(environment)
    return 0


def _look_again(environment: dict[str, str]) -> None:
    """Print what a review costs in a process that stays."""
    looks = run((*PARTS, "review"), environment, quiet=False).figures
    print(f"{'within one process':<34}{'median ms':>11}{'95th':>9}{'CPU ms':>9}")
    for name, key in _LOOKS.items():
        wall, cpu = looks[key]["wall"], looks[key]["cpu"]
        print(f"{name:<34}{wall['median']:>11.1f}{wall['p95']:>9.1f}{cpu['median']:>9.1f}")


if __name__ == "__main__":
    sys.exit(main())
