"""What happens as a document is made, in order: Missing, or Grounded, Fragment..., (Retrying), Finished.

A model's server may also make it wait, before the first fragment or before those of the second try.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.chat import Conversation, Turn
    from assistant.domain.draft import Draft, Origins
    from assistant.domain.records import Version
    from assistant.domain.review import Finding, Review
    from assistant.errors import FikaError
    from assistant.road import Standing
    from knowledge.corpus import Passage


@dataclass(frozen=True, slots=True)
class Question:
    """Something the brief lacks, asked for with its reason."""

    input: str
    """The need it answers, for example "recipient.fact"."""
    text: str
    reason: str
    why: str
    """Id of the guidance passage behind the reason."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The brief is too thin; nothing is written. At most three questions."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Grounded:
    """The guidance that the writer is shown; passage n is "Gn", from 1."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of the text in the writing format, as it arrives."""

    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The model's server gave nothing; the same request goes again after a while. Stopping ends that too."""

    seconds: float
    """How long, from now."""
    reason: str
    """Why, as one sentence in the interface's language."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The text is written; a second request looks for claims that no fact bears out."""

    tokens: int
    """About how many tokens that request holds."""


@dataclass(frozen=True, slots=True)
class Retrying:
    """What was written goes back once; the text so far is replaced by what follows."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The draft with its review. `saved` is None when saving failed or was not asked for."""

    draft: Draft
    review: Review
    origins: Origins
    passages: tuple[Passage, ...]
    saved: Version | None = None
    trouble: FikaError | None = None
    """Why it was not saved; the draft itself is here and whole."""


Event = Missing | Grounded | Fragment | Waiting | Retrying | Judging | Finished


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer is whole, or stopped, and kept."""

    turn: Turn
    answered: bool
    """False when the sources say nothing, and neither did the person."""
    trouble: FikaError | None = None
    """Why it broke off, when it did."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that Fika says about what it does; shown, and no part of the conversation's answers."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Everyone's next step, for whoever shows it in its own words."""

    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A document was written and saved; it is reviewed elsewhere."""

    finished: Finished


@dataclass(frozen=True, slots=True)
class Moved:
    """Another conversation goes on from here, or this one got another title or language."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that a model wants Fika to do; nothing happens until the person's next line says yes."""

    action: str
    """What would happen, in the interface's language."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person wants to leave the chat."""


ChatEvent = Grounded | Fragment | Waiting | Replied | Said | Listed | Offered | Wrote | Moved | Left | Missing
