"""What a screen asks the app for: to open another screen, or to tell that something changed.

A screen posts these upward and knows no other screen; the app opens what is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenPeople(Message):
    """Show the list of people, with one of them chosen when it is named."""

    person_id: int | None = None


@dataclass
class OpenPaste(Message):
    """Add a person, or facts about one, from a pasted text; `text` is what was pasted before."""

    person_id: int | None = None
    text: str = ""


@dataclass
class OpenCompose(Message):
    """Write a document of a kind to a person."""

    person_id: int
    kind: str = "outreach"


@dataclass
class OpenReview(Message):
    """Review a draft's newest version."""

    draft_id: int


@dataclass
class OpenHandover(Message):
    """Approve and hand over a draft's newest version."""

    draft_id: int


@dataclass
class OpenTalk(Message):
    """Show all that is needed beside a talk, with its clock and its notes; None agrees on a new one."""

    person_id: int
    talk_id: int | None = None


@dataclass
class OpenChat(Message):
    """Open the chat."""

    question: str = ""


@dataclass
class OpenProfile(Message):
    """Say who you are."""


@dataclass
class Changed(Message):
    """Something that is kept has changed; whoever shows it reads it again."""
