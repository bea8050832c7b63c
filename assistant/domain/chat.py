"""A conversation and its turns."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import AwareDatetime

from assistant.domain.value import Language, Line, LongText, Value

Speaker = Literal["person", "fika"]

NOTHING: Final = {"sv": "Källorna säger inget om det.", "en": "The sources say nothing about that."}
"""The phrase for no answer; prompt, answers with and without a model, and tests take it from here."""


class Turn(Value):
    """What one of the two said."""

    id: int
    conversation_id: int
    speaker: Speaker
    text: LongText
    at: AwareDatetime
    passages: tuple[str, ...] = ()
    """Ids of the guidance behind it."""
    whole: bool = True
    """False while it is being written, and for ever when it was stopped or cut."""
    writer: str = ""
    """The model that wrote it; empty for the person and for what Fika says without a model."""
    in_confidence: bool = False
    """Whether something confidential may stand in it; then no model on another machine is shown it."""


class Conversation(Value):
    """A line in the list of conversations."""

    id: int
    title: Line
    language: Language | Literal[""] = ""
    """The chat's language when the person chose one; empty follows what is asked."""
    begun_at: AwareDatetime
    changed_at: AwareDatetime
    turns: int = 0
    summary: LongText = ""
    """What the oldest turns came to, once the conversation was too long for a model."""
    summarised: int = 0
    """Id of the last turn that the summary covers; 0 for none."""
