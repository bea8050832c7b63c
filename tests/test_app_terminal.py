"""The full screen in a real terminal: it is left as it was found, and what was typed is kept."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from assistant.store import SqliteStore
from tests.terminal import Terminal

FIRST_QUESTION = "Who are you"

LEFT = {
    "alternate screen": b"\x1b[?1049l",
    "mouse": b"\x1b[?1000l",
    "mouse moves": b"\x1b[?1003l",
    "mouse coordinates": b"\x1b[?1006l",
    "cursor": b"\x1b[?25h",
    "bracketed paste": b"\x1b[?2004l",
    "focus": b"\x1b[?1004l",
    "keyboard": b"\x1b[<u",
    "wrapping": b"\x1b[?7h",
}

TYPED = "Zara Lindquist"


def kept(home: Path) -> str:
    store = SqliteStore(home / "fika.sqlite3")
    texts = " ".join(each.text for each in store.unsaved.kept())
    sender = store.sender()
    store.close()
    return texts + (sender.name if sender else "")


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("SIGTERM", 143),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("ctrl+q", 0), ("SIGHUP", 129), ("SIGINT", 130))
        ),
    ],
)
def test_leaving_restores_the_terminal_and_keeps_what_was_typed(ending: str, code: int, home: Path) -> None:
    """Alternate screen left, mouse and paste mode off, cursor shown, echo on."""
    with Terminal() as terminal:
        terminal.wait_for(FIRST_QUESTION)
        assert terminal.settings() != terminal.before
        terminal.type(TYPED)
        terminal.wait_for("quist")
        if ending == "ctrl+q":
            terminal.type("\x11")
        else:
            terminal.send(signal.Signals[ending])
        assert terminal.end() == code
        assert terminal.settings() == terminal.before
        left = terminal.shown.rpartition(b"\x1b[?2004l")
        end = b"".join(left[1:])
        missing = [name for name, sequence in LEFT.items() if sequence not in end]
        assert missing == []
        assert b"Traceback" not in terminal.shown
    assert TYPED in kept(home)


@pytest.mark.parametrize("told", [True, False])
def test_a_closed_window_ends_the_app_and_keeps_what_was_typed(told: bool, home: Path) -> None:
    """Nobody is left to read; the app neither hangs nor spins, also when no SIGHUP comes."""
    with Terminal(controlling=told) as terminal:
        terminal.wait_for(FIRST_QUESTION)
        terminal.type(TYPED)
        terminal.wait_for("quist")
        terminal.hang_up()
        assert terminal.end() == 129
    assert TYPED in kept(home)


def test_ctrl_c_ends_nothing(home: Path) -> None:
    """It says how to leave instead."""
    with Terminal() as terminal:
        terminal.wait_for(FIRST_QUESTION)
        terminal.type("\x1b")
        terminal.wait_for("People")
        terminal.type("\x03")
        terminal.wait_for("ctrl+q")
        terminal.type("\x11")
        assert terminal.end() == 0
        assert terminal.settings() == terminal.before


CRASH = """
import sys
from tui import launch
from tui.app import FikaApp

def broken(self):
    secret = "CANARY-LOCAL"
    raise RuntimeError("CANARY-MESSAGE " + secret)

if sys.argv[1] == "mount":
    FikaApp.on_mount = broken
else:
    FikaApp.action_keys = broken
sys.exit(launch.main([]))
"""


def test_a_fatal_fault_ends_with_one_sentence_and_shows_nothing_of_yours(home: Path) -> None:
    """Textual itself would print every local value."""
    with Terminal("-c", CRASH, "mount") as terminal:
        assert terminal.end() == 70
        assert terminal.settings() == terminal.before
        assert b"CANARY" not in terminal.shown
        assert b"Traceback" not in terminal.shown
        assert terminal.shown.count(b"RuntimeError") == 1
        assert b"\x1b[?1049l" in terminal.shown


@pytest.mark.slow  # `test_app` looks at the same in a terminal that is played
def test_a_fault_behind_a_key_is_told_and_logged_without_words_and_the_app_goes_on(home: Path) -> None:
    """The draft stays; the log has type and place only."""
    with Terminal("-c", CRASH, "key") as terminal:
        terminal.wait_for(FIRST_QUESTION)
        terminal.type("\x1bOP")
        terminal.wait_for("RuntimeError")
        terminal.type("\x11")
        assert terminal.end() == 0
        assert b"CANARY" not in terminal.shown
    log = home / "log" / "fika.log"
    noted = log.read_text()
    assert "CANARY" not in noted
    assert "RuntimeError at" in noted
    assert len(noted.splitlines()) == 1
    assert log.stat().st_mode & 0o777 == 0o600


def test_wrong_settings_are_one_sentence(home: Path) -> None:
    """As in a command; the terminal is left as it was."""
    with Terminal(FIKA_THEME="pink") as terminal:
        assert terminal.end() == 2
        assert terminal.settings() == terminal.before
        last = terminal.shown.rpartition(b"\x1b[?1049l")[2].decode()
        assert "'pink'" in last
        assert "contrast" in last


@pytest.mark.slow
def test_after_kill_9_the_next_start_asks_once_and_brings_it_back(home: Path) -> None:
    """A power cut in the middle of a sentence."""
    with Terminal() as terminal:
        terminal.wait_for(FIRST_QUESTION)
        terminal.type(TYPED)
        terminal.wait_for("quist")
        typed_at = time.monotonic()
        while TYPED not in kept(home):
            assert time.monotonic() < typed_at + 5
        terminal.kill()
    with Terminal() as terminal:
        terminal.wait_for("not saved")
        terminal.type("t")
        terminal.wait_for(TYPED)
        terminal.type("\x11")
        assert terminal.end() == 0
    assert TYPED in kept(home)


LANGUAGE = """
import sys
from assistant import wording
from tui import launch
from tui.app import FikaApp

def tell(self):
    same = wording.ui_language() == self._flags.get("ui_language") == "sv"
    self.exit(return_code=5 if same else 6)

FikaApp.on_mount = tell
sys.exit(launch.main(["--ui-language", "sv"]))
"""


def test_the_flag_for_the_language_reaches_the_app(home: Path) -> None:
    with Terminal("-c", LANGUAGE) as terminal:
        assert terminal.end() == 5


BUSY = """
import asyncio, sys, time
from tui import launch
from tui.app import FikaApp

opened = FikaApp.on_mount

def on_mount(self):
    opened(self)
    self.run_worker(asyncio.to_thread(time.sleep, 600), exit_on_error=False)

FikaApp.on_mount = on_mount
sys.exit(launch.main([]))
"""


@pytest.mark.slow
def test_a_thread_that_never_ends_holds_nobody_up(home: Path) -> None:
    """The terminal is back at once, the process some seconds later."""
    with Terminal("-c", BUSY) as terminal:
        terminal.wait_for(FIRST_QUESTION)
        terminal.send(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.settings() == terminal.before


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"columns": 50, "rows": 24}, "50"),
        ({"columns": 80, "rows": 10}, "10"),
        ({"TERM": "dumb"}, "TERM=dumb"),
    ],
)
def test_a_terminal_that_will_not_do_gets_one_sentence(options: dict[str, object], named: str) -> None:
    with Terminal(**options) as terminal:  # type: ignore[arg-type]
        assert terminal.end() == 2
        assert named in terminal.shown.decode()
        assert b"\x1b[" not in terminal.shown
