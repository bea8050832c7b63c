"""A condition told as met, a warning told as advice, and a former post told as today's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_people import part_around
from assistant.checks.claim_scope import rule_advised
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling
from assistant.checks.claims import Claim, data, in_language, pattern
from assistant.checks.support import Support
from assistant.checks.tokens import without_quotes
from assistant.domain.value import Language

_ENOUGH: Final = 2
"""Words of a condition that a part of a sentence has."""


def unmet_conditions(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a condition told as met, what was warned against told as advised, and a post that is over."""
    masked = without_quotes(text)
    yield from _met(masked, support)
    yield from _misadvised(masked, language, support)
    yield from _former_post(masked, language, support)


def _met(text: str, support: Support) -> Iterator[Claim]:
    """ "Your director has signed it off" where it comes once she has."""
    rules = data("conditions")
    for told, words in _conditions(support):
        here = [each for each in telling(text) if any(is_same(each.text, word) for word in words)]
        if len({each.text.casefold() for each in here}) < _ENOUGH:
            continue
        start, end = part_around(text, here[-1])
        part = text[start:end]
        closed = pattern(rules["met"]).search(part) and not pattern(rules["open"]).search(part)
        if here[0].start >= start and closed and not pattern(rules["mine"]).search(part):
            yield Claim(here[0].start, here[-1].end, "contradicted", "told", told.text)
            return


@lru_cache(maxsize=32)
def _conditions(support: Support) -> tuple[tuple[Statement, tuple[str, ...]], ...]:
    """The telling words of what must come first, for every offer of the brief that hangs on something."""
    found = []
    for told in statements(support):
        match = pattern(data("conditions")["hangs"]).search(told.text) if told.commits else None
        words = tuple(each.text for each in telling(match["what"])) if match else ()
        if len(words) >= _ENOUGH:
            found.append((told, words))
    return tuple(found)


def _misadvised(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "I'll start with the whole class, as you said" where the advice was not to."""
    if not rule_advised(text):
        return
    for told in statements(support):
        warned = pattern(data("conditions")["warned"]).search(told.text)
        if not warned or told.origin == "other":
            continue
        for said in predications(text, language):
            theirs = [each for each in told.predications if each.meanings & said.meanings]
            words = [each.text for each in said.objects.words if telling(each.text)]
            if theirs and not said.negated and shared(words, told.words):
                yield Claim(said.start, said.clause[1], "contradicted", "told", told.text)
                return


def _former_post(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "As a ship's carpenter you must see" to one who was that before."""
    match = in_language("conditions", "as", language).search(text)
    if not match:
        return
    said = [each.text for each in telling(match["role"])]
    role = [each.text for each in telling(support.brief.recipient.role)]
    if not said or shared(said[:1], role):
        return
    for told in statements(support):
        if told.origin == "fact" and told.ended and shared(said[:1], told.words):
            yield Claim(*match.span(), "contradicted", "told", told.text)
            return
