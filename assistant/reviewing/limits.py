"""How long a text is, beside how long its channel wants it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.draft import Draft
from assistant.domain.review import Review
from prompts.catalog import Kind


@dataclass(frozen=True, slots=True)
class Limits:
    """A body's length and what its kind and channel bear; 0 means no limit."""

    words: int
    most_words: int
    characters: int
    most_characters: int
    """Characters over which a warning is given."""
    hard_characters: int
    """Characters that the channel itself refuses to exceed."""


def limits_of(draft: Draft, review: Review, kind: Kind) -> Limits:
    """Measure a reviewed draft against the limits of its kind on its channel."""
    limit = kind.limit(draft.channel)
    return Limits(
        words=review.words,
        most_words=limit.words,
        characters=len(draft.body.rstrip()),
        most_characters=limit.characters,
        hard_characters=limit.hard_characters,
    )
