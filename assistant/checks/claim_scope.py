"""Whose world a part of a sentence is about: the sender's own life and plans are theirs to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.claim_statements import shared, statements, telling
from assistant.checks.claims import ME, YOU, in_language, pattern
from assistant.checks.claims import data as rule_data
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import bare, function_words, tokens
from assistant.domain.value import Language

_BREAK: Final = re.compile(
    r"[,;:\u2013\u2014()!?]|(?<!\d)\.(?=\s)"
    r"|\s(?=(?:and|but|so|because|since|which|who|where|while|och|men|så|eftersom|som|där|medan|för\satt|me\sto|mig\satt)\s)",
    re.IGNORECASE,
)

_OURS_DO: Final = re.compile(
    r"\W*(?:and\s|och\s|but\s|men\s)?(?:my|our|min|mitt|mina|vår|vårt|våra)\s(?:\w+\s){1,2}", re.IGNORECASE
)
"""One of the sender's own people, who learned and read in a world of their own."""


def is_own(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether the part of a sentence around `place` tells of the sender's own circumstances or doings.

    What the sender read, heard, was told or was advised is about the other side, and so is a part that speaks
    to the reader or names them.
    """
    if rule_advised(text):
        return False
    own = False
    for start, end in _parts(text):
        part = text[start:end]
        perceived = in_language("scope", "perceived", language).search(part)
        if (perceived and not _OURS_DO.match(part)) or YOU.search(part) or _names_them(part, support):
            own = False
        elif in_language("scope", "me", language).search(part[: max(0, place - start)]):
            own = True
        if start <= place < end:
            return own
    return False


def is_beside(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether a part of a sentence tells of neither side, in a sentence that does not speak to the reader."""
    if YOU.search(text) or _names_them(text, support):
        return False
    part = next((text[start:end] for start, end in _parts(text) if start <= place < end), text)
    if in_language("scope", "perceived", language).search(part) or names_work(part, language):
        return False
    if ME.search(part) or pattern(rule_data("scope")["others"]).search(part):
        return True
    words = [each.text for each in telling(part) if not each.text[0].isupper()]
    return not any(each.origin != "other" and shared(words, each.words) for each in statements(support))


def is_studied(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether a name is that of somebody else whom the sender has read, in a sentence on neither side."""
    if YOU.search(text) or _names_them(text, support) or names_work(text, language):
        return False
    found = pattern(rule_data("scope")["studied"]).search(text)
    return found is not None and found.start() <= place < found.end()


def names_work(part: str, language: Language) -> bool:
    """Whether a part names a kind of work, by the works of the rule's file."""
    kinds = load_rule("unsupported_claim").data["work"]
    return any(pattern(rf"\b(?:{kind[language]})\b").search(part) for kind in kinds)


def is_private(text: str, language: Language) -> bool:
    """Whether a whole sentence is about the sender, and takes in nothing of the other side."""
    if YOU.search(text) or rule_advised(text) or in_language("scope", "perceived", language).search(text):
        return False
    return bool(ME.search(text))


def is_future(text: str, place: int, language: Language) -> bool:
    """Whether the part of a sentence around `place` tells of what the sender will do."""
    part = next((text[start:end] for start, end in _parts(text) if start <= place < end), text)
    return bool(in_language("scope", "will", language).search(part))


def rule_advised(text: str) -> bool:
    """Whether a sentence says that the reader advised what it tells."""
    return bool(pattern(rule_data("scope")["advised"]).search(text))


@lru_cache(maxsize=512)
def touches(text: str, support: Support) -> bool:
    """Whether a sentence can be about the recipient: it speaks to them, or shares words with a fact."""
    if YOU.search(text) or _names_them(text, support):
        return True
    words = [token.text for token in telling(text)]
    return any(each.origin != "other" and shared(words, each.words) for each in statements(support))


@lru_cache(maxsize=512)
def _parts(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_cut(plain(text)))


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text) + 1


def _names_them(part: str, support: Support) -> bool:
    known = _theirs(support)
    lows = {bare(token.text).removesuffix("s") for token in tokens(part) if token.text[0].isupper()}
    return bool(known & lows)


@lru_cache(maxsize=32)
def _theirs(support: Support) -> frozenset[str]:
    """The words with a capital letter in the recipient's name and organisation."""
    brief = support.brief
    mine = {bare(t.text) for t in tokens(f"{brief.sender.organisation} {brief.sender.role}")}
    theirs = {
        bare(token.text).removesuffix("s")
        for token in tokens(f"{brief.recipient.name} {brief.recipient.organisation}")
        if token.text[0].isupper()
    }
    return frozenset(theirs - mine - function_words())
