"""Wholes, parts and ranks that the brief has otherwise: "my whole portfolio" where it is one page of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.claim_scope import is_offered
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling
from assistant.checks.claims import Claim, data, is_ask, pattern
from assistant.checks.figures import find_figures
from assistant.checks.support import Figure, Support
from assistant.checks.told_figures import PART_OF
from assistant.domain.value import Language

_NEAR_SHARE = 0.05
"""By how much a share may differ from another and be the same."""
_WITH_US = re.compile(r"\b(?:from|to|with|for|av|från|till|med|för|hos)\s(?:us|me|oss|mig)\b", re.IGNORECASE)
_RANKS = {
    name: at
    for at, names in enumerate(
        ("first 1st första", "second 2nd andra", "third 3rd tredje", "fourth 4th fjärde"), 1
    )
    for name in names.split()
}


def unsupported_wholes(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a whole, or all of so many, where the brief tells a part."""
    if is_ask(text):
        return
    words = [each.text for each in telling(text)]
    for match in pattern(data("numbers")["whole"]).finditer(text):
        told = next((each for each in statements(support) if _is_part(match["what"], words, each)), None)
        if told:
            yield Claim(match.start(), match.end(), "contradicted", "told", told.text)
    for match in pattern(data("numbers")["all_of"]).finditer(text):
        number = next((each for each in find_figures(text, language) if each.start == match.end()), None)
        all_told = number and next(
            (
                each
                for each in statements(support)
                if _has_pair(number.value, each) and shared(words, each.words)
            ),
            None,
        )
        if number and isinstance(all_told, Statement):
            yield Claim(match.start(), number.end, "contradicted", "told", all_told.text)


def unsupported_parts(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find so many out of so many ("one in ten") where the brief tells another share of the same."""
    if is_ask(text) or pattern(data("sums")["lack"]).search(text):
        return
    words = [each.text for each in telling(text)]
    known = [_as_share(each) for each in support.figures]
    for part, whole in pairwise(find_figures(text, language)):
        share = part.value / whole.value if whole.value > 1 else 1.0
        if not 0 < share < 1 or part.value < 1 or not PART_OF.fullmatch(text[part.end : whole.start]):
            continue
        told = next((each for each in statements(support) if _has_other_share(share, words, each)), None)
        if is_offered(text, part.start, language) or _WITH_US.search(text, whole.end):
            continue  # "two questions in a 20-minute call", "two of the five buy from us"
        if told and all(abs(share - each) > _NEAR_SHARE for each in known):
            yield Claim(part.start, whole.end, "contradicted", "told", told.text)


def unsupported_ranks(text: str, support: Support) -> Iterator[Claim]:
    """Find a first prize where the brief has a second."""
    ranked = pattern(data("numbers")["ranked"])
    told = {_RANKS[match["rank"].casefold()] for each in support.texts for match in ranked.finditer(each)}
    for match in ranked.finditer(text):
        if told and _RANKS[match["rank"].casefold()] not in told and not is_ask(text):
            yield Claim(*match.span(), "not_found")


def _as_share(figure: Figure) -> float:
    """A number of the brief as a share; 88 per cent are 0.88."""
    return figure.value / 100 if figure.unit & {"procent", "percent", "cent"} else figure.value


def _has_other_share(share: float, words: list[str], told: Statement) -> bool:
    """Whether a statement that shares words tells another share of a whole."""
    figures = find_figures(told.text, told.language)
    pairs = [
        part.value / whole.value
        for part, whole in pairwise(figures)
        if 1 <= part.value < whole.value and PART_OF.fullmatch(told.text[part.end : whole.start])
    ]
    shares = [*pairs, *(each.value for each in figures if each.value < 1)]
    common = {each for each in shared(words, told.words) if not each.isdigit()}
    return len(common) > 1 and any(abs(share - each) > _NEAR_SHARE for each in shares)


def _is_part(what: str, words: list[str], told: Statement) -> bool:
    """Whether a statement speaks of one or a part of what the text has whole, and is about the same."""
    found = pattern(data("numbers")["part_of"]).finditer(told.text)
    return (
        any(is_same(what, each["what"] or each["denied"]) for each in found)
        and len(set(shared(words, told.words))) > 1
    )


def _has_pair(whole: float, told: Statement) -> bool:
    """Whether a statement tells a smaller part of so many: "9 av 12"."""
    return any(
        part.value < known.value == whole and PART_OF.fullmatch(told.text[part.end : known.start])
        for part, known in pairwise(find_figures(told.text, told.language))
    )
