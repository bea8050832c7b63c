"""Reads who someone is out of a line, a mail signature or a short text, as a proposal to confirm.

Nothing is guessed: what the text does not say plainly stays empty. Words are data in
`words/introduction.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.cleaning import clean, clean_line
from assistant.domain.value import MAX_NAME
from assistant.importing.understanding import job_titles

_LOOKED: Final = 20_000
"""Characters of a text that are looked at; who someone is stands at the top or in a signature."""
_LONG_LINE: Final = 200
_WORD: Final = r"[^\W\d_](?:[^\W\d_]|[\u2019'\u0300-\u036f-])*"
_PARTICLE: Final = (
    r"(?:von|van|der|den|de|del|da|di|dos|du|la|le|af|av|ter|ten|bin|ibn|al|el|st\."
    r"|[^\W\d_]\.(?:[ ]?[^\W\d_]\.)?)"
)
_CAPITAL: Final = r"[A-ZÅÄÖÉÜØÆ\d][\w&.'\u2019+-]*"
_NAME: Final = rf"{_WORD}(?:[ ](?:{_PARTICLE}|{_WORD})){{0,4}}"
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,24}")
_SPLIT: Final = re.compile(r"\s*[,|·•;/\u2013\u2014]\s+|\s+[-|·•/\u2013\u2014]\s+")
_PROSE: Final = re.compile(r"[^\W\d_]{2}[.!?]\s")
_SIGNED: Final = re.compile(r"^(?:--|\u2014|__+)\s*$")
_REACHED: Final = re.compile(
    r"\w@\w|https?:|www\.|\+?\d[\d ()/-]{5,}|^(?:tel|telefon|phone|mobil|mobile|mail|e-?mail|e-post)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who someone seems to be. What is not said is empty."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""


def introduced(text: str, apart: Iterable[tuple[int, int]] = ()) -> Introduction:
    """Give whom a text introduces; what stands between the places `apart` is not believed."""
    believed = clean(_without(text, apart)[:_LOOKED])
    lines = [clean_line(line) for line in believed.splitlines()]
    address = _ADDRESS.search(believed)
    for found in (_signature(lines), _heading(lines), _told(believed)):
        if found.name:
            return replace(found, email=address[0] if address else "")
    return Introduction()


def introduced_in_line(line: str) -> Introduction:
    """Give whom a line such as "Sara Lindqvist, analyst at Nordljus" introduces; a first name is enough."""
    said = clean_line(line)[:_LONG_LINE].rstrip(".! ")
    words = _words()
    begun = words.i_am.match(said)
    if begun:
        said = words.and_i_am.sub(", ", said[begun.end() :], count=1)
    elif words.told.match(said):
        return _told(said)
    parts = [part for part in _SPLIT.split(said) if part]
    if parts and words.role_begins(parts[0]) and begun:
        return _with_place(Introduction(), parts)
    if not parts or not _is_name(parts[0], least=1):
        return Introduction()
    return _with_place(Introduction(name=parts[0]), parts[1:])


def _without(text: str, apart: Iterable[tuple[int, int]]) -> str:
    """Give the text with what is set aside cut out, a line break in its place."""
    kept, at = [], 0
    for start, end in sorted(apart):
        if end > start:
            kept.append(text[at:start])
            at = max(at, end)
    return "\n".join([*kept, text[at:]])


def _signature(lines: list[str]) -> Introduction:
    """Read the block after "--" or a closing such as "Best regards"; the last one is the writer's."""
    words = _words()
    for at in reversed(range(len(lines) - 1)):
        if not (_SIGNED.match(lines[at]) or words.closing.fullmatch(lines[at].rstrip(",.! "))):
            continue
        block = [line for line in lines[at + 1 : at + 9] if line]
        found = _block(block)
        if found.name:
            return found
    return Introduction()


def _heading(lines: list[str]) -> Introduction:
    """Read a text that begins with a name: a profile, a signature by itself, or "Name, role, place"."""
    first = [line for line in lines if line][:6]
    if not first or len(first[0]) > _LONG_LINE or _PROSE.search(_words().degree.sub("", first[0])):
        return Introduction()
    return _block(first)


def _block(block: list[str]) -> Introduction:
    """Read a name and, on its line or the next ones, role and place of work."""
    if not block:
        return Introduction()
    head, *rest = _SPLIT.split(_words().degree.sub("", block[0].rstrip(",. "), count=1))
    if not _is_name(head, least=2):
        return Introduction()
    if rest:
        return _with_place(Introduction(name=head), rest)
    said: list[str] = []
    for line in block[1:4]:
        longest = _LONG_LINE if "|" in line else 90
        if _REACHED.search(line) or len(line) > longest or line.endswith((".", "!", "?", ":")):
            break
        said += [part for part in _SPLIT.split(line.rstrip(", ")) if part]
    return _with_place(Introduction(name=head), said)


