"""What rules find in a sentence beside a brief: in its single words, and in who did what.

The learned parts look first: the rules that take longest, of numbers and of relations, are asked only where
the weights are not sure of the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from assistant.checks.claim_bonds import unsupported_bonds
from assistant.checks.claim_conditions import unmet_conditions
from assistant.checks.claim_contrasts import contrasted, turned_orders
from assistant.checks.claim_dates import unsupported_dates
from assistant.checks.claim_deeds import contradicted_deeds
from assistant.checks.claim_degrees import unsupported_degrees
from assistant.checks.claim_lives import mixed_lives
from assistant.checks.claim_names import unsupported_names
from assistant.checks.claim_numbers import unsupported_numbers
from assistant.checks.claim_promises import (
    ties_to_ours,
    turned_ties,
    unsupported_hearsay,
    unsupported_promises,
    unsupported_ties,
    wrong_introducers,
)
from assistant.checks.claim_quotes import unsupported_quotes
from assistant.checks.claim_relations import unsupported_relations, unsupported_works
from assistant.checks.claim_roles import unsupported_roles
from assistant.checks.claim_states import unsettled_states
from assistant.checks.claim_times import contradicted_times, settled_times
from assistant.checks.claim_titles import titled_greeting, unsupported_titles
from assistant.checks.claim_transfers import turned_transfers
from assistant.checks.claims import Claim
from assistant.checks.support import Support
from assistant.domain.draft import Role
from assistant.domain.value import Language

_OF_RELATIONS: Final[tuple[tuple[str, Callable[[str, Language, Support], Iterator[Claim]]], ...]] = (
    ("promises", unsupported_promises),
    ("hearsay", unsupported_hearsay),
    ("ties", unsupported_ties),
    ("ties", ties_to_ours),
    ("ties", turned_ties),
    ("ties", unsupported_bonds),
    ("ties", wrong_introducers),
    ("degrees", unsupported_degrees),
    ("transfers", turned_transfers),
    ("states", unsettled_states),
    ("deeds", contradicted_deeds),
    ("lives", mixed_lives),
    ("contrasts", contrasted),
    ("contrasts", turned_orders),
    ("conditions", unmet_conditions),
    ("sayings", unsupported_relations),
)
"""What reads who did what, in the order in which it is asked, each with the name of its rule."""
RELATIONS: Final = frozenset(rule for rule, _find in _OF_RELATIONS)
"""The rules of relations, which the learned part can take back. A work that nobody gave shows in a word."""
LONGEST_SENTENCE: Final = 1_000
"""Characters beyond which a sentence is no sentence, and its relations are not read."""


def rule_claims(
    text: str,
    role: Role,
    language: Language,
    support: Support,
    today: date,
    *,
    figures: bool = True,
    relations: bool = True,
) -> tuple[tuple[str, Claim], ...]:
    """Give what the rules find in a sentence, in its order, each with the name of its rule.

    Without `figures` the rules of numbers and of times since are left out, without `relations` those of who
    did what.
    """
    if support.has_words(text):
        return ()
    if role == "greeting":
        return tuple(("greeting", claim) for claim in titled_greeting(text, language, support))
    short = len(text) <= LONGEST_SENTENCE
    dates, read = unsupported_dates(text, language, support, today)
    return _distinct(
        chain(
            _named("quotes", unsupported_quotes(text, support)),
            _named("roles", unsupported_roles(text, language, support)),
            _named("names", unsupported_names(text, language, support, subject=role == "subject")),
            _named("dates", dates),
            _numbers(text, language, support, read, today) if figures else (),
            _named("titles", unsupported_titles(text, language, support)) if short else (),
            _named("times", contradicted_times(text, language, support, today)) if short and figures else (),
            _of_relations(text, language, support) if short and relations else (),
            _named("works", unsupported_works(text, language, support)),
        )
    )


def _numbers(
    text: str, language: Language, support: Support, read: list[tuple[int, int]], today: date
) -> Iterator[tuple[str, Claim]]:
    """Numbers, but for those that are part of a date; `read` is where those are."""
    if len(text) <= LONGEST_SENTENCE:
        read += settled_times(text, language, support, today)
    return _named("numbers", unsupported_numbers(text, language, support, read, today))


def _of_relations(text: str, language: Language, support: Support) -> Iterator[tuple[str, Claim]]:
    """What a sentence says that no single word gives away."""
    for rule, find in _OF_RELATIONS:
        yield from _named(rule, find(text, language, support))


def _named(rule: str, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
    return ((rule, claim) for claim in claims)


def _distinct(claims: Iterable[tuple[str, Claim]]) -> tuple[tuple[str, Claim], ...]:
    """Claims in the order of the text; of those that overlap the one found first."""
    kept: list[tuple[str, Claim]] = []
    for rule, claim in claims:
        if all(claim.end <= other.start or claim.start >= other.end for _rule, other in kept):
            kept.append((rule, claim))
    return tuple(sorted(kept, key=lambda each: each[1].start))
