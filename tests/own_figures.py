"""What the search in own guidance gives, and what it costs: `python -m tests.own_figures [quality|speed]`.

quality: the shipped passages without their asks stand on a shelf, and the questions for tuning are asked.
speed: invented books are added and asked, beside bare Chroma that stores as many vectors, in the same run.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from assistant.cleaning import clean
from knowledge import adding
from knowledge.calibration import load_calibration
from knowledge.corpus import load_corpus
from knowledge.documents.gathering import gather
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Language, Piece

_QUESTIONS: Final = Path(__file__).parent / "retrieval_questions" / "tune.jsonl"
_PAGES: Final = 10_000
_PAGES_A_BOOK: Final = 100
_DIMENSION: Final = 384
_BATCH: Final = 2_000
_SYLLABLES: Final = ("ba", "de", "fi", "gå", "he", "jo", "ka", "le", "mi", "nö", "po", "ra", "se", "ti", "va")


def quality() -> None:
    """Print how well passages without asks are found, by the shelf's and the question's language."""
    rows = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    threshold = load_calibration().answer
    print(f"{'':<28}{'hit@5':>8}{'AUROC':>8}{'answered':>10}{'wrongly':>9}   at {threshold}")
    for on_shelf in (("sv",), ("en",), ("sv", "en")):
        with tempfile.TemporaryDirectory() as folder, _opened(Path(folder)) as shelf:
            wordings: list[tuple[Language, str]] = [
                (language, name) for name in load_corpus().passages for language in _languages(on_shelf)
            ]
            shelf.put(Document("0" * 12, "0" * 64, "a.md", "/a.md", "markdown", ""), _shipped(wordings))
            for asked in _languages(("sv", "en")):
                best: dict[bool, list[float]] = {True: [], False: []}
                found = 0
                for row in (row for row in rows if row["language"] == asked):
                    hits = shelf.search(row["text"], asked, 5)
                    topics = {each for hit in hits for each in _topics(wordings[hit.piece.ordinal - 1][1])}
                    found += bool(topics & set(row["topics"]))
                    best[bool(row["topics"])].append(hits[0].score if hits else 0.0)
                share = {
                    told: sum(each >= threshold for each in best[told]) / len(best[told]) for told in best
                }
                pairs = [(x > y) + 0.5 * (x == y) for x in best[True] for y in best[False]]
                name = f"shelf {'+'.join(on_shelf)}, asked in {asked}"
                print(
                    f"{name:<28}{found / len(best[True]):>8.2f}{statistics.mean(pairs):>8.2f}"
                    f"{share[True]:>10.2f}{share[False]:>9.2f}"
                )


def _languages(given: Iterable[str]) -> list[Language]:
    return ["sv" if each == "sv" else "en" for each in given]


def _topics(passage: str) -> tuple[str, ...]:
    return load_corpus().passages[passage].topics


def _shipped(wordings: Iterable[tuple[Language, str]]) -> Iterator[Piece]:
    for ordinal, (language, name) in enumerate(wordings, start=1):
        wording = load_corpus().passages[name].wording(language)
        yield Piece(ordinal, wording.text, (wording.title,), None, language)


def speed() -> None:
    """Print the time and memory of adding and asking."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = [_book(folder / f"{number}.md", number) for number in range(_PAGES * 5 // 2 // _PAGES_A_BOOK)]
        few = len(books) * 2 // 5
        passages, seconds = _added(folder, books[:few])
        print(
            f"{_PAGES} pages, {passages} passages: {seconds:.1f} s, peak {_peak()} MB with the books' words"
        )
        bare = _bare_chroma(folder / "chroma", passages)
        print(f"bare Chroma, as many vectors of {_DIMENSION}: {bare:.1f} s, so {seconds / bare:.1f} times")
        passages += _added(folder, books[few:])[0]
        with _opened(folder) as shelf:
            took = sorted(_asked(shelf))
        print(
            f"{passages} passages: median {statistics.median(took):.1f} ms a question, "
            f"99th percentile {took[int(0.99 * len(took))]:.1f} ms"
        )


def _added(folder: Path, files: list[Path]) -> tuple[int, float]:
    """Add files, and give the passages and the seconds."""
    started, passages = time.perf_counter(), 0
    with _opened(folder) as shelf:
        for step in adding.add(gather(files), shelf, clean):
            passages += step.document.pieces if isinstance(step, adding.Added) else 0
    return passages, time.perf_counter() - started


@contextmanager
def _opened(folder: Path) -> Iterator[LocalShelf]:
    shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), folder)
    yield shelf
    shelf.close()


def _asked(shelf: LocalShelf) -> Iterator[float]:
    """Ask what the shipped guidance's asks ask, and give the milliseconds of each."""
    wordings = [
        (each.wording(language), language)
        for each in load_corpus().passages.values()
        for language in _languages(("sv", "en"))
    ]
    for wording, language in random.Random(3).sample(wordings, min(150, len(wordings))):
        for ask in wording.asks[:2]:
            started = time.perf_counter()
            shelf.search(ask, language)
            yield 1e3 * (time.perf_counter() - started)


def _bare_chroma(folder: Path, vectors: int) -> float:
    """Store random vectors in batches, and give the seconds."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import chromadb
    import numpy as np

    rows = np.random.default_rng(1).standard_normal((vectors, _DIMENSION)).astype("float32")
    collection = chromadb.PersistentClient(str(folder)).create_collection("bare", embedding_function=None)
    started = time.perf_counter()
    for start in range(0, vectors, _BATCH):
        batch = rows[start : start + _BATCH]
        collection.add(ids=[str(start + at) for at in range(len(batch))], embeddings=batch)
    return time.perf_counter() - started


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _book(path: Path, number: int) -> Path:
    """Write a Markdown book of a hundred pages of 400 words, a third of them words that nobody knows."""
    chance = random.Random(number)
    language = _languages(("sv", "sv", "en"))[number % 3]
    known = _known(language)
    lines = [f"# Book {number}"]
    for page in range(_PAGES_A_BOOK):
        lines.append(f"## {' '.join(chance.choices(known, k=4)).capitalize()} {page}")
        for _paragraph in range(4):
            words = chance.choices(known, k=66) + chance.choices(*_invented(), k=34)
            chance.shuffle(words)
            sentences = [" ".join(words[at : at + 17]).capitalize() + "." for at in range(0, 100, 17)]
            lines.append(" ".join(sentences))
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


@cache
def _known(language: str) -> list[str]:
    texts = [each.wording(language).text for each in load_corpus().passages.values()]
    return [word for text in texts for word in re.findall(r"\w+", text)]


@cache
def _invented() -> tuple[list[str], list[float]]:
    """Give sixty thousand words and how often each comes, as words of a language do."""
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(60_000)]
    return words, [1 / (place + 10) for place in range(len(words))]


if __name__ == "__main__":
    {"quality": quality, "speed": speed}[sys.argv[1] if len(sys.argv) > 1 else "quality"]()
