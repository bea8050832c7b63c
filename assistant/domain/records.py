"""What the store keeps: people, their facts, drafts and their versions."""

from __future__ import annotations

from pydantic import AwareDatetime

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.draft import Draft, Origins
from assistant.domain.review import Review
from assistant.domain.value import Channel, Language, Value


class Person(Value):
    """Someone the sender knows of or writes to."""

    id: int
    recipient: Recipient
    added_at: AwareDatetime


class StoredFact(Value):
    """A confirmed fact about a person."""

    id: int
    person_id: int
    fact: Fact
    added_at: AwareDatetime


class Version(Value):
    """One version of a draft. Versions are only ever added."""

    draft_id: int
    number: int
    """From 1, in the order of saving."""
    draft: Draft
    brief: Brief
    """As it was when this version was made."""
    review: Review
    origins: Origins
    made_at: AwareDatetime


class Approval(Value):
    """The person's word that a version is ready; bound to that version's text."""

    draft_id: int
    number: int
    approved_at: AwareDatetime
    reason: str = ""
    """Why it was approved although something blocks; empty when nothing did."""


class DraftSummary(Value):
    """A line in a list of drafts."""

    draft_id: int
    kind: str
    language: Language
    channel: Channel
    recipient: str
    person_id: int | None
    versions: int
    approved: bool
    blocked: bool
    changed_at: AwareDatetime
