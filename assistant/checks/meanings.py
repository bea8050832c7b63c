"""Words that are one thing in Swedish and English, by the rows of words/meanings.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.folding import load_words
from assistant.checks.tokens import bare, stems

_SHORTEST_PART: Final = 5
"""Letters that a part of a compound has at least."""


@lru_cache(maxsize=20_000)
def rows(word: str) -> frozenset[int]:
    """The rows of words/meanings.toml that a word is in."""
    return frozenset(number for stem in stems(word) for number in _rows().get(stem, ()))


@lru_cache(maxsize=20_000)
def part_rows(word: str) -> frozenset[int]:
    """The rows of the first and the last part of a compound: "gästföreläsning" is a lecture."""
    low = bare(word)
    if len(low) < 2 * _SHORTEST_PART:
        return frozenset()
    cuts = range(_SHORTEST_PART - 1, len(low) - _SHORTEST_PART + 1)
    parts = (part for at in cuts for part in (low[:at].rstrip("s"), low[at:]))
    return frozenset(number for part in parts for number in _rows().get(part, ()))


@cache
def _rows() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    listed = load_words("meanings")["rows"]["words"]
    for number, row in enumerate(re.split(r"[|\n]", listed)):
        for stem in {stem for word in row.split() for stem in stems(word)}:
            found[stem] = (*found.get(stem, ()), number)
    return found


@cache
def generic() -> frozenset[str]:
    """Words that fit almost anything."""
    return frozenset(load_words("meanings")["generic"]["words"].split())
