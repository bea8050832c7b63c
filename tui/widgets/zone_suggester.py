"""Completes the name of a time zone while it is typed."""

from __future__ import annotations

import asyncio

from textual.suggester import Suggester


class ZoneSuggester(Suggester):
    """Offers "Europe/Stockholm" for "europe/st"."""

    def __init__(self) -> None:
        super().__init__(case_sensitive=False)

    async def get_suggestion(self, value: str) -> str | None:
        """Give the first zone that begins with what was typed."""
        from assistant.importing.zones import zone_names  # noqa: PLC0415 - loads when it is first needed

        names = await asyncio.to_thread(zone_names)
        wanted = value.replace(" ", "_")
        return next((name for name in names if name.casefold().startswith(wanted)), None)
