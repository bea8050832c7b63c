"""Texts on their way: on disk within a second, found by the next run, and nobody's twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.cleaning import MAX_CHARACTERS
from assistant.domain.brief import Recipient
from assistant.domain.records import Unsaved
from assistant.errors import StoreError
from assistant.keeping import Keeping
from assistant.runs import Run
from assistant.store import SqliteStore

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
Window = Callable[[], Keeping]


class Failing:
    """Texts on a disk that is full until it is not; `tried` is set at every try."""

    def __init__(self, texts: object) -> None:
        self._texts = texts
        self.full = True
        self.tried = threading.Semaphore(0)
        self.kept_one = threading.Event()

    def keep(self, unsaved: Unsaved) -> None:
        if self.full:
            self.tried.release()
            raise StoreError("The disk is full.")
        self._texts.keep(unsaved)  # type: ignore[attr-defined]
        self.kept_one.set()

    def kept(self) -> tuple[Unsaved, ...]:
        return self._texts.kept()  # type: ignore[attr-defined, no-any-return]

    def drop(self, slot: str, owner: str) -> None:
        self._texts.drop(slot, owner)  # type: ignore[attr-defined]


@pytest.fixture
def window(home: Path, store: SqliteStore) -> Iterator[Window]:
    """Open a window: a run of its own on the same store."""
    opened: list[Keeping] = []

    def opens() -> Keeping:
        run = Run(home / "run")
        opened.append(Keeping(store.unsaved, run, clock=lambda: NOW, notice=print, pause_seconds=0.01))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


def texts(store: SqliteStore) -> list[str]:
    return [each.text for each in store.unsaved.kept()]


def test_what_is_taken_is_on_disk_without_being_asked(home: Path, store: SqliteStore) -> None:
    """A thread writes; whoever types never waits."""
    failing = Failing(store.unsaved)
    failing.full = False
    keeping = Keeping(failing, Run(home / "run"), clock=lambda: NOW, notice=print, pause_seconds=0.01)
    keeping.begin("paste:0").take("Maria Berg")
    assert failing.kept_one.wait(10)
    assert texts(store) == ["Maria Berg"]
    keeping.close()


def test_flush_writes_at_once_and_the_last_text_wins(window: Window, store: SqliteStore) -> None:
    keeping = window()
    keeper = keeping.begin("paste:0")
    keeper.take("M")
    keeper.take("Ma")
    keeping.flush()
    assert texts(store) == ["Ma"]


def test_a_saved_text_leaves_nothing_to_recover(window: Window, store: SqliteStore) -> None:
    keeping = window()
    keeper = keeping.begin("paste:0")
    keeper.take("Maria")
    keeping.flush()
    keeper.done()
    keeping.flush()
    assert texts(store) == []
    keeper.take("Maria and more")
    keeping.flush()
    assert texts(store) == ["Maria and more"]


def test_a_window_that_is_open_is_left_alone(window: Window) -> None:
    """Two windows at once: what one types is not offered in the other."""
    first, second = window(), window()
    first.begin("paste:0").take("Maria")
    first.flush()
    assert second.left_behind() == ()


def test_a_window_that_is_gone_left_its_text(window: Window) -> None:
    first, second = window(), window()
    first.begin("paste:0").take("Maria")
    first.close()
    assert [each.text for each in second.left_behind()] == ["Maria"]


def test_two_windows_that_open_at_once_do_not_both_offer_it(window: Window) -> None:
    first, second, third = window(), window(), window()
    first.begin("paste:0").take("Maria")
    first.close()
    (left,) = second.left_behind()
    assert third.left_behind() == ()
    second.leave(left)
    assert [each.text for each in third.left_behind()] == ["Maria"]


def test_taking_over_keeps_it_as_ones_own(window: Window, store: SqliteStore, home: Path) -> None:
    first, second = window(), window()
    first.begin("paste:3", kind="outreach").take("Maria")
    first.close()
    (left,) = second.left_behind()
    keeper = second.take_over(left)
    (kept,) = store.unsaved.kept()
    assert (kept.text, kept.slot, kept.kind) == ("Maria", "paste:3", "outreach")
    assert kept.owner != left.owner
    keeper.take("Maria Berg")
    second.flush()
    assert texts(store) == ["Maria Berg"]
    assert [path.name for path in (home / "run").iterdir()] == [f"{kept.owner}.lock"]


def test_throwing_away_leaves_no_trace(window: Window, store: SqliteStore, home: Path) -> None:
    first, second = window(), window()
    first.begin("paste:0").take("Maria")
    first.close()
    (left,) = second.left_behind()
    second.discard(left)
    assert texts(store) == []
    assert len(list((home / "run").iterdir())) == 1


def test_an_empty_text_is_not_worth_a_question(window: Window, store: SqliteStore) -> None:
    first, second = window(), window()
    first.begin("paste:0").take(" \n")
    first.close()
    assert second.left_behind() == ()
    assert texts(store) == []


def test_a_full_disk_is_told_once_and_tried_again(
    home: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is raised at whoever types, and nothing is lost when there is room again."""
    monkeypatch.setattr("assistant.keeping._AGAIN_SECONDS", 0.01)
    failing, told = Failing(store.unsaved), list[str]()
    keeping = Keeping(failing, Run(home / "run"), clock=lambda: NOW, notice=told.append, pause_seconds=0.01)
    keeping.begin("paste:0").take("Maria")
    for _ in range(3):
        assert failing.tried.acquire(timeout=10)
    assert len(told) == 1
    assert "The disk is full." in told[0]
    failing.full = False
    assert failing.kept_one.wait(10)
    keeping.close()
    assert texts(store) == ["Maria"]


