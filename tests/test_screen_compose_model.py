"""A model at the compose screen: its text grows, stopping it loses nothing, its faults have a next step."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.by_hand import Answer, ByHand, scripted
from tests.compose_desk import composing, maria, newest, screen_name
from tests.tui_desk import SIZES, WIDE, at_the_screen, seen, settled, until
from tui.widgets.growing_text import GrowingText

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed"), pytest.mark.slow]
__all__ = ["maria"]

LETTER = (
    "Subject: Two questions about risk\n\nHi Maria,\n\n"
    'Your talk "When forecasts fail" has stayed with me. [F1 G2]\n'
    "I am an analyst and want to learn to tell about risk. [F3 F4 G3]\n\n"
    "Would you have 15 minutes for two questions about risk? [F5 G1]\n"
    "A no is just as fine. [G5]\n\nKind regards\nSara Ek"
)
HOSTILE = "Hi [/b]Maria[link=x]\x1b]0;owned\x07\u202e [F1]\n[/x] [@click=app.quit]quit[/] \x1b[31m[-]\n"


def use(desk: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIKA_MODEL_NAME", "by-hand")
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", desk.url)


@pytest.mark.parametrize("size", SIZES)
async def test_a_model_s_text_grows_without_its_marks(
    store: SqliteStore, maria: int, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of it is on the screen before the other half exists; Escape keeps that half as a version."""
    with scripted(Answer(LETTER, hang="middle")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria), size=size) as pilot:
            assert "by-hand writes" in seen(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "stayed with me." in seen(pilot))
            assert "[F" not in seen(pilot)
            assert "Escape stops" in seen(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
            assert await asyncio.to_thread(desk.requests[0].gone.wait, 10), "the request goes on"
            await settled(pilot)
    version = newest(store)
    assert "has stayed with me." in version.draft.text
    assert "stopped before the end" in version.origins.note
    assert version.draft.prose[0].facts == ("F1",)
    assert len(store.versions(version.draft_id)) == 1
    assert not store.unsaved.kept()


async def test_a_window_that_closes_while_a_model_writes_leaves_the_text_for_the_next_start(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its brief, so that it can be taken up as a draft; and the request ends."""
    with scripted(Answer(LETTER, hang="middle")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            await pilot.press("f5")
            await until(pilot, lambda: "stayed with me." in seen(pilot))
        assert await asyncio.to_thread(desk.requests[0].gone.wait, 10)
    (left,) = store.unsaved.kept()
    assert left.slot == f"stream:{maria}:outreach"
    assert "has stayed with me. [F1 G2]" in left.text
    assert left.brief
    assert not store.drafts()


async def test_a_whole_text_from_a_model_opens_its_review(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was kept on the way is let go of."""
    with scripted(LETTER) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            await pilot.press("f5")
            await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
            await settled(pilot)
    assert newest(store).origins.model == "by-hand"


async def test_escape_before_the_first_word_leaves_nothing_behind(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The choices are still there, and a second Escape goes back."""
    with scripted(Answer(LETTER, hang="before")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            await pilot.press("f5")
            await until(pilot, desk.asked.is_set)
            await pilot.press("escape")
            await until(pilot, lambda: "Stopped before the first word" in seen(pilot))
            assert await asyncio.to_thread(desk.requests[0].gone.wait, 10)
            await settled(pilot)
            await pilot.press("escape")
            await settled(pilot)
            assert screen_name(pilot) != "ComposeScreen"
    assert not store.drafts()


async def test_fast_keys_write_once_and_stop_once(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F5 F5 F5 is one request, Escape Escape one version."""
    with scripted(Answer(LETTER, hang="middle")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            await pilot.press("f5", "f5", "f5")
            await until(pilot, lambda: "stayed with me." in seen(pilot))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: bool(store.drafts()))
            await settled(pilot)
        assert len(desk.requests) == 1
    assert len(store.drafts()) == 1
    assert not store.unsaved.kept()


async def test_a_model_that_fails_offers_the_templates(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, and one key that writes without it."""
    with scripted(Answer(status=401, message="bad key")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            await pilot.press("f5")
            await until(pilot, lambda: "templates instead" in seen(pilot))
            await settled(pilot)
            await pilot.press("f6")
            await until(pilot, lambda: screen_name(pilot) == "ReviewScreen")
            await settled(pilot)
    assert newest(store).origins.writer == "template"


async def test_confidential_notes_go_to_another_machine_only_when_the_person_says_so(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One key, for this document; until then nothing is sent."""
    talk = store.contacts.agree_talk(maria, datetime.now(UTC) - timedelta(hours=2), 15)
    store.contacts.save_talk(talk.model_copy(update={"notes": "show the interval", "held": True}))
    with scripted(LETTER) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria, "followup")) as pilot:
            elsewhere = replace(pilot.app.screen.services.drafting(), elsewhere=True)  # type: ignore[attr-defined]
            monkeypatch.setattr(Services, "drafting", lambda *_parts, **_choices: elsewhere)
            await pilot.press("f5")
            await until(pilot, lambda: "F7 lets the model read them" in seen(pilot))
            assert not desk.requests
            await settled(pilot)
            await pilot.press("f7")
            await until(pilot, lambda: bool(store.drafts()))
            assert "show the interval" in desk.requests[0].user


async def test_hostile_text_from_a_model_is_only_text(
    store: SqliteStore, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No markup, no escape sequence, no crash; brackets stand as they are."""
    with scripted(Answer(HOSTILE * 3, hang="middle")) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria), size=WIDE) as pilot:
            await pilot.press("f5")
            await until(pilot, lambda: "Hi [/b]Maria[link=x]" in seen(pilot))
            assert not set("\x1b\x07\u202e") & set(seen(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: bool(store.drafts()))


async def test_a_long_stream_is_painted_few_times_and_whole(
    maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces are put together; what is shown in the end is all that came."""
    with scripted(
        Answer("A sentence of some words here. [F1]\n" * 400 + "The end.", size=4, hang="")
    ) as desk:
        use(desk, monkeypatch)
        async with at_the_screen(composing(maria)) as pilot:
            growing = pilot.app.screen.query_one(GrowingText)
            await pilot.press("f5")
            await until(pilot, lambda: growing.text.endswith("The end."))
            assert growing.text.count("A sentence of some words here.") == 400
            assert growing.paints < 400
            assert threading.active_count() < 60
