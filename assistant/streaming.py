"""A document as it arrives: what can be shown of it already, and what is kept when it stops.

The writing format comes in pieces that may cut a mark or a line anywhere. What is shown has no marks and
reads as the finished text will; each piece costs its own length only.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.events import Event, Fragment, Grounded, Judging, Retrying
from assistant.parsing import MARK, between
from knowledge.corpus import Passage

_UNDECIDED: Final = re.compile(r"(?:[ \t]*\n[^\n\[]{0,3}|[ \t]*)(?:\[[^\]\n]{0,60})?$")
"""The end of a text that may still become a mark, or a line whose beginning is not known yet."""
_MARK: Final = re.compile(rf"\s*{MARK.pattern}", re.IGNORECASE)
"""A mark on a line of its own belongs to the sentence before it."""
_LINES: Final = re.compile(r"[ \t]*\n")
_LOOKED_BACK: Final = 400
"""Characters of the text so far that decide how the next line joins it."""


class Unmarked:
    """Takes the writing format in pieces and gives the text as it would be sent."""

    def __init__(self) -> None:
        self._held = ""
        self._shown = ""
        self._blank = False

    def feed(self, piece: str) -> str:
        """Take a piece and give what is to be added to what is shown; what is undecided waits."""
        self._held += piece
        undecided = _UNDECIDED.search(self._held)
        cut = undecided.start() if undecided else len(self._held)
        ready, self._held = self._held[:cut], self._held[cut:]
        return self._added(ready)

    def close(self) -> str:
        """Give what waited for more."""
        rest, self._held = self._held.rstrip(), ""
        return self._added(rest)

    def _added(self, ready: str) -> str:
        first, *lines = _LINES.split(_MARK.sub("", ready))
        out = first if self._shown else first.lstrip()
        for raw in lines:
            line = raw.lstrip()
            if not line:
                self._blank = True
                continue
            # Only its beginning is known: "Thank you" may go on, so no line is taken for a closing.
            out += between((self._shown + out)[-_LOOKED_BACK:], f"{line}~", blank=self._blank)
            self._blank = False
            out += line
        self._shown = (self._shown + out)[-_LOOKED_BACK:]
        return out


class Arriving:
    """Listens to a document on its way and knows what is to be kept if it stops now."""

    def __init__(self) -> None:
        self.passages: tuple[Passage, ...] = ()
        """The guidance that the writer was shown."""
        self._pieces: list[str] = []
        self._whole = ""
        """A text that came to its end and is being mended or judged."""
        self._unmarked = Unmarked()

    def take(self, event: Event) -> str:
        """Take an event and give the text that is to be shown more."""
        if isinstance(event, Grounded):
            self.passages = event.passages
        elif isinstance(event, Retrying):
            self._whole = self._whole or "".join(self._pieces)
            self._pieces, self._unmarked = [], Unmarked()
        elif isinstance(event, Judging):
            self._whole = "".join(self._pieces) or self._whole
        elif isinstance(event, Fragment):
            self._pieces.append(event.text)
            return self._unmarked.feed(event.text)
        return ""

    def rest(self) -> str:
        """Give what waited to be shown, at the end."""
        return self._unmarked.close()

    @property
    def is_whole(self) -> bool:
        """Whether what is kept had come to its end."""
        return bool(self._whole)

    @property
    def written(self) -> str:
        """What is kept if it stops now: half a mended text is worth less than the whole one before."""
        if self._whole:
            return self._whole
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""
