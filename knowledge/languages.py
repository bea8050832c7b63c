"""In which language a sentence is: by its small words and its letters."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "languages.toml"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab\u201e]([^\"\u201c\u201d\u00bb\u00ab\u201e\n]{2,200})[\"\u201c\u201d\u00bb\u00ab]|(?<!\w)['\u2018\u2019]([^'\u2018\u2019\n]{2,200})['\u2018\u2019](?!\w)"
)
_FEWEST_WORDS: Final = 4
_LEAST_WEIGHT: Final = 1.2
"""How many words of its own a language must show in a sentence before the sentence is said to be in it."""


@lru_cache(maxsize=512)
def sentence_language(text: str, expected: str) -> str:
    """Give the language of a sentence, "" when it cannot be told; a doubt goes to the expected one.

    Quoted words do not count. Known are sv, en, nb (with Danish), de, fr, es and fi.
    """
    words = [word.replace("\u2019", "'") for word in _WORD.findall(_QUOTED.sub(" ", text).lower())]
    if len(words) < _FEWEST_WORDS:
        return ""
    weights: dict[str, float] = defaultdict(float)
    owners, signs = _tables()
    for word in words:
        for language, weight in owners.get(word, {}).items():
            weights[language] += weight
        for language, letters in signs.items():
            if any(ch in letters for ch in word):
                weights[language] += 0.5
    if not weights:
        return ""
    best, weight = max(weights.items(), key=lambda each: each[1])
    second = max((other for language, other in weights.items() if language != best), default=0.0)
    if best != expected and (weight < _LEAST_WEIGHT or weight < 1.5 * weights[expected] + 0.5):
        return expected if weights[expected] else ""
    return best if weight > second or best == expected else expected


@cache
def small_words(language: str) -> frozenset[str]:
    """Give the small words of a language by which it is known."""
    return frozenset(_data()["words"][language].split())


@cache
def _data() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _tables() -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """Give each known word with the languages that have it, and the letters that only one language has.

    A word that several share weighs little.
    """
    table = _data()
    owners: dict[str, dict[str, float]] = {}
    for language, words in table["words"].items():
        for word in words.split():
            owners.setdefault(word, {})[language] = 1.0
    shared = {word: dict.fromkeys(each, 0.2) if len(each) > 1 else each for word, each in owners.items()}
    letters = table["letters"]
    signs = {
        language: "".join(ch for ch in own if sum(ch in other for other in letters.values()) == 1)
        for language, own in letters.items()
    }
    return shared, signs
