"""The variables that a template may use, and which grounds stand behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.domain.brief import Origin

Bound = Literal["", "fact", "goal", "topic", "note"]

BEHIND: Final[dict[str, Origin]] = {
    "role_at": "sender",
    "org_at": "sender",
    "zone": "sender",
    "me": "sender",
    "about_me": "about",
    "topic": "ask",
    "topic_thing": "ask",
    "topic_clause": "ask",
    "topic_how": "ask",
    "topic_q": "ask",
    "topic_open": "ask",
    "topic_short": "ask",
    "topic_work": "ask",
    "plan_to": "plan",
    "plan_says": "plan",
    "plan_thing": "plan",
    "plan_quote": "plan",
    "held": "meeting",
    "held_opt": "meeting",
    "talk_minutes": "meeting",
    "window": "ask",
    "window_opt": "ask",
    "window_apart": "ask",
    "window_when": "ask",
}
"""Which ground stands behind a variable that is bound to nothing; what is not here claims nothing."""

_PLAIN: Final = {
    "first", "polite", "minutes", "a_minutes", "questions", "them", "door", "no_plan",
}  # fmt: skip
_OF_FACT: Final = {
    "work", "work_short", "named", "title", "noun", "the_noun", "described", "you_did", "because", "met",
    "contact", "through",
    "us_said", "with_whom", "point_is", "point_that", "point_view", "point_quote",
    "reaction", "echo", "fact_note",
    "deed_won", "deed_studied", "deed_said", "deed_wrote", "deed_turned", "deed_is", "deed_made", "deed_does",
    "deed_did",
}  # fmt: skip
_OF_GOAL: Final = {
    "goal_to", "goal_thing", "goal_ing", "goal_says", "goal_how",
}  # fmt: skip
_OF_NOTE: Final = {
    "note_quote", "note_advice", "note_point", "note_you_did", "note_told", "note_thing", "note_tip",
    "note_habit",
    "note_view",
}  # fmt: skip

ALLOWED: Final = frozenset({*BEHIND, *_PLAIN, *_OF_FACT, *_OF_GOAL, *_OF_NOTE})
"""Every variable that a template may use."""


@dataclass(frozen=True, slots=True)
class Said:
    """Variables with values, and the ground ids behind each."""

    values: dict[str, str]
    behind: dict[str, tuple[str, ...]]
    bound: Bound = ""
    kind: str = ""
    """A fact's kind."""
    ground: str = ""
    """The ground that it is bound to."""

    def joined(self, other: Said) -> Said:
        """Put another's variables on top."""
        return Said(
            {**self.values, **other.values},
            {**self.behind, **other.behind},
            other.bound,
            other.kind,
            other.ground,
        )