def test_one_text_that_cannot_be_kept_holds_up_no_other(window: Window, store: SqliteStore) -> None:
    """Not even one that no store can hold."""
    keeping = window()
    keeping.begin("paste:0").take("lone \ud800 half")
    keeping.begin("paste:1").take("x" * (MAX_CHARACTERS + 5))
    keeping.begin("paste:2").take("Maria")
    keeping.flush()
    assert sorted(len(each) for each in texts(store)) == [5, 11, MAX_CHARACTERS]


def test_what_was_on_its_way_to_a_forgotten_person_is_forgotten_too(
    window: Window, store: SqliteStore, capsys: pytest.CaptureFixture[str]
) -> None:
    """It must not come back with the next keystroke, nor trouble anybody."""
    person = store.add_person(Recipient(name="Maria Berg"))
    keeping = window()
    keeper = keeping.begin(f"paste:{person.id}", person_id=person.id)
    keeper.take("Maria's secret")
    keeping.flush()
    store.forget_person(person.id)
    keeper.take("Maria's secret again")
    keeping.flush()
    assert texts(store) == []
    assert capsys.readouterr().out == ""


def test_a_newer_keeper_of_a_slot_is_not_undone_by_the_older(window: Window, store: SqliteStore) -> None:
    """The first of two streams tidies up after the second has begun."""
    keeping = window()
    older = keeping.begin("stream:1:outreach")
    older.take("old")
    newer = keeping.begin("stream:1:outreach")
    newer.take("new")
    older.done()
    keeping.flush()
    assert texts(store) == ["new"]


def test_reading_what_was_left_makes_no_store(home: Path) -> None:
    """A first start asks, and there is nothing."""
    store = SqliteStore(home / "fika.sqlite3")
    keeping = Keeping(store.unsaved, Run(home / "run"), clock=lambda: NOW, notice=print)
    assert keeping.left_behind() == ()
    assert not (home / "fika.sqlite3").exists()
    keeping.close()


def test_the_folder_of_runs_is_its_owners_alone(window: Window, home: Path) -> None:
    window().left_behind()
    assert (home / "run").stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (home / "run").iterdir())


TYPIST = """
import itertools, sys, time
from assistant.wiring import Services
keeper = Services.from_environment(print).keeping.begin("paste:0")
for count in itertools.count(1):
    keeper.take("x" * count)
    print(count, time.monotonic(), flush=True)
    time.sleep(0.02)
"""


@pytest.mark.slow
def test_kill_9_in_the_middle_of_typing_loses_less_than_a_second(home: Path, window: Window) -> None:
    """The promise, on a real process: everything but the last second's keys is there."""
    typed: list[tuple[int, float]] = []
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            count, at = line.split()
            typed.append((int(count), float(at)))
            if len(typed) == 150:
                child.send_signal(signal.SIGKILL)
    (left,) = window().left_behind()
    over_a_second_old = [count for count, at in typed if at < typed[-1][1] - 1.0]
    assert len(left.text) >= over_a_second_old[-1]
