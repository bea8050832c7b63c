"""Text that grows as it arrives: only its last line is looked at again, however long it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from assistant.cleaning import clean

PAINT_SECONDS: Final = 0.04
"""Least time between two paints: 25 a second read as flowing, and more only cost."""


class GrowingText(ScrollView, can_focus=True):
    """Plain text, wrapped at words, that is added to at its end and follows what is new."""

    DEFAULT_CSS = """
    GrowingText {
        height: 1fr; padding: 0 1;
        overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._text: list[str] = []
        self._waiting: list[str] = []
        self._lines: list[str] = [""]
        self._width = 0
        self._painted_at = 0.0
        self._timer: Timer | None = None
        self.paints = 0
        """How often it was painted since it was emptied."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join([*self._text, *self._waiting])

    def append(self, text: str) -> None:
        """Add text at the end; it is shown at once, or with what comes within the next moment."""
        if not text:
            return
        self._waiting.append(text)
        since = monotonic() - self._painted_at
        if since >= PAINT_SECONDS:
            self._paint()
        elif self._timer is None:
            self._timer = self.set_timer(PAINT_SECONDS - since, self._paint)

    def empty(self) -> None:
        """Take everything away."""
        self._text, self._waiting, self._lines = [], [], [""]
        self._painted_at, self.paints = 0.0, 0
        self._fit()
        self.refresh()

    def finish(self) -> None:
        """Show what is still waiting."""
        if self._waiting:
            self._paint()

    def render_line(self, y: int) -> Strip:
        """Give one line of the screen."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        style = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, style)
        line = self._lines[number].rstrip("\n")
        strip = Strip(self._segments(line, number), cell_len(line))
        return strip.adjust_cell_length(width, style).apply_offsets(0, number)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the marked part of the text, as the mouse marked it."""
        return selection.extract("\n".join(line.rstrip("\n") for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is marked."""
        del selection
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap it all anew when the width changed."""
        del event
        width = self.scrollable_content_region.width
        if width == self._width:
            return
        follows = self.scroll_target_y >= self.max_scroll_y
        self._width, self._lines = width, [""]
        self._wrap("".join(self._text))
        self._fit()
        if follows:
            self._to_the_end()
        self.refresh()

    def _segments(self, line: str, number: int) -> list[Segment]:
        style = self.rich_style
        span = self.text_selection.get_span(number) if self.text_selection else None
        if span is None:
            return [Segment(line, style)]
        start, end = span[0], len(line) if span[1] == -1 else span[1]
        marked = style + self.screen.get_component_rich_style("screen--selection")
        return [Segment(line[:start], style), Segment(line[start:end], marked), Segment(line[end:], style)]

    def _paint(self) -> None:
        self._timer = None
        if not self._waiting:
            return
        self._painted_at = monotonic()
        self.paints += 1
        new, self._waiting = clean("".join(self._waiting)), []
        self._text.append(new)
        if not self._width:
            return
        follows = self.scroll_target_y >= self.max_scroll_y
        first = len(self._lines) - 1
        self._wrap(new)
        self._fit()
        if follows:
            self._to_the_end()
        top = first - self.scroll_offset.y
        self.refresh(Region(0, max(0, top), self.size.width, len(self._lines) - first + 1))

    def _to_the_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def _wrap(self, new: str) -> None:
        """Break the last line and what is new; the lines before it never change."""
        self._lines[-1:] = [*_broken(self._lines[-1] + new, max(1, self._width))]

    def _fit(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))


def _broken(text: str, width: int) -> Iterator[str]:
    """Break a text at words; a line but the last keeps its line break, or the space that it was broken at."""
    *closed, last = text.split("\n")
    for line in closed:
        *before, end = _wrapped(line, width)
        yield from before
        yield f"{end}\n"
    yield from _wrapped(last, width)


def _wrapped(line: str, width: int) -> list[str]:
    lines, used, current = [], 0, ""
    for word in _words(line):
        cells, bare = cell_len(word), cell_len(word.rstrip(" "))
        if used and used + bare > width:
            lines.append(current)
            current, used = "", 0
        if bare > width:
            *whole, word = chop_cells(word, width)  # noqa: PLW2901 - what is left of it goes on
            lines += whole
            cells = cell_len(word)
        current, used = current + word, used + cells
    return [*lines, current]


def _words(line: str) -> Iterator[str]:
    """Give the words, each with the spaces behind it."""
    start, inside = 0, False
    for at, letter in enumerate(line):
        if letter == " ":
            inside = True
        elif inside:
            yield line[start:at]
            start, inside = at, False
    if start < len(line):
        yield line[start:]
