"""What readers give: a document as a row of blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "row", "code", "blank"]
"""A blank is a page without text, in a document that has some."""

Clean = Callable[[str], str]
"""Makes text of unknown origin plain text; `assistant.cleaning.clean` in the product."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document, as its format tells it apart."""

    kind: Kind
    text: str
    level: int = 0
    """For a heading its depth, from 1; for a list's item how deep it is nested, from 0."""
    page: int | None = None
    """From 1; None where the format has no pages."""
