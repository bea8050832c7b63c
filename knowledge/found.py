"""What a question found."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.corpus import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float
    """0-1, comparable between questions."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found. Not answered: the sources say nothing about it."""

    answered: bool
    hits: tuple[Hit, ...]
