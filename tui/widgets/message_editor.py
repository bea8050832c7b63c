"""The text as the recipient will read it, editable in place, with what was found marked on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.style import Style
from textual.message import Message

from assistant.cleaning import clean, hidden_characters
from assistant.domain.value import MAX_MESSAGE
from tui.widgets.changed_lines import ChangedLines
from tui.widgets.spots import Spot, by_line, edited, moved

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events
    from textual.document._document import EditResult, Location
    from textual.geometry import Region
    from textual.strip import Strip

SENTENCE: Final = "message-editor--sentence"
"""The style of the sentence that the cursor stands in."""

FOUND: Final = {
    "block": "message-editor--block",
    "warn": "message-editor--warn",
    "note": "message-editor--note",
}
"""The style of each severity's findings."""


class MessageEditor(ChangedLines):
    """An editor for one message, with marks that move with the text, and no more than a message may hold."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {SENTENCE, *FOUND.values()}
    DEFAULT_CSS = """
    MessageEditor { border: none; padding: 0 1; background: $background; }
    MessageEditor:focus { border: none; }
    MessageEditor > .message-editor--sentence { background: $foreground 8%; }
    MessageEditor > .message-editor--block { color: $text-error; text-style: bold underline; }
    MessageEditor > .message-editor--warn { color: $text-warning; text-style: underline; }
    MessageEditor > .message-editor--note { text-style: italic underline; }
    """

    @dataclass
    class Cleaned(Message):
        """Something that hides or turns text was taken out of what was pasted."""

        names: tuple[str, ...]

    @dataclass
    class Full(Message):
        """Something was not put in, for the text would be longer than a message may be."""

        most: int

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self._spots: tuple[Spot, ...] = ()
        self._spotted = ""
        self._styles: dict[str, Style] = {}
        super().__init__(text, id=id)

    @property
    def offset_at_cursor(self) -> int:
        """The character that the cursor stands at."""
        return self.offset_of(self.cursor_location)

    def offset_of(self, location: Location) -> int:
        """Give a place as a number of characters from the start."""
        row, column = location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def location_of(self, offset: int) -> Location:
        """Give a number of characters from the start as a place; past the end is the end."""
        left = max(0, offset)
        for row, line in enumerate(self.document.lines):
            if left <= len(line):
                return row, left
            left -= len(line) + 1
        return self.document.end

    def go_to(self, offset: int) -> None:
        """Put the cursor at a character and show it."""
        self.move_cursor(self.location_of(offset))
        self.scroll_cursor_visible()

    def mark(self, spots: Iterable[Spot]) -> None:
        """Show these marks instead of the ones before, on the text as it is now."""
        wanted = tuple(spots)
        if wanted != self._spots or self._spotted != self.text:
            self._spots, self._spotted = wanted, self.text
            self._restyle()
            self._line_cache.clear()
            self.refresh()

    def marks(self) -> tuple[Spot, ...]:
        """Give the marks where they stand now."""
        return self._spots

    def put(self, text: str, start: int, end: int) -> None:
        """Replace a stretch by another text in one step that undo takes back, with the cursor behind it."""
        self.history.checkpoint()
        done = self.replace(
            text, self.location_of(start), self.location_of(end), maintain_selection_offset=False
        )
        self.move_cursor(done.end_location)
        self.history.checkpoint()

    def put_all(self, text: str) -> None:
        """Replace the whole text where it differs, in one step that undo takes back."""
        change = edited(self.text, text)
        if self.text != text:
            self.put(text[change.start : change.new_end], change.start, change.old_end)

    def get_line(self, line_index: int) -> Text:
        """Give a line with its marks."""
        line = super().get_line(line_index)
        for start, end, style in self._styled.get(line_index, ()):
            line.stylize(self._styles.get(style, ""), start, end)
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        """Read the marks' styles once, then render."""
        if not self._styles:
            found = {name: self.get_component_rich_style(name, partial=True) for name in FOUND.values()}
            here = Style(bgcolor=self.get_component_rich_style(SENTENCE).bgcolor)
            self._styles = {**found, SENTENCE: here}
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Forget the styles in other colours."""
        self._styles = {}
        super().notify_style_update()

    def _build_highlight_map(self) -> None:
        """Move the marks; Textual calls this after every edit, undo and redo, before anything is drawn."""
        super()._build_highlight_map()
        now = self.document.text
        if now != self._spotted:
            self._spots = moved(self._spots, edited(self._spotted, now))
            self._spotted = now
            self._restyle()

    def _restyle(self) -> None:
        self._styled = by_line(self._spots, self.document.lines) if self._spots else {}

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Put in what is typed or pasted, as long as it is still a message: nothing is cut off unseen."""
        gone = abs(self.offset_of(end) - self.offset_of(start))
        if len(self.document.text) - gone + len(insert) > MAX_MESSAGE:
            self.post_message(self.Full(MAX_MESSAGE))
            return None
        return super()._replace_via_keyboard(insert, start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste in as plain text."""
        event.stop()
        event.prevent_default()  # or the base class would put it in once more, as it came
        self._put_in(event.text)

    def action_undo(self) -> None:
        """Take back the last step, unless the text is being written anew."""
        if not self.read_only:
            super().action_undo()

    def action_redo(self) -> None:
        """Do again what was taken back, unless the text is being written anew."""
        if not self.read_only:
            super().action_redo()

    def action_paste(self) -> None:
        """Take in what was copied or cut here."""
        self._put_in(self.app.clipboard)

    def _put_in(self, pasted: str) -> None:
        hidden = hidden_characters(pasted)
        if self.read_only:
            return
        done = self._replace_via_keyboard(clean(pasted), *self.selection)
        if done:
            self.move_cursor(done.end_location)
            if hidden:
                self.post_message(self.Cleaned(tuple(hidden)))
