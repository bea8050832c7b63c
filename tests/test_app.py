"""The full screen as a whole: it opens, goes where it is asked, survives its own faults, and leaves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.brief import Recipient, Sender
from assistant.errors import FikaError
from assistant.parsing import parse_plain
from assistant.store import SqliteStore
from prompts.catalog import load_kinds
from tests.stored import CLEAN, ORIGINS, brief, saved, task
from tests.tui_desk import SIZES, at_the_screen, seen, settled, until
from tui import crash, messages
from tui.app import FikaApp
from tui.workspace import Workspace

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]


@pytest.fixture
def known(store: SqliteStore) -> SqliteStore:
    """Somebody who has said who they are."""
    store.save_sender(Sender(name="Sara Ek"))
    return store


class Bare(Workspace):
    """A screen that does one wrong thing when it is asked."""

    def __init__(self, services: Any, error: Exception) -> None:
        super().__init__(services)
        self._error = error

    def key_x(self) -> None:
        """Fail in a handler."""
        raise self._error

    def key_w(self) -> None:
        """Fail in the background."""
        self.work(self._fail())

    async def _fail(self) -> None:
        raise self._error


def place(pilot: Any) -> str:
    return type(pilot.app.screen).__name__


@pytest.mark.parametrize("size", SIZES)
async def test_the_app_opens_on_the_people(size: tuple[int, int], known: SqliteStore) -> None:
    async with at_the_screen(size=size) as pilot:
        assert place(pilot) == "PeopleScreen"
        assert "^q" in seen(pilot)


async def test_each_message_opens_its_screen(known: SqliteStore) -> None:
    """A draft of a kind with items opens as a list."""
    known.add_person(Recipient(name="Maria Berg"))
    saved(known)
    questions = parse_plain("1. How?\n2. Why?\n3. When?", kind="questions", language="sv")
    of = replace(task(brief()), kind=load_kinds()["questions"])
    listed = known.save_version(of, questions, CLEAN, ORIGINS).draft_id
    async with at_the_screen() as pilot:
        for message, name in (
            (messages.OpenPaste(), "PasteScreen"),
            (messages.OpenPaste(1), "PasteScreen"),
            (messages.OpenCompose(1), "ComposeScreen"),
            (messages.OpenReview(1), "ReviewScreen"),
            (messages.OpenReview(listed), "QuestionsScreen"),
            (messages.OpenHandover(1), "HandoverScreen"),
            (messages.OpenTalk(1), "TalkScreen"),
            (messages.OpenProfile(), "ProfileScreen"),
            (messages.OpenChat(), "ChatScreen"),
        ):
            pilot.app.post_message(message)
            await settled(pilot)
            assert place(pilot) == name
            pilot.app.post_message(messages.OpenPeople())
            await settled(pilot)
            assert place(pilot) == "PeopleScreen"


async def test_a_draft_that_is_gone_is_one_sentence(known: SqliteStore) -> None:
    async with at_the_screen() as pilot:
        pilot.app.post_message(messages.OpenReview(99))
        await settled(pilot)
        assert place(pilot) == "PeopleScreen"
        assert "There is no draft 99" in seen(pilot)


async def test_a_screen_that_stands_open_below_is_gone_back_to(known: SqliteStore) -> None:
    """Review, hand over, review again: no tower of screens."""
    draft_id = saved(known)
    async with at_the_screen() as pilot:
        for message in (
            messages.OpenReview(draft_id),
            messages.OpenHandover(draft_id),
            messages.OpenReview(draft_id),
        ):
            pilot.app.post_message(message)
            await settled(pilot)
        assert place(pilot) == "ReviewScreen"
        assert len(pilot.app.screen_stack) == 3
        pilot.app.post_message(messages.OpenPeople())
        await settled(pilot)
        assert place(pilot) == "PeopleScreen"
        assert len(pilot.app.screen_stack) == 2


@pytest.mark.parametrize("key", ["x", "w"])
async def test_a_fault_is_told_once_and_the_app_goes_on(key: str, home: Path) -> None:
    """Told without its message, which may hold anybody's words; noted with its place."""
    error = RuntimeError("CANARY")
    begin = lambda services: Bare(services, error)  # noqa: E731 - what the app takes
    async with at_the_screen(begin, faulty=True) as pilot:
        for _ in range(3):
            await pilot.press(key)
            await settled(pilot)
        shown = seen(pilot)
        assert shown.count("RuntimeError") == 1
        assert "CANARY" not in shown
        assert place(pilot) == "Bare"
    log = (home / "log" / "fika.log").read_text()
    assert "CANARY" not in log
    assert log.count("RuntimeError at") == 1
    assert "test_app.py:" in log


