"""A brief in pieces: each sentence of it, with the words by which it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_statements import telling
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.support import Support
from assistant.checks.tokens import bare, tokens
from assistant.checks.told_figures import unit_after

_PIECE: Final = re.compile(r"(?<=[.!?])\s+")
_NUMERAL: Final = re.compile(
    r"\d+|(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|halv\w*|\w*tredjedel\w*|\w*fjärdedel\w*|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|half|halves|thirds?|quarters?|times?|gånger|år\w*|years?|veck\w+"
    r"|weeks?|month\w*|månad\w*|dag\w*|days?)",
    re.IGNORECASE,
)
"""Words that count, and units of time, by which nothing is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence of the brief with what its fact says beside it."""

    text: str
    words: tuple[str, ...]
    """Its telling words, and those of the title and place of its fact."""
    around: tuple[str, ...]
    """Those of its whole fact."""
    beside: str
    """The place, date and companion that its fact gives."""

    @property
    def whole(self) -> str:
        """The sentence, and what its fact says beside it."""
        return f"{self.text} {self.beside}"


@lru_cache(maxsize=32)
def passages(support: Support) -> tuple[Passage, ...]:
    """Take a brief apart: its facts, what was noted and planned, and what the sender says of themselves."""
    brief = support.brief
    theirs = {bare(each.text) for each in tokens(brief.recipient.name)}

    def words(told: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for each in known_by(told) if bare(each) not in theirs))

    found = [
        Passage(
            piece,
            words(f"{piece} {fact.title} {fact.where}"),
            words(fact.text),
            f"{_at(fact.where)} {fact.when} {fact.with_whom}",
        )
        for fact in brief.facts
        for piece in _PIECE.split(fact.text) or [""]
    ]
    notes = brief.meeting.notes if brief.meeting else ()
    others = [*notes, brief.own_words, brief.sender.about, brief.sender.role, *brief.sender.goals]
    return (
        *found,
        *(Passage(piece, words(piece), (), "") for text in others for piece in _PIECE.split(text)),
    )


def known_by(text: str) -> tuple[str, ...]:
    """The words by which a text is known: its telling words without those that count."""
    return tuple(each.text for each in telling(text) if not _NUMERAL.fullmatch(each.text))


@lru_cache(maxsize=2048)
def figures_of(told: str) -> tuple[Number, ...]:
    """The numbers of a text of the brief, in whichever language it is."""
    return tuple(each for code in ("sv", "en") for each in find_figures(told, code))


@lru_cache(maxsize=2048)
def counted_in(told: str) -> tuple[tuple[Number, frozenset[str]], ...]:
    """The numbers of a text of the brief, each with the stems of what it counts."""
    return tuple((each, unit_after(told, each.end)) for each in figures_of(told))


def _at(where: str) -> str:
    """Where a fact was, with a word before its place: "Evening, Lund" is in Lund."""
    place = re.search(r"(?:^|,\s)(?P<name>[A-ZÅÄÖ][\w-]{2,})$", where)
    return f"{where} in {place['name']}" if place else where
