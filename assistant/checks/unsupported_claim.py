"""`unsupported_claim`: what a text claims about the recipient or the meeting without support in the brief.

The base is the union of all that the person gave. Names, numbers, dates, titles and quotations are compared
word by word in either language; works, deeds, meetings and sayings as far as patterns reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from assistant.checks.abbreviations import as_noted
from assistant.checks.claim_rules import LONGEST_SENTENCE, RELATIONS, rule_claims
from assistant.checks.claims import Claim
from assistant.checks.contacts import find_contacts
from assistant.checks.learned_claims import may_be_unlikely, takes_back, unlikely_claim
from assistant.checks.learned_words import Beside, may_miscount, weighed_words
from assistant.checks.party_names import signature_lines
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, support_of
from assistant.domain.draft import Draft, Role, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

LEARNED_ROLES: Final = frozenset({"sentence"})
"""What the learned part judges; the rules read subjects, greetings, questions and signatures too."""


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
            given = _quoted(as_noted(claim.given), examined.ui)
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
    if role == "greeting" or len(text) > LONGEST_SENTENCE:
        return tuple(claim for _rule, claim in rule_claims(text, role, language, support, today))
    learned = role in LEARNED_ROLES
    read = Beside(text, role, language, support, today)
    found = rule_claims(
        text,
        role,
        language,
        support,
        today,
        figures=may_miscount(read),
        relations=not learned or may_be_unlikely(text, language, support),
    )
    kept = weighed_words(read, found)
    if learned and kept and takes_back(text, language, support, [rule for rule, _claim in found]):
        kept = tuple((rule, claim) for rule, claim in kept if rule not in RELATIONS)
    unlikely = unlikely_claim(text, language, support) if learned and not kept else None
    return (unlikely,) if unlikely else tuple(claim for _rule, claim in kept)


def claiming(draft: Draft) -> Iterator[Sentence]:
    """Give the subject, the greeting, the prose, and what stands under a signature's first line."""
    yield from (each for each in draft.sentences if each.role in {"subject", "greeting", "sentence", "item"})
    yield from signature_lines(draft)


def _quoted(given: str, ui: Language) -> str:
    return f"\u201d{given}\u201d" if ui == "sv" else f"\u201c{given}\u201d"
