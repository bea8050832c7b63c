"""`unsupported_claim`: what a text claims about the recipient or the meeting without support in the brief.

The base is the union of all that the person gave. Names, numbers, dates, titles and quotations are compared
word by word in either language; works, deeds, meetings and sayings as far as patterns reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from assistant.checks.party_names import signature_lines
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, support_of
from assistant.domain.draft import Draft, Role, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

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
    for sentence in _claiming(draft):
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
    if support.has_words(text):
        return ()
    if role == "greeting":
        return tuple(titled_greeting(text, language, support))
    dates, read = unsupported_dates(text, language, support, today)
    if len(text) <= _LONGEST_SENTENCE:
        read += settled_times(text, language, support, today)
    return _distinct(
        chain(
            unsupported_quotes(text, support),
            unsupported_roles(text, language, support),
            unsupported_names(text, language, support, subject=role == "subject"),
            dates,
            unsupported_numbers(text, language, support, read, today),
            _relations(text, language, support, today) if len(text) <= _LONGEST_SENTENCE else (),
            unsupported_relations(text, language, support),
        )
    )


def _relations(text: str, language: Language, support: Support, today: date) -> Iterator[Claim]:
    """What a sentence says that no single word gives away."""
    yield from unsupported_titles(text, language, support)
    yield from contradicted_times(text, language, support, today)
    yield from unsupported_promises(text, language, support)
    yield from unsupported_hearsay(text, language, support)
    yield from unsupported_ties(text, language, support)
    yield from ties_to_ours(text, language, support)
    yield from turned_ties(text, language, support)
    yield from unsupported_bonds(text, language, support)
    yield from wrong_introducers(text, language, support)
    yield from unsupported_degrees(text, language, support)
    yield from turned_transfers(text, language, support)
    yield from unsettled_states(text, language, support)
    yield from contradicted_deeds(text, language, support)
    yield from mixed_lives(text, language, support)
    yield from contrasted(text, language, support)
    yield from turned_orders(text, support)
    yield from unmet_conditions(text, language, support)


def _claiming(draft: Draft) -> Iterator[Sentence]:
    """The subject, the greeting, the prose, and what stands under a signature's first line."""
    yield from (each for each in draft.sentences if each.role in {"subject", "greeting", "sentence", "item"})
    yield from signature_lines(draft)


def _distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims in the order of the text; of those that overlap the one found first."""
    kept: list[Claim] = []
    for claim in claims:
        if all(claim.end <= other.start or claim.start >= other.end for other in kept):
            kept.append(claim)
    return tuple(sorted(kept, key=lambda claim: claim.start))


def _quoted(given: str, ui: Language) -> str:
    return f"\u201d{given}\u201d" if ui == "sv" else f"\u201c{given}\u201d"
