"""The numbers that a brief tells: as written, the years between two years, the share that a change leaves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checks.figures import find_figures
from assistant.checks.meanings import rows
from assistant.checks.rule import load_rule
from assistant.checks.tokens import stems

_RATE: Final = re.compile(
    r"\s(?:an?|per|every|each|om|i|varje)\s(?:hour|day|night|week|month|term|year|timmen|dagen|dan|dygnet|natten|veckan|månaden|terminen|året)\b",
    re.IGNORECASE,
)
"""How often, after a number that stands alone: "around 210 a month"."""
_LABEL: Final = re.compile(
    r"\b(day|dag|week|vecka|episode|ep|avsnitt|nr|no|nummer|number|issue|chapter|kapitel|page|sida|step|steg|version|class|"
    r"klass|årskurs|grade|year|år|level|nivå|room|sal|paragraph|paragraf|part|del)\.?\s$",
    re.IGNORECASE,
)
"""What a number is the label of: "day 11", "avsnitt 48"."""
_WORDED: Final = re.compile(
    r"\b(?:until|till|by|on|from|since|after|before|på|från|efter|före|sedan)\s(day|dag|week|vecka)\s[^\W\d]+$",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d(?:-\d\d)?(?:T[\d:+.Z-]*)?(?!\d)")
"""A date in digits, whose parts count nothing."""
_HALVED: Final = (
    (0.5, re.compile(r"\b(?:halver\w+|halv(?:ed|es|ing)|half|hälften|halva)\b", re.IGNORECASE)),
    (2.0, re.compile(r"\b(?:dubbl\w+|fördubbl\w+|doubl(?:ed|es|ing)|twice)\b", re.IGNORECASE)),
    (3.0, re.compile(r"\b(?:tredubbl\w+|trippl\w+|tripl(?:ed|es|ing)|trebl\w+)\b", re.IGNORECASE)),
)
"""Verbs that tell a share or a multiple."""
_CHANGE: Final = re.compile(
    r"\b(?:från|from)\s(\d+(?:[.,]\d+)?)\s(?:\w+\s)?(?:till|to)\s(\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_OF_WHOLE: Final = re.compile(
    r"\b(?:av|of|bland|among)\s(?:de\s|the\s)?(\d{1,4})\s[^.;!?\d]{1,60}?\s(\d{1,4})(?![\d.])", re.IGNORECASE
)
"""A whole, and its part further on: "of 30 bridges eleven"."""
PART_OF: Final = re.compile(
    r"\s(?:[^\W\d]+\s){0,2}?(?:av|of|out\sof|in|på)\s(?:de\s|the\s|an?\s|every\s|its\s|her\s|his\s|their\s|hennes\s|hans\s|sina\s|deras\s|[\wåäö]+s\s|\w+[’']s?\s)?",
    re.IGNORECASE,
)
"""What stands between a part and its whole: "nine of the 40"."""
_PERCENT_LATER: Final = re.compile(
    r"(?P<to>\s(?:till|to|mot|and|och)\s\d+(?:[.,]\d+)?)\s?(?:%|procent|per\s?cent)", re.IGNORECASE
)
"""The first of two numbers before one "per cent"."""
_ORDINALS: Final = (
    ("annan", "second"),
    ("tredje", "third"),
    ("fjärde", "fourth"),
    ("femte", "fifth"),
    ("sjätte", "sixth"),
    ("sjunde", "seventh"),
    ("åttonde", "eighth"),
    ("nionde", "ninth"),
    ("tionde", "tenth"),
)
_IN_SO_MANY: Final = {word: number for number, pair in enumerate(_ORDINALS, 2) for word in pair}
_EVERY: Final = re.compile(rf"\b(?:var|vart|varje|every)\s({'|'.join(_IN_SO_MANY)})\b", re.IGNORECASE)
"""One in so many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the brief has, with the stems of the word that it counts."""

    value: float
    unit: frozenset[str]
    written: str


def told_figures(texts: Iterable[str]) -> Iterator[Figure]:
    """Give every number that texts tell, in the text itself or between its numbers."""
    for written in texts:
        text = _DATED.sub(lambda date: " " * len(date[0]), written)
        yield from _written(text)
        for value, verb in _HALVED:
            yield from (Figure(value, frozenset(), match[0]) for match in verb.finditer(text))
        yield from _spans(written)
        yield from _changes(text)


def unit_after(text: str, end: int) -> frozenset[str]:
    """The stems of the next two words after a number, or of its label before it: what it counts."""
    label = unit_before(text, end)
    if label:
        return label
    if _RATE.match(text, end):
        return frozenset()
    after = re.match(r"[\s-]*([^\W\d_]+)?(?:\s+([^\W\d_]+))?", text[end : end + 60])
    following = [word for word in (after.groups() if after else ()) if word and len(word) > 1]
    if following and following[0].casefold() in _words("unit_ends"):
        following = []
    words = [word for word in following if word.casefold() not in _words("joining")]
    words += ["procent"] * bool(re.match(r"\s?%", text[end : end + 2]))
    return _keys(words)


@cache
def _words(name: str) -> frozenset[str]:
    """A list of words in the rule's file."""
    return frozenset(load_rule("unsupported_claim").data["numbers"][name].split())


