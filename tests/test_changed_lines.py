"""A text area that paints only the lines that look otherwise: never too few of them, and few."""

from __future__ import annotations

import random

import pytest
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from tui.widgets.changed_lines import ChangedLines

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

KEYS = ("a", "b", "space", "backspace", "delete", "enter", "left", "right", "up", "down", "home", "end")
MORE_KEYS = ("shift+left", "ctrl+z", "ctrl+y", "pagedown", "pageup", "ctrl+k")


class Desk(App[None]):
    """An app with a line and the text area, which remembers which rows were painted."""

    CSS = "#top { height: 1; } ChangedLines { border: none; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] | None = set()
        """The rows that were painted; None when all of them were."""

    def compose(self) -> ComposeResult:
        yield Static("0", id="top")
        yield ChangedLines("\n".join(f"Line {n} " + "with some words " * (n % 7) for n in range(20)))

    def on_mount(self) -> None:
        self.area.focus()

    @property
    def area(self) -> ChangedLines:
        return self.query_one(ChangedLines)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate):
            if self.rows is not None:
                self.rows |= {y for y, _first, _last in renderable.spans}
        elif renderable is not None:
            self.rows = None
        super()._display(screen, renderable)


def _stands(desk: Desk) -> list[Strip]:
    """What stands on the screen, from what it remembers of earlier paints."""
    return desk.screen._compositor.render_strips()


def _should_stand(desk: Desk) -> list[Strip]:
    """What stands there when nothing is remembered."""
    desk.area._strips.clear()
    desk.area._line_cache.clear()
    desk.area._styles_cache.clear()
    return _stands(desk)


async def test_a_letter_paints_the_rows_of_its_paragraph_only() -> None:
    desk = Desk()
    async with desk.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        desk.area.move_cursor((2, 3))
        await pilot.pause()
        desk.rows = set()
        await pilot.press("x")
        await pilot.pause()
        assert desk.rows == {3}


async def test_a_move_to_another_line_paints_both() -> None:
    desk = Desk()
    async with desk.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        desk.area.move_cursor((1, 3))
        await pilot.pause()
        desk.rows = set()
        await pilot.press("down")
        await pilot.pause()
        assert desk.rows == {2, 3}


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_typed_the_screen_shows_it(seed: int) -> None:
    """Letters, breaks, undo, scrolling, marking and lines painted beside it, in any order."""
    chance = random.Random(seed)
    desk = Desk()
    async with desk.run_test(size=(44, 12)) as pilot:
        await pilot.pause()
        for number in range(60):
            before, desk.rows = _stands(desk), set()
            await pilot.press(chance.choice(KEYS if chance.random() < 0.8 else MORE_KEYS))
            if chance.random() < 0.3:
                desk.query_one("#top", Static).update(str(number))
            if chance.random() < 0.05:
                await pilot.resize_terminal(chance.choice((30, 44, 60)), 12)
            await pilot.pause()
            after = _stands(desk)
            assert after == _should_stand(desk)
            changed = {row for row, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
            assert desk.rows is None or changed <= desk.rows


async def test_other_colours_paint_everything() -> None:
    desk = Desk()
    async with desk.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        for change in (lambda: setattr(desk, "theme", "textual-light"), lambda: _paint_red(desk.area)):
            before, desk.rows = _stands(desk), set()
            change()
            await pilot.pause()
            after = _stands(desk)
            assert after == _should_stand(desk)
            assert before[5] != after[5]
            assert desk.rows is None or desk.rows >= set(range(1, 24))


def _paint_red(area: ChangedLines) -> None:
    area.styles.background = "red"
