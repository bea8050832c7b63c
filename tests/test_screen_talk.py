"""The talk on the screen: agreed on in a form, one page beside the call, safe notes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Static

from assistant.domain.value import MAX_MESSAGE
from assistant.errors import StoreError
from assistant.store import SqliteStore
from assistant.store.contacts import SqliteContacts
from tests.talk_screen_desk import AT, Hands, agreed, beside, known, later, notes, press, write
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen, settled
from tui.navigation import Navigation
from tui.screens.talk import TalkScreen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("size", "language", "written"),
    [
        (NARROW, "sv", "på onsdag 15:00"),
        pytest.param(WIDE, "en", "Wednesday 3 pm", marks=pytest.mark.slow),
        pytest.param((60, 20), "en", "25 November 3 pm", marks=pytest.mark.slow),
    ],
)
async def test_a_talk_is_agreed_on_with_both_times_in_sight(
    store: SqliteStore, size: tuple[int, int], language: str, written: str
) -> None:
    """Both local times stand there before it is kept; then the page opens."""
    person_id, clock = known(store), Hands()
    async with at_the_screen(
        lambda services: TalkScreen(services, person_id, clock=clock), size=size, language=language
    ) as pilot:
        shown = await write(pilot, written)
        assert "15:00" in shown
        assert "06:00" in shown
        assert not store.contacts.talks()
        shown = await press(pilot, "enter")
        (talk,) = store.contacts.talks(person_id)
        assert (talk.starts_at, talk.minutes) == (AT, 15)
        assert "06:00" in shown
        assert "Höll ett föredrag i Luleå" in shown or size != WIDE


async def test_what_could_be_two_times_is_refused_in_a_sentence(store: SqliteStore) -> None:
    """As one types, and when one presses Enter; nothing is kept."""
    person_id, clock = known(store), Hands()
    async with at_the_screen(lambda services: TalkScreen(services, person_id, clock=clock)) as pilot:
        assert "can be two days" in await write(pilot, "5/12 15:00")
        assert "can be two days" in await press(pilot, "enter")
        await press(pilot, "ctrl+u")
        await write(pilot, "i morgon kl 15")
        await press(pilot, "tab", "ctrl+u", "x", "enter")
        assert not store.contacts.talks()
        await press(pilot, "ctrl+u", "2", "0", "tab")
        await write(pilot, "Teams")
        await press(pilot, "enter")
        (talk,) = store.contacts.talks(person_id)
        assert (talk.minutes, talk.place) == (20, "Teams")


async def test_a_talk_that_was_moved_keeps_its_notes(store: SqliteStore) -> None:
    """F2 opens the same form; Escape leaves it as it was."""
    talk, clock = agreed(store), Hands()
    store.contacts.save_talk(talk.model_copy(update={"notes": "fråga om Umeå"}))
    async with at_the_screen(beside(talk, clock)) as pilot:
        await press(pilot, "f2", "escape")
        assert isinstance(pilot.app.screen, TalkScreen)
        await press(pilot, "f2", "ctrl+u")
        await write(pilot, "2026-11-26 16:00")
        await press(pilot, "enter")
        moved = store.contacts.talk(talk.id)
        assert moved.starts_at == AT + timedelta(days=1, hours=1)
        assert moved.notes == "fråga om Umeå"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_one_screen_has_all_that_is_needed_beside_the_call(
    store: SqliteStore, size: tuple[int, int], language: str
) -> None:
    """The clock is always in sight; on a narrow window page and notes take turns."""
    talk, clock = agreed(store), Hands()
    async with at_the_screen(beside(talk, clock), size=size, language=language) as pilot:
        page = str(pilot.app.screen.query_one("#sheet Static", Static).render())
        for words in (
            "Maria Berg, chef",
            "två minuter kvar av de 20",
            "Höll ett föredrag",
            "lära mig säga nej",
            "Hej Maria,",
        ):
            assert words in page
        assert {"15:00", "06:00"} <= set(seen(pilot).split())
        before = str(pilot.app.screen.query_one("#clock", Static).render())
        await press(pilot, "ctrl+n")
        assert notes(pilot).has_focus
        assert before.split(",", maxsplit=1)[0] in seen(pilot)
        await press(pilot, "ctrl+n")
        assert not notes(pilot).has_focus


async def test_escape_pressed_twice_leaves_one_screen(store: SqliteStore) -> None:
    """While the notes are being saved a second press does nothing more."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:
        pilot.app.push_screen(beside(talk, clock)(pilot.app.services))  # type: ignore[attr-defined]
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TalkScreen)
        screen.action_back()
        screen.action_back()
        await settled(pilot)
        assert isinstance(pilot.app.screen, TalkScreen)


async def test_a_dialog_over_the_form_keeps_what_was_typed(store: SqliteStore) -> None:
    """Coming back from the list of keys, or from the commands, is not opening the form anew."""
    person_id, clock = known(store), Hands()
    async with at_the_screen(lambda services: TalkScreen(services, person_id, clock=clock)) as pilot:
        await write(pilot, "i morgon 15:00")
        pilot.app.push_screen(Screen())
        await settled(pilot)
        pilot.app.pop_screen()
        await settled(pilot)
        assert "i morgon 15:00" in seen(pilot)


