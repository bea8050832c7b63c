"""Text as an eye or a machine reads it: compatibility forms, look-alikes and hidden characters undone."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

WORDS_FOLDER: Final = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text in which every character knows where it came from."""

    text: str
    places: tuple[int, ...]
    """For each character of `text`, its position in the text as given."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span in the text as given for `text[start:end]`, which is not empty."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text: NFKC, look-alike letters to Latin ones, no invisible characters. Case stays."""
    lookalikes: dict[str, str] = load_words("lookalikes")["letters"]
    out: list[str] = []
    places: list[int] = []
    for place, raw in enumerate(text):
        if raw.isascii():
            out.append(raw)
            places.append(place)
            continue
        for each in unicodedata.normalize("NFKC", raw):
            if unicodedata.category(each) == "Cf":
                continue
            out.append(lookalikes.get(each, each))
            places.append(place)
    return Folded("".join(out), tuple(places))


@cache
def load_words(name: str) -> dict[str, Any]:
    """Read a word list, `words/<name>.toml`."""
    return tomllib.loads((WORDS_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
