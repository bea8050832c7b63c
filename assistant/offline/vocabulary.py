"""The words of a language that the template writer bends, read from `words/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.domain.value import Language

_FOLDER: Final = Path(__file__).parent / "words"
_VOWELS: Final = "aeiou"


@dataclass(frozen=True)
class Vocabulary:
    """One language's words."""

    infinitives: frozenset[str]
    present: dict[str, str]
    """Third person present to infinitive."""
    past: dict[str, str]
    """Past to infinitive."""
    gerunds: dict[str, str]
    """English -ing form to base form; empty in Swedish."""
    imperatives: dict[str, str]
    """Imperative to infinitive."""
    data: dict[str, Any]
    """Everything else in the file."""

    def words(self, key: str) -> frozenset[str]:
        """Give a list of words in the file as a set."""
        return _word_set(self.data[key])

    @property
    def past_of(self) -> dict[str, str]:
        """Infinitive to past."""
        return {infinitive: past for past, infinitive in self.past.items()}


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Read the words of a language."""
    data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    rows = [row.split() for row in data.pop("irregular")]
    known = {row[0] for row in rows}
    conjugate = _swedish_forms if language == "sv" else _english_forms
    rows += [[verb, *conjugate(verb)] for verb in data.pop("regular").split() if verb not in known]
    english = language == "en"
    return Vocabulary(
        infinitives=frozenset(row[0] for row in rows),
        present={row[1]: row[0] for row in rows},
        past={row[2]: row[0] for row in rows} | data.pop("also"),
        gerunds={row[3]: row[0] for row in rows} if english else {},
        imperatives={row[0]: row[0] for row in rows} if english else {row[3]: row[0] for row in rows},
        data=data,
    )


@cache
def places() -> dict[str, frozenset[str]]:
    """Read the lists of places and media, in lower case."""
    data = tomllib.loads((_FOLDER / "places.toml").read_text(encoding="utf-8"))
    return {key: _word_set(value.lower()) for key, value in data.items()}


@cache
def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _swedish_forms(verb: str) -> list[str]:
    if verb.endswith("as"):
        return [verb, f"{verb[:-1]}des", verb]
    return [f"{verb}r", f"{verb}de", verb]


def _english_forms(verb: str) -> list[str]:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        third = f"{verb}es"
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        third = f"{verb[:-1]}ies"
    else:
        third = f"{verb}s"
    if verb.endswith("e"):
        return [third, f"{verb}d", f"{verb if verb.endswith('ee') else verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [third, f"{verb[:-1]}ied", f"{verb}ing"]
    short = len(verb) <= 4 and verb[-1] not in "wxy" + _VOWELS and verb[-2] in _VOWELS
    doubled = verb + verb[-1] if short and verb[-3:-2] not in tuple(_VOWELS) else verb
    return [third, f"{doubled}ed", f"{doubled}ing"]
