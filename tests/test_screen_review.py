"""The review screen: a draft is read, mended, reworded and kept, by keyboard, at each size and language."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Final
from unittest import mock

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from assistant.domain.draft import Wording
from assistant.errors import StoreError
from assistant.events import Event, Fragment
from assistant.ports import Task
from assistant.reviewing.document import Document, Seen
from assistant.store import SqliteStore
from assistant.wiring import Services
from assistant.wording import _
from prompts.catalog import load_kinds
from tests.offline_desk import NOW, draft, outreach
from tests.stored import CLEAN, ORIGINS
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen, until
from tui.navigation import Navigation
from tui.screens import review_table
from tui.screens.review import ReviewScreen
from tui.widgets.check_line import CheckLine
from tui.widgets.findings_list import Entry
from tui.widgets.message_editor import SENTENCE

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]

MENTOR: Final = "Vill du bli min mentor?"
INVENTED: Final = "Ditt föredrag i Kiruna 2019 gav mig mod."
TALK: Final = "Fel och rätt"


@pytest.fixture
def draft_id(store: SqliteStore) -> int:
    """A first message from Fika's own texts, as version 1."""
    brief = outreach("sv")
    task = Task(kind=load_kinds()["outreach"], brief=brief, wording=Wording(), now=NOW)
    made = draft(brief)
    return store.save_version(task, made, CLEAN, ORIGINS).draft_id


@asynccontextmanager
async def reviewing(
    draft_id: int, *, size: tuple[int, int] = NARROW, language: str = "en", patient: bool = False
) -> AsyncIterator[tuple[Pilot[None], ReviewScreen]]:
    """Open the review of a draft and wait until it has been looked at.

    It looks sooner after a key than for a person who types, unless it is told to be `patient`.
    """
    waits = dict.fromkeys(("LOOK_SECONDS", "ANSWERS_SECONDS", "BEHIND_SECONDS"), 0.01)
    begin: Callable[[Services], ReviewScreen] = lambda services: ReviewScreen(services, draft_id)  # noqa: E731
    with nullcontext() if patient else mock.patch.multiple(review_table, **waits):
        async with at_the_screen(begin, size=size, language=language) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, ReviewScreen)
            await checked(pilot, screen)
            yield pilot, screen


async def checked(pilot: Pilot[None], screen: ReviewScreen) -> None:
    """Wait until the text as it stands has been looked at, with what can be done about the chosen finding."""
    await until(pilot, lambda: screen.seen is not None and screen.seen.text == screen.editor.text)
    await until(pilot, lambda: screen.findings.chosen is None or screen.findings.chosen.mends is not None)


async def write(pilot: Pilot[None], screen: ReviewScreen, sentence: str) -> None:
    """Put a sentence behind the greeting and wait until it has been looked at."""
    at = screen.editor.text.index("!") + 1 if "!" in screen.editor.text else 0
    screen.editor.put(f"\n\n{sentence}", at, at)
    await checked(pilot, screen)


def told(screen: ReviewScreen) -> list[str]:
    return [each.finding.check for each in screen.findings.entries]


def go_into(screen: ReviewScreen, words: str) -> None:
    screen.editor.go_to(screen.editor.text.index(words) + 1)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        (NARROW, "sv"),
        pytest.param(WIDE, "en", marks=pytest.mark.slow),
        pytest.param(NARROW, "en", marks=pytest.mark.slow),
    ],
)
async def test_moving_the_cursor_shows_what_the_sentence_rests_on(
    size: tuple[int, int], language: str, draft_id: int
) -> None:
    async with reviewing(draft_id, size=size, language=language) as (pilot, screen):
        await pilot.press("f2")
        screen.editor.focus()
        go_into(screen, TALK)
        await until(pilot, lambda: _("Fact") + ": " in seen(pilot))
        assert TALK in seen(pilot).split(_("Fact") + ": ")[1]
        assert _("Guidance") + ": " in seen(pilot)
        await until(pilot, lambda: any(spot.style == SENTENCE for spot in screen.editor.marks()))
        here = next(spot for spot in screen.editor.marks() if spot.style == SENTENCE)
        assert TALK in screen.editor.text[here.start : here.end]


