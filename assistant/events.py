"""What happens as a document is made, in order: Missing, or Grounded, Fragment..., (Retrying), Finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.draft import Draft, Origins
    from assistant.domain.records import Version
    from assistant.domain.review import Finding, Review
    from assistant.errors import FikaError
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


Event = Missing | Grounded | Fragment | Retrying | Finished
