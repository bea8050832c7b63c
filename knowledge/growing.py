"""How an index that only got more texts takes over the vectors that it has, instead of being made anew."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from knowledge.generations import Generations

_FILE: Final = "texts.sha256"
_LEAST: Final = 200
"""Texts of an index that is taken over: how alike those of a smaller one are on average says little."""


def mark(folder: Path, texts: Sequence[str]) -> None:
    """Remember in a generation's folder which texts it has. Raises OSError."""
    (folder / _FILE).write_text(_digest(texts), encoding="ascii")


def taken_over(generations: Generations, folder: Path, texts: Sequence[str], embedder: str) -> int:
    """Copy what is there into `folder` when it has the first of `texts`, and give how many.

    Not when fewer than half of them are there: that average would no longer hold. `embedder` is the
    fingerprint of what makes the others.
    """
    pointer = generations.pointer()
    if pointer is None or not max(_LEAST, len(texts) // 2) <= pointer.vectors <= len(texts):
        return 0
    if pointer.fingerprint.split(":", 2)[-1] != embedder:
        return 0
    if generations.crashed(pointer) or not generations.sound(pointer):
        return 0
    there = generations.path(pointer)
    with suppress(OSError):
        if (there / _FILE).read_text(encoding="ascii") == _digest(texts[: pointer.vectors]):
            shutil.copytree(there, folder, dirs_exist_ok=True)
            return pointer.vectors
    return 0


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()
