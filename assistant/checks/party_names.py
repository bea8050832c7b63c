"""The names at both ends of a message: whom it greets, and who introduces herself and signs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from assistant.checks.brief_texts import brief_texts
from assistant.checks.contacts import find_contacts
from assistant.checks.folding import fold
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Sentence

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_NAME_LINE: Final = 6
"""Words in a line of a signature that can still be a name."""
_LAST_LINES: Final = 5
"""Lines at the end of a message in which a signature is looked for."""
_POST_NOMINAL: Final = 3
"""Letters of capitals after a name that are a degree or initials: "RN", "PhD", "AH"."""
_TAIL: Final = re.compile(r"(?<=[.!?\u2026])\s+(?=\S[^.!?\n]{1,60}$)")
_BLANK: Final = re.compile(r"[{}\[\]<>%_]")
"""Signs of a blank, which `placeholder` finds."""
_HEADING: Final = re.compile(
    r"\s{0,3}#{1,6}\s|\s*(?:\*\*|__).+(?:\*\*|__):?\s*$|\s*(?:\*\*|__)?[^:]+:(?:\*\*|__)?\s*$"
)
"""A line that heads what follows, in Markdown or with a colon: it signs nothing."""
_NUMBERED: Final = re.compile(r"^[ \t]*\d{1,2}[.)][ \t][^\n]*", re.MULTILINE)
"""A numbered line: what stands before the last one heads the list and signs nothing."""
_DENIED: Final = re.compile(r"\b(?:not|never|inte|ej)\s+\w+", re.IGNORECASE)
_WHERE: Final = re.compile(
    r"\b(?:i|in|på|utanför|outside|near)\s+(?:the\s)?[^\W\d_]{1,40}(?:[ -][^\W\d_]{1,40}$)?", re.IGNORECASE
)
"""Where somebody is or is wished a good day: "Ingela i Hultsfred". It names no sender."""
_PARTS: Final = re.compile(r"[,|\u2022\u00b7\u2013\u2014/]|\s-\s")


@dataclass(frozen=True, slots=True)
class WrongName:
    """A name in the greeting, introduction or signature that belongs to somebody else."""

    start: int
    end: int
    party: Literal["recipient", "sender", "introduced"]
    right: str
    """The name that should stand there."""


def wrong_names(draft: Draft, brief: Brief) -> Iterator[WrongName]:
    """Find a greeting that names another than the recipient, and a sender's name that is not the sender's."""
    recipient, sender = brief.recipient, brief.sender
    if recipient.name:
        theirs = _names(" ".join((recipient.name, recipient.organisation, recipient.role, recipient.email)))
        theirs |= _told_names(brief)
        for line in _greetings(draft):
            yield from _wrong(_strangers(line, theirs, _plain("greeting")), "recipient", recipient.name)
    if sender.name:
        own = (sender.name, sender.sign_off, sender.organisation, sender.role, sender.email)
        mine = _names(" ".join(own))
        for line in _introductions(draft):
            yield from _wrong(_strangers(line, mine, _plain("signature")), "introduced", sender.name)
        self_named = _names(" ".join((sender.name, sender.sign_off, sender.email)))
        signed = _signed_by(draft, self_named, mine - self_named, _names(recipient.name))
        yield from _wrong(signed, "sender", sender.name)


def signature_lines(draft: Draft) -> tuple[Sentence, ...]:
    """The lines under the closing that are no name: title, organisation, or an afterthought."""
    lines = [each for each in draft.sentences if each.role == "signature"]
    return tuple(lines[1:])


_ASIDE: Final = re.compile(r"\([^()]*\)")
"""Words in brackets in a greeting: "Dear Owen (if I may),"."""
_Line = tuple[int, str]
"""Where a piece of text begins, and the piece."""
_Named = tuple[int, int] | None


def _wrong(
    named: _Named, party: Literal["recipient", "sender", "introduced"], right: str
) -> Iterator[WrongName]:
    if named:
        yield WrongName(*named, party, right)


def _greetings(draft: Draft) -> Iterator[_Line]:
    """The line that greets, or the greeting that begins the first sentence: "Hej Sara, jag ..."."""
    for each in draft.sentences:
        if each.role == "greeting":
            yield each.start, _ASIDE.sub(lambda aside: " " * len(aside[0]), each.text)
    first = draft.prose[0] if draft.prose else None
    inline = load_rule("foreign_content").search(first.text, "", "greeting") if first else None
    if first and inline and inline.start() == 0:
        yield first.start + inline.start("name"), inline["name"]


def _introductions(draft: Draft) -> Iterator[_Line]:
    """What stands after "my name is"."""
    for pattern in load_rule("foreign_content").patterns("", "introduction"):
        for match in pattern.finditer(draft.text):
            yield match.start("name"), match["name"]


def _signed_by(draft: Draft, mine: frozenset[str], around: frozenset[str], theirs: frozenset[str]) -> _Named:
    """The name under the message, when no line there has the sender's.

    `around` are the words of the sender's role and organisation, which may stand there too.
    """
    found: _Named = None
    for line in _last_lines(draft):
        thanks = _bare((_WORD.findall(line[1]) or [""])[0]) in {"tack", "thanks", "thank"}
        for start, whole in _parts(line):
            part = _WHERE.sub(lambda where: " " * len(where[0]), whole)
            words = [word for word in _WORD.finditer(part) if word[0].casefold() not in _plain("signature")]
            if not words or not all(word[0][0].isupper() for word in words):
                continue
            if any(_known(word[0], mine) for word in words):
                return _strangers((start, part), mine | around, _plain("signature"))
            if all(_known(word[0], around) for word in words):
                continue
            if thanks and all(_known(word[0], theirs) for word in words):
                continue
            found = found or _strangers((start, part), mine | around, _plain("signature"))
    return found


def _last_lines(draft: Draft) -> Iterator[_Line]:
    """The short lines that end the body, and what stands behind the last sentence of its last line."""
    greeted = max((each.end for each in draft.sentences if each.role == "greeting"), default=draft.body_start)
    listed = max((found.end() for found in _NUMBERED.finditer(draft.text)), default=0)
    lines = [
        (found.start(), found[0].rstrip())
        for found in re.compile(r"[^\n]*\S[^\n]*").finditer(draft.text, max(greeted, listed))
    ]
    for number, (start, line) in enumerate(lines[-_LAST_LINES:], start=max(0, len(lines) - _LAST_LINES)):
        tail = _TAIL.search(line) if number == len(lines) - 1 else None
        if tail:
            start, line = start + tail.end(), line[tail.end() :]  # noqa: PLW2901 - only the end of the line signs
        sentence = number == 0 and not tail and len(lines) == 1 and not listed
        if sentence or (number < len(lines) - 1 and _HEADING.match(line)):
            continue
        if len(line.split()) <= _LONGEST_NAME_LINE and not find_contacts(line):
            yield start, line


def _parts(line: _Line) -> Iterator[_Line]:
    start, text = line
    at = 0
    for cut in _PARTS.finditer(text):
        yield start + at, text[at : cut.start()]
        at = cut.end()
    yield start + at, text[at:]


def _strangers(line: _Line, known: frozenset[str], plain: frozenset[str]) -> _Named:
    start, text = line
    if _BLANK.search(text):
        return None
    named = [
        word
        for word in _WORD.finditer(text)
        if word[0].casefold() not in plain
        and not _known(word[0], known)
        and not (word[0].isupper() and len(word[0]) <= _POST_NOMINAL and word.start() > 0)
    ]
    return (start + named[0].start(), start + named[-1].end()) if named else None


def _known(word: str, known: frozenset[str]) -> bool:
    bare = _bare(word)
    if bare in known or (bare.endswith("s") and bare[:-1] in known):
        return True
    if len(bare) == 1:
        return any(each.startswith(bare) for each in known)
    if not known.isdisjoint(_short_forms().get(bare, frozenset())):
        return True
    return len(bare) >= 3 and any(bare in each and len(each) - len(bare) >= 2 for each in known)


@lru_cache(maxsize=64)
def _told_names(brief: Brief) -> frozenset[str]:
    """First names that stand in the brief where the recipient has an initial: "Mair" for "M. Berg"."""
    initials = tuple(each for each in _names(brief.recipient.name) if len(each) == 1)
    told = _DENIED.sub(" ", "\n".join(brief_texts(brief)))
    names = (word[0] for word in _WORD.finditer(told) if word[0][0].isupper())
    return frozenset(_bare(name) for name in names if initials and _bare(name).startswith(initials))


def _names(text: str) -> frozenset[str]:
    return frozenset(_bare(word[0]) for word in _WORD.finditer(text))


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """A name without case and accents: Åsa and Asa are one person."""
    decomposed = unicodedata.normalize("NFD", fold(word).text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@cache
def _plain(where: str) -> frozenset[str]:
    """Words in a greeting or signature that name nobody."""
    return frozenset(load_rule("foreign_content").data["names"][where])


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """For each name its pet names, and for each pet name the names that it may stand for."""
    found: dict[str, frozenset[str]] = {}
    for line in load_rule("foreign_content").data["names"]["short"]:
        name, *pets = (_bare(each) for each in line.split())
        for pet in pets:
            found[name] = found.get(name, frozenset()) | {pet}
            found[pet] = found.get(pet, frozenset()) | {name}
    return found
