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


class LexiconError(Exception):
    """A file of word data is wrong; the message names the file, the concept and the mend."""


@cache
def load_lexicon(folder: Path = LEXICON_FOLDER) -> Lexicon:
    """Read the word data in `folder`. Raises LexiconError when a concept is no good."""
    stop_words, stems = (_table(folder / f"{name}.toml") for name in ("stopwords", "stems"))
    concepts = _concepts(folder / "concepts")
    return Lexicon(
        concepts={
            language: {name: rows[language] for name, rows in concepts.items()} for language in LANGUAGES
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
    for path in sorted(folder.rglob("*.toml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}. Mend the file there.") from error


def _concepts(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """Give each concept's wordings by language; a concept may stand in any of the files, but only once."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, row in _table(path).items():
            if name in found:
                raise LexiconError(f"{path}: concept '{name}' is in another file too. Keep one of them.")
            found[name] = {language: _listed(path, name, row, language) for language in LANGUAGES}
    if not found:
        raise LexiconError(f"{folder}: no concepts are there. Install Fika anew.")
    return found


def _listed(path: Path, name: str, row: object, language: str) -> tuple[str, ...]:
    text = row.get(language) if isinstance(row, dict) else None
    phrases = [phrase.strip() for phrase in text.split(",")] if isinstance(text, str) else [""]
    if not all(any(sign.isalnum() for sign in phrase) for phrase in phrases):
        raise LexiconError(
            f"{path}: concept '{name}' has an empty wording or none in '{language}'. Write one."
        )
    if len(set(phrases)) < len(phrases):
        raise LexiconError(f"{path}: concept '{name}' has a wording twice in '{language}'. Keep one.")
    return tuple(phrases)


def _nouns(table: dict[str, str]) -> dict[str, str]:
    endings = ["", *table["endings"].split()]
    return {noun + ending: noun for noun in table["words"].split() for ending in endings}


def _irregular(lines: str) -> dict[str, str]:
    rows = [line.split() for line in lines.splitlines() if line.strip()]
    return {form: row[0] for row in rows for form in row}


def _rewrites(lines: str) -> dict[str, str]:
    rows = [line.split(":") for line in lines.splitlines() if line.strip()]
    return {form.strip(): words.strip() for form, words in rows}
