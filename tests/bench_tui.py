"""`make bench-tui`: the full screen in a pseudo-terminal, beside a minimal Textual app in the same run.

First paint is from the start of the process to its first words on the screen. Echo is from a key to the
moment when its letter has been painted: every key is a letter that stands nowhere else on the screen, and
the pauses between keys are uneven (50 to 350 ms), so that some fall into a running check. CPU is user and
system time of all the app's threads. Every process has a copy of the data folder of its own. Rounds of the
two apps take turns; on a busy machine only their ratio says something.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.bench_run import FIKA, ROOT, clean_environment
from tests.bench_stream import FIRST, LAST, streaming
from tests.bench_terminal import Terminal

APPS: Final = (sys.executable, "-m", "tests.bench_tui_apps")
LETTERS: Final = "".join(map(chr, [*range(0x0561, 0x0587), *range(0x10D0, 0x10F1), *range(0x0430, 0x0450)]))
"""Armenian, Georgian and Cyrillic letters: one column wide, and none is in our texts."""
WORD: Final = 6
"""Letters after which a space is typed, which is not timed."""
PERSON: Final = "Maria Berg"
FACT: Final = (
    "Gave the talk 'When forecasts fail' in Lulea in 2025 about telling a board how unsure a number is"
)
MORE: Final = (
    "I have read all of your books twice and admire how you lead 40 people at Nordvatten since 2011. "
    "Our team plans every week for the four plants that we run together with the city. "
)
"""Pasted into the draft: it then has some 150 words, and the review finds something in it."""
SEED: Final = 20261122


@dataclass
class Echoes:
    """What was measured while somebody typed."""

    times: list[float] = field(default_factory=list)
    """Milliseconds from each key to its echo."""
    cpu: float = 0.0
    """CPU seconds that the app spent meanwhile."""

    @property
    def cuts(self) -> tuple[float, float, float]:
        """The median, the 95th and the 99th percentile."""
        cuts = statistics.quantiles(self.times, n=100)
        return cuts[49], cuts[94], cuts[98]

    def add(self, other: Echoes) -> None:
        """Take another round in."""
        self.times += other.times
        self.cpu += other.cpu


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=11, help="measured starts of each app")
    parser.add_argument("--rounds", type=int, default=2, help="rounds of a hundred keys in each app")
    parser.add_argument("--tokens", type=int, default=5_000, help="tokens of the long stream")
    parts = {
        "paint": _first_paint,
        "echo": _echoes,
        "loads": _loads,
        "stream": _stream,
        "lines": _lines,
        "memory": _memory,
    }
    parser.add_argument(
        "--only", choices=parts, nargs="*", default=[*parts], help="measure no more than these"
    )
    chosen = parser.parse_args()
    _print_load("begin")
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        environment = _stocked(Path(folder))
        for name in chosen.only:
            parts[name](environment, chosen)
    _print_load("end")
    return 0


def _print_load(when: str) -> None:
    print(
        f"Load of the machine at the {when}: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True
    )


def _stocked(home: Path) -> dict[str, str]:
    """Give an environment with a person, a fact and a draft in the store."""
    environment = clean_environment(home)
    environment["PYTHONPATH"] = str(ROOT)
    for command in (
        ("init", "--file", "examples/en.toml"),
        ("people", "add", PERSON),
        ("facts", "add", PERSON, FACT, "--kind", "talk"),
        ("write", "outreach", "--brief", "examples/en.toml"),
    ):
        subprocess.run([*FIKA, *command], env=environment, cwd=ROOT, check=True, capture_output=True)
    return environment


def _first_paint(environment: dict[str, str], chosen: argparse.Namespace) -> None:
    minimal, fika, people = [], [], []
    for turn in range(chosen.times + 1):
        with _running((*APPS, "minimal"), environment) as terminal:
            minimal.append((terminal.until("Minimal") - terminal.started) * 1e3)
        with _running(FIKA, environment) as terminal:
            fika.append((terminal.until("People") - terminal.started) * 1e3)
            people.append((terminal.until(PERSON) - terminal.started) * 1e3)
        if not turn:  # the first round warms the disk
            minimal, fika, people = [], [], []
    ratio = statistics.median(ours / theirs for ours, theirs in zip(fika, minimal, strict=True))
    print(f"First paint, minimal Textual app          median {statistics.median(minimal):5.0f} ms")
    print(
        f"First paint, fika                         median {statistics.median(fika):5.0f} ms   "
        f"{ratio:.2f} times the minimal app's; people listed after {statistics.median(people):.0f} ms",
        flush=True,
    )


def _echoes(environment: dict[str, str], chosen: argparse.Namespace) -> None:
    """Type into the minimal app, and into the review of a draft whose checks run."""
    minimal, review, ratios = Echoes(), Echoes(), []
    for number in range(chosen.rounds):
        with _running((*APPS, "minimal"), environment) as terminal:
            terminal.until("Minimal")
            terminal.rest(1.0)
            theirs = _typed(terminal, LETTERS, number)
        with _reviewing(environment) as terminal:
            ours = _typed(terminal, LETTERS, number)
        minimal.add(theirs)
        review.add(ours)
        ratios.append(ours.cuts[0] / theirs.cuts[0])
    _print_echo("minimal Textual app", minimal)
    _print_echo("review at rest, checks running", review)
    print(f"  its median is {statistics.median(ratios):.2f} times the minimal app's", flush=True)


def _loads(environment: dict[str, str], chosen: argparse.Namespace) -> None:
    """Type into the review while LangChain is imported and the index is built in the same process."""
    echoes = Echoes()
    for number in range(3 * chosen.rounds):
        with _reviewing(environment) as terminal:
            loaded = Path(terminal.environment["FIKA_HOME"]) / "loaded"
            terminal.tell(signal.SIGUSR1)
            echoes.add(_typed(terminal, LETTERS, number, until=loaded.exists))
    _print_echo("review, LangChain and index loading", echoes)


@contextmanager
def _reviewing(environment: dict[str, str]) -> Iterator[Terminal]:
    """Open a draft and put a paragraph in, so that it has 150 words, with the cursor at its end."""
    with _running((*APPS, "review", "1"), environment) as terminal:
        terminal.until("Priya")
        terminal.rest(0.5)
        terminal.press("\x1b[B" * 4 + "\x1b[H" + f"\x1b[200~{MORE}\x1b[201~")
        terminal.until("not in your brief")  # what the review finds in it
        terminal.rest(1.5)
        yield terminal


def _typed(
    terminal: Terminal, letters: Sequence[str], seed: int, until: Callable[[], bool] = lambda: False
) -> Echoes:
    """Type letters, word by word, unless something has come to its end before."""
    pauses, echoes, before = random.Random(SEED + seed), Echoes(), terminal.cpu_seconds
    for number, letter in enumerate(letters):
        if number % WORD == WORD - 1:
            terminal.press(" ")
        terminal.rest(pauses.uniform(0.05, 0.35))
        if until():
            break
        terminal.forget()
        pressed = terminal.press(letter)
        echoes.times.append((terminal.until(letter, 10) - pressed) * 1e3)
    echoes.cpu = terminal.cpu_seconds - before
    return echoes


def _print_echo(name: str, echoes: Echoes) -> None:
    middle, most, nearly_all = echoes.cuts
    print(
        f"Echo, {name:<35} median {middle:5.1f}   95th {most:5.1f}   99th {nearly_all:5.1f} ms   "
        f"{len(echoes.times)} keys, {echoes.cpu / len(echoes.times) * 1e3:.1f} ms of CPU a key",
        flush=True,
    )


def _stream(environment: dict[str, str], chosen: argparse.Namespace) -> None:
    """Let a model write: how soon its first word is seen, how typing feels meanwhile, and what it costs."""
    firsts, echoes = [], Echoes()
    for seed in range(3 * chosen.rounds):
        with streaming(300, 60) as stream, _chatting(environment, stream.url) as terminal:
            terminal.press(f"/draft {PERSON}\r")
            firsts.append((terminal.until(FIRST) - stream.first_left) * 1e3)
            echoes.add(_typed(terminal, LETTERS[seed * 15 : seed * 15 + 15], seed))
    _print_echo("chat, text streaming in", echoes)
    with streaming(chosen.tokens, 500) as stream, _composing(environment, stream.url) as terminal:
        terminal.press(WRITE)
        firsts.append((terminal.until(FIRST) - stream.first_left) * 1e3)
        before = terminal.cpu_seconds
        terminal.until(LAST)
        spent = terminal.cpu_seconds - before
    print(
        f"First byte to first visible letter        median {statistics.median(firsts):5.1f} ms   "
        f"most {max(firsts):.1f} ({len(firsts)} streams)"
    )
    print(f"A stream of {chosen.tokens} tokens, 500 a second       {spent:.1f} CPU seconds", flush=True)


def _lines(environment: dict[str, str], chosen: argparse.Namespace) -> None:
    """Chat line by line: how soon it takes a line, beside what loads behind it, and how soon one is seen."""
    starts, imports, firsts = [], [], []
    for _ in range(chosen.times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import langchain_openai"], env=environment, check=True)
        imports.append((time.perf_counter() - began) * 1e3)
        with (
            streaming(60, 60) as stream,
            _running((*FIKA, "chat"), _with_model(environment, stream.url)) as terminal,
        ):
            starts.append((terminal.until("> ") - terminal.started) * 1e3)
            terminal.press("how long may I ask for\r")
            firsts.append((terminal.until(FIRST) - stream.first_left) * 1e3)
    start, loaded = statistics.median(starts), statistics.median(imports)
    print(
        f"fika chat, line by line                   median {start:5.0f} ms to its prompt, "
        f"{start / loaded:.2f} of importing langchain_openai ({loaded:.0f})"
    )
    print(
        f"First byte to first letter, line by line  median {statistics.median(firsts):5.1f} ms   "
        f"most {max(firsts):.1f} ({len(firsts)} streams)",
        flush=True,
    )


@contextmanager
def _chatting(environment: dict[str, str], url: str) -> Iterator[Terminal]:
    with _running((*APPS, "chat"), _with_model(environment, url)) as terminal:
        terminal.until("Ask what is on your mind")  # from here on it takes a line
        terminal.rest(1.0)
        yield terminal


@contextmanager
def _composing(environment: dict[str, str], url: str) -> Iterator[Terminal]:
    with _running((*APPS, "compose", "1"), _with_model(environment, url)) as terminal:
        terminal.until(PERSON)
        terminal.rest(1.0)
        yield terminal


def _with_model(environment: dict[str, str], url: str) -> dict[str, str]:
    return {**environment, "FIKA_MODEL_NAME": "bench", "FIKA_MODEL_BASE_URL": url}


def _memory(environment: dict[str, str], _chosen: argparse.Namespace) -> None:
    for name, command, marker in (
        ("minimal Textual app", (*APPS, "minimal"), "Minimal"),
        ("fika, the list of people", FIKA, PERSON),
        ("fika, a draft in review", (*APPS, "review", "1"), "Priya"),
    ):
        with _running(command, environment) as terminal:
            terminal.until(marker)
            terminal.rest(3.0)
            print(f"Memory at rest, {name:<25} {terminal.memory_mb:5.0f} MB resident", flush=True)


@contextmanager
def _running(command: Sequence[str], environment: dict[str, str]) -> Iterator[Terminal]:
    """Run a program on a copy of the store, so that what one run leaves behind does not meet the next."""
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(environment["FIKA_HOME"], home)
        terminal = Terminal(command, {**environment, "FIKA_HOME": str(home)})
        try:
            yield terminal
        finally:
            terminal.close()


WRITE: Final = "\x07"
"""The key that begins to write on the compose screen (ctrl+g)."""


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
