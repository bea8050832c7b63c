"""The numbers that a brief tells: as written, the years between two years, the share that a change leaves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checks.figures import find_figures
from assistant.checks.meanings import rows
from assistant.checks.tokens import stems

_JOINING: Final = frozenset(
    [
        "and",
        "och",
        "but",
        "men",
        "or",
        "eller",
        "samt",
        "so",
        "så",
        "has",
        "have",
        "had",
        "har",
        "hade",
        "is",
        "är",
        "was",
        "var",
        "were",
        "she",
        "he",
        "hon",
        "han",
        "jag",
        "we",
        "vi",
        "in",
        "on",
        "at",
        "först",
        "sist",
        "som",
        "that",
        "which",
        "who",
        "per",
        "of",
        "av",
        "the",
        "planned",
        "expected",
        "planerade",
        "planerat",
        "väntade",
        "beräknade",
    ]
)
"""Words after a number that do not tell what it counts."""
_CHANGE: Final = re.compile(
    r"\b(?:från|from)\s(\d+(?:[.,]\d+)?)\s(?:\w+\s)?(?:till|to)\s(\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_OF_WHOLE: Final = re.compile(
    r"\b(?:av|of|bland|among)\s(?:de\s|the\s)?(\d{1,4})\s[^.;!?\d]{1,60}?\s(\d{1,4})(?![\d.])", re.IGNORECASE
)
"""A whole, and its part further on: "of 30 bridges eleven"."""
_OF: Final = re.compile(
    r"\s(?:[^\W\d]+\s){0,2}?(?:av|of|out\sof|in|på)\s(?:de\s|the\s|every\s|its\s|her\s|his\s|their\s|hennes\s|hans\s|sina\s|deras\s)?",
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
    for text in texts:
        yield from _written(text)
        yield from _spans(text)
        yield from _changes(text)


def unit_after(text: str, end: int) -> frozenset[str]:
    """The stems of the next two words after a number, which tell what it counts."""
    after = re.match(r"[\s-]*([^\W\d_]+)?(?:\s+([^\W\d_]+))?", text[end : end + 60])
    following = [word for word in (after.groups() if after else ()) if word and len(word) > 1]
    words = [word for word in following if word.casefold() not in _JOINING]
    words += ["procent"] * bool(re.match(r"\s?%", text[end : end + 2]))
    named = frozenset(f"#{row}" for word in words for row in rows(word))
    return named | frozenset(stem for word in words for stem in stems(word))


def _written(text: str) -> Iterator[Figure]:
    for every in _EVERY.finditer(text):
        yield Figure(1 / _IN_SO_MANY[every[1].casefold()], frozenset(), every[0])
    for code in ("sv", "en"):
        found = find_figures(text, code)
        for at, number in enumerate(found):
            later = _PERCENT_LATER.match(text, number.end)
            unit = unit_after(text, later.end("to") if later else number.end)
            whole = found[at + 1] if at + 1 < len(found) else None
            if whole and _OF.fullmatch(text[number.end : whole.start]):
                unit |= unit_after(text, whole.end)
            yield Figure(number.value, unit, text[number.start : number.end])


def _spans(text: str) -> Iterator[Figure]:
    """The years between two years: from 2019 to 2023 is four."""
    unit = frozenset(stem for word in ("år", "year", "years") for stem in stems(word))
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)})
    for first, last in itertools.combinations(years, 2):
        yield Figure(float(last - first), unit, f"{first}\u2013{last}")


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
            if _OF.fullmatch(text[one.end : other.start])
        ]
    for written, part, whole in pairs:
        if 0 < part < whole:
            yield from (Figure(share, frozenset(), written) for share in (part / whole, 1 - part / whole))
