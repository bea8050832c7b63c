"""A draft as plain text for the clipboard."""

from __future__ import annotations

from assistant.cleaning import clean
from assistant.domain.draft import Draft


def as_text(draft: Draft, *, subject: bool = True) -> str:
    """Give the text as it would be sent; without `subject` only the body."""
    return clean(draft.text if subject else draft.body).strip("\n")
