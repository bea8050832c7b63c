"""Everything is a few letters away: actions, people, drafts; and the keys of a screen are told."""

from __future__ import annotations

import pytest
from textual.command import CommandList
from textual.pilot import Pilot
from textual.widgets import Input

from assistant import wording
from assistant.domain.brief import Recipient, Sender
from assistant.errors import SettingsError
from assistant.store import SqliteStore
from tests.stored import saved
from tests.tui_desk import SIZES, at_the_screen, seen, settled
from tui.keymap import checked_keys, known_ids
from tui.screens.people import PeopleScreen
from tui.screens.profile import ProfileScreen

pytestmark = pytest.mark.anyio

HOSTILE = "[/x] Maria [b]Berg \x1b]0;evil\x07"


@pytest.fixture
def known(store: SqliteStore) -> SqliteStore:
    """Somebody who has said who they are."""
    store.save_sender(Sender(name="Sara Ek"))
    return store


async def searched(pilot: Pilot[None], letters: str) -> str:
    """Open the palette, type, and give what is shown."""
    await pilot.press("ctrl+p")
    await settled(pilot)
    pilot.app.screen.query_one(Input).value = letters
    await settled(pilot)
    found = pilot.app.screen.query_one(CommandList)
    while not found.option_count:  # nothing found is told after a moment
        await pilot.pause()
    return seen(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_person_is_found_by_a_few_letters_whatever_the_name(
    size: tuple[int, int], known: SqliteStore
) -> None:
    """Brackets are no markup in a name."""
    known.add_person(Recipient(name=HOSTILE))
    async with at_the_screen(size=size) as pilot:
        assert "[/x] Maria [b]Berg" in await searched(pilot, "maria")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)


async def test_a_draft_opens_from_the_palette(known: SqliteStore) -> None:
    saved(known)
    async with at_the_screen() as pilot:
        assert "Maria Berg" in await searched(pilot, "berg")
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, PeopleScreen)


async def test_every_action_of_the_screen_is_a_command(known: SqliteStore) -> None:
    """What has a key has a command, for terminals that swallow the key."""
    async with at_the_screen(size=(120, 60)) as pilot:
        named = {
            each.binding.description
            for each in pilot.app.screen.active_bindings.values()
            if each.binding.id and each.enabled and each.binding.id != "app.commands"
        }
        shown = await searched(pilot, "")
        missing = [name for name in named if name and name not in shown]
        assert missing == []


async def test_the_palette_speaks_the_interfaces_language(known: SqliteStore) -> None:
    """Textual's own words are English."""
    async with at_the_screen(language="sv") as pilot:
        shown = await searched(pilot, "")
        assert "Search for commands" not in shown
        assert "palette" not in shown
        await pilot.press("escape")
        assert "No matches" not in await searched(pilot, "qzxqzx")


async def test_an_action_runs_from_the_palette_and_what_has_a_key_is_offered_once(known: SqliteStore) -> None:
    async with at_the_screen() as pilot:
        shown = [line.strip() for line in (await searched(pilot, "chat")).splitlines()]
        assert sum(line.startswith("Chat") for line in shown) == 1
        await pilot.press("escape")
        await searched(pilot, "about you")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ProfileScreen)


@pytest.mark.parametrize("size", [pytest.param((60, 20), marks=pytest.mark.slow), *SIZES])
async def test_f1_tells_the_keys_of_this_screen(size: tuple[int, int], known: SqliteStore) -> None:
    async with at_the_screen(size=size) as pilot:
        await pilot.press("f1")
        await settled(pilot)
        assert " ".join(seen(pilot).split()).count("Write to this person") == 1
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)


async def test_a_question_mark_in_a_field_is_typed() -> None:
    """F1 works there."""
    async with at_the_screen() as pilot:
        assert isinstance(pilot.app.screen, ProfileScreen)
        await pilot.press("a", "question_mark")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ProfileScreen)
        assert "a?" in seen(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, ProfileScreen)


async def test_language_and_colours_change_at_once_and_are_kept(known: SqliteStore) -> None:
    from assistant.settings import load_settings

    async with at_the_screen() as pilot:
        await searched(pilot, "high contrast")
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.theme == "fika-contrast"
        await searched(pilot, "svenska")
        await pilot.press("enter")
        await settled(pilot)
        assert wording.ui_language() == "sv"
        assert isinstance(pilot.app.screen, PeopleScreen)
    kept = load_settings().settings
    assert (kept.ui_language, kept.theme) == ("sv", "contrast")


async def test_a_key_of_ones_own_works(known: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.paths import config_file

    config_file().write_text('[keys]\n"app.keys" = "f9"\n')
    async with at_the_screen() as pilot:
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        await pilot.press("f9")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, PeopleScreen)


async def test_a_wrong_key_is_told_and_the_usual_ones_hold(known: SqliteStore) -> None:
    from assistant.paths import config_file

    config_file().write_text('[keys]\n"app.kyes" = "f9"\n')
    async with at_the_screen() as pilot:
        assert "app.keys" in seen(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, PeopleScreen)


def test_the_nearest_id_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        checked_keys({"app.quitt": "f5"})
    assert "app.quitt" in caught.value.message
    assert "'app.quit'" in caught.value.hint


@pytest.mark.parametrize("key", ["", "f25", "ctrl+", "hold+a", "ctrl+f99", "enterr", "f5,,f6"])
def test_a_key_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=r"is not a key"):
        checked_keys({"app.keys": key})


@pytest.mark.parametrize("key", ["f5", "ctrl+t", "alt+up", "x", "?", "f5, ctrl+t", "shift+f3", "pagedown"])
def test_a_key_that_exists_is_taken(key: str) -> None:
    assert checked_keys({"app.keys": key})


def test_every_key_has_an_id_of_its_own_and_says_what_it_does() -> None:
    """One id in two places could not be remapped alone."""
    from textual.dom import DOMNode

    from tui import keymap

    known_ids()
    of: dict[str, set[str]] = {}
    silent = []
    for kind in set(keymap._kinds(DOMNode)):
        if kind.__module__.startswith("tui."):
            for binding in keymap._bindings(kind):
                if binding.id:
                    of.setdefault(binding.id, set()).add(kind.__name__)
                if binding.description and not (binding.id and binding.tooltip):
                    silent.append((kind.__name__, binding.key))
    assert {key_id: kinds for key_id, kinds in of.items() if len(kinds) > 1} == {}
    assert silent == []
