"""`unsupported_claim`: what a text claims about the recipient, their work or the meeting without support in the brief.

The base is the union of all that the person gave. Names, numbers, dates, titles and quotations are compared
word by word in either language; works, deeds, meetings and sayings as far as patterns reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from assistant.checks.claim_dates import unsupported_dates
from assistant.checks.claim_names import unsupported_names
from assistant.checks.claim_numbers import unsupported_numbers
from assistant.checks.claim_quotes import unsupported_quotes
from assistant.checks.claim_relations import unsupported_relations
from assistant.checks.claim_roles import unsupported_roles
from assistant.checks.claims import Claim
from assistant.checks.contacts import find_contacts
from assistant.checks.party_names import signature_lines
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, support_of
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find claims that the brief contradicts or does not have; overlapping ones are given once."""
    if examined.brief is None:
        return
    rule = load_rule("unsupported_claim")
    draft = examined.draft
    support = support_of(examined.brief)
    contacts = [(each.start, each.end) for each in find_contacts(draft.text)]
    for sentence in _claiming(draft):
        if support.has_words(sentence.text):
            continue
        for claim in _distinct(find_claims(sentence, draft.language, support, examined.now)):
            start, end = sentence.start + claim.start, sentence.start + claim.end
            if any(start < last and first < end for first, last in contacts):
                continue  # the output gate has it
            yield rule.finding(
                draft,
                start,
                end,
                examined.ui,
                key=claim.key,
                basis=claim.basis,
                given=_quoted(claim.given, examined.ui),
            )


def find_claims(sentence: Sentence, language: Language, support: Support, now: datetime) -> Iterator[Claim]:
    """Give the claims of a sentence that the brief does not support; they may overlap."""
    text = sentence.text
    dates, read = unsupported_dates(text, language, support, now)
    yield from unsupported_quotes(text, support)
    yield from unsupported_roles(text, language, support)
    yield from unsupported_names(text, language, support, subject=sentence.role == "subject")
    yield from dates
    yield from unsupported_numbers(text, language, support, read)
    yield from unsupported_relations(text, language, support)


def _claiming(draft: Draft) -> Iterator[Sentence]:
    """The subject, the prose, and what stands under a signature's first line."""
    yield from (each for each in draft.sentences if each.role in {"subject", "sentence", "item"})
    yield from signature_lines(draft)


def _distinct(claims: Iterator[Claim]) -> list[Claim]:
    """Claims in the order of the text; of those that overlap the one found first."""
    kept: list[Claim] = []
    for claim in claims:
        if all(claim.end <= other.start or claim.start >= other.end for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda claim: claim.start)


def _quoted(given: str, ui: Language) -> str:
    return f"\u201d{given}\u201d" if ui == "sv" else f"\u201c{given}\u201d"
