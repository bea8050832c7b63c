"""`fika chat` line by line in a real terminal: light at start, stopped, left, killed, and quick to show."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from assistant.domain.brief import Recipient
from assistant.store import SqliteStore
from tests.by_hand import Answer, ByHand, scripted
from tests.terminal import Terminal

pytestmark = pytest.mark.slow

QUESTION = "how much of their time can I ask for\n"
LONG = "Ask for 15 minutes. [G1]\n" * 400
# Tells what is loaded when the first line is asked for, and answers as Ctrl-D does.
PROBE = """
import builtins, sys, time
begun = time.perf_counter()
def asked(prompt):
    seconds = time.perf_counter() - begun
    print("HEAVY", [name for name in %r if name in sys.modules], f"{seconds:.3f}")
    raise EOFError
builtins.input = asked
from tui.launch import main
sys.exit(main(["chat"]))
"""
HEAVY = ("chromadb", "langchain_core", "langchain_openai", "openai", "textual", "numpy", "httpx", "httpx2")


def chat(desk: ByHand, *arguments: str) -> Terminal:
    """Open the chat on a terminal, with that server's model."""
    return Terminal(
        "-m",
        "tui.launch",
        "chat",
        *arguments,
        FIKA_MODEL_NAME="by-hand",
        FIKA_MODEL_BASE_URL=desk.url,
        FIKA_UI_LANGUAGE="en",
    )


def last_turn(home: Path) -> tuple[str, bool]:
    """Give the last turn's text, and whether it is whole."""
    store = SqliteStore(home / "fika.sqlite3")
    turn = store.chats.turns(1)[-1]
    store.close()
    return turn.text, turn.whole


def test_nothing_heavy_is_loaded_before_the_first_line(home: Path) -> None:
    """With a model set; its libraries load behind the prompt."""
    del home
    environment = {"FIKA_MODEL_NAME": "by-hand", "FIKA_MODEL_BASE_URL": "http://127.0.0.1:9/v1"}
    with Terminal("-c", PROBE % (HEAVY,), **environment) as terminal:
        terminal.wait_for("HEAVY")
        assert terminal.end() == 0
        assert b"HEAVY []" in terminal.shown


def test_ctrl_c_stops_an_answer_and_keeps_its_text_and_a_second_one_leaves(home: Path) -> None:
    """The first is no end: the prompt comes back."""
    with scripted(Answer(text=LONG, size=9, pause=0.1)) as desk, chat(desk) as terminal:
        terminal.wait_for("> ")
        terminal.type(QUESTION)
        terminal.wait_for("minutes. [1]\r\nAsk")
        terminal.type("\x03")
        terminal.wait_for("Ctrl-C again leaves.")
        assert desk.requests[0].gone.wait(10)
        text, whole = last_turn(home)
        assert text.startswith("Ask for 15 minutes. [1]\nAsk")
        assert not whole
        terminal.type("\x03")
        assert terminal.end() == 0
        assert b"Traceback" not in terminal.shown


def test_an_answer_that_was_stopped_is_shown_as_such_when_the_chat_goes_on(home: Path) -> None:
    """In line mode as on the screen."""
    store = SqliteStore(home / "fika.sqlite3")
    kept = store.chats.begin("Before the talk")
    store.chats.add(kept.id, "person", "how long?")
    store.chats.add(kept.id, "fika", "Ask for fif\x1b]0;x\x07", whole=False)
    store.close()
    with scripted("Fine. [-]") as desk, chat(desk, "--continue", str(kept.id)) as terminal:
        terminal.wait_for("Ask for fif (stopped before the end)")
        assert b"\x1b]0" not in terminal.shown
        terminal.type("\x04")
        assert terminal.end() == 0


def test_a_piece_is_shown_as_soon_as_it_is_there(home: Path) -> None:
    """The server says a piece and then nothing: what it said stands there all the same."""
    del home
    with (
        scripted(Answer(text="Ask for fifteen minutes", size=3, hang="middle")) as desk,
        chat(desk) as terminal,
    ):
        terminal.wait_for("> ")
        terminal.type(QUESTION)
        terminal.wait_for("Ask for f")
        terminal.type("\x03")
        terminal.wait_for("Ctrl-C again leaves.")


def test_an_offer_is_asked_about_and_done_on_yes(home: Path) -> None:
    """At a terminal; the words of the question are the interface's."""
    store = SqliteStore(home / "fika.sqlite3")
    maria = store.add_person(Recipient(name="Maria Berg"))
    wish = ("add_fact", '{"person": "Maria", "fact": "leads the lab"}')
    with scripted(Answer(calls=(wish,))) as desk, chat(desk) as terminal:
        terminal.wait_for("> ")
        terminal.type("remember that Maria leads the lab\n")
        terminal.wait_for("(yes/no)")
        terminal.type("yes\n")
        terminal.wait_for("Kept about Maria Berg: leads the lab")
        terminal.type("\x04")
        terminal.end()
    assert [each.fact.text for each in store.facts(maria.id)] == ["leads the lab"]
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("stalls", [False, True])
def test_a_kill_in_the_middle_of_a_stream_loses_a_second_at_most(stalls: bool, home: Path) -> None:
    """Also of a stream that has stalled; what was shown a second before the kill is on the disk."""
    # Slower than the terminal of the tests reads; the stall is in the middle of the text.
    streamed = Answer(text=LONG, size=9, pause=0.1)
    answer = Answer(text=LONG[:400], size=9, hang="middle") if stalls else streamed
    with scripted(answer) as desk, chat(desk) as terminal:
        terminal.wait_for("> ")
        terminal.type(QUESTION)
        terminal.wait_for("[1]\r\nAsk")
        before = _seen_after(2, terminal)
        _seen_after(1, terminal)
        terminal.send(signal.SIGKILL)
        terminal.end()
    shown = before[before.index("Ask for 15") :]
    text, whole = last_turn(home)
    assert len(shown) > 100
    assert text.startswith(shown)
    assert not whole


def _seen_after(seconds: float, terminal: Terminal) -> str:
    """Give what was shown since the question, after a while."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(0.02)
        terminal.wait_for("Ask")
    return terminal.shown.replace(b"\r\n", b"\n").decode().rpartition(QUESTION)[2]
