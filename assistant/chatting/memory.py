"""How much of a conversation a model is shown, and when its oldest part becomes a summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.domain.chat import Conversation, Turn

_MOST_TURNS: Final = 12
"""Turns that are shown as they were."""
_MOST_CHARACTERS: Final = 8_000
"""Characters of them, at most; the newest turn is always shown."""
_TOO_MANY: Final = 20
"""Turns beyond the summary from which the oldest are shortened: seldom, then several at once."""
_TOO_LONG: Final = 16_000


def shown(turns: Sequence[Turn], conversation: Conversation, *, elsewhere: bool) -> tuple[Turn, ...]:
    """Give the newest turns; for a model `elsewhere` without those that may hold something confidential."""
    kept: list[Turn] = []
    left = _MOST_CHARACTERS
    for turn in reversed(turns):
        if turn.id <= conversation.summarised or len(kept) == _MOST_TURNS or (kept and len(turn.text) > left):
            break
        left -= len(turn.text)
        kept.append(turn)
    return tuple(turn for turn in reversed(kept) if turn.text and not (elsewhere and turn.in_confidence))


def too_old(turns: Sequence[Turn], conversation: Conversation) -> tuple[Turn, ...]:
    """Give the turns to be summarised now: none, or all but those that `shown` gives."""
    fresh = [turn for turn in turns if turn.id > conversation.summarised]
    if len(fresh) <= _TOO_MANY and sum(len(turn.text) for turn in fresh) <= _TOO_LONG:
        return ()
    first = shown(fresh, conversation, elsewhere=False)[0].id
    return tuple(turn for turn in fresh if turn.id < first)


def tellable(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Give those that a summary is made of; nothing confidential enters one, wherever it is read later."""
    return tuple(turn for turn in turns if turn.text and not turn.in_confidence)
