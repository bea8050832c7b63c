"""Which titles in the brief are the recipient's own: not another's, not denied, not only sought."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.claims import pattern
from assistant.checks.folding import load_words
from assistant.checks.support import Support, plain
from assistant.checks.title_parts import Title, changing_words, titles
from assistant.checks.tokens import bare, tokens

PAST: Final = r"\b(?:år|åren|tid|tiden|arbetade|jobbade|var|blev|years?|time|worked|were|was|became)\b"
"""Before a title that somebody had, where "former" and "acting" go without saying."""
_NAMED: Final = re.compile(
    r"(?:,|\s\(|(?P<is>\sär|\sis|\svar|\swas)|:)?\s(?:the\s)?(?P<sir>(?:Dr|Prof|Rev|Mr|Mrs|Ms)\.?\s)?(?P<name>[A-ZÅÄÖ][\wåäöé'-]+)(?P<more>\s[A-ZÅÄÖ][\wåäöé'-]+)?"
)
"""Somebody named right after a title: "professor Gunnar Ek", "the head of lighting is Marian Holt"."""
_FIELD: Final = re.compile(r"\s(?:of|för|i)\s[\wåäö-]+")
_SUBJECT: Final = re.compile(
    r"\s(?:school|student|course|training|degree|exams?|association)\b", re.IGNORECASE
)
"""After a title that is only what somebody studied: "vet school"."""
_NAME_BEFORE: Final = re.compile(
    r"(?P<name>[A-ZÅÄÖ][\wåäöé'-]+),\s(?:an?\s|the\s|en\s|formerly\s(?:her|his)\s)?(?:\w+\s){0,2}$"
)
"""Somebody named right before a title: "Sir Alan Meek, retired judge"."""


@lru_cache(maxsize=2_000)
def held_titles(text: str, support: Support) -> tuple[Title, ...]:
    """Give the titles in a text of the brief that can be the recipient's."""
    return tuple(
        each
        for each in titles(text)
        if not (
            is_denied(text, each.end)
            or _is_anothers(text, each.start, each.end, support)
            or _SUBJECT.match(text, each.end)
        )
    )


def is_told_otherwise(words: str, support: Support) -> bool:
    """Whether the brief has the title by another name: an assistant nurse is an undersköterska."""
    said = f" {plain(words)} "
    for names in _same():
        if any(f" {name} " in said for name in names):
            either = re.compile(rf"\b(?:{'|'.join(names)})(?:n|en|s|ens|ns)?\b", re.IGNORECASE)
            found = ((text, match) for text in support.texts for match in either.finditer(text))
            if any(
                not (
                    is_denied(text, match.end())
                    or _is_anothers(text, *match.span(), support)
                    or _is_less(text, match.start(), said)
                )
                for text, match in found
            ):
                return True
    return False


def _is_less(text: str, start: int, said: str) -> bool:
    """Whether the brief's title is lessened by a word that what is said leaves out: "biträdande"."""
    before = tokens(text[:start])[-1:]
    return bool(before) and bare(before[0].text) in changing_words() - set(said.split())


@cache
def _same() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each["names"]) for each in load_words("roles")["same"])


def is_denied(text: str, end: int) -> bool:
    """Whether the words before a title deny or give it away: "not a nurse", "reports to the director"."""
    before = re.split(r"[.;:()]", text[:end])[-1]
    return bool(pattern(load_words("roles")["held"]["denied"]).search(before))


def _is_anothers(text: str, start: int, end: int, support: Support) -> bool:
    field = _FIELD.match(text, end)
    ends = [end, *([field.end()] if field else [])]
    theirs = {bare(each.text) for each in tokens(support.brief.recipient.name)}
    known = {bare(each.text) for person in support.people for each in tokens(" ".join(person))} | _given()
    before = _NAME_BEFORE.search(text[:start])
    if before and bare(before["name"]) in known - theirs:
        return True
    found = [match for each in ends if (match := _NAMED.match(text, each))]
    return any(
        bare(match["name"]) not in theirs
        and (match["sir"] or (match["is"] and match["more"]) or bare(match["name"]) in known)
        for match in found
    )


@cache
def _given() -> frozenset[str]:
    return frozenset(load_words("names")["first"].split())
