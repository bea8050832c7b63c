"""The review screen: a draft is read, mended, reworded and kept, by keyboard, at each size and language."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

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
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen
from tui.navigation import Navigation
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
    draft_id: int, *, size: tuple[int, int] = NARROW, language: str = "en"
) -> AsyncIterator[tuple[Pilot[None], ReviewScreen]]:
    """Open the review of a draft and wait until it has been looked at."""
    begin: Callable[[Services], ReviewScreen] = lambda services: ReviewScreen(services, draft_id)  # noqa: E731
    async with at_the_screen(begin, size=size, language=language) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        await checked(pilot, screen)
        yield pilot, screen


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for something that happens beside the interface."""
    for _try in range(400):
        await pilot.pause(0.01)
        if true():
            await pilot.pause()
            return
    raise AssertionError(f"it never came to that; the screen:\n{seen(pilot)}")


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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["sv", "en"])
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


async def test_a_sentence_with_nothing_behind_it_says_so(draft_id: int) -> None:
    async with reviewing(draft_id, size=WIDE) as (pilot, screen):
        await write(pilot, screen, INVENTED)
        go_into(screen, INVENTED)
        await until(pilot, lambda: "Nothing supports this" in seen(pilot))
        screen.editor.go_to(0)
        await until(pilot, lambda: "Put the cursor in a sentence" in seen(pilot))


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


async def test_a_warning_is_skipped_and_stays_so_and_what_blocks_is_not(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, "Kan vi ses torsdag kl. 15:00 i 45 minuter? " + MENTOR)
        warned = next(
            at for at, each in enumerate(screen.findings.entries) if each.finding.severity == "warn"
        )
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


async def test_a_claim_is_confirmed_and_becomes_a_fact_with_the_persons_word(
    draft_id: int, store: SqliteStore
) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, INVENTED)
        screen.findings.choose(told(screen).index("unsupported_claim"))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "unsupported_claim" not in told(screen))
        assert "Noted as true" in seen(pilot)
        assert not screen.is_edited
    confirmed = store.version(draft_id)
    assert confirmed.number == 2
    assert any(fact.text == INVENTED and "confirmed by you" in fact.source for fact in confirmed.brief.facts)


