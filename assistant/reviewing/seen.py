"""What is seen in a text on the table: its sentences, the review, and what stands behind a sentence."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.brief import Brief, Ground
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding, Review
from assistant.reviewing.limits import Limits
from assistant.reviewing.named_times import NamedTime

State = Literal["supported", "claims_nothing", "unsupported", "yours", "outside"]
"""How a sentence stands: on facts or guidance, on nothing and claiming nothing, on nothing although it claims
something, in the person's own words, or outside of what claims anything (greeting, closing, signature)."""


def skip_key(finding: Finding) -> tuple[str, str]:
    """What makes it the same finding after an edit: its check and the words it is about."""
    return finding.check, " ".join(finding.excerpt.split())


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a text."""

    text: str
    draft: Draft
    review: Review
    limit: Limits
    own_share: float
    """The share of the words that are the person's own, 0 to 1."""
    times: tuple[NamedTime, ...]
    brief: Brief
    """What it was reviewed against."""
    skipped: AbstractSet[tuple[str, str]] = field(default=frozenset(), repr=False, compare=False)
    """The document's memory of what was skipped, which goes on after the look."""

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that were not skipped."""
        return tuple(each for each in self.review.findings if skip_key(each) not in self.skipped)


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of the guidance behind a sentence, in the interface's language."""

    id: str
    title: str
    text: str
    source: str
    """Who says so."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a sentence."""

    sentence: Sentence | None
    """None between sentences."""
    facts: tuple[Ground, ...]
    guidance: tuple[Cited, ...]
    state: State


def sentence_at(draft: Draft, position: int) -> Sentence | None:
    """Give the sentence at a character, also right behind its end; None in the space between."""
    return next((each for each in draft.sentences if each.start <= position <= each.end), None)


def state_of(sentence: Sentence | None, review: Review) -> State:
    """Say how a sentence stands, from its marks and from what the review found in it."""
    if sentence is None or sentence.role in {"greeting", "closing", "signature"}:
        return "outside"
    here = {each.check for each in review.findings if sentence.start <= each.start < sentence.end}
    if sentence.unknown or here & {"unsupported_claim", "unknown_citation"}:
        return "unsupported"
    if sentence.facts or sentence.passages:
        return "supported"
    return "claims_nothing" if sentence.marked else "yours"
