"""The verbs that two statements are compared by: what they mean, and in which tense and voice they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.checks.folding import load_words
from assistant.domain.value import Language

Form = Literal["base", "present", "past", "perfect", "ing"]
_VOWELS: Final = "aeiouy"
_LIGHT: Final = "light_"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word can be as a verb."""

    meaning: str
    """Name of its row in words/verbs.toml."""
    form: Form
    passive: bool
    particle: str
    """A particle that must follow, as in "turned down"; "" for none."""

    @property
    def is_light(self) -> bool:
        """Whether the verb says little without its object."""
        return self.meaning.startswith(_LIGHT)


def readings(word: str, language: Language) -> tuple[Reading, ...]:
    """Give what a word can be as a verb of a language; nothing for other words."""
    return _forms(language).get(word.casefold(), ())


@cache
def opposites() -> frozenset[frozenset[str]]:
    """Pairs of meanings that cannot both be true."""
    return frozenset(frozenset(pair) for pair in load_words("verbs")["opposites"]["pairs"])


@cache
def implied() -> dict[str, frozenset[str]]:
    """What a meaning takes for granted: what worked was tried."""
    return {meaning: frozenset(taken) for meaning, taken in load_words("verbs")["implies"].items()}


@cache
def particles() -> frozenset[str]:
    """Words that change a verb's meaning when they follow it."""
    return frozenset(load_words("meanings")["particles"]["words"].split())


@cache
def _forms(language: Language) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, dict[Reading, None]] = defaultdict(dict)
    for meaning, verbs in load_words("verbs")["meanings"].items():
        for verb in verbs[language].split():
            parts, _plus, particle = verb.partition("+")
            inflect = _swedish if language == "sv" else _english
            for word, form, passive in inflect(parts):
                found[word][Reading(meaning, form, passive, particle)] = None
    return {word: tuple(each) for word, each in found.items()}


def _swedish(verb: str) -> Iterator[tuple[str, Form, bool]]:
    given = verb.split("/")
    infinitive, _tilde, ending = given[0].partition("~")
    stem = infinitive.removesuffix("a")
    if len(given) == 4:
        _infinitive, present, pasts, supine = given
    elif ending:
        present = stem if stem.endswith("r") else f"{stem}er"
        pasts, supine = f"{stem}{ending}", f"{stem}t"
    else:
        present, pasts, supine = f"{infinitive}r", f"{infinitive}de", f"{infinitive}t"
    yield from ((infinitive, "base", False), (present, "present", False), (supine, "perfect", False))
    yield from ((past, "past", False) for past in pasts.split("|"))
    if infinitive.endswith("s"):
        return
    yield from ((f"{infinitive}s", "base", True), (f"{supine}s", "perfect", True))
    yield from ((f"{past}s", "past", True) for past in pasts.split("|"))
    yield (f"{present.removesuffix('r').removesuffix('e')}s", "present", True)
    if not ending and len(given) == 1:
        yield (f"{infinitive}d", "perfect", True)
        imperative = stem
    else:
        yield from ((f"{supine[:-1]}{each}", "perfect", True) for each in ("d", "da", "na", "en"))
        imperative = present.removesuffix("er") if present.endswith("er") else present
    if len(imperative) > 2:
        yield (imperative, "base", False)


def _english(verb: str) -> Iterator[tuple[str, Form, bool]]:
    given = verb.split("/")
    base = given[0]
    if len(given) == 1:
        third = f"{base}es" if re.search(r"(?:s|sh|ch|x)$", base) else f"{base}s"
        past = f"{base}d" if base.endswith("e") else f"{base}ed"
        participle = past
    else:
        third, past = given[1], given[2]
        participle = given[3] if len(given) > 3 else past
    yield from ((base, "base", False), (third, "present", False), (past, "past", False))
    yield (participle, "perfect", False)
    if base == "be":
        yield from (("are", "present", False), ("am", "present", False), ("were", "past", False))
    ing = base[:-1] if base.endswith("e") and base not in {"be", "see", "oversee"} else base
    if re.fullmatch(rf"[^{_VOWELS}]+[{_VOWELS}][bdgmnpt]", base):  # one short syllable: cut, cutting
        ing = f"{base}{base[-1]}"
    yield (f"{ing}ing", "ing", False)
