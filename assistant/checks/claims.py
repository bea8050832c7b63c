"""A claim that the brief does not support, and the parts that the claim finders share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.checks.rule import load_rule
from assistant.domain.brief import Fact
from assistant.domain.value import Language

Basis = Literal["contradicted", "not_found"]

YOU: Final = re.compile(r"\b(?:du|dig|din|ditt|dina|ni|er|ert|era|you|your|yours)\b", re.IGNORECASE)
_NOT_I: Final = (
    r"\w*[åäö]\w*|(?-i:[A-ZÅÄÖ])|d(?:en|et|in|itt|ina|ag)\b|e(?:r|rt|n|tt)\b|m(?:in|itt|ina)\b|(?:somras|morse|fjol|juni|juli)\b"
    r"|(?!(?:often|even|listen|happen|began|open|forget|regret|spoken|written)\b)[a-z]{3,}(?:eln|en|et|an)\b"
)
"""After a Swedish "I" with a capital, which is no pronoun: "I artikeln"."""
ME: Final = re.compile(
    rf"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra|(?-i:I)(?!\s(?:{_NOT_I}))|me|my|we|us|our)\b",
    re.IGNORECASE,
)
WH: Final = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:hur|vad|varför|när|vilken|vilka|vilket|vem|var|how|what|why|when|which|who|where)\b",
    re.IGNORECASE,
)
_ASK: Final = re.compile(
    r"\b(?:skulle|kan|kunde|vill|hinner|passar|har)\s(?:du|ni|vi|det|jag)\b|\b(?:vore|undrar|hoppas|föreslår)\b"
    r"|\b(?:would|could|can|may|might|will|do|are)\s(?:you|we|I|it)\b|\b(?:hoping|wonder\w*|grateful\sfor|suggest)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a sentence says and the brief does not, at `sentence[start:end]`."""

    start: int
    end: int
    basis: Basis
    key: str = ""
    """Which message says it."""
    given: str = ""
    """What the brief says instead, when it says something."""


def speaks_of(part: str) -> str:
    """Whether a part of a sentence speaks to the reader (y), of the sender (m), of both (b) or others (o)."""
    you, me = YOU.search(part), ME.search(part)
    return "b" if you and me else "y" if you else "m" if me else "o"


def is_ask(sentence: str) -> bool:
    """Whether a sentence asks for the small talk, so that its times are proposals and no claims."""
    return bool(_ASK.search(sentence)) and not WH.search(sentence)


def data(section: str) -> dict[str, str]:
    """A section of the rule's file whose values are patterns."""
    found: dict[str, str] = load_rule("unsupported_claim").data[section]
    return found


@cache
def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern of the rule's file, once."""
    return re.compile(source, re.IGNORECASE)


def in_language(section: str, name: str, language: Language) -> re.Pattern[str]:
    """The pattern called `name` for a language."""
    return pattern(data(section)[f"{name}_{language}"])


def shown(fact: Fact) -> tuple[str, ...]:
    """The parts of a fact that tell it from other facts."""
    return tuple(part for part in (fact.title, fact.where, fact.text) if part)
