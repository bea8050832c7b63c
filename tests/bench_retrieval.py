"""Retrieval in `make bench` and `make bench-large`: time and memory beside bare Python, Chroma and BM25.

Each figure is of a fresh process (tests.bench_parts), and what is compared takes turns. Wall time depends
on what else the machine does, CPU time (of all threads) hardly.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.bench_run import FIKA, Run, clean_environment, head, row, run

_TURNS: Final = 3
_COLD_TURNS: Final = 9
_BOOKS: Final = 100
"""Of a hundred pages: 10,000 pages."""
_BOOKS_IN_LARGE: Final = 255
"""They make somewhat more than 100,000 passages."""
_QUESTIONS: Final = {
    "answered by words": "hon har inte svarat på tre veckor",
    "nothing about it": "what is the capital of Mongolia",
}


class Bench:
    """Runs parts in one temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.home = folder / "home"
        self.environment = clean_environment(self.home)

    def part(self, name: str, *arguments: object) -> Run:
        """Run a part in a fresh process."""
        command = [sys.executable, "-m", "tests.bench_parts", name, *map(str, arguments)]
        return run(command, self.environment, quiet=False)

    def empty(self, name: str) -> Path:
        """Give an empty folder."""
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def shipped(self) -> None:
        """Build the shipped guidance's index from nothing beside bare Chroma, and leave one built."""
        pairs = []
        for _turn in range(_TURNS):
            ours = self.part("shipped_index", self.empty("index"))
            vectors = ours.figures["count"]
            pairs.append((ours, self.part("bare_store", self.empty("chroma"), vectors)))
        print(f"\nIndex of the shipped guidance from nothing, {vectors} vectors, median of {_TURNS}")
        _line("Fika, the whole process", "s", [(our.wall_ms / 1e3, our.cpu_ms / 1e3) for our, _ in pairs])
        _line("bare Chroma, the whole process", "s", [(it.wall_ms / 1e3, it.cpu_ms / 1e3) for _, it in pairs])
        for name, part in {"words' side": "words", "vectors, in Chroma": "vectors"}.items():
            _line(f"  without imports: {name}", "s", [_both(our.figures[part]) for our, _ in pairs])
        _line("  without imports: bare Chroma", "s", [_both(it.figures["stored"]) for _, it in pairs])
        shutil.copytree(self._folder / "index", self.home / "knowledge", dirs_exist_ok=True)

    def cold(self, title: str) -> None:
        """Ask one question in a fresh process, beside a bare interpreter."""
        print(f"\n{title}")
        head()
        for name, question in _QUESTIONS.items():
            command = (*FIKA, "guide", question)
            run(command, self.environment)
            row(f"fika guide, {name}", command, self.environment, _COLD_TURNS)

    def warm(self) -> None:
        """Ask the questions for tuning in one process, beside plain BM25."""
        (self.home / "knowledge" / "answers.json").unlink(missing_ok=True)
        asked = self.part("ask_shipped", self.home)
        print(f"\nWarm, {asked.figures['ours']['count']} questions to the shipped guidance, ms a question")
        _latencies({"Fika": "ours", "Fika, asked before": "again", "plain BM25": "bm25"}, asked.figures)

    def added(self, books: int) -> int:
        """Add books beside bare Chroma that stores as many vectors, and give the passages."""
        files = self.empty("books")
        self.part("books", files, 0, books)
        ours = self.part("add", self.home, files)
        passages: int = ours.figures["count"]
        theirs = self.part("bare_store", self.empty("chroma"), passages)
        added, stored = _both(ours.figures["added"]), _both(theirs.figures["stored"])
        print(f"\n{100 * books:,} pages added, {passages:,} passages")
        _line(f"Fika, peak {ours.peak_mb:.0f} MB", "s", [added])
        _line(f"bare Chroma, peak {theirs.peak_mb:.0f} MB", "s", [stored])
        print(
            f"  {added[0] / stored[0]:.2f} times its wall time, {added[1] / stored[1]:.2f} times its CPU time"
        )
        return passages

    def large(self) -> None:
        """Ask with a hundred thousand passages of own guidance, beside bare Chroma's query."""
        passages = self.added(_BOOKS_IN_LARGE)
        ours, theirs = self.part("ask_own", self.home), self.part("bare_query", self._folder / "chroma")
        print(f"\nWarm, with {passages:,} added passages, ms a question")
        _latencies(
            {"Fika, questions": "questions", "Fika, sentences as in the books": "sentences"}, ours.figures
        )
        _latencies({f"bare Chroma, {passages:,} vectors": "all"}, theirs.figures)
        print(f"  peak {ours.peak_mb:.0f} MB, bare Chroma {theirs.peak_mb:.0f} MB")
        self.cold(f"Cold, with {passages:,} added passages")


def _both(took: dict[str, float]) -> tuple[float, float]:
    return took["wall"], took["cpu"]


def _line(name: str, unit: str, figures: list[tuple[float, float]]) -> None:
    wall, cpu = (statistics.median(each) for each in zip(*figures, strict=True))
    print(f"  {name:<42}{wall:>8.2f} {unit}{cpu:>8.2f} {unit} CPU", flush=True)


def _latencies(names: dict[str, str], figures: dict[str, Any]) -> None:
    for name, key in names.items():
        wall, cpu = figures[key]["wall"], figures[key]["cpu"]
        print(
            f"  {name:<34}median {wall['median']:>7.2f}, 99th percentile {wall['p99']:>7.2f},"
            f" most {wall['most']:>7.2f}"
            f" (CPU {cpu['median']:.2f}, {cpu['p99']:.2f}, {cpu['most']:.2f})",
            flush=True,
        )


def main() -> int:
    """Print the figures; `large` those with a hundred thousand passages."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="fika-bench-") as folder:
        bench = Bench(Path(folder))
        bench.shipped()
        parts: list[Callable[[], object]] = [
            lambda: bench.cold("Cold"),
            bench.warm,
            lambda: bench.added(_BOOKS),
        ]
        for part in [bench.large] if "large" in sys.argv[1:] else parts:
            part()
    print(f"\nThis took {time.perf_counter() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
