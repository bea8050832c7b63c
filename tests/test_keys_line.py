"""The line of keys at the bottom never cuts a key off, in the longer language either."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.people_desk import a_profile, maria
from tests.tui_desk import at_the_screen, seen, settled

pytestmark = pytest.mark.anyio


def last_line(pilot: Pilot[None]) -> str:
    return seen(pilot).splitlines()[-1].rstrip()


@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_keys_are_left_out_where_there_is_no_room_and_come_back(language: str) -> None:
    a_profile()
    maria()
    first, last = {"sv": ("w Skriv", "Kommandon"), "en": ("w Write", "Commands")}[language]
    async with at_the_screen(size=(120, 40), language=language) as pilot:
        wide = last_line(pilot)
        assert first in wide
        assert wide.endswith(f"^p {last}")
        for columns in (80, 60, 45):
            await pilot.resize_terminal(columns, 24)
            await settled(pilot)
            line = last_line(pilot)
            assert len(line) <= columns
            assert "f1 " in line
            assert all(word in wide.split() for word in line.split())
        assert "^q" not in last_line(pilot)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert last_line(pilot) == wide
