"""A person of one fact beside the title of another, in which they had no part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.claims import Claim
from assistant.checks.support import Support, first_names
from assistant.checks.tokens import Token, bare
from assistant.domain.brief import Fact
from assistant.domain.value import Language

_SHORTEST: Final = 5
"""Letters of a title at least."""
_FULL_NAME: Final = re.compile(r"(?<=\w\s)[A-ZÅÄÖ][a-zåäöé]+\s[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäö]+)?")
OWN: Final = {
    "sv": re.compile(r"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|me|my|mine|we|us|our)\b", re.IGNORECASE),
}


def other_title(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A person of one fact beside the title of another, in which they had no part."""
    for fact in support.brief.facts:
        title = fact.title if fact.kind == "project" else ""
        at = text.find(title) if len(title) > _SHORTEST else -1
        if at < 0:
            continue
        start, end = part_around(text, Token(title, at, at + len(title)))
        for person in _strangers(fact, support):
            match = re.search(rf"\b{re.escape(person)}\b", text[start:end])
            if match and not OWN[language].search(_between(text, start + match.start(), at)):
                yield Claim(start + match.start(), start + match.end(), "contradicted", "told", fact.text)
                return


def _between(text: str, one: int, other: int) -> str:
    return text[min(one, other) : max(one, other)]


def _strangers(fact: Fact, support: Support) -> list[str]:
    """Full names that other facts give, contacts left out, and this one does not."""
    brief = support.brief
    own = f"{brief.sender.name} {brief.recipient.name} {fact.text} {fact.with_whom} {fact.point}"
    found = [
        name
        for other in brief.facts
        if other is not fact and other.kind not in {"shared_contact", "meeting"}
        for name in _FULL_NAME.findall(f"{other.text} {other.with_whom}")
    ]
    return [name for name in found if not any(part in own for part in name.split()) and _given(name)]


def _given(name: str) -> bool:
    return bare(name.split(maxsplit=1)[0]) in first_names()


def part_around(text: str, token: Token) -> tuple[int, int]:
    """Where the part of a text between marks begins and ends in which a word stands."""
    marks = [match.start() for match in re.finditer(r"[,;:.!?()\u2013]", text)]
    start = max((mark + 1 for mark in marks if mark < token.start), default=0)
    return start, min((mark for mark in marks if mark >= token.end), default=len(text))
