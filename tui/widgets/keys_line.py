"""The line of keys at the bottom: only whole keys stand there, and as many as there is room for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_LEFT_OUT_FIRST = "ctrl+q"
_STAYS = ("f1", "escape")
"""What is always shown: the way back, and the key that lists all others."""
_PALETTE = 2
"""Cells that the line between the palette's key and the others takes."""


class KeysLine(Footer):
    """Textual's footer, which would cut off what there is no room for, and is made anew at every focus."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Hashable = None
        """What the line was made from."""

    def compose(self) -> ComposeResult:
        """Lay out the keys that fit."""
        self._shown = self._to_show()
        keys = list(super().compose())
        self.compact = _cells(keys, spaces=2) > self.app.size.width
        yield from _fitting(keys, self.app.size.width, spaces=1 if self.compact else 2)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Make the line anew where other keys are to stand there."""
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._renew)

    def on_resize(self) -> None:
        """Choose the keys anew."""
        self.call_after_refresh(self._renew)

    async def _renew(self) -> None:
        if self.is_attached and self._to_show() != self._shown:
            await self.recompose()

    def _to_show(self) -> Hashable:
        """Give all that the line depends on."""
        active = self.screen.active_bindings.values()
        keys = tuple((each.binding, each.enabled, each.tooltip) for each in active if each.binding.show)
        return keys, self.app.size.width, self._bindings_ready


def _fitting(keys: Sequence[Widget], width: int, spaces: int) -> Iterator[Widget]:
    """Leave out the palette's key first, then the one that quits, then the last ones."""
    kept = list(keys)
    for key in sorted(keys, key=lambda key: (_needed(key), -keys.index(key))):
        if _cells(kept, spaces) <= width or _needed(key) == 3:
            break
        kept.remove(key)
    yield from kept


def _needed(key: Widget) -> int:
    if not isinstance(key, FooterKey) or key.has_class("-command-palette"):
        return 0
    if key.key == _LEFT_OUT_FIRST:
        return 1
    return 3 if key.key in _STAYS else 2


def _cells(keys: Sequence[Widget], spaces: int) -> int:
    each = (
        len(key.key_display) + len(key.description) + 1 + spaces for key in keys if isinstance(key, FooterKey)
    )
    return sum(each) + _PALETTE * any(key.has_class("-command-palette") for key in keys)
