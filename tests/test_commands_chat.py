"""`fika chat`: one question from a pipe, line by line at a terminal, and what is kept of it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from tests.shell import Shell

pytestmark = pytest.mark.usefixtures("indexed")

ASKED = "how much of their time can I ask for"


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_text_that_is_piped_in_is_one_question(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, f"{ASKED}\nand what about lunch?\n")
    assert "15–20 minutes" in fika("chat")
    assert len(fika.json("chat", "--list")["conversations"]) == 1


def test_what_the_sources_do_not_say_ends_with_one(fika: Shell) -> None:
    assert fika("chat", "how do I bake bread", code=1) == "The sources say nothing about that.\n"


def test_an_answer_as_json_names_its_passages(fika: Shell) -> None:
    answer = fika.json("chat", ASKED)
    assert answer["format"] == "fika.chat/1"
    assert answer["passages"][0] == "outreach.ask.low_commitment"
    assert answer["whole"] is True


def test_a_conversation_goes_on_is_found_exported_and_erased(fika: Shell) -> None:
    number = str(fika.json("chat", ASKED)["conversation"])
    fika("chat", "--continue", number, "how do I bake bread", code=1)
    assert "4 turns" in fika("chat", "--list", "bread")
    assert "**You**" in fika("chat", "--export", number)
    fika("chat", "--forget", number)
    assert "No conversation" in fika.fails("chat", "--list", code=0)
    assert f"no conversation {number}" in fika.fails("chat", "--export", number)


def test_at_a_terminal_lines_are_taken_until_the_person_leaves(
    fika: Shell, answers: Callable[..., None]
) -> None:
    answers(ASKED, "/people", "/nonsense", "/quit", "never reached")
    out = fika("chat")
    assert "15–20 minutes" in out
    assert "There is nobody yet" in out
    assert "There is no command '/nonsense'." in fika.said


def test_an_empty_question_says_how_to_ask(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, " \n")
    assert "fika chat" in fika.fails("chat")
