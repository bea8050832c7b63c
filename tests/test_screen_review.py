"""The review screen: what is found in a draft is read, mended and confirmed, at each size and language."""

from __future__ import annotations

import threading
from typing import Final

import pytest

from assistant.domain.draft import Wording
from assistant.ports import Task
from assistant.reviewing.document import Document, Seen
from assistant.store import SqliteStore
from assistant.wording import _
from prompts.catalog import load_kinds
from tests.offline_desk import NOW, outreach
from tests.review_screen_desk import MENTOR, checked, go_into, kept_draft, reviewing, told, write
from tests.stored import CLEAN, ORIGINS
from tests.tui_desk import NARROW, SIZES, WIDE, seen, until
from tui.widgets.check_line import CheckLine
from tui.widgets.findings_list import Entry
from tui.widgets.message_editor import SENTENCE

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]

INVENTED: Final = "Ditt föredrag i Kiruna 2019 gav mig mod."
TALK: Final = "Fel och rätt"


@pytest.fixture
def draft_id(store: SqliteStore) -> int:
    """A first message from Fika's own texts, as version 1."""
    return kept_draft(store)


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
