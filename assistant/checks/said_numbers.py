"""The numbers of a sentence, each with how the brief has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant.checks.ask_too_long import LONGEST_MINUTES
from assistant.checks.claim_amounts import agrees, is_near
from assistant.checks.claim_counting import is_own_number, own_spans
from assistant.checks.durations import find_durations
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.passages import counted_in
from assistant.checks.said import Place, Said
from assistant.checks.support import Figure, Support
from assistant.checks.told_figures import unit_after
from assistant.domain.value import Language

_LETTER: Final = re.compile(r"[A-Za-zÅÄÖåäö]-?$")
"""Right before a number that is part of a word: "E4"."""
_OF: Final = re.compile(r"\s(?:(?:out\s)?of(?:\severy)?|in|av(?:\svarje)?|på)\s", re.IGNORECASE)
_RATIO: Final = 20
"""The whole of a share that is told in two numbers is this at most."""
_FEW: Final = 12
_MANY: Final = 100
_UNITS: Final = 6
"""Stems of what is counted that are seen."""


def numbers_said(
    text: str, language: Language, support: Support, taken: list[tuple[int, int]]
) -> Iterator[Said]:
    """Give each number of two or more and each share that does not stand in a place that is `taken`."""
    own: tuple[tuple[int, int], ...] | None = None
    for number in find_figures(text, language):
        inside = any(start < number.end and number.start < end for start, end in taken)
        lettered = _LETTER.search(text[max(0, number.start - 2) : number.start])
        if number.value not in {0, 1} and not inside and not lettered:
            own = tuple(own_spans(text, language, support)) if own is None else own
            yield _number(text, number, language, support, own)


def _number(
    text: str, number: Number, language: Language, support: Support, own: tuple[tuple[int, int], ...]
) -> Said:
    unit = unit_after(text, number.end)
    around = text[: number.start], text[number.end :]
    agreeing = [each for each in support.figures if agrees(number.value, each, *around)]
    counted = [each for each in support.figures if each.value != 1 and _has_unit(each, unit)]
    standing = "ratio" if _is_ratio(text, number, language, support) else _standing(agreeing, counted, unit)
    traits = [
        f"own:{any(start < number.end and number.start < end for start, end in own):d}",
        f"mine:{is_own_number(text, number, language, support):d}",
        _size(number.value),
        "digits" if text[number.start].isdigit() else "word",
    ]
    traits += [
        "short" if each.minutes <= LONGEST_MINUTES else "long"
        for each in find_durations(text, language)
        if each.start < number.end and number.start < each.end
    ]
    named = (stem for stem in sorted(unit) if len(stem) > 2 and not stem.startswith("#"))
    traits += [f"unit:{stem}" for stem, _at in zip(named, range(_UNITS), strict=False)]

    def place_in(told: str) -> Place:
        share = number.value < 1
        alike = [(each, counted) for each, counted in counted_in(told) if (each.value < 1) is share]
        if any(is_near(number.value, each.value, *around) for each, _counted in alike):
            return "same"
        others = (each for each, counted in alike if each.value != 1 and (share or counted & unit))
        return "other" if any(others) else "none"

    return Said(
        kind="number",
        start=number.start,
        end=number.end,
        standing=standing,
        lacked=standing in {"none", "unit"},
        traits=tuple(traits),
        place_in=place_in,
        given=counted[0].written if standing == "unit" and len({each.value for each in counted}) == 1 else "",
    )


def _is_ratio(text: str, number: Number, language: Language, support: Support) -> bool:
    """Whether it is a side of "four in ten" and the brief has such a share: 42 percent."""
    for one, other in pairwise(find_figures(text, language)):
        joined = _OF.fullmatch(text[one.end : other.start])
        if joined and number in (one, other) and one.value < other.value <= _RATIO:
            share = one.value / other.value
            return any(agrees(share, each, text[: one.start], "") for each in support.figures)
    return False


def _standing(agreeing: list[Figure], counted: list[Figure], unit: frozenset[str]) -> str:
    """Whether the brief has the number, something else so counted, both in one ("both") or apart, or none."""
    if any(each in counted for each in agreeing):
        return "both"
    if agreeing:
        return "apart" if counted else "value" if unit else "bare"
    return "unit" if counted else "none"


def _has_unit(figure: Figure, unit: frozenset[str]) -> bool:
    return any(len(stem) > 2 for stem in figure.unit & unit)


def _size(value: float) -> str:
    return "share" if value < 1 else "few" if value <= _FEW else "some" if value < _MANY else "many"
