"""The review screen: what was typed is kept, compared, reworded and handed over as versions."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from textual.widgets import Input, OptionList, Static

from assistant.errors import StoreError
from assistant.events import Event, Fragment
from assistant.reviewing.document import Document
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.review_screen_desk import kept_draft, reviewing, write
from tests.tui_desk import SIZES, WIDE, seen, until
from tui.navigation import Navigation

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]


@pytest.fixture
def draft_id(store: SqliteStore) -> int:
    """A first message from Fika's own texts, as version 1."""
    return kept_draft(store)


async def test_every_change_is_kept_at_once_and_leaving_saves_silently(
    draft_id: int, store: SqliteStore
) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X", "Y")
        await pilot.pause()
        screen.services.keeping.flush()
        (kept,) = store.unsaved.kept()
        assert (kept.slot, kept.draft_id, kept.text[:2]) == (f"draft:{draft_id}", draft_id, "XY")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as version 2" in seen(pilot))
        screen.services.keeping.flush()
        assert store.unsaved.kept() == ()
        await pilot.press("Z", "escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    assert [each.number for each in store.versions(draft_id)] == [1, 2, 3]
    assert store.version(draft_id).draft.text.startswith("XYZ")
    assert store.version(draft_id).origins.writer == "person"
    assert store.unsaved.kept() == ()


async def test_who_only_looks_and_copies_leaves_no_version(draft_id: int, store: SqliteStore) -> None:
    """The whole text is copied with one key, and a selection with another."""
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("f12")
        assert pilot.app.clipboard == screen.editor.text.strip()
        await pilot.press("ctrl+home", "shift+right", "shift+right", "ctrl+c")
        assert pilot.app.clipboard == screen.editor.text[:2]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    assert len(store.versions(draft_id)) == 1


async def test_handing_over_saves_first_and_so_does_quitting(
    draft_id: int, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(Navigation, "on_open_handover", lambda _app, message: opened.append(message.draft_id))
    async with reviewing(draft_id) as (pilot, _screen):
        await pilot.press("X", "ctrl+g")
        await until(pilot, lambda: bool(opened))
        assert opened == [draft_id]
        assert store.version(draft_id).draft.text.startswith("X")
        await pilot.press("Y")
        pilot.app.exit()
    assert store.version(draft_id).draft.text.startswith("XY")


async def test_what_cannot_be_saved_is_said_and_leaving_again_leaves(
    draft_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reviewing(draft_id) as (pilot, screen):

        def refuse(*_: object) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(Document, "save", refuse)
        await pilot.press("X", "escape")
        await until(pilot, lambda: "The disk is full." in seen(pilot))
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_an_old_version_is_compared_and_brought_back_as_a_new_one(
    size: tuple[int, int], draft_id: int, store: SqliteStore
) -> None:
    """What was typed and not yet saved becomes a version of its own first."""
    async with reviewing(draft_id, size=size) as (pilot, screen):
        original = screen.editor.text
        await write(pilot, screen, "En helt ny mening.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not screen.is_edited)
        await pilot.press("X", "ctrl+o")
        await until(pilot, lambda: "+En helt ny mening.+" in " ".join(seen(pilot).split()))
        await pilot.press("enter")
        await until(pilot, lambda: screen.editor.text == original)
        screen.editor.undo()
        assert "En helt ny mening." in screen.editor.text
        screen.editor.redo()
    first, saved, typed, brought_back = (each.draft.text for each in store.versions(draft_id))
    assert "En helt ny mening." in saved
    assert typed.replace("X", "", 1) == saved != typed
    assert brought_back == first


async def test_without_a_model_the_line_does_what_templates_can(draft_id: int, store: SqliteStore) -> None:
    """A wish beyond them is answered with what they can, and stays in the line."""
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X")
        before = screen.editor.text
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "more formal" in seen(pilot)
        await pilot.press(*"funnier", "enter")
        await until(pilot, lambda: "Without a model" in seen(pilot))
        assert screen.editor.text == before
        assert screen.query_one("#revise-wish", Input).value == "funnier"
        assert not screen.is_writing
        await pilot.press("ctrl+r", "ctrl+u", *"in", "space", *"English", "enter")
        await until(pilot, lambda: "Subject" in screen.editor.text)
        await until(pilot, lambda: not screen.is_writing)
        assert not screen.editor.read_only
        assert "This is version 3" in seen(pilot)
        await pilot.press("ctrl+z")
        assert screen.editor.text.startswith("X")
        await pilot.press("ctrl+y")
    versions = store.versions(draft_id)
    assert versions[1].draft.text.startswith("X")
    assert versions[2].draft.language == "en"


async def test_writing_once_more_makes_another_version(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id, size=WIDE) as (pilot, screen):
        before = screen.editor.text
        await pilot.press("ctrl+r")
        await pilot.pause()
        offers = screen.query_one("#revise-offers", OptionList)
        offers.focus()
        await pilot.press("end", "enter")
        await until(pilot, lambda: screen.editor.text != before and not screen.is_writing)
    assert len(store.versions(draft_id)) == 2
    assert store.version(draft_id, 1).draft.text == before


async def test_escape_stops_the_writing_and_the_text_stays(
    draft_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    async def endless(_services: Services, _draft: int, _wish: str) -> AsyncGenerator[Event, None]:
        import anyio

        try:
            yield Fragment("Hej Maria! [-]\n")
            yield Fragment("Något nytt. [F1]\n")
            await anyio.sleep_forever()
        finally:
            closed.append(True)

    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X", "ctrl+s")
        await until(pilot, lambda: not screen.is_edited)
        before = screen.editor.text
        monkeypatch.setattr(Services, "revising", endless)
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press(*"shorter", "enter")
        await until(pilot, lambda: "Hej Maria!" in str(screen.query_one("#revise-growing", Static).render()))
        assert "[F1]" not in seen(pilot)
        await pilot.press("X", "ctrl+z")
        assert screen.editor.text == before
        await pilot.press("escape")
        await until(pilot, lambda: not screen.is_writing)
        assert closed == [True]
        assert screen.editor.text == before
        assert "Stopped. Your text is as it was." in seen(pilot)
        assert pilot.app.screen is screen
