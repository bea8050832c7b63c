"""The word data beside this module: concepts of both languages, stop words, and mends for the stemmer."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LEXICON_FOLDER: Final = Path(__file__).parent / "lexicon"
LANGUAGES: Final = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about words, per language ("sv", "en"). Words are written as people write them."""

    concepts: dict[str, dict[str, tuple[str, ...]]]
    """Per language and concept: the words and phrases that mean it."""
    stop_words: dict[str, frozenset[str]]
    bases: dict[str, dict[str, str]]
    """A form that the stemmer would not bring to its base, and that base."""
    rewrites: dict[str, dict[str, str]]
    """A form written together or carelessly, and the words that it stands for."""
    fingerprint: str
    """SHA-256 over the files; an index made with other words is stale."""


@cache
def load_lexicon(folder: Path = LEXICON_FOLDER) -> Lexicon:
    """Read the word data in `folder`."""
    concepts, stop_words, stems = (_table(folder, name) for name in ("concepts", "stopwords", "stems"))
    return Lexicon(
        concepts={
            language: {name: _listed(row[language]) for name, row in concepts.items()}
            for language in LANGUAGES
        },
        stop_words={language: frozenset(stop_words[language].split()) for language in LANGUAGES},
        bases={
            "sv": {**_nouns(stems["nouns"]), **_irregular(stems["irregular"]["sv"])},
            "en": _irregular(stems["irregular"]["en"]),
        },
        rewrites={language: _rewrites(stems["contractions"][language]) for language in LANGUAGES},
        fingerprint=lexicon_fingerprint(folder),
    )


def lexicon_fingerprint(folder: Path = LEXICON_FOLDER) -> str:
    """Give the SHA-256 over the files in `folder`, without reading what they say."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _table(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(",") if phrase.strip())


def _nouns(table: dict[str, str]) -> dict[str, str]:
    endings = ["", *table["endings"].split()]
    return {noun + ending: noun for noun in table["words"].split() for ending in endings}


def _irregular(lines: str) -> dict[str, str]:
    rows = [line.split() for line in lines.splitlines() if line.strip()]
    return {form: row[0] for row in rows for form in row}


def _rewrites(lines: str) -> dict[str, str]:
    rows = [line.split(":") for line in lines.splitlines() if line.strip()]
    return {form.strip(): words.strip() for form, words in rows}
