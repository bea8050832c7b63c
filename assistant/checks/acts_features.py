"""What the learned part of ask, tone and thanks sees of a sentence: its words, and those that rules know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.checks.asks_features import asks_features
from assistant.checks.durations import find_durations
from assistant.checks.favours import find_favours
from assistant.checks.lexicon import pattern, plain
from assistant.checks.praise import fits_anyone
from assistant.checks.pressure import KINDS, find_pressure
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

_SIGN: Final = 2.0
"""Weight of a rule's words beside a word (1.0): it speaks for many wordings."""
_RULES: Final = {
    "missing_thanks": ("thanks",),
    "no_flexibility": ("flexible", "window", "only", "slot", "told", "own_life", "confirm"),
    "no_takeaway": ("about", "lesson", "plan", "deed", "vague", "change", "courtesy"),
    "pushy_followup": ("not_guilt", "not_deadline", "not_repeated", "not_series", "told", "last_word"),
}
_ASKS: Final = (
    "ask", "talk", "past", "together", "refusal", "own_act", "towards", "pleasantry", "takes",
)  # fmt: skip
_SHORT_MINUTES: Final = 30.0


def acts_features(text: str, language: Language) -> Mapping[str, float]:
    """Give each feature of a sentence with its weight: those of `asks_features`, and `!` before a rule's."""
    return {**asks_features(text, language), **dict.fromkeys(_signs(plain(text), language), _SIGN)}


def _signs(flat: str, language: Language) -> Iterator[str]:
    for check, names in _RULES.items():
        yield from (f"!{check}.{name}" for name in names if load_rule(check).search(flat, language, name))
    yield from (f"!asks.{name}" for name in _ASKS if pattern("asks", language, name).search(flat))
    pressing = [name for name in KINDS if find_pressure(flat, language, name)]
    yield from (f"!{name}" for name in (*pressing, *(["pressure"] if pressing else ())))
    if find_favours(flat, language):
        yield "!favour"
    if fits_anyone(flat, language):
        yield "!anyone"
    durations = find_durations(flat, language)
    if durations:
        yield "!long" if max(each.minutes for each in durations) > _SHORT_MINUTES else "!short"
