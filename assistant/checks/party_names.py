"""The names at both ends of a message: whom it greets and who signs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant.checks.folding import fold
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Sentence

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_NAME_LINE = 6
"""Words in a line of a signature that can still be a name."""


@dataclass(frozen=True, slots=True)
class WrongName:
    """A name in the greeting or signature that belongs to somebody else."""

    start: int
    end: int
    party: Literal["recipient", "sender"]
    right: str
    """The name that should stand there."""


def wrong_names(draft: Draft, brief: Brief) -> Iterator[WrongName]:
    """Find a greeting that names another than the recipient, and a signature that is not the sender's."""
    data = load_rule("foreign_content").data["names"]
    recipient, sender = brief.recipient, brief.sender
    if recipient.name:
        theirs = _names(" ".join((recipient.name, recipient.organisation, recipient.role)))
        for line in (each for each in draft.sentences if each.role == "greeting"):
            yield from _strangers(line, theirs, data["greeting"], "recipient", recipient.name)
    if sender.name:
        mine = _names(" ".join((sender.name, sender.sign_off, sender.organisation, sender.role)))
        for line in _signed(draft):
            yield from _strangers(line, mine, data["signature"], "sender", sender.name)


def signature_lines(draft: Draft) -> tuple[Sentence, ...]:
    """The lines under the closing that are no name: title, organisation, or an afterthought."""
    lines = [each for each in draft.sentences if each.role == "signature"]
    return tuple(lines[1:])


def _signed(draft: Draft) -> Iterator[Sentence]:
    """The closing, which can carry a name, and the first line under it."""
    yield from (each for each in draft.sentences if each.role == "closing")
    first = next((each for each in draft.sentences if each.role == "signature"), None)
    if first and len(first.text.split()) <= _LONGEST_NAME_LINE:
        yield first


def _strangers(
    line: Sentence, known: frozenset[str], plain: list[str], party: Literal["recipient", "sender"], right: str
) -> Iterator[WrongName]:
    named = [
        word
        for word in _WORD.finditer(line.text)
        if word[0].casefold() not in plain and not _known(word[0], known)
    ]
    if named:
        yield WrongName(line.start + named[0].start(), line.start + named[-1].end(), party, right)


def _known(word: str, known: frozenset[str]) -> bool:
    bare = _bare(word)
    if bare in known or (bare.endswith("s") and bare[:-1] in known):
        return True
    if len(bare) == 1:
        return any(each.startswith(bare) for each in known)
    return len(bare) >= 3 and any(each.startswith(bare) and len(each) - len(bare) >= 2 for each in known)


def _names(text: str) -> frozenset[str]:
    return frozenset(_bare(word[0]) for word in _WORD.finditer(text))


def _bare(word: str) -> str:
    """A name without case and accents: Åsa and Asa are one person."""
    decomposed = unicodedata.normalize("NFD", fold(word).text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))
