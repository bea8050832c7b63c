"""Completes the chat's commands, and the names that follow them, while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester


class CommandSuggester(Suggester):
    """Offers what `complete` gives for a line; whole lines, the first one is shown."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Give the first line that begins as this one does."""
        return next((each for each in self._complete(value) if each.startswith(value)), None)