@pytest.mark.parametrize("size", SIZES)
async def test_a_fix_is_one_key_and_undo_takes_it_back(size: tuple[int, int], draft_id: int) -> None:
    async with reviewing(draft_id, size=size) as (pilot, screen):
        await write(pilot, screen, MENTOR)
        flawed = screen.editor.text
        await pilot.press("ctrl+n")
        assert screen.editor.offset_at_cursor == flawed.index(MENTOR)
        assert "blocks" in seen(pilot)
        await checked(pilot, screen)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: screen.editor.text != flawed)
        await checked(pilot, screen)
        assert MENTOR not in screen.editor.text
        assert "asks_to_be_mentor" not in told(screen)
        await pilot.press("ctrl+z")
        await checked(pilot, screen)
        assert screen.editor.text == flawed
        assert "asks_to_be_mentor" in told(screen)


async def test_a_finding_without_a_fix_says_so_and_shows_the_place(
    draft_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Document, "mend", lambda *_: None)
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, MENTOR)
        screen.editor.go_to(0)
        assert "Mend it yourself" in seen(pilot)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: "This one is yours to mend" in seen(pilot))
        assert screen.editor.offset_at_cursor == screen.editor.text.index(MENTOR)


async def test_the_list_moves_the_cursor_and_what_only_warns_can_be_skipped(draft_id: int) -> None:
    """What was skipped stays so when the text changes; Enter goes to the place in the text."""
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, "Kan vi ses torsdag kl. 15:00 i 45 minuter? " + MENTOR)
        screen.editor.go_to(0)
        await pilot.press("f3", "end")
        await pilot.pause()
        assert screen.editor.offset_at_cursor == screen.findings.entries[-1].finding.start
        await pilot.press("enter")
        await pilot.pause()
        assert screen.focused is screen.editor
        entries = screen.findings.entries
        warned = next(at for at, each in enumerate(entries) if each.finding.severity == "warn")
        check = told(screen)[warned]
        screen.findings.choose(warned)
        await pilot.press("ctrl+l")
        assert check not in told(screen)
        assert "1 skipped" in seen(pilot)
        await pilot.press("X")
        await checked(pilot, screen)
        assert check not in told(screen)
        screen.findings.choose(told(screen).index("asks_to_be_mentor"))
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "What blocks cannot be skipped" in seen(pilot)
        assert "asks_to_be_mentor" in told(screen)


async def test_a_claim_with_nothing_behind_it_is_confirmed_and_becomes_a_fact(
    draft_id: int, store: SqliteStore
) -> None:
    """With the person's word as its source, in a new version."""
    async with reviewing(draft_id, size=WIDE) as (pilot, screen):
        await write(pilot, screen, INVENTED)
        screen.editor.go_to(0)
        await until(pilot, lambda: "Put the cursor in a sentence" in seen(pilot))
        go_into(screen, INVENTED)
        await until(pilot, lambda: "Nothing supports this" in seen(pilot))
        screen.findings.choose(told(screen).index("unsupported_claim"))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "unsupported_claim" not in told(screen))
        assert "Noted as true" in seen(pilot)
        assert not screen.is_edited
    confirmed = store.version(draft_id)
    assert confirmed.number == 2
    assert any(fact.text == INVENTED and "confirmed by you" in fact.source for fact in confirmed.brief.facts)


async def test_typing_is_looked_at_when_the_keys_rest(draft_id: int) -> None:
    async with reviewing(draft_id, patient=True) as (pilot, screen):
        before = seen(pilot)
        assert "nothing found" in before
        go_into(screen, TALK)
        for letter in " [namn] ":
            await pilot.press(
                "left_square_bracket"
                if letter == "["
                else "right_square_bracket"
                if letter == "]"
                else "space"
                if letter == " "
                else letter
            )
        await until(pilot, lambda: "placeholder" in told(screen))
        assert "! " in seen(pilot)
        assert f"Findings ({len(told(screen))})" in seen(pilot)