async def test_every_keystroke_of_the_notes_is_safe(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once among the unsaved, with the talk soon after and on leaving; then nothing is left over."""
    monkeypatch.setattr("tui.screens.talk_desk._SAVE_SECONDS", 3600.0)
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:
        await press(pilot, "ctrl+n", *"nej")
        keeping = pilot.app.services.keeping  # type: ignore[attr-defined]
        keeping.flush()
        kept = [(each.slot, each.text) for each in store.unsaved.kept()]
        assert kept == [(f"talk:{talk.id}", "nej")]
        await press(pilot, "enter", *"ja", "f5", "escape")
        assert store.contacts.talk(talk.id).notes == "nej\nja"
        assert store.contacts.talk(talk.id).started_at == AT
        keeping.flush()
        assert not store.unsaved.kept()


async def test_notes_that_cannot_be_saved_are_told_of_and_kept(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is one sentence; the pane stays, and a second Escape leaves the notes among the unsaved."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:

        def full(*_all: object) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(SqliteContacts, "save_talk", full)
        await press(pilot, "ctrl+n", *"vik")
        assert "The disk is full." in await press(pilot, "escape")
        assert notes(pilot).text == "vik"
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, TalkScreen)
        pilot.app.services.keeping.flush()  # type: ignore[attr-defined]
        assert [each.text for each in store.unsaved.kept()] == ["vik"]


async def test_notes_of_any_length_do_no_harm(store: SqliteStore) -> None:
    """Beyond what a talk can hold one sentence says so, and the text stays where it is."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock)) as pilot:
        await press(pilot, "ctrl+n")
        notes(pilot).insert("å" * (MAX_MESSAGE + 1))
        assert "10001 characters" in await press(pilot, "ctrl+s")
        await press(pilot, "backspace", "ctrl+s")
        assert len(store.contacts.talk(talk.id).notes) == MAX_MESSAGE


async def test_questions_before_and_the_thank_you_after_are_a_key_away(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever thanks for a talk has had it; the notes are saved first."""
    talk, clock = agreed(store), Hands()
    asked: list[tuple[int, str]] = []
    async with at_the_screen(beside(talk, clock)) as pilot:
        monkeypatch.setattr(
            Navigation,
            "on_open_compose",
            lambda _app, message: asked.append((message.person_id, message.kind)),
        )
        await press(pilot, "ctrl+g")
        assert not asked
        await press(pilot, "ctrl+o")
        clock.now = AT
        await press(pilot, "f5", "ctrl+n", *"tack")
        await later(pilot, clock, 21)
        await press(pilot, "f4")
    assert asked == [(talk.person_id, "questions"), (talk.person_id, "followup")]
    assert store.contacts.talk(talk.id).held is True
    assert store.contacts.talk(talk.id).notes == "tack"


async def test_a_calendar_file_is_saved_for_oneself(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both local times stand in it; one that is there is not written over."""
    monkeypatch.setenv("HOME", str(tmp_path))
    talk, clock = agreed(store), Hands()
    async with at_the_screen(beside(talk, clock)) as pilot:
        await press(pilot, "f12")
        written = (tmp_path / "talk-with-maria-berg-2026-11-25-1500.ics").read_text(encoding="utf-8")
        assert "DTSTART:20261125T140000Z" in written
        assert "2026-11-25 06:00 where Maria Berg is" in written.replace("\r\n ", "").replace("\n ", "")
        assert "already there" in await press(pilot, "f12")


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_and_notes_are_shown_as_they_are(
    store: SqliteStore, size: tuple[int, int]
) -> None:
    """Brackets stay brackets, in the form, on the page and in the notes."""
    person_id, clock = known(store, "Maria [/b] \x1b]0;x\x07Berg"), Hands()
    async with at_the_screen(
        lambda services: TalkScreen(services, person_id, clock=clock), size=size
    ) as pilot:
        await write(pilot, "2026-11-25 15:00")
        await press(pilot, "tab", "tab")
        await write(pilot, "[/x] [@click=app.quit]")
        shown = await press(pilot, "enter")
        assert "\x1b" not in shown
        assert "Maria [/b] Berg" in shown
        await press(pilot, "ctrl+n")
        notes(pilot).insert("[/b] \x1b]0;x\x07 \u202e")
        await press(pilot, "ctrl+s")
        (talk,) = store.contacts.talks(person_id)
        assert talk.place == "[/x] [@click=app.quit]"
        assert "\x1b" not in talk.notes


async def test_resizing_keeps_the_pane_and_the_cursor(store: SqliteStore) -> None:
    """From wide to narrow and back while one types."""
    talk, clock = agreed(store), Hands(AT)
    async with at_the_screen(beside(talk, clock), size=WIDE) as pilot:
        await press(pilot, "ctrl+n", *"ett", "enter", *"två", "up")
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert notes(pilot).has_focus
        assert notes(pilot).region.height > 5
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert notes(pilot).cursor_location[0] == 0
        await press(pilot, "!", "escape")
    assert store.contacts.talk(talk.id).notes == "ett!\ntvå"
