"""A reasoning model's thoughts, which some servers put in front of the answer, are not the document."""

from __future__ import annotations

import re
from typing import Final

_OPEN: Final = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_TAGS: Final = ("<think>", "<thinking>", "<thought>", "<reasoning>")


class Thoughtless:
    """Drops thoughts and blank lines that an answer begins with; text comes and goes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._close: re.Pattern[str] | None = None
        self._begun = False

    def feed(self, piece: str) -> str:
        """Take a piece and give what belongs to the document."""
        if self._begun:
            return piece
        self._held = (self._held + piece).lstrip()
        if self._close is None:
            begun = _OPEN.match(self._held)
            if begun:
                self._close = re.compile(rf"</{begun[1]}>\s*", re.IGNORECASE)
            elif not any(tag.startswith(self._held.lower()) for tag in _TAGS):
                return self._begin()
            else:
                return ""  # nothing yet, or perhaps the beginning of a tag
        done = self._close.search(self._held)
        if done:
            self._held, self._close = self._held[done.end() :], None
            return self._begin() if self._held else ""
        return ""

    def close(self) -> str:
        """Give what was held back; thoughts that never ended are no document."""
        return "" if self._begun or self._close else self._begin()

    def _begin(self) -> str:
        self._begun = True
        return self._held
