"""A text area that renders and repaints only the lines that look otherwise than before.

Textual renders and paints every line after every key, which is most of what a key costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import NULL_REGION, Region
from textual.widgets import TextArea

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence
    from typing import Self

    from textual.strip import Strip


class ChangedLines(TextArea):
    """A text area with soft wrap, no line numbers and no blinking cursor, so that a line's looks are few."""

    _REMEMBERED: ClassVar[int] = 512

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self._styled: Mapping[int, Sequence[tuple[int, int, str]]] = {}
        """The marks of each line of the text: first and last column, and a style."""
        self._strips: LRUCache[Hashable, Strip] = LRUCache(self._REMEMBERED)
        self._painted: list[Hashable] = []
        """How each line of the window looked when it was last to be painted."""
        self._around: Hashable = None
        """What all lines depended on then."""
        self._colours: Hashable = None
        self._unsure = False
        """Whether any line may look otherwise."""
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.match_cursor_bracket = False
        self.cursor_blink = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint again; of the whole area, only the lines that look otherwise when it comes to it."""
        if regions or not repaint or recompose or not self._is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        self._unsure = True
        return super().refresh(NULL_REGION, layout=layout)

    def notify_style_update(self) -> None:
        """Forget how lines looked in other colours."""
        self._strips.clear()
        self._around = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give lines of the window."""
        self._find_changed()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Give a line of the window; one that looks as it did is not rendered anew."""
        looks = self._looks(y)
        if looks is None:
            return super().render_line(y)
        if (strip := self._strips.get(looks)) is None:
            strip = self._strips[looks] = self._render_line(y)
        return strip

    def _exchange_repaint_regions(self) -> Collection[Region]:
        self._find_changed()
        return super()._exchange_repaint_regions()

    def _find_changed(self) -> None:
        """Say which lines are to be painted. It is asked right before that, when the text is whole again."""
        if not self._unsure:
            return
        self._unsure = False
        colours = (self.background_colors, self.styles._cache_key)  # noqa: SLF001
        if colours != self._colours:
            self._strips.clear()
        around = (self.scroll_offset, self.outer_size, colours)
        self._colours = colours
        now = [self._looks(y) for y in range(self.size.height)]
        before, self._painted = self._painted, now
        if around != self._around or len(before) != len(now) or None in now or None in before:
            self._around = around
            self._set_dirty()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
        if changed:
            self._set_dirty(*(Region(0, y, self.size.width, 1) for y in changed))

    def _looks(self, y: int) -> Hashable:
        """Give all that a line of the window depends on; None where that is not known."""
        if not self.selection.is_empty or not self.document.text:
            return None
        wrapped = self.wrapped_document
        at = self.scroll_offset.y + y
        if at >= wrapped.height:
            return "below the text", self.size
        row, section = wrapped._offset_to_line_info[at]  # noqa: SLF001
        cursor_row, column = self.cursor_location
        return (
            self.document.get_line(row),
            section,
            tuple(self._styled.get(row, ())),
            (column, self.read_only) if cursor_row == row and self._draw_cursor else None,
            (self.size, wrapped._width),  # noqa: SLF001
        )
