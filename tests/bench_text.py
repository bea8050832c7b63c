"""Invented books for the bench: sentences with compounds and many rare names, no copied text."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

PAGES_A_BOOK: Final = 100
_WORDS_A_PAGE: Final = 400
_SENTENCES: Final = (3, 7)
"""In a paragraph."""
_JOINED: Final = 0.4
"""Share of the Swedish nouns that are compounds, and of these that have one part more."""
_SLOT: Final = re.compile(r"\{(\w+)\}")
_FORMS: Final = {"n": 0, "d": 1, "p": 2, "P": 3}


def write_book(path: Path, number: int) -> Path:
    """Write a Markdown book of a hundred pages of 400 words; of three, two are Swedish."""
    language = ("sv", "sv", "en")[number % 3]
    writer = _Writer(language, random.Random(number))
    lines = [f"# {writer.heading()} {number}"]
    for page in range(PAGES_A_BOOK):
        lines.append(f"## {writer.heading()} {page + 1}")
        words = 0
        while words < _WORDS_A_PAGE:
            lines.append(writer.paragraph())
            words += lines[-1].count(" ") + 1
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def sentences(count: int) -> list[tuple[str, str]]:
    """Give sentences that stand in no book, in turns Swedish and English, with their language."""
    chance = random.Random(-1)
    turns = [("sv", "en")[number % 2] for number in range(count)]
    return [(_Writer(language, chance).sentence(), language) for language in turns]


class _Writer:
    """Fills the slots of sentences."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._words: dict[str, Any] = _table()[language]
        self._names: dict[str, Any] = _table()["names"]
        self._chance = chance

    def heading(self) -> str:
        """Give a heading."""
        return f"{self._chance.choice(self._words['paragraphs'])} {self._noun(1)}"

    def paragraph(self) -> str:
        """Give a few sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randint(*_SENTENCES)))

    def sentence(self) -> str:
        """Give a sentence."""
        pattern = self._chance.choice(self._words["sentences"])
        filled = _SLOT.sub(lambda slot: self._fill(slot[1]), pattern)
        return filled[0].upper() + filled[1:]

    def _fill(self, slot: str) -> str:
        if slot in _FORMS:
            return self._noun(_FORMS[slot])
        if slot == "year":
            return str(self._chance.randint(1950, 2025))
        if slot == "name":
            return f"{self._chance.choice(self._names['first'])} {self._name()}"
        if slot == "place":
            return self._name()
        lists = {"v": "verbs", "t": "past", "a": "adjectives", "few": "few"}
        filled: str = self._chance.choice(self._words[lists[slot]])
        return filled

    def _noun(self, form: int) -> str:
        noun = self._chance.choice(self._words["nouns"])
        joined = ""
        while self._chance.random() < _JOINED:
            joined += self._chance.choice(self._words["nouns"])[4]
        return f"{joined}{noun[form]}"

    def _name(self) -> str:
        """Give a surname or place: two syllables or three, some common and most rare."""
        syllables = self._names["syllables"]
        count = 2 if self._chance.random() < 0.7 else 3
        picked = [syllables[int(len(syllables) * self._chance.random() ** 2)] for _ in range(count)]
        return "".join(picked).capitalize()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("bench_words.toml").read_text(encoding="utf-8"))
