"""Who a clause is about: its subject before or behind the verb, taken over, or named by a relative word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.checks.lexicon import words
from assistant.checks.tokens import Token
from assistant.domain.value import Language

Party = Literal["you", "me", "third", "name", "noun", ""]
_REACH: Final = 3
"""Words in front of its last one that a subject has at most."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who does something, or what it is done to."""

    party: Party
    words: tuple[Token, ...] = ()


def subject_of(
    clause: tuple[Token, ...], at: int, language: Language, before: Side, ahead: tuple[Token, ...]
) -> tuple[Side, bool]:
    """Who does what the verb at `at` says, and whether that had to be taken from `before`.

    `ahead` is the clause in front, in which a relative clause finds what it speaks of.
    """
    skip = _between(language)
    relative = clause[0].text.casefold() in words("clauses", language, "who") and at <= _REACH
    if relative and ahead and all(each.text.casefold() in skip for each in clause[1:at]):
        return _antecedent(ahead, language), False
    left = at - 1
    while left >= 0 and clause[left].text.casefold() in skip:
        left -= 1
    found = None
    if left >= 0 and clause[left].text.casefold() not in openers(language):
        found = _in_front(clause, left, language)
    turned = None if found and found.party in {"you", "me", "third"} else _turned(clause, at, language)
    if turned or found:
        return turned or found or Side(""), False
    governed = left >= 0 and clause[left].text.casefold() in words("clauses", language, "prepositions")
    infinitive = left >= 0 and clause[left].text.casefold() in {"to", "att"}
    return (Side("") if governed and not infinitive else before), True


@cache
def _between(language: Language) -> frozenset[str]:
    """Words that can stand between a subject and its verb."""
    names = ("adverbs", "auxiliaries", "negators")
    return frozenset[str]().union(*(words("clauses", language, name) for name in names))


def _in_front(clause: tuple[Token, ...], left: int, language: Language) -> Side | None:
    """The subject that ends at `left`; None when a preposition or "to" stands there."""
    party = party_of(clause[left : left + 1], language)
    if party in {"you", "me", "third"}:
        return Side(party, (clause[left],))
    if clause[left].text.casefold() in words("clauses", language, "prepositions") | {"to", "att"}:
        return None
    first = left
    while first > 0 and first > left - _REACH - 1 and _is_nominal(clause[first - 1], language):
        first -= 1
    run = clause[first : left + 1]
    joined = first > 0 and clause[first - 1].text.casefold() in words("clauses", language, "joined")
    return Side("" if joined else party_of(run, language), run)


def _antecedent(ahead: tuple[Token, ...], language: Language) -> Side:
    """What a relative clause speaks of: the name or noun in front of it."""
    last = len(ahead) - 1
    first = last
    while first > 0 and ahead[first].text[0].isupper() and ahead[first - 1].text[0].isupper():
        first -= 1
    run = ahead[first:]
    pronoun = {"me_object", "you_object"}
    if any(run[-1].text.casefold() in words("clauses", language, name) for name in pronoun):
        return Side("")
    return Side(party_of(run, language), run)


def _turned(clause: tuple[Token, ...], at: int, language: Language) -> Side | None:
    """A subject that stands behind its verb: "blev du", "sa Karin"."""
    if len(clause) <= at + 1:
        return None
    nxt = clause[at + 1]
    low = nxt.text.casefold()
    if language == "sv" and low in words("clauses", language, "you") | words("clauses", language, "me"):
        return Side("you" if low in words("clauses", language, "you") else "me", (nxt,))
    return None


def party_of(run: tuple[Token, ...], language: Language) -> Party:
    lows = [each.text.casefold().split("'")[0] for each in run]  # "I'm" and "you've" are pronouns
    if not run:
        return ""
    names: tuple[tuple[Party, frozenset[str]], ...] = (
        ("you", words("clauses", language, "you")),
        ("me", words("clauses", language, "me")),
        ("third", third(language)),
    )
    for party, pronouns in names:
        if lows[-1] in pronouns or (lows[0] in pronouns and party != "third"):
            return party
    if any(low in words("clauses", language, "you_owner") for low in lows):
        return "you"
    if any(low in words("clauses", language, "me_owner") for low in lows):
        return "me"
    return "name" if any(each.text[0].isupper() and each.start for each in run) else "noun"


def _is_nominal(token: Token, language: Language) -> bool:
    low = token.text.casefold()
    return low not in openers(language) and low not in words("clauses", language, "auxiliaries")


@cache
def openers(language: Language) -> frozenset[str]:
    return words("clauses", language, "boundary") | words("clauses", language, "joined")


@cache
def third(language: Language) -> frozenset[str]:
    return words("clauses", language, "third")
