"""`clean()` at every way in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cleaning import StreamCleaner, clean, clean_line, hidden_characters

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ATTACKS = [
    "\x1b]52;c;aGVq\x07",
    "\x1b]0;title\x1b\\",
    "\x1b]8;;http://x\x07",
    "\x1b[31m",
    "\x1b[2J",
    "\x9b31m",
    "\x9d0;t\x9c",
    "\x1bP1$r\x1b\\",
    "\x1bc",
    "\x1b(0",
    "\x1bB",
    "\u202e",
    "\u2066",
    "\x00",
    "\x7f",
    "\x85",
    "\U000e0041",
    "\u200b",
    "\ufeff",
]
NAMES = [
    "Åsa Öberg",
    "José Núñez",
    "Nguyễn Thị Ánh",
    "محمد بن سلمان",
    "علی‌رضا",
    "Zoë",
    "李小龍",
    "👩‍💻 Ada",
    "🇸🇪",
    "O'Neil–Łukasz",
    "Ελένη",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_terminal_control_and_invisible_characters_go(attack: str) -> None:
    """What acts on a terminal or hides text is removed; the words around it stay."""
    cleaned = clean(f"Anna{attack}Berg")
    assert not CONTROL.search(cleaned)
    assert cleaned.startswith("Anna")
    assert cleaned.endswith("Berg")


@pytest.mark.parametrize("name", NAMES)
def test_names_in_every_script_stay_as_they_are(name: str) -> None:
    """Letters, marks and joiners that belong to a script are not touched."""
    assert clean(name) == name


def test_a_pile_of_combining_marks_is_cut() -> None:
    """A letter with a thousand accents floods the screen."""
    assert len(clean("a" + "\u0301\u0302" * 500)) < 10


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """Idempotent, and never leaves control."""
    once = clean(text)
    assert clean(once) == once
    assert not CONTROL.search(once)
    assert "\n" not in clean_line(text)


@given(st.lists(st.sampled_from([*ATTACKS, "Hej ", "å", "\n", "text"])), st.integers(1, 5))
def test_a_stream_is_as_clean_as_the_whole(pieces: list[str], size: int) -> None:
    """However a sequence is cut into pieces, none of it comes through."""
    text = "".join(pieces)
    cleaner = StreamCleaner()
    out = "".join(cleaner.feed(text[at : at + size]) for at in range(0, len(text), size)) + cleaner.close()
    assert not CONTROL.search(out)


def test_hidden_characters_are_named_for_the_person() -> None:
    """What will be removed can be told first."""
    assert hidden_characters("a\u200bb\u202ec") == ["ZERO WIDTH SPACE", "RIGHT-TO-LEFT OVERRIDE"]
