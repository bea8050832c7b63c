"""Who had something from whom: an idea, a craft or a tip that a sentence passes the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_statements import Statement, shared, statements, telling
from assistant.checks.claims import Claim, in_language
from assistant.checks.support import Support
from assistant.checks.tokens import bare, tokens, without_quotes
from assistant.domain.value import Language

_YOU: Final = frozenset(["du", "dig", "ni", "er", "you"])
_ME: Final = frozenset(["jag", "mig", "vi", "oss", "i", "me", "we", "us"])
_THIRD: Final = frozenset(["hon", "henne", "han", "honom", "hen", "she", "her", "he", "him"])
_OWNERS: Final = frozenset({"her", "his", "hennes", "hans"})
"""Words that mean somebody alone, and before another word only whose it is."""
_LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a transfer: the recipient ("you"), the sender ("me"), or somebody by their words."""

    party: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Transfer:
    """Something that passed from a giver to a receiver, at `text[start:end]`."""

    giver: _End
    receiver: _End
    start: int
    end: int


def turned_transfers(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find somebody made the giver of what they were given, where the brief tells it the other way round."""
    masked = without_quotes(text)
    for said in _transfers(masked, language, frozenset()):
        told = _told_transfers(support)
        if any(_is_same(said, other) and _is_about(masked, said, each) for each, other in told):
            continue
        turned = next((each for each, other in told if _is_turned(said, other, masked, each)), None)
        if turned:
            yield Claim(said.start, said.end, "contradicted", "told", turned.text)
            return


@lru_cache(maxsize=32)
def _told_transfers(support: Support) -> tuple[tuple[Statement, _Transfer], ...]:
    theirs = frozenset(bare(each.text) for each in tokens(support.brief.recipient.name)) | _THIRD
    return tuple(
        (each, found)
        for each in statements(support)
        if each.origin != "other"
        for language in _LANGUAGES
        for found in _transfers(each.text, language, theirs)
    )


def _transfers(text: str, language: Language, theirs: frozenset[str]) -> Iterator[_Transfer]:
    """The transfers of a text; `theirs` are the words that mean the recipient there, in a brief."""
    for match in in_language("transfers", "had", language).finditer(text):
        yield from _between(match, match["from"], match["after"] or match["to"] or "", theirs)
    for match in in_language("transfers", "gave", language).finditer(text):
        yield from _between(match, match["after"] or match["from"] or "", match["to"], theirs)


def _between(match: re.Match[str], giver: str, receiver: str, theirs: frozenset[str]) -> Iterator[_Transfer]:
    one, other = _end(giver, theirs), _end(receiver, theirs)
    if one and other and one.party != other.party:
        yield _Transfer(one, other, *match.span())


def _end(written: str, theirs: frozenset[str]) -> _End | None:
    words = [bare(each.text) for each in tokens(written)]
    if not words:
        return _End("you") if theirs else None  # "Learned it from ...", in a fact about the recipient
    ends = {words[-1]} if len(words) == 1 else {words[0], words[-1]} - _OWNERS
    if ends & (theirs or _YOU):
        return _End("you")
    if ends & _ME:
        return _End("me")
    known = tuple(each.text for each in telling(written))
    return _End("other", known) if known else None


def _is_turned(said: _Transfer, told: _Transfer, text: str, statement: Statement) -> bool:
    """Whether giver and receiver have changed places, and somebody or something shows that it is this one."""
    if not (_is_one(said.giver, told.receiver) and _is_one(said.receiver, told.giver)):
        return False
    named = "other" in {said.giver.party, said.receiver.party}
    return named or _is_about(text, said, statement)


def _is_same(said: _Transfer, told: _Transfer) -> bool:
    return _is_one(said.giver, told.giver) and _is_one(said.receiver, told.receiver)


def _is_one(one: _End, other: _End) -> bool:
    return one.party == other.party and (one.party != "other" or bool(shared(one.words, other.words)))


def _is_about(text: str, said: _Transfer, statement: Statement) -> bool:
    around = text[max(0, said.start - 20) : said.end + 60]
    return bool(shared([each.text for each in telling(around)], statement.words))
