"""What the learned part of ask, tone and thanks sees of a sentence: its words, and what the rules find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.checks.asks_features import asks_features
from assistant.checks.durations import find_durations
from assistant.checks.favours import find_favours
from assistant.checks.lexicon import plain
from assistant.checks.praise import fits_anyone
from assistant.checks.pressure import KINDS, find_pressure
from assistant.domain.value import Language

_SIGN: Final = 2.0
"""Weight of a rule's words beside a word (1.0): it speaks for many wordings."""
_SHORT_MINUTES: Final = 30.0


def acts_features(text: str, language: Language) -> Mapping[str, float]:
    """Give each feature of a sentence with its weight: those of `asks_features`, and `!` before a rule's."""
    return {**asks_features(text, language), **dict.fromkeys(_signs(plain(text), language), _SIGN)}


def _signs(flat: str, language: Language) -> Iterator[str]:
    pressing = [name for name in KINDS if find_pressure(flat, language, name)]
    yield from (f"!{name}" for name in (*pressing, *(["pressure"] if pressing else ())))
    if find_favours(flat, language):
        yield "!favour"
    if fits_anyone(flat, language):
        yield "!anyone"
    durations = find_durations(flat, language)
    if durations:
        yield "!long" if max(each.minutes for each in durations) > _SHORT_MINUTES else "!short"
