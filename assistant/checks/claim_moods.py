"""How a clause says what it says: denied, wished for, asked, reported, over."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.checks.claim_verbs import Form, readings
from assistant.checks.lexicon import table, words
from assistant.checks.tokens import Token, tokens
from assistant.domain.value import Language

_COMPARED: Final = frozenset(["mer", "fler", "mindre", "färre", "längre", "kortare", "högre"]) | frozenset(
    ["more", "fewer", "less", "longer", "shorter", "higher"]
)
THAN: Final = re.compile(r"\b(?:än|than)\b", re.IGNORECASE)
_GUESSED: Final = frozenset({"säkert", "nog", "antagligen", "troligen", "förmodligen", "väl"})
_CLOSE: Final = 3
"""Words within which a denial reaches an infinitive."""


def is_negated(low: list[str], at: int, language: Language, *, compared: bool, loose: bool) -> bool:
    """Whether the clause is denied as a whole; "no more than" and "not only" bound it and deny nothing."""
    bounded, without = words("clauses", language, "bounded"), {"without", "utan"}
    found = 0
    for place, word in enumerate(low):
        no = word in words("clauses", language, "negators") or word.endswith("n't")
        no = no or (
            word == "bli" and any(each.startswith(("låt", "lät")) for each in low[max(0, place - 2) : place])
        )
        if place > at and (word in without or any(readings(each, language) for each in low[at + 1 : place])):
            continue
        beside = place > at and low[place - 1] in words("clauses", language, "joined")
        if place < at - _CLOSE and loose:
            continue
        limit = compared and any(each in _COMPARED for each in low[place + 1 : place + 3])
        beside = beside or (place > 0 and low[place - 1] in {"with", "med"})  # "with no notice"
        if (
            no
            and not beside
            and not limit
            and not any(each in bounded for each in low[place + 1 : place + 3])
        ):
            found += 1
    return found % 2 == 1


def is_loose(low: list[str], at: int, form: Form) -> bool:
    """Whether another verb governs this one, so that a "never" further off is the other's."""
    return form == "ing" or (form == "base" and at > 0 and low[at - 1] in {"to", "att"})


def is_irrealis(low: list[str], at: int, form: Form, language: Language) -> bool:
    """Whether it is wished, possible or conditional only: words before the verb say so."""
    hedges = words("clauses", language, "irrealis")
    if any(word in hedges and (word != "om" or place == 0) for place, word in enumerate(low[:at])):
        return True
    if language == "sv" and any(word in _GUESSED for word in low[at + 1 : at + 3]):
        return True  # "du ser säkert"
    return language == "sv" and form == "base" and at > 0 and "att" not in low[max(0, at - 3) : at]


def is_asked(text: str, clause: tuple[Token, ...], at: int, language: Language) -> bool:
    """Whether a plain question asks just this, so that it takes nothing for granted."""
    if not text.rstrip("\"' )").endswith("?") or text[: clause[0].start].strip(" \"'-0123456789.)"):
        return False
    first = clause[0].text.casefold()
    return at == 0 or first in words("clauses", language, "auxiliaries")


def is_reported(text: str, start: int, language: Language) -> bool:
    """Whether somebody is said to have said it: there "led" can stand for "leads"."""
    before = [each.text.casefold() for each in tokens(text[:start])[-6:]]
    return any(word in words("clauses", language, "reports") for word in before)


@cache
def marker(name: str, language: Language) -> re.Pattern[str]:
    """A pattern of words/clauses.toml: "no_longer", "former", "still"."""
    return re.compile(table("clauses", language)[name], re.IGNORECASE)
