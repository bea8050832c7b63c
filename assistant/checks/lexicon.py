"""The word data that several checks share, read from `words/`, and text made plain for patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

WORDS_FOLDER: Final = Path(__file__).parent / "words"

_PLAIN: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\n": " "}
)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Give `text` with one kind of apostrophe and space; every character keeps its place."""
    return text.translate(_PLAIN)


@cache
def table(name: str, language: str) -> dict[str, Any]:
    """Give what `words/<name>.toml` holds for a language."""
    found: dict[str, Any] = tomllib.loads((WORDS_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[
        language
    ]
    return found


@cache
def words(name: str, language: str, key: str) -> frozenset[str]:
    """Give a list of words as a set."""
    return frozenset(table(name, language)[key].split())


@cache
def pattern(name: str, language: str, key: str) -> re.Pattern[str]:
    """Give the regular expressions under `key` as one; case does not matter."""
    return either(tuple(table(name, language)[key]))


@cache
def patterns(name: str, language: str, key: str) -> tuple[re.Pattern[str], ...]:
    """Give the regular expressions under `key` one by one; case does not matter."""
    return tuple(re.compile(source, re.IGNORECASE) for source in table(name, language)[key])


@cache
def either(sources: tuple[str, ...]) -> re.Pattern[str]:
    """Give one pattern that matches where any of `sources` does."""
    return re.compile("|".join(f"(?:{source})" for source in sources) or r"(?!)", re.IGNORECASE)
