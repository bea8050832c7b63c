"""The brief: all that a person gives Fika for one document. The brief file has the same shape."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from assistant.domain.value import FilledLine, Language, Line, Name, Text, Value

FactKind = Literal["talk", "article", "post", "project", "role", "meeting", "shared_contact", "other"]


class Sender(Value):
    """The person who writes."""

    name: Name = ""
    role: Line = ""
    organisation: Name = ""
    goals: tuple[FilledLine, ...] = ()
    """What the sender wants to learn or reach, each as "learn to ..." or a noun phrase."""
    about: Line = ""
    """One more true sentence about the sender, in the sender's own words."""
    time_zone: Line = ""
    """IANA name, for example "Europe/Stockholm"."""
    languages: tuple[FilledLine, ...] = ()
    sign_off: Text = ""
    """How the sender signs, for example "Vänliga hälsningar\\nSara". Empty: name and a plain closing."""
    email: Line = ""


class Recipient(Value):
    """The person written to."""

    name: Name = ""
    role: Line = ""
    organisation: Name = ""
    email: Line = ""
    time_zone: Line = ""
    languages: tuple[FilledLine, ...] = ()
    conflict: Line = ""
    """A conflict of interest, said plainly ("my manager"); it is warned about, never hidden."""


class Fact(Value):
    """One true thing about the recipient, confirmed by the sender, with where it comes from."""

    kind: FactKind = "other"
    text: Line = ""
    """The fact as a plain sentence or note, in any language."""
    title: Line = ""
    """The work's own title, without quotation marks."""
    where: Line = ""
    """The place or event, for example "Energidagarna i Luleå"."""
    when: Line = ""
    """A year or a date as the person wrote it."""
    with_whom: Name = ""
    """For a shared contact or a meeting: the other person's name."""
    point: Line = ""
    """What the work or talk says, in the sender's words."""
    reaction: Line = ""
    """What the sender did or thought because of it, in the sender's own words."""
    source: Line = ""
    """Who said so, or where it was read."""
    quote: Line = ""
    """The exact words of the source, when the fact was taken from a text."""
    confidential: bool = False
    """Never stands in a message, and no model reads it unless the person says so for one document."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return not (self.text or self.title or self.where or self.with_whom or self.point)


class Ask(Value):
    """The small thing that is asked for."""

    minutes: Annotated[int, Field(ge=1, le=480)] = 15
    """Length of the talk in minutes; 15-20 is what the guidance says, over 30 is warned about."""
    questions: Annotated[int, Field(ge=1, le=10)] = 2
    """How many questions the sender wants to put."""
    topic: Line = ""
    """What the questions are about, as it would follow "about"."""
    window: Line = ""
    """When, for example "the next two weeks"."""


class Meeting(Value):
    """The talk that took place, for a follow-up or a question list."""

    held_at: AwareDatetime | None = None
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None
    notes: tuple[FilledLine, ...] = ()
    """What was really said and learned; a follow-up uses nothing else."""
    plan: Line = ""
    """What the sender will do with it, in the sender's own words."""
    went_well: bool | None = None
    confidential: bool = False
    """Whether notes and plan stay on this machine; notes that were taken in Fika do."""


class Previous(Value):
    """What was already said to this person."""

    outreach: Text = ""
    questions: tuple[FilledLine, ...] = ()
    followup: Text = ""


class Brief(Value):
    """All that a person gives for one document."""

    language: Language
    """The message's language, whatever language the facts are in."""
    own_words: Text = ""
    """The sender's own sentences; kept as they are."""
    sender: Sender = Sender()
    recipient: Recipient = Recipient()
    facts: tuple[Fact, ...] = ()
    ask: Ask = Ask()
    meeting: Meeting | None = None
    previous: Previous = Previous()


Origin = Literal[
    "fact", "recipient", "sender", "goal", "about", "own_words", "ask", "note", "plan", "meeting"
]


class Ground(Value):
    """One thing the person gave, with the id that marks in a draft point at ("F1")."""

    id: str
    origin: Origin
    text: str
    """The thing itself, as one line to show beside a sentence."""
    source: str = ""
    index: int = 0
    """Position among its kind, so that `facts[index]` or `meeting.notes[index]` is found."""


def grounds(brief: Brief) -> tuple[Ground, ...]:
    """Number all that a sentence may rest on: facts first (F1 is `facts[0]`), then the rest.

    The numbering depends on the brief alone, so writer, parser and review agree on it.
    """
    found: list[tuple[Origin, str, str, int]] = [
        ("fact", fact_line(fact), fact.source, at) for at, fact in enumerate(brief.facts)
    ]
    recipient = _who(brief.recipient.name, brief.recipient.role, brief.recipient.organisation)
    sender = _who(brief.sender.name, brief.sender.role, brief.sender.organisation)
    found += [("recipient", recipient, "", 0), ("sender", sender, "", 0)]
    found += [("goal", goal, "", at) for at, goal in enumerate(brief.sender.goals)]
    found += [("about", brief.sender.about, "", 0), ("own_words", " ".join(brief.own_words.split()), "", 0)]
    found += [("ask", brief.ask.topic, "", 0)]
    if brief.meeting:
        found += [("note", note, "", at) for at, note in enumerate(brief.meeting.notes)]
        found += [("plan", brief.meeting.plan, "", 0), ("meeting", _held(brief.meeting), "", 0)]
    kept = [(origin, text, source, at) for origin, text, source, at in found if text or origin == "fact"]
    return tuple(
        Ground(id=f"F{number}", origin=origin, text=text, source=source, index=at)
        for number, (origin, text, source, at) in enumerate(kept, start=1)
    )


def fact_line(fact: Fact) -> str:
    """Give a fact as one line: its text, else what its fields say."""
    if fact.text:
        return fact.text
    parts = [fact.title, fact.where, fact.when, fact.with_whom, fact.point]
    return ", ".join(part for part in parts if part)


def _held(meeting: Meeting) -> str:
    """When the talk was and how long, as the person gave it."""
    held = meeting.held_at.isoformat(sep=" ", timespec="minutes") if meeting.held_at else ""
    return ", ".join(part for part in (held, f"{meeting.minutes} min" if meeting.minutes else "") if part)


def _who(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
