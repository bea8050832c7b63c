"""A desk for own files: how one is written, read, cut, and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cleaning import clean
from knowledge.documents import chunking, reading
from knowledge.documents.block import Block
from knowledge.documents.trouble import UnreadableError
from knowledge.shelf.port import Piece


def blocks(path: Path) -> list[Block]:
    """Read a file."""
    return list(reading.blocks(reading.opened(path)))


def pieces(path: Path) -> list[Piece]:
    """Read and cut a file."""
    return list(chunking.pieces(reading.blocks(reading.opened(path)), clean, lambda _text: "sv"))


def refused(path: Path) -> str:
    """Give the code of what keeps a file from being taken in."""
    with pytest.raises(UnreadableError) as error:
        pieces(path)
    for language in ("sv", "en"):
        assert "{" not in error.value.text(language)
    return error.value.code


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file."""
    path.write_bytes(text.encode(encoding))
    return path
