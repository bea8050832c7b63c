"""An answer that a model is writing, kept on the disk while it grows, so that kill -9 loses little."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Final

from assistant.domain.chat import Turn
from assistant.errors import FikaError
from assistant.ports import Chats

_KEPT_EVERY_SECONDS: Final = 0.5


class Growing:
    """A turn on its way. Begin it inside a running loop, and finish it whatever happens."""

    def __init__(self, chats: Chats, turn: Turn) -> None:
        self._chats = chats
        self._turn = turn
        self._kept = ""
        self._writing = threading.Lock()
        self._done = False
        self.text = ""
        self._keeper = asyncio.create_task(self._keep())

    def take(self, piece: str) -> str:
        """Add a piece, and give it back."""
        self.text += piece
        return piece

    def finish(self, *, whole: bool, passages: tuple[str, ...], in_confidence: bool = False) -> Turn:
        """Keep what there is, whole or not. Raises StoreError."""
        self._keeper.cancel()
        with self._writing:
            self._done = True
            update = {"text": self.text, "whole": whole, "passages": passages, "in_confidence": in_confidence}
            self._turn = self._turn.model_copy(update=update)
            self._chats.replace(self._turn)
        return self._turn

    async def _keep(self) -> None:
        """Write what is new, by the clock and not by the piece: a stream that stalls is kept as well."""
        while True:
            await asyncio.sleep(_KEPT_EVERY_SECONDS)
            if self.text != self._kept:
                with contextlib.suppress(FikaError):  # `finish` tells it
                    await asyncio.to_thread(self._write, self.text)

    def _write(self, text: str) -> None:
        with self._writing:
            if not self._done:  # what was cancelled in its thread must not write over the end
                self._chats.replace(self._turn.model_copy(update={"text": text}))
                self._kept = text
