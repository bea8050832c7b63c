"""Whole screens as pictures, each looked at before it was accepted, and the README's pictures as they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.app import App

from assistant.domain.value import Language
from tests import pictures
from tests.pictures import FOLDER, LANGUAGES, SCREENS, at_the_minute, picture, presses, stands_still
from tests.story import BIOGRAPHY, Story, tell
from tests.stylesheets import stylesheets_read_once
from tests.tui_desk import NARROW, WIDE
from tests.unpainted import drawn_when_looked_at
from tui.app import Begin, FikaApp

pytestmark = pytest.mark.usefixtures("indexed")

if TYPE_CHECKING:
    from textual.pilot import Pilot

Steps = Callable[["Pilot[None]"], Awaitable[None]]
"""What is done before the picture is taken."""


@pytest.fixture(autouse=True)
def drawn_at_the_end() -> Iterator[None]:
    """Draw only the picture itself, not what leads to it."""
    with stylesheets_read_once(), drawn_when_looked_at():
        yield


def profile(_story: Story) -> Begin:
    from tui.screens.profile import ProfileScreen

    return ProfileScreen


def paste(_story: Story) -> Begin:
    from tui.screens.paste import PasteScreen

    return PasteScreen


def compose(story: Story) -> Begin:
    from tui.screens.compose import ComposeScreen

    return lambda services: ComposeScreen(services, story.writes_to, "outreach")


def handover(story: Story) -> Begin:
    from tui.screens.handover import HandoverScreen

    return lambda services: HandoverScreen(services, story.first_message)


def questions(story: Story) -> Begin:
    from tui.screens.questions import QuestionsScreen

    return lambda services: QuestionsScreen(services, story.questions)


async def sorts_a_biography(pilot: Pilot[None], language: Language) -> None:
    """Paste a text in which somebody hid a command, and accept the first fact."""
    await stands_still(pilot)
    pilot.app.post_message(events.Paste(BIOGRAPHY[language]))
    await stands_still(pilot)
    await pilot.press("ctrl+s")
    await stands_still(pilot)
    await pilot.press("a")
    await stands_still(pilot)


CASES: dict[str, tuple[Callable[[Story], Begin], Language, tuple[int, int], str, Steps]] = {
    "profile": (profile, "sv", NARROW, "dark", stands_still),
    "people": (pictures.people, "sv", NARROW, "light", stands_still),
    "person": (pictures.people, "en", NARROW, "dark", partial(presses, keys=("down", "down", "enter"))),
    "sorting": (paste, "en", NARROW, "dark", partial(sorts_a_biography, language="en")),
    "sorting_wide": (paste, "sv", WIDE, "dark", partial(sorts_a_biography, language="sv")),
    "compose": (compose, "sv", NARROW, "dark", stands_still),
    "compose_wide": (compose, "en", WIDE, "light", stands_still),
    "review": (pictures.review, "sv", NARROW, "dark", partial(presses, keys=["ctrl+n"])),
    "review_wide": (pictures.review, "en", WIDE, "contrast", partial(presses, keys=["ctrl+n"])),
    "handover": (handover, "en", NARROW, "dark", stands_still),
    "questions": (questions, "sv", WIDE, "dark", stands_still),
    "talk": (pictures.talk, "en", NARROW, "dark", stands_still),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if case[2] == WIDE else ()) for name, case in CASES.items()],
)
def test_a_screen_looks_as_it_was_accepted(name: str, home: Path, snap_compare: Callable[..., bool]) -> None:
    begin, language, size, theme, steps = CASES[name]
    with at_the_minute(home, language, theme):
        story = tell(home, language, under_way=name == "talk")
        app = FikaApp(begin=begin(story))
        app.run = MethodType(App.run, app)  # type: ignore[method-assign]  # the app's own leaves no picture behind
        assert snap_compare(app, terminal_size=size, run_before=steps)


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_of_the_readme_are_up_to_date(screen: str, language: Language, home: Path) -> None:
    drawn = picture(screen, language, home)
    kept = (FOLDER / f"{language}-{screen}.svg").read_text(encoding="utf-8")
    assert drawn == kept, "The screen looks different now; look at it, then say: make pictures"


def test_the_pictures_of_the_readme_load_nothing_from_elsewhere() -> None:
    for path in FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text
        assert "@font-face" not in text
        assert len(text) < 60_000
