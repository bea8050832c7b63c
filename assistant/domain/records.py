"""What the store keeps: people, their facts, drafts and their versions, and what happened with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.review import Review
from assistant.domain.value import Channel, Language, Line, LongText, Text, Value


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


ContactKind = Literal["sent", "answered", "declined", "ended"]
"""What happened between the person and someone, apart from talks: the person says so; Fika never sends."""


class Contact(Value):
    """Something that happened, as the person told it."""

    id: int
    person_id: int
    kind: ContactKind
    at: AwareDatetime
    draft_id: int | None = None
    """The draft that was sent."""
    number: int | None = None
    """Its version."""
    document: str = ""
    """The sent draft's kind ("outreach"), so that what is due follows without reading the draft."""


class Talk(Value):
    """A talk that was agreed, and what came of it."""

    id: int
    person_id: int
    starts_at: AwareDatetime
    minutes: Annotated[int, Field(ge=1, le=480)] = 15
    """How long it was agreed to be."""
    place: Line = ""
    """Where, or by what ("Teams", "her office")."""
    notes: Text = ""
    """The notes pane as it was left, a thought a line; confidential."""
    plan: Line = ""
    """What the person will do with it."""
    started_at: AwareDatetime | None = None
    """When the person started the talk's clock; None before that."""
    held: bool | None = None
    """Whether it took place; None until the person says so."""

    @property
    def ends_at(self) -> datetime:
        """When the agreed minutes are over, counted from when the talk really began, if that was told."""
        return (self.started_at or self.starts_at) + timedelta(minutes=self.minutes)


class Unsaved(Value):
    """A text that somebody is typing, or that is streaming in, kept until it is saved for good."""

    slot: str
    """What it belongs to: "draft:7", "notes:3", "new:3:outreach", "paste:0"; one text a slot and owner."""
    owner: str
    """The run of Fika that keeps it; what a run that is no longer there left behind is offered anew."""
    text: LongText
    kept_at: AwareDatetime
    person_id: int | None = None
    draft_id: int | None = None
    talk_id: int | None = None
    kind: str = ""
    """The kind of a document that is not a draft yet."""
    brief: Brief | None = None
    """The brief of a document that is not a draft yet."""
    wording: Wording | None = None
