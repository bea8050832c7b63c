"""Whether words are shorthand that only their writer reads: clipped words, symbols, no vowels."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.second_person import QUOTES
from assistant.offline.vocabulary import vocabulary

_SYMBOLS: Final = re.compile(
    r"[=<>+→~#§|_]|\w/(?:\w|\s|$)|\b\d+x\b|!!|\?\?|(?<=\d)[ap]\b|\b\d+:[ae]\b|\s&\s|…\s*\w|\d\s*-\s*\d",
    re.IGNORECASE,
)
_SURE: Final = (
    (r"\bngn\b", "någon"),
    (r"\bngt\b", "något"),
    (r"\bngra\b", "några"),
    (r"(?<=\w) o (?=[^\W\d_])", " och "),
    (r"(?<=\w) m (?=[^\W\d_])", " med "),
    (r"\bv\.? ?(?=\d)", "vecka "),
    (r"\bpga\b", "på grund av"),
    (r"\bw/o(?= )", "without"),
    (r"\bw/(?= )", "with"),
    (r"\bb/c(?= )", "because"),
)
"""Abbreviations that mean one thing only, with what they stand for."""
_EMPHASIS: Final = re.compile(r"\b[A-ZÅÄÖ]{2,}\b")


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "words" / "shorthand.toml").read_text(encoding="utf-8"))
    return {key: frozenset(value.split()) for key, value in data.items()}


def is_shorthand(text: str) -> bool:
    """Tell whether a note has clipped words or symbols that its reader would stumble on."""
    if _SYMBOLS.search(text):
        return True
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    return any(_is_clipped(word, whole=text) for word in words)


def _is_clipped(word: str, whole: str) -> bool:
    low = word.lower()
    words = _words()
    if low in words["read"] or "'" in word or "’" in word:
        return False
    if low == "min":
        return bool(re.search(r"\d ?min\b|\bmin\.|\bi min\b(?!\s+[^\W\d_])", whole))
    if low in words["unclear"]:
        return bool(re.search(rf"\b{word}\b[.:/]|\b(?:on|by|i) {word}\b(?! [a-zåäö])|\d {word}\b", whole))
    if low in words["clipped"]:
        return True
    return word.islower() and not re.search(r"[aeiouyåäöéàü]", low)


def spelled_out(text: str) -> str:
    """Write out the few abbreviations that mean one thing only: "ngn", "o", "v 3", "w/", " + "."""
    for pattern, whole in _SURE:
        text = re.sub(pattern, whole, text)
    swedish = fits(text, "sv") and not fits(text, "en")
    return re.sub(r"(?<=[^\W\d_]) [+&] (?=[^\W\d_])", " och " if swedish else " and ", text)


@cache
def _unshouted() -> frozenset[str]:
    """The words that are no abbreviation when they stand in capitals."""
    known: set[str] = set()
    languages: tuple[Language, ...] = ("sv", "en")
    for language in languages:
        data = vocabulary(language)
        known |= data.words("function_words") | data.infinitives | set(data.present) | set(data.past)
    known |= {
        "före",
        "never",
        "always",
        "now",
        "not",
        "towards",
        "toward",
        "before",
        "aldrig",
        "alltid",
        "nu",
        "först",
    }
    return frozenset(known)


def calm(text: str) -> str:
    """Write a word that was shouted for weight ("FÖRE", "NOW") small; abbreviations keep their capitals."""
    known = _unshouted()

    def small(found: re.Match[str]) -> str:
        word = found[0].lower()
        return word if word in known else found[0]

    pieces = QUOTES.split(text)
    return "".join(piece if at % 2 else _EMPHASIS.sub(small, piece) for at, piece in enumerate(pieces))
