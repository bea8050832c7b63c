"""A trial of the model: the example is drafted with it, by the clock."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from assistant.domain.draft import Origins
from assistant.events import Event, Fragment, Grounded, Retrying


class Stopwatch:
    """Takes the time of a document's events."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: float | None = None
        self._first: float | None = None
        self._last: float | None = None
        self._before = 0.0
        self.first_seconds: float | None = None
        """Seconds from the writer's beginning to its first piece."""

    async def timed(self, events: AsyncGenerator[Event, None]) -> AsyncGenerator[Event, None]:
        """Pass events on, and take their time."""
        async with aclosing(events) as passing:
            async for event in passing:
                self._take(event)
                yield event

    @property
    def writing_seconds(self) -> float:
        """Seconds between the first piece and the last, of each text that was written."""
        running = self._last - self._first if self._first is not None and self._last is not None else 0.0
        return self._before + running

    def tokens_a_second(self, origins: Origins) -> float | None:
        """How fast the model writes; None when that cannot be told."""
        tokens, seconds = origins.completion_tokens, self.writing_seconds
        return tokens / seconds if tokens and seconds > 0 else None

    def _take(self, event: Event) -> None:
        now = self._clock()
        match event:
            case Grounded():
                self._began = now
            case Fragment():
                self._first = now if self._first is None else self._first
                self._last = now
                if self.first_seconds is None and self._began is not None:
                    self.first_seconds = now - self._began
            case Retrying():
                self._before, self._first, self._last = self.writing_seconds, None, None
            case _:
                pass
