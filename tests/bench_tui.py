"""`make bench-tui`: the full screen in a pseudo-terminal, beside a minimal Textual app in the same run.

First paint is from the start of the process to its first words on the screen. Echo is from a key to the
moment when its letter has been painted; every key is another letter that stands nowhere else, and the
pauses between keys are uneven, so that some fall into a running check. All figures are milliseconds of
wall time, but CPU seconds and memory, which are the app's own.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.bench_run import FIKA, ROOT, clean_environment
from tests.bench_stream import FIRST, LAST, streaming
from tests.bench_terminal import Terminal

APPS: Final = (sys.executable, "-m", "tests.bench_tui_apps")
LETTERS: Final = "".join(map(chr, [*range(0x0561, 0x0587), *range(0x10D0, 0x10F1), *range(0x0430, 0x0450)]))
"""Armenian, Georgian and Cyrillic letters: one column wide, and none is in our texts."""
PERSON: Final = "Maria Berg"
FACT: Final = (
    "Gave the talk 'When forecasts fail' in Lulea in 2025 about telling a board how unsure a number is"
)
SEED: Final = 20261122


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=11, help="measured starts of each app")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of keys, about a hundred a round")
    parser.add_argument("--tokens", type=int, default=5_000, help="tokens of the long stream")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        environment = _stocked(Path(folder))
        _first_paint(environment, arguments.times)
        _echoes(environment, arguments.rounds)
        _stream(environment, arguments.tokens)
        _memory(environment)
    return 0


def _stocked(home: Path) -> dict[str, str]:
    """Give an environment with a person, a fact and a draft in the store."""
    environment = clean_environment(home)
    environment["PYTHONPATH"] = str(ROOT)
    for command in (
        ("people", "add", PERSON),
        ("facts", "add", PERSON, FACT, "--kind", "talk"),
        ("write", "outreach", "--brief", "examples/en.toml"),
    ):
        subprocess.run([*FIKA, *command], env=environment, cwd=ROOT, check=True, capture_output=True)
    return environment


def _first_paint(environment: dict[str, str], times: int) -> None:
    paints: dict[str, list[float]] = {"minimal": [], "Fika": [], "people": []}
    for turn in range(times + 1):
        with _running((*APPS, "minimal"), environment) as terminal:
            minimal = terminal.until("Minimal") - terminal.started
        with _running(FIKA, environment) as terminal:
            fika = terminal.until("Fika") - terminal.started
            people = terminal.until(PERSON) - terminal.started
        if turn:  # the first round warms the disk
            for name, seconds in (("minimal", minimal), ("Fika", fika), ("people", people)):
                paints[name].append(seconds * 1e3)
    ratio = statistics.median(
        ours / theirs for ours, theirs in zip(paints["Fika"], paints["minimal"], strict=True)
    )
    print(f"First paint, minimal Textual app     median {statistics.median(paints['minimal']):5.0f}")
    print(
        f"First paint, fika                    median {statistics.median(paints['Fika']):5.0f}   "
        f"{ratio:.2f} times the minimal app's; people listed after {statistics.median(paints['people']):.0f}",
        flush=True,
    )


def _echoes(environment: dict[str, str], rounds: int) -> None:
    """Type into the minimal app, into the review of a draft, and into it while things load."""
    for name, command, marker in (
        ("minimal Textual app", (*APPS, "minimal"), "Minimal"),
        ("review, checks running", (*APPS, "review", "1"), "Priya"),
        ("review, index and LangChain loading", (*APPS, "review", "1", "loading"), "Priya"),
    ):
        times = []
        for number in range(rounds):
            with _running(command, environment) as terminal:
                terminal.until(marker)
                terminal.rest(1.0)
                times += _typed(terminal, LETTERS, number)
        _print_echo(name, times)


def _typed(terminal: Terminal, letters: Sequence[str], seed: int) -> list[float]:
    pauses = random.Random(SEED + seed)
    times = []
    for letter in letters:
        terminal.rest(pauses.uniform(0.05, 0.35))
        terminal.forget()
        pressed = terminal.press(letter)
        times.append((terminal.until(letter, 10) - pressed) * 1e3)
    return times


def _print_echo(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    print(
        f"Echo, {name:<36} median {cuts[49]:5.1f}   95th {cuts[94]:5.1f}   99th {cuts[98]:5.1f}   "
        f"({len(times)} keys)",
        flush=True,
    )


def _stream(environment: dict[str, str], tokens: int) -> None:
    """Let a model write while the person types into the line for own words."""
    firsts, echoes = [], []
    for seed in range(5):
        with streaming(400, 60) as stream, _composing(environment, stream.url) as terminal:
            shown = terminal.until(FIRST)
            firsts.append((shown - stream.first_left) * 1e3)
            echoes += _typed(terminal, LETTERS[seed * 15 : seed * 15 + 15], seed)
    middle = statistics.median(firsts)
    print(f"First byte to first visible letter   median {middle:5.1f}   most {max(firsts):5.1f}")
    _print_echo("compose, text streaming in", echoes)
    with streaming(tokens, 500) as stream, _composing(environment, stream.url) as terminal:
        terminal.until(FIRST)
        before = terminal.cpu_seconds
        terminal.until(LAST)
        print(
            f"A stream of {tokens} tokens at 500 a second: {terminal.cpu_seconds - before:.1f} CPU seconds",
            flush=True,
        )


@contextmanager
def _composing(environment: dict[str, str], url: str) -> Iterator[Terminal]:
    model = {"FIKA_MODEL_NAME": "bench", "FIKA_MODEL_BASE_URL": url}
    with _running((*APPS, "compose", "1"), {**environment, **model}) as terminal:
        terminal.until(PERSON)
        terminal.rest(1.0)
        terminal.press(WRITE)
        yield terminal


def _memory(environment: dict[str, str]) -> None:
    for name, command, marker in (
        ("minimal Textual app", (*APPS, "minimal"), "Minimal"),
        ("people", FIKA, PERSON),
        ("review", (*APPS, "review", "1"), "Priya"),
    ):
        with _running(command, environment) as terminal:
            terminal.until(marker)
            terminal.rest(3.0)
            print(f"Memory at rest, {name:<22} {terminal.memory_mb:5.0f} MB", flush=True)


@contextmanager
def _running(command: Sequence[str], environment: dict[str, str]) -> Iterator[Terminal]:
    terminal = Terminal(command, environment)
    try:
        yield terminal
    finally:
        terminal.close()


WRITE: Final = "\x17"
"""The key that begins to write on the compose screen."""


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