def _keys(words: list[str]) -> frozenset[str]:
    named = frozenset(f"#{row}" for word in words for row in rows(word))
    return named | frozenset(stem for word in words for stem in stems(word))


def unit_before(text: str, end: int) -> frozenset[str]:
    """The stems of the label before a number that ends at `end`: "day" of "day 11" or "until day eleven"."""
    label = _LABEL.search(text[:end].rstrip("0123456789.,:")) if text[:end][-1:].isdigit() else None
    label = label or _WORDED.search(text[:end])
    return frozenset(f"label {each}" for each in _keys([label[1]])) if label else frozenset()


def _written(text: str) -> Iterator[Figure]:
    for every in _EVERY.finditer(text):
        yield Figure(1 / _IN_SO_MANY[every[1].casefold()], frozenset(), every[0])
    for code in ("sv", "en"):
        found = find_figures(text, code)
        for at, number in enumerate(found):
            later = _PERCENT_LATER.match(text, number.end)
            unit = unit_after(text, later.end("to") if later else number.end)
            whole = found[at + 1] if at + 1 < len(found) else None
            if whole and PART_OF.fullmatch(text[number.end : whole.start]):
                unit |= unit_after(text, whole.end)
            yield Figure(number.value, unit, text[number.start : number.end])


def _spans(text: str) -> Iterator[Figure]:
    """The years between two years: from 2019 to 2023 is four."""
    unit = frozenset(stem for word in ("år", "year", "years") for stem in stems(word))
    seasons = frozenset(stem for word in ("säsong", "säsonger", "season", "seasons") for stem in stems(word))
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)})
    for first, last in itertools.combinations(years, 2):
        yield Figure(float(last - first), unit, f"{first}\u2013{last}")
        yield Figure(float(last - first + 1), seasons, f"{first}\u2013{last}")


def _changes(text: str) -> Iterator[Figure]:
    """What two numbers say together: from 60 to 20 leaves a third and takes two, and 12 of 36 is a third."""
    for match in _CHANGE.finditer(text):
        begun, ended = (float(match[number].replace(",", ".")) for number in (1, 2))
        if begun <= 0:
            continue
        for share in (ended / begun, 1 - ended / begun, ended / begun - 1):
            if 0 < share < 1:
                yield Figure(share, frozenset(), match[0])
        yield Figure(abs(ended - begun), frozenset({"#difference"}), match[0])
    pairs = [(match[0], float(match[2]), float(match[1])) for match in _OF_WHOLE.finditer(text)]
    for code in ("sv", "en"):
        pairs += [
            (text[one.start : other.end], one.value, other.value)
            for one, other in itertools.pairwise(find_figures(text, code))
            if PART_OF.fullmatch(text[one.end : other.start])
        ]
    for written, part, whole in pairs:
        if 0 < part < whole:
            yield from (Figure(share, frozenset(), written) for share in (part / whole, 1 - part / whole))
