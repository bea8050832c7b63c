"""A claim that the brief does not support: the brief's own figure or name instead, else it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from assistant.checks.support import support_of
from assistant.checks.unsupported_claim import find_claims
from assistant.reviewing.cutting import aside_out, bracketed_out
from assistant.reviewing.place import Mend, Place

_ALIKE: Final = 0.6
"""Likeness from which a name is a slip of the one in the brief."""


def mends(place: Place) -> Iterator[Mend]:
    """Correct a slip, take an aside out, or take the sentence out."""
    yield from place.signed()
    yield from _corrected(place)
    sentence, finding = place.sentence, place.finding
    if sentence is not None:
        cuts = (
            bracketed_out(place.seen.text, sentence, finding.start, finding.end),
            aside_out(place.draft, sentence, finding.start, finding.end),
        )
        for cut in filter(None, cuts):
            yield place.taken_out(cut, place.seen.text[cut[0] : cut[1]])
    yield from place.without_sentence()


def _corrected(place: Place) -> Iterator[Mend]:
    """Put the brief's year for a year, and its name for one much like it."""
    given, excerpt = _given(place), place.finding.excerpt
    if re.fullmatch(r"\d+", given):
        for figure in re.finditer(r"\d+", excerpt):
            if len(figure[0]) == len(given) == 4:
                yield _word(place, figure, given)
        return
    if not re.fullmatch(r"[^\W\d_]+", given) or not given[:1].isupper():
        return
    for name in re.finditer(r"[^\W\d_]+", excerpt):
        alike = SequenceMatcher(None, name[0].casefold(), given.casefold()).ratio()
        if name[0][0].isupper() and _ALIKE <= alike < 1:
            yield _word(place, name, given)


def _word(place: Place, found: re.Match[str], given: str) -> Mend:
    start = place.finding.start
    return place.changed(start + found.start(), start + found.end(), given)


def _given(place: Place) -> str:
    """What the brief says instead, when it is known."""
    sentence, finding = place.sentence, place.finding
    if sentence is None or finding.basis != "contradicted":
        return ""
    claims = find_claims(
        sentence.text, sentence.role, place.draft.language, support_of(place.seen.brief), place.today
    )
    at = finding.start - sentence.start
    return next((claim.given for claim in claims if claim.start == at), "")
