"""Draws pictures of the real app for the README: `make pictures`."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

from assistant import wiring, wording
from assistant.domain.value import Language
from tests.story import NOW, TALK, Story, tell
from tests.tui_desk import seen, settled
from tui.app import Begin, FikaApp

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import Screen

FOLDER: Final = Path(__file__).parent.parent / "docs" / "pictures"
SIZE: Final = (100, 30)
LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")
_ZONE: Final = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Swedish time for the C library, on machines without a zone database too."""


class _StoppedClock(datetime):
    """What asks for the time is told the story's minute."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _StoppedClock:
        at = NOW.astimezone(tz)
        return cls.fromtimestamp(at.timestamp(), tz)


@contextmanager
def at_the_minute(home: Path, language: Language, theme: str = "dark") -> Iterator[None]:
    """Live in the story's home, at its minute, in its language and in these colours."""
    settings = {
        "FIKA_HOME": str(home),
        "FIKA_CONFIG": str(home / "config.toml"),
        "TZ": _ZONE,
        "FIKA_THEME": theme,
        "TEXTUAL_ANIMATIONS": "none",
    }
    before = wording.ui_language()
    with mock.patch.dict(os.environ, settings), mock.patch.object(wiring, "datetime", _StoppedClock):
        os.environ.pop("NO_COLOR", None)
        time.tzset()
        wording.use_language(language)
        try:
            yield
        finally:
            wording.use_language(before)
    time.tzset()


def people(_story: Story) -> Begin:
    """Begin with the list of people."""
    from tui.screens.people import PeopleScreen

    return PeopleScreen


def review(story: Story) -> Begin:
    """Begin with the first message on the table."""
    from tui.screens.review import ReviewScreen

    return lambda services: ReviewScreen(services, story.first_message)


def talk(story: Story) -> Begin:
    """Begin beside the talk, eight minutes into it."""
    from tui.screens.talk import TalkScreen

    clock = lambda: TALK + timedelta(minutes=8)  # noqa: E731
    return lambda services: TalkScreen(services, story.talks_with, story.talk, clock=clock)


SCREENS: Final[Mapping[str, tuple[Callable[[Story], Begin], Sequence[str]]]] = {
    "people": (people, ("down", "down")),
    "review": (review, ("down", "down", "down", "down")),
    "talk": (talk, ()),
}
"""The screens of the README by the names of their files, and what is pressed there first."""


_LONGER_THAN_ANY_TIMER_SECONDS: Final = 0.2
"""Longer than a screen waits before it looks at what was typed, or where the cursor stands."""


async def stands_still(pilot: Pilot[None]) -> None:
    """Wait until a screen shows all that it will show."""
    before = ""
    for _try in range(200):
        await settled(pilot)
        now = seen(pilot)
        if now == before and _has_all(pilot.app.screen):
            return
        before = now
        await pilot.pause(_LONGER_THAN_ANY_TIMER_SECONDS)
    raise AssertionError(f"it does not stand still:\n{before}")


def _has_all(screen: Screen[Any]) -> bool:
    """Whether what is worked out beside the screen has reached it."""
    from tui.screens.review import ReviewScreen

    match screen:
        case ReviewScreen():
            looked_at = screen.seen is not None and screen.seen.text == screen.editor.text
            chosen = screen.findings.chosen
            return looked_at and (chosen is None or chosen.mends is not None)
        case _:
            return True


async def presses(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Press keys, each once all is still."""
    await stands_still(pilot)
    for key in keys:
        await pilot.press(key)
        await stands_still(pilot)


def picture(screen: str, language: Language, folder: Path) -> str:
    """Draw a screen of the story, in a home of its own inside the folder."""
    home = folder / f"{language}-{screen}"
    with at_the_minute(home, language):
        story = tell(home, language, under_way=screen == "talk")
        begin, keys = SCREENS[screen]
        return asyncio.run(_drawn(begin(story), keys))


async def _drawn(begin: Begin, keys: Sequence[str]) -> str:
    app = FikaApp(begin=begin)
    async with app.run_test(size=SIZE) as pilot:
        await presses(pilot, keys)
        return without_web_fonts(app.export_screenshot(title="Fika"))


def without_web_fonts(svg: str) -> str:
    """Take out fonts that would be fetched from another host, and the number that is new each time."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"\bterminal-\d+-", "fika-", svg)
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE).strip() + "\n"


def main() -> None:
    """Draw every picture into `docs/pictures`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            for screen in SCREENS:
                path = FOLDER / f"{language}-{screen}.svg"
                path.write_text(picture(screen, language, Path(folder)), encoding="utf-8")
                print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