async def test_typing_is_looked_at_when_the_keys_rest(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
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
    async with reviewing(draft_id) as (pilot, screen):
        begun, go_on = threading.Event(), threading.Event()
        look = Document.look
        looked: list[str] = []

        def slowly(document: Document, text: str) -> Seen:
            looked.append(text)
            begun.set()
            go_on.wait(5)
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
        assert looked[0].startswith("abc")
        assert screen.seen is not None
        assert screen.seen.text.startswith("abcdefghij")
        assert len(looked) <= 3
        assert set(shown) == {screen.editor.text}


async def test_the_line_tells_the_length_and_whose_words_they_are(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        line = str(screen.query_one(CheckLine).render())
        assert "of 200 words" in line
        assert "% your own words" in line
        await write(pilot, screen, "Det här skriver jag helt själv.")
        assert str(screen.query_one(CheckLine).render()) != line


async def test_leaving_saves_silently_and_without_change_nothing(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X", "escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    assert [each.number for each in store.versions(draft_id)] == [1, 2]
    assert store.version(draft_id).draft.text.startswith("X")
    assert store.version(draft_id).origins.writer == "person"
    assert store.unsaved.kept() == ()
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    assert len(store.versions(draft_id)) == 2


async def test_quitting_saves_too(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id) as (pilot, _screen):
        await pilot.press("X")
        pilot.app.exit()
    assert store.version(draft_id).draft.text.startswith("X")


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


async def test_every_change_is_handed_to_the_autosave(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X", "Y")
        await pilot.pause()
        screen.services.keeping.flush()
        kept = store.unsaved.kept()
        assert [(each.slot, each.draft_id) for each in kept] == [(f"draft:{draft_id}", draft_id)]
        assert kept[0].text.startswith("XY")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as version 2" in seen(pilot))
        screen.services.keeping.flush()
        assert store.unsaved.kept() == ()


@pytest.mark.parametrize("size", SIZES)
async def test_an_old_version_is_compared_and_brought_back_as_a_new_one(
    size: tuple[int, int], draft_id: int, store: SqliteStore
) -> None:
    async with reviewing(draft_id, size=size) as (pilot, screen):
        original = screen.editor.text
        await write(pilot, screen, "En helt ny mening.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not screen.is_edited)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "+En helt ny mening.+" in " ".join(seen(pilot).split()))
        await pilot.press("enter")
        await until(pilot, lambda: screen.editor.text == original)
        screen.editor.undo()
        assert "En helt ny mening." in screen.editor.text
        screen.editor.redo()
    assert [each.number for each in store.versions(draft_id)] == [1, 2, 3]
    assert store.version(draft_id).draft.text == store.version(draft_id, 1).draft.text


async def test_bringing_a_version_back_keeps_what_was_typed_first(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("ctrl+s", "X", "ctrl+o")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: not screen.editor.text.startswith("X"))
    texts = [each.draft.text[:1] for each in store.versions(draft_id)]
    assert "X" in texts


async def test_without_a_model_the_line_does_what_templates_can(draft_id: int, store: SqliteStore) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("X")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "more formal" in seen(pilot)
        await pilot.press(*"in", "space", *"English", "enter")
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


async def test_a_wish_beyond_the_templates_is_answered_with_what_they_can(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        before = screen.editor.text
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press(*"funnier", "enter")
        await until(pilot, lambda: "Without a model" in seen(pilot))
        assert screen.editor.text == before
        assert screen.query_one("#revise-wish", Input).value == "funnier"
        assert not screen.is_writing


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


async def test_the_handover_gets_the_saved_text(
    draft_id: int, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(Navigation, "on_open_handover", lambda _app, message: opened.append(message.draft_id))
    async with reviewing(draft_id) as (pilot, _screen):
        await pilot.press("X", "ctrl+g")
        await until(pilot, lambda: bool(opened))
        assert opened == [draft_id]
        assert store.version(draft_id).draft.text.startswith("X")


async def test_the_whole_text_is_copied_with_one_key(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await pilot.press("f12")
        assert pilot.app.clipboard == screen.editor.text.strip()
        await pilot.press("ctrl+home", "shift+right", "shift+right", "ctrl+c")
        assert pilot.app.clipboard == screen.editor.text[:2]


@pytest.mark.parametrize("language", ["en", "sv"])
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


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_everything_is_there_at_every_size(size: tuple[int, int], draft_id: int) -> None:
    async with reviewing(draft_id, size=size) as (pilot, screen):
        await write(pilot, screen, MENTOR)
        for key, words in (
            ("ctrl+n", "mentor"),
            ("f3", "blocks"),
            ("ctrl+o", "templates"),
            ("ctrl+r", "more formal"),
        ):
            await pilot.press(key)
            await until(pilot, lambda words=words: words in seen(pilot))  # type: ignore[misc]
        assert screen.editor.size.height >= {20: 8, 24: 12, 40: 30}[size[1]]


async def test_resizing_loses_neither_cursor_nor_text_nor_what_was_found(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, MENTOR)
        await pilot.press("ctrl+n")
        place, text, found = screen.editor.cursor_location, screen.editor.text, told(screen)
        for width, height in ((120, 40), (60, 20), (100, 24), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert (screen.editor.cursor_location, screen.editor.text, told(screen)) == (place, text, found)


async def test_the_list_moves_the_cursor_and_enter_goes_there(draft_id: int) -> None:
    async with reviewing(draft_id) as (pilot, screen):
        await write(pilot, screen, "Kan vi ses i 45 minuter? " + MENTOR)
        screen.editor.go_to(0)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        last = screen.findings.entries[-1].finding
        assert screen.editor.offset_at_cursor == last.start
        await pilot.press("enter")
        await pilot.pause()
        assert screen.focused is screen.editor
