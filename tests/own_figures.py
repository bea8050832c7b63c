"""What the search in own guidance gives: `python -m tests.own_figures`.

The shipped passages without their asks stand on a shelf, and the questions for tuning are asked. What adding
and asking cost, `make bench` shows.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from knowledge.calibration import load_calibration
from knowledge.corpus import load_corpus
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Language, Piece

_QUESTIONS: Final = Path(__file__).parent / "retrieval_questions" / "tune.jsonl"


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


@contextmanager
def _opened(folder: Path) -> Iterator[LocalShelf]:
    shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), folder)
    yield shelf
    shelf.close()


if __name__ == "__main__":
    quality()