def _with_place(found: Introduction, parts: list[str]) -> Introduction:
    """Add role and place of work from the parts that follow a name."""
    words = _words()
    for part in (each.strip(" .") for each in parts[:4]):
        role, place = _split_at(part)
        if place and not found.role:
            return replace(found, role=role, organisation=found.organisation or place)
        if not found.role and words.role_begins(part):
            found = replace(found, role=_role(part))
        elif not found.organisation and _is_place_of_work(part):
            found = replace(found, organisation=part[:MAX_NAME])
    return found


def _split_at(part: str) -> tuple[str, str]:
    """Take "head of analysis at Nordljus" apart; two empty texts where it is nothing of the kind."""
    for at in _words().at.finditer(part):
        role, place = part[: at.start()], _begins_with_name(part[at.end() :])
        if _words().role_begins(role) and place:
            return _role(role), place
    return "", ""


def _told(text: str) -> Introduction:
    """Read "Maria Berg is chief analyst at Nordljus" where a sentence says so."""
    for sentence in _words().told.finditer(text):
        name = _words().degree.sub("", sentence["name"].strip(), count=1)
        if not _is_name(name, least=2):
            continue
        said = text[sentence.end() : sentence.end() + _LONG_LINE]
        said = re.split(r"[.!?;](?:\s|$)|\n|,\s|\s(?:and|och|where|där|who|som|since|sedan)\s", said)[0]
        role, place = _split_at(said)
        if not role and _words().role_begins(said):
            role = _role(said)
        if role:
            return Introduction(name=name, role=role, organisation=place)
    return Introduction()


def _role(text: str) -> str:
    """Give a role without its article, and without the place that some add ("in London")."""
    role = re.sub(r"\s(?:i|in)\s[^\W\d_]*$", "", text.strip(" ,.:-"))
    role = _words().at_end.sub("", role)
    return _words().article.sub("", role, count=1)


def _begins_with_name(text: str) -> str:
    """Give the organisation's name that a text begins with, as far as it is written like one."""
    found = _words().organisation.match(text.strip())
    name = re.sub(r"(?:[ ](?:of|and|och|för|for|the|de|&))+$", "", found[0]).rstrip(".,") if found else ""
    return name[:MAX_NAME] if _is_place_of_work(name) else ""


def _is_place_of_work(text: str) -> bool:
    words = text.split()
    plain = text.casefold()
    return (
        0 < len(words) <= 6
        and (text[0].isupper() or text[0].isdigit())
        and not _REACHED.search(text)
        and plain not in _words().places
        and not text.endswith(("!", "?", ":"))
    )


def _is_name(text: str, *, least: int) -> bool:
    """Whether a text is written as a person's name is, with at least so many words."""
    words = text.split()
    capital = [word for word in words if word[0].isupper() or not word[0].isascii()]
    return (
        bool(re.fullmatch(_NAME, text))
        and len(capital) >= least
        and words[0] in capital
        and words[-1] in capital
        and all(word in capital or re.fullmatch(_PARTICLE, word) for word in words)
        and not any(word.casefold().strip(".") in _words().not_names for word in words)
        and not any(job_titles().search(word) for word in words if len(words) > 1)
    )


@dataclass(frozen=True)
class _Words:
    at: re.Pattern[str]
    at_end: re.Pattern[str]
    i_am: re.Pattern[str]
    and_i_am: re.Pattern[str]
    article: re.Pattern[str]
    degree: re.Pattern[str]
    closing: re.Pattern[str]
    told: re.Pattern[str]
    organisation: re.Pattern[str]
    not_names: frozenset[str]
    places: frozenset[str]

    def role_begins(self, text: str) -> bool:
        """Whether a text reads as a role: it names a job and is short."""
        goes_on = re.search(r"[.!?;:]\s", text)
        return 0 < len(text.split()) <= 10 and not goes_on and bool(job_titles().search(text))


@cache
def _words() -> _Words:
    table: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "words" / "introduction.toml").read_text(encoding="utf-8")
    )
    either = {key: _either(values) for key, values in table.items()}
    return _Words(
        at=re.compile(rf"(?i:\s(?:{either['at']})\s+|\s?@\s?)"),
        at_end=re.compile(rf"(?i:\s+(?:{either['at']})$)"),
        i_am=re.compile(rf"(?i:(?:{either['i_am']})\s+)"),
        and_i_am=re.compile(rf"(?i:[,.]?\s+(?:{either['and_i_am']})\s+)"),
        article=re.compile(rf"(?i:^(?:{either['article']})\s+)"),
        degree=re.compile(rf"(?i:^(?:{either['degree']})\.?\s+)"),
        closing=re.compile(rf"(?i:{either['closing']})"),
        told=re.compile(rf"(?<![^\s(\"\u201d])(?P<name>{_NAME})\s+(?:{either['is']})\s+(?=\S)"),
        organisation=re.compile(
            rf"(?:{_CAPITAL}|&)(?:[ ](?:{_CAPITAL}|&|of|and|och|för|for|the|de|{either['tails']})(?!\w))*"
        ),
        not_names=frozenset(table["not_names"]),
        places=frozenset(table["places"]),
    )


def _either(values: Iterable[str]) -> str:
    longest_first: Iterator[str] = iter(sorted(values, key=len, reverse=True))
    return "|".join(re.escape(each) for each in longest_first)