@pytest.mark.parametrize("key", ["x", "w"])
async def test_an_error_of_the_persons_is_a_sentence_and_no_fault(key: str, home: Path) -> None:
    error = FikaError("[/x] is no date.", hint="Write 2026-03-12.")
    begin = lambda services: Bare(services, error)  # noqa: E731
    async with at_the_screen(begin) as pilot:
        await pilot.press(key)
        await settled(pilot)
        assert "[/x] is no date." in seen(pilot)
        assert "Write 2026-03-12." in seen(pilot)
    assert not (home / "log").exists()


async def test_what_was_to_come_later_does_not_come_to_a_screen_that_is_taken_down() -> None:
    """Its widgets are going one by one then; a look for one of them ended the app."""
    called: list[str] = []
    async with at_the_screen(lambda services: Bare(services, RuntimeError())) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Bare)
        screen.later(0.001, lambda: called.append("while it stands"))
        await until(pilot, lambda: bool(called))
        screen._pruning = True  # as Textual does while it takes the widgets down
        screen.later(0.001, lambda: called.append("while it goes"))
        passed = asyncio.Event()
        pilot.app.set_timer(0.05, passed.set)
        await passed.wait()
        screen._pruning = False
    assert called == ["while it stands"]


async def test_what_is_told_from_a_thread_is_shown(known: SqliteStore) -> None:
    """Autosave tells about a full disk from its own thread, also during a flush from the app's."""
    async with at_the_screen() as pilot:
        services = pilot.app.services  # type: ignore[attr-defined]
        await asyncio.to_thread(services.notice, "The disk is full.")
        services.notice("And now it is not.")
        await settled(pilot)
        shown = seen(pilot)
        assert "The disk is full." in shown
        assert "And now it is not." in shown


async def test_leaving_stops_what_runs_and_lets_it_tidy_up(home: Path) -> None:
    """A request to a model is closed, not left open."""
    tidied = asyncio.Event()

    class Asking(Bare):
        def key_w(self) -> None:
            self.work(self._ask())

        async def _ask(self) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                tidied.set()

    async with FikaApp(begin=lambda services: Asking(services, RuntimeError())).run_test() as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.press("w")
        await pilot.press("ctrl+q")
    assert tidied.is_set()


async def test_ctrl_c_says_how_to_leave(known: SqliteStore) -> None:
    async with at_the_screen() as pilot:
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert place(pilot) == "PeopleScreen"
        assert "ctrl+q" in seen(pilot)


async def test_what_waits_for_the_question_opens_after_it(known: SqliteStore) -> None:
    async with at_the_screen() as pilot:
        app = pilot.app
        assert isinstance(app, FikaApp)
        app.asking = True
        app.post_message(messages.OpenProfile())
        await settled(pilot)
        assert place(pilot) == "PeopleScreen"
        app.asked()
        await settled(pilot)
        assert place(pilot) == "ProfileScreen"


def test_the_log_names_every_cause_but_no_value(tmp_path: Path) -> None:
    def inner() -> None:
        raise KeyError("CANARY")

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError("CANARY") from error

    with pytest.raises(RuntimeError) as caught:
        outer()
    crash.note(tmp_path / "log", caught.value, "0.1.0")
    log = tmp_path / "log" / "fika.log"
    (line,) = log.read_text().splitlines()
    assert log.stat().st_mode & 0o777 == 0o600
    assert "CANARY" not in line
    assert "RuntimeError at tests/test_app.py" in line
    assert "KeyError at tests/test_app.py" in line
    assert "fika 0.1.0" in line


def test_the_log_stays_small_and_its_owners(tmp_path: Path) -> None:
    log = tmp_path / "log" / "fika.log"
    for _ in range(3):
        crash.note(log.parent, RuntimeError(), "0.1.0")
    log.write_text("old line\n" * (crash.LOG_BYTES // 9 + 10))
    crash.note(log.parent, RuntimeError(), "0.1.0")
    assert log.stat().st_size < crash.LOG_BYTES * 0.6
    assert log.read_text().splitlines()[0] == "old line"
    assert "RuntimeError" in log.read_text().splitlines()[-1]
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    crash.note(tmp_path / "log", RuntimeError(), "0.1.0")
