"""Who did it: whether the text and the brief give one deed to different people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_clauses import Predication
from assistant.checks.claim_statements import Statement, shared, telling
from assistant.checks.claim_subjects import Side
from assistant.checks.folding import load_words
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, tokens

TELLS: Final = frozenset(
    {"say", "write", "recommend", "ask", "show", "call", "read", "see", "listen", "speak"}
)
"""What can be told in the present and in the past alike."""
NEAR: Final = 2
"""Words that two sentences share from which their verbs are compared, though their objects are pronouns."""
_MUTUAL: Final = frozenset(
    {"share", "vote", "work", "meet", "speak", "play", "compete", "study", "merge", "join"}
)
"""What two do with each other, so that either can be said to do it."""
_STATES: Final = frozenset({"light_have", "light_get", "light_be", "light_become", "light_come", "light_go"})
"""What happens to one when another acts: who has bread was given it."""
_HAPPENS: Final = frozenset({"fall", "rise", "function", "fail"})
"""What has no object."""
_ALL: Final = frozenset(["hela", "alla", "samtliga", "varenda", "all", "every", "whole", "entire", "each"])


@dataclass(frozen=True, slots=True)
class Pair:
    """A verb of the text laid beside one of the brief."""

    said: Predication
    told: Predication
    statement: Statement
    common: tuple[Token, ...]
    """Words of the text's clause that the brief's clause has too."""
    wide: int
    """How many words the two sentences share."""
    opposite: bool

    @property
    def weight(self) -> int:
        """How near they are: what stands in their clauses counts twice more."""
        return 2 * len(self.common) + self.wide


def is_other_actor(pair: Pair, mine: str, theirs: str, support: Support) -> bool:
    """Whether what the brief has one side do is given to another; `mine` and `theirs` are their sides."""
    if _is_all(pair):
        return True
    return _is_comparable(pair, mine, theirs) and _is_given_to_other(pair, mine, theirs, support)


def _is_comparable(pair: Pair, mine: str, theirs: str) -> bool:
    """Whether both sides are known and unlike, and the deed is one that only one of them does."""
    said, told = pair.said, pair.told
    if not (mine and theirs) or pair.opposite or said.meanings & told.meanings & _MUTUAL:
        return False
    if said.meanings <= _STATES or _is_thing(said.subject):
        return False
    alike = mine == theirs != "other" or shared(telling_words(said.subject), telling_words(told.subject))
    return not alike


def _is_given_to_other(pair: Pair, mine: str, theirs: str, support: Support) -> bool:
    said, told = pair.said, pair.told
    turned = _is_turned(pair) or bool(shared(_apposed(pair), telling_words(said.objects)))
    if mine == "me":
        return True
    if mine == "other" and theirs == "them":
        named = any(_is_known_name(word, support) for word in said.subject.words)
        return named or turned or (said.to_you and said.subject.party == "noun" and bool(pair.common))
    if mine == "them" and theirs == "other":
        apposed = is_apposition(pair)
        found = bool(pair.common) or (pair.wide > NEAR and "discover" in said.meanings)
        named = (told.subject.party == "name" or apposed) and found
        return turned or ((not told.implied or apposed) and (named or _is_other_party(pair)))
    return turned and mine == "other"


def _is_turned(pair: Pair) -> bool:
    """Whether who does it in the one has it done to them in the other."""
    said, told = pair.said, pair.told
    if said.meanings & _HAPPENS:
        return False  # "so fell the cost": what falls is not done to
    tells = bool(said.meanings & TELLS) and not said.to_you
    acts = said.passive or bool(telling_words(said.objects))  # "the losses fell" is nobody's deed
    done_to = acts and not tells and bool(shared(telling_words(said.subject), telling_words(told.objects)))
    return done_to or bool(shared(telling_words(told.subject), telling_words(said.objects)))


def _is_all(pair: Pair) -> bool:
    """Whether all of something are said to have done what the brief tells of a part: "the whole hospital"."""
    said, told = pair.said, pair.told
    if told.implied or not pair.common or said.meanings <= _STATES or not told.subject.words:
        return False
    both = pair.said.subject.words and not shared(telling_words(said.subject), pair.statement.words)
    whole = any(word.text.casefold() in _ALL for word in said.subject.words)
    return bool(both) and whole and not any(word.casefold() in _ALL for word in pair.statement.text.split())


def is_apposition(pair: Pair) -> bool:
    """Whether a name stands before a subject that tells who that is: "Marta, the other owner, keeps"."""
    before = pair.statement.text[: pair.told.start].rstrip(" ,")
    return bool(re.search(r"[A-ZÅÄÖ][\w-]+,[^,.;]{3,30}$", before))


def _apposed(pair: Pair) -> list[str]:
    """The name that the brief sets beside its subject: "a colleague, Sanna, had warned him"."""
    if pair.told.subject.words or not is_apposition(pair):
        return []
    before = pair.statement.text[: pair.told.start].rstrip(" ,")
    return [each.text for each in tokens(before) if each.text[0].isupper() and each.start]


def _is_thing(side: Side) -> bool:
    """Whether what does it is a doing itself: "Freezing tells you something"."""
    return len(side.words) == 1 and bool(re.fullmatch(r"\w{3,}ing", side.words[0].text, re.IGNORECASE))


def _is_other_party(pair: Pair) -> bool:
    """Whether the brief has a group of people do just this: the neighbours, the council."""
    people = load_words("meanings")["parties"]["words"].split()
    subject = telling_words(pair.told.subject)
    if not subject:
        return False
    singled = re.search(
        rf"\b(?:det\svar|it\swas)\s(?:[\w-]+\s){{0,2}}?{re.escape(subject[-1])}\b", pair.statement.text
    )
    return (len(pair.common) >= NEAR and bare(subject[-1]) in people) or (
        singled is not None and pair.wide >= NEAR
    )


def telling_words(side: Side) -> list[str]:
    return [word.text for word in side.words if telling(word.text) and not word.text.isdigit()]


def _is_known_name(word: Token, support: Support) -> bool:
    low = bare(word.text)
    return word.text[0].isupper() and low in _names(support)


@lru_cache(maxsize=32)
def _names(support: Support) -> frozenset[str]:
    """The names of a brief: its people, and what has a capital letter inside a sentence."""
    inner = (
        token for text in support.texts for token in tokens(text) if token.start and token.text[0].isupper()
    )
    return frozenset[str]().union(*support.people) | {bare(token.text) for token in inner}
