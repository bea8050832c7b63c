"""What stands beside the file of a shelf whose pieces have vectors, and how it is erased."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from knowledge.embedders.kept import keep_only


def places(shelf: Path) -> tuple[Path, Path, Path]:
    """Give the file of vectors, the folder of their index and the file of its answers."""
    vectors, index, answers = (
        shelf.with_name(f"{shelf.stem}-{each}") for each in ("vectors.sqlite3", "index", "answers.json")
    )
    return vectors, index, answers


def erase(shelf: Path, texts: Iterable[str]) -> None:
    """Erase all that was made of other texts than these: index, answers, vectors. Raises OSError."""
    vectors, index, answers = places(shelf)
    if index.exists():
        (index / "current.json").unlink(missing_ok=True)
        for generation in index.glob("g-*"):
            shutil.rmtree(generation)
    answers.unlink(missing_ok=True)
    keep_only(vectors, texts)
