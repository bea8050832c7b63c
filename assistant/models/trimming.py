"""What of the grounding a request holds when it is too long: guidance goes first, facts last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.brief import Ground
from assistant.ports import Grounding, Task
from assistant.wording import _
from knowledge.corpus import Passage

_MANY: Final = ("fact", "note")
"""What there may be many of, in the order of weight; who writes to whom is never left out."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the grounding that may still fit."""

    grounding: Grounding
    """With the grounds that are left."""
    passages: tuple[Passage, ...]
    """The guidance that is left, from the beginning."""
    said_before: bool
    """Whether what the sender said earlier is in it."""
    facts_left_out: int = 0
    guidance_left_out: int = 0

    @property
    def note(self) -> str:
        """Say what was left out; empty when all is there."""
        told = [
            _("guidance left out for length: {count}").format(count=self.guidance_left_out)
            if self.guidance_left_out
            else "",
            "" if self.said_before else _("what you wrote before was left out for length"),
            _("facts left out for length: {count}").format(count=self.facts_left_out)
            if self.facts_left_out
            else "",
        ]
        return "; ".join(filter(None, told))


def shares(task: Task, grounding: Grounding) -> Iterator[Share]:
    """Give all of it, then less and less, until one fact is left."""
    passages = grounding.passages
    shown = len(passages)
    share = Share(grounding, passages, said_before=True)
    yield share
    while shown:
        shown //= 2
        share = replace(share, passages=passages[:shown], guidance_left_out=len(passages) - shown)
        yield share
    previous = task.brief.previous
    if previous.outreach or previous.questions or previous.followup:
        share = replace(share, said_before=False)
        yield share
    most = max(_count(grounding.grounds, origin) for origin in _MANY)
    while most > 1:
        most = (most + 1) // 2
        kept = tuple(_first(grounding.grounds, most))
        left_out = len(grounding.grounds) - len(kept)
        share = replace(share, grounding=replace(grounding, grounds=kept), facts_left_out=left_out)
        yield share


def _count(grounds: Sequence[Ground], origin: str) -> int:
    return sum(ground.origin == origin for ground in grounds)


def _first(grounds: Sequence[Ground], most: int) -> Iterator[Ground]:
    """Give the first facts and the first notes, `most` of each, and everything else."""
    seen = dict.fromkeys(_MANY, 0)
    for ground in grounds:
        if ground.origin in seen:
            seen[ground.origin] += 1
            if seen[ground.origin] > most:
                continue
        yield ground