async def test_no_key_is_lost_and_the_newest_text_wins_while_looks_are_slow(
    draft_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that comes back late is of an older text, and says nothing about this one."""
    async with reviewing(draft_id, patient=True) as (pilot, screen):
        begun, go_on = threading.Event(), threading.Event()
        look = Document.look
        looked: list[str] = []

        def slowly(document: Document, text: str) -> Seen:
            looked.append(text)
            begun.set()
            go_on.wait(60)
            return look(document, text)

        shown: list[str] = []
        show_seen = screen.show_seen

        def remember(entries: tuple[Entry, ...]) -> None:
            shown.append(screen.seen.text if screen.seen else "")
            show_seen(entries)

        monkeypatch.setattr(Document, "look", slowly)
        monkeypatch.setattr(screen, "show_seen", remember)
        screen.editor.go_to(0)
        old = screen.seen
        await pilot.press(*"abc")
        await until(pilot, begun.is_set)
        await pilot.press(*"defghij")
        assert screen.editor.text.startswith("abcdefghij")
        assert screen.seen is old
        go_on.set()
        await checked(pilot, screen)
        assert looked[0].startswith("a")
        assert looked[0] != screen.editor.text
        assert screen.seen is not None
        assert screen.seen.text.startswith("abcdefghij")
        assert len(looked) <= 3
        assert set(shown) == {screen.editor.text}


async def test_the_line_tells_the_length_and_whose_words_they_are(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        line = str(screen.query_one(CheckLine).render())
        assert "of 200 words" in line
        assert "no words of your own yet" in line
        await write(pilot, screen, "Det här skriver jag helt själv.")
        assert "% your own words" in str(screen.query_one(CheckLine).render())


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


@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_hostile_text_is_shown_as_text(language: str, store: SqliteStore) -> None:
    brief = outreach(
        "sv", recipient=outreach("sv").recipient.model_copy(update={"name": "Anna [/] [@click=app.quit]Berg"})
    )
    task = Task(kind=load_kinds()["outreach"], brief=brief, wording=Wording(), now=NOW)
    from assistant.parsing import parse_plain

    text = "Ämne: [/x] [red]\n\nHej [namn] [/]!\n\n[link=x]Ring 070-123 45 67[/link] $[b]"
    draft_id = store.save_version(
        task, parse_plain(text, kind="outreach", language="sv"), CLEAN, ORIGINS
    ).draft_id
    async with reviewing(draft_id, size=WIDE, language=language) as (pilot, screen):
        assert "[/x] [red]" in seen(pilot)
        for key in ("ctrl+n", "ctrl+n", "f3", "down", "down", "ctrl+o", "escape", "ctrl+r", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert screen.editor.text == text
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)


async def test_everything_is_there_at_every_size_and_resizing_loses_nothing(draft_id: int) -> None:
    """Neither the cursor nor the text nor what was found."""
    async with reviewing(draft_id, size=(60, 20)) as (pilot, screen):
        await write(pilot, screen, MENTOR)
        await pilot.press("ctrl+n")
        kept = (screen.editor.cursor_location, screen.editor.text, told(screen))
        for columns, rows, least in ((60, 20, 8), (120, 40, 30), (80, 24, 12)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert (screen.editor.cursor_location, screen.editor.text, told(screen)) == kept
            for key, words in (("ctrl+n", "mentor"), ("f3", "blocks"), ("ctrl+r", "more formal")):
                await pilot.press(key)
                await until(pilot, lambda words=words: words in seen(pilot))  # type: ignore[misc]
            assert screen.editor.size.height >= least
            await pilot.press("ctrl+o")
            await until(pilot, lambda: "templates" in seen(pilot))
            await pilot.press("escape")
            screen.editor.focus()
