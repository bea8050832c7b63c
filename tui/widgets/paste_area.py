"""Takes any text that is pasted or typed; what is huge, HTML or hides something is held as it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from assistant.cleaning import MAX_CHARACTERS, clean
from assistant.wording import _

_EDITABLE = 20_000
"""Characters that are edited in place; an editor that lays out more would stall."""
_SHOWN = 1_500
"""Characters shown of a text that is held."""


class PasteArea(TextArea):
    """An editor for a text of ordinary length, and a vessel for any other.

    What is held is shown as far as it is harmless, cannot be edited, and is given on unchanged, so that
    whoever takes it apart sees what hides in it.
    """

    @dataclass
    class Taken(Message):
        """The text changed."""

        characters: int

    @dataclass
    class Refused(Message):
        """A text was too long to take in; what was there is unchanged."""

        characters: int

    def __init__(self) -> None:
        super().__init__(id="paste", soft_wrap=True, tab_behavior="focus", compact=True)
        self._held = ""

    @property
    def whole(self) -> str:
        """The text as it came."""
        return self._held or self.text

    @property
    def is_held(self) -> bool:
        """Whether the text is held as it is and cannot be edited."""
        return bool(self._held)

    def take(self, text: str) -> None:
        """Add a text at the cursor, or hold it."""
        before = self.whole
        characters = len(before) + len(text)
        if characters > MAX_CHARACTERS:
            self.post_message(self.Refused(characters))
        elif self._held or characters > _EDITABLE or _is_more_than_text(text):
            self._hold(f"{before}\n{text}" if before else text)
        else:
            self.move_cursor(self.replace(clean(text), *self.selection).end_location)

    def empty(self) -> None:
        """Let go of everything."""
        self._held = ""
        self.read_only = False
        self.text = ""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.take(event.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell how long the text is."""
        event.stop()
        self.post_message(self.Taken(len(self.whole)))

    def _hold(self, text: str) -> None:
        self._held = text
        self.read_only = True
        self.text = f"{clean(text[: 2 * _SHOWN])[:_SHOWN]}{_(' [and more]') if len(text) > _SHOWN else ''}"
        self.post_message(self.Taken(len(text)))


def _is_more_than_text(text: str) -> bool:
    from assistant.importing.html_text import looks_like_html  # noqa: PLC0415 - loads with the first paste
    from assistant.importing.visible import Page  # noqa: PLC0415

    page = Page()
    page.show(text)
    return bool(page.finished().hidden) or looks_like_html(text)
