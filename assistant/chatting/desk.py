"""What the chat works with; `wiring` lays it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.value import Language
from assistant.drafting import Drafting
from assistant.ports import Store, Talker
from knowledge.corpus import Corpus
from knowledge.found import Found
from prompts.catalog import Kind


class FindGuidance(Protocol):
    """Searches the guidance in a language, or in the question's own."""

    def __call__(self, question: str, limit: int, language: Language | None) -> tuple[Language, Found]: ...


@dataclass(frozen=True, slots=True)
class ChatDesk:
    """The parts of the chat."""

    store: Store
    find_guidance: FindGuidance
    corpus_with: Callable[[tuple[str, ...]], Corpus]
    """Gives the guidance, with the own passages of these ids."""
    drafting: Callable[[], Drafting]
    kind: Callable[[str], Kind]
    message_language: Language
    """The language of what is written from within the chat."""
    ui: Language
    now: Callable[[], datetime]
    talker: Talker | None = None
    """The model that answers; None quotes the guidance itself."""
    elsewhere: bool = False
    """Whether that model is on another machine; then what is confidential stays here."""
