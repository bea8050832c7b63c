"""`unsupported_claim`: what a text claims about the recipient or the meeting without support in the brief.

The base is the union of all that the person gave. Names, numbers, dates, titles and quotations are compared
word by word in either language; works, deeds, meetings and sayings as far as patterns reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
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
from assistant.checks.claim_relations import unsupported_relations
from assistant.checks.claim_roles import unsupported_roles
from assistant.checks.claim_states import unsettled_states
from assistant.checks.claim_times import contradicted_times, settled_times
from assistant.checks.claim_titles import titled_greeting, unsupported_titles
from assistant.checks.claim_transfers import turned_transfers
from assistant.checks.claims import Claim
from assistant.checks.contacts import find_contacts
from assistant.checks.learned_claims import takes_back, unlikely_claim
from assistant.checks.learned_words import Beside, weighed_words
from assistant.checks.party_names import signature_lines
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, support_of
from assistant.domain.draft import Draft, Role, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

LEARNED_ROLES: Final = frozenset({"sentence"})
"""What the learned part judges; the rules read subjects, greetings, questions and signatures too."""
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
)
"""What reads who did what, in the order in which it is asked, each with the name of its rule."""
RELATIONS: Final = frozenset(rule for rule, _find in _OF_RELATIONS)
"""The rules of relations, which the learned part can take back. A work that nobody gave shows in a word."""
_LONGEST_SENTENCE: Final = 1_000
"""Characters beyond which a sentence is no sentence, and its relations are not read."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find claims that the brief contradicts or does not have; overlapping ones are given once."""
    if examined.brief is None:
        return
    rule = load_rule("unsupported_claim")
    draft = examined.draft
    support = support_of(examined.brief)
    held_at = examined.brief.meeting.held_at if examined.brief.meeting else None
    today = (examined.now.astimezone(held_at.tzinfo) if held_at else examined.now).date()
    contacts = [(each.start, each.end) for each in find_contacts(draft.text)]
    for sentence in claiming(draft):
        for claim in find_claims(sentence.text, sentence.role, draft.language, support, today):
            start, end = sentence.start + claim.start, sentence.start + claim.end
            if any(start < last and first < end for first, last in contacts):
                continue  # the output gate has it
            given = _quoted(claim.given, examined.ui)
            yield rule.finding(draft, start, end, examined.ui, key=claim.key, basis=claim.basis, given=given)


@lru_cache(maxsize=512)
def find_claims(
    text: str, role: Role, language: Language, support: Support, today: date
) -> tuple[Claim, ...]:
    """Give the claims of a sentence that the brief does not support, in the order of the text.

    Kept by sentence, so that after an edit only the sentence that changed is read again.
    """
    found = rule_claims(text, role, language, support, today)
    if role == "greeting" or len(text) > _LONGEST_SENTENCE or support.has_words(text):
        return tuple(claim for _rule, claim in found)
    kept = weighed_words(Beside(text, role, language, support, today), found)
    if role not in LEARNED_ROLES:
        return tuple(claim for _rule, claim in kept)
    if kept and takes_back(text, language, support, [rule for rule, _claim in found]):
        kept = tuple((rule, claim) for rule, claim in kept if rule not in RELATIONS)
    unlikely = None if kept else unlikely_claim(text, language, support)
    return (unlikely,) if unlikely else tuple(claim for _rule, claim in kept)


def rule_claims(
    text: str, role: Role, language: Language, support: Support, today: date
) -> tuple[tuple[str, Claim], ...]:
    """Give what the rules find in a sentence, in its order, each with the name of its rule."""
    if support.has_words(text):
        return ()
    if role == "greeting":
        return tuple(("greeting", claim) for claim in titled_greeting(text, language, support))
    dates, read = unsupported_dates(text, language, support, today)
    if len(text) <= _LONGEST_SENTENCE:
        read += settled_times(text, language, support, today)
    return _distinct(
        chain(
            _named("quotes", unsupported_quotes(text, support)),
            _named("roles", unsupported_roles(text, language, support)),
            _named("names", unsupported_names(text, language, support, subject=role == "subject")),
            _named("dates", dates),
            _named("numbers", unsupported_numbers(text, language, support, read, today)),
            _relations(text, language, support, today) if len(text) <= _LONGEST_SENTENCE else (),
            _named("works", unsupported_relations(text, language, support)),
        )
    )


def _relations(text: str, language: Language, support: Support, today: date) -> Iterator[tuple[str, Claim]]:
    """What a sentence says that no single word gives away."""
    yield from _named("titles", unsupported_titles(text, language, support))
    yield from _named("times", contradicted_times(text, language, support, today))
    for rule, find in _OF_RELATIONS:
        yield from _named(rule, find(text, language, support))


def _named(rule: str, claims: Iterable[Claim]) -> Iterator[tuple[str, Claim]]:
    return ((rule, claim) for claim in claims)


def claiming(draft: Draft) -> Iterator[Sentence]:
    """Give the subject, the greeting, the prose, and what stands under a signature's first line."""
    yield from (each for each in draft.sentences if each.role in {"subject", "greeting", "sentence", "item"})
    yield from signature_lines(draft)


def _distinct(claims: Iterable[tuple[str, Claim]]) -> tuple[tuple[str, Claim], ...]:
    """Claims in the order of the text; of those that overlap the one found first."""
    kept: list[tuple[str, Claim]] = []
    for rule, claim in claims:
        if all(claim.end <= other.start or claim.start >= other.end for _rule, other in kept):
            kept.append((rule, claim))
    return tuple(sorted(kept, key=lambda each: each[1].start))


def _quoted(given: str, ui: Language) -> str:
    return f"\u201d{given}\u201d" if ui == "sv" else f"\u201c{given}\u201d"
