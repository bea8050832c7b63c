"""Places in a sentence: what lies in another, what is told of the same fact, and what is the sender's own."""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.checks.claim_scope import is_senders
from assistant.checks.claims import Claim
from assistant.checks.folding import load_words
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, tokens
from assistant.domain.value import Language


def is_at_home(claim: Claim, text: str, language: Language, support: Support) -> bool:
    """Whether a known place is rightly where it stands: at another of its fact's, or the sender's own."""
    named, given = text[claim.start : claim.end], claim.given
    told = [
        f"{each.text} {each.title} {each.where}"
        for each in support.brief.facts
        if given in f"{each.text} {each.title} {each.where}"
    ]
    if any(named in each for each in told):
        return True
    if given in text and any(named == each.where for each in support.brief.facts):
        return True
    about = f"{support.brief.recipient.organisation} {support.brief.recipient.role}"
    return not (told or given in about) or is_senders(text, claim.start, language, support)


def is_around(token: Token, support: Support) -> bool:
    """Whether it is a region or country, while the brief tells of no other: what lies in it may be named."""
    low = bare(token.text).removesuffix("s")
    if low not in _regions():
        return False
    return not _told_regions(support) - {low}


@cache
def _regions() -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in load_words("names")["regions"].split())


@lru_cache(maxsize=32)
def _told_regions(support: Support) -> frozenset[str]:
    """The regions that the brief names for the recipient."""
    recipient = support.brief.recipient
    texts = [recipient.role, recipient.organisation]
    texts += [
        text
        for fact in support.brief.facts
        if fact.kind != "shared_contact"
        for text in (fact.text, fact.where)
    ]
    return (
        frozenset(bare(each.text).removesuffix("s") for text in texts for each in tokens(text)) & _regions()
    )


def same_fact_elsewhere(text: str, support: Support) -> bool:
    """Whether the sentence speaks of a fact whose place the brief gives."""
    low = text.casefold()
    words = {bare(token.text) for token in tokens(text)}
    return any(
        fact.where
        and (
            (fact.title and fact.title.casefold() in low)
            or any(bare(t.text) in words for t in tokens(fact.where) if len(t.text) > 3)
        )
        for fact in support.brief.facts
    )
