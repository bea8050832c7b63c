"""Draws only what is looked at: without a terminal, Textual draws every change and throws it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from textual._compositor import Compositor
from textual._context import visible_screen_stack

_draw: Final = Compositor.render_update


@contextmanager
def drawn_when_looked_at() -> Iterator[None]:
    """Lay screens out as ever, but leave the drawing to whoever asks what stands there."""
    with mock.patch.object(Compositor, "render_update", _only_whole_pictures):
        yield


def _only_whole_pictures(
    compositor: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False
) -> Any:
    if full:
        return _draw(compositor, full=True, screen_stack=screen_stack, simplify=simplify)
    visible_screen_stack.set(screen_stack or [])
    compositor._dirty_regions.clear()
    return None
