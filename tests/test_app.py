"""The full screen as a whole: it opens, and it leaves."""

from __future__ import annotations

import pytest

from tests.tui_desk import NARROW, WIDE, at_the_screen, seen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_app_opens_on_the_people(size: tuple[int, int]) -> None:
    async with at_the_screen(size=size) as pilot:
        assert "Fika" in seen(pilot)
