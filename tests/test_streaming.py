"""A document as it arrives: no marks, whatever the pieces; and a text that grows on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from assistant.events import Fragment, Grounded, Judging, Retrying
from assistant.parsing import parse_marked
from assistant.streaming import Arriving, Unmarked
from tests.exchange import exchanges
from tests.fakes import a_passage
from tui.widgets import growing_text
from tui.widgets.growing_text import GrowingText

ANSWERS = {each.name: each for each in exchanges() if not each.name.startswith("bad")}


def shown(text: str, cuts: Sequence[int]) -> str:
    unmarked, out, at = Unmarked(), "", 0
    for cut in [*cuts, len(text)]:
        out += unmarked.feed(text[at : at + cut])
        assert "[F" not in out
        assert "[G" not in out
        at += cut
    return out + unmarked.close()


@cache
def finished(name: str) -> str:
    """Give the text that an answer becomes."""
    each = ANSWERS[name]
    language = each.task().brief.language
    return parse_marked(each.answer, [], [], kind="outreach", language=language, channel="mail").text


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=25)
@given(cuts=st.lists(st.integers(1, 40), max_size=80))
def test_what_is_shown_is_what_the_text_becomes(name: str, cuts: list[int]) -> None:
    """Whatever the pieces: the same words, breaks and paragraphs as in the finished draft."""
    assert shown(ANSWERS[name].answer, cuts) == finished(name)


@given(cuts=st.lists(st.integers(1, 5), max_size=40))
def test_brackets_that_are_no_marks_stay(cuts: list[int]) -> None:
    """Only ids are taken out."""
    text = "Hi Maria,\n\nI read [the report] and [/b] too. [F1] Half [F1"
    unmarked, out, at = Unmarked(), "", 0
    for cut in [*cuts, len(text)]:
        out += unmarked.feed(text[at : at + cut])
        at += cut
    assert out + unmarked.close() == "Hi Maria,\n\nI read [the report] and [/b] too. Half [F1"


def test_the_first_words_are_shown_as_they_come() -> None:
    """Nothing is held back that is not undecided."""
    unmarked = Unmarked()
    assert unmarked.feed("Hi") == "Hi"
    assert unmarked.feed(" Maria,\n\nYou") == " Maria,"
    assert unmarked.feed("r talk [") == "\n\nYour talk"
    assert unmarked.feed("F1] stayed") == " stayed"


def test_half_a_mended_text_is_worth_less_than_the_whole_one_before() -> None:
    """What is kept when it stops: the newest whole text, else what there is of the first."""
    arriving = Arriving()
    passage = a_passage()
    for event in (Grounded((passage,)), Fragment("One. [F1]"), Fragment("\nTwo. [G1]")):
        arriving.take(event)
    assert (arriving.passages, arriving.written, arriving.is_whole) == (
        (passage,),
        "One. [F1]\nTwo. [G1]",
        False,
    )
    arriving.take(Retrying(()))
    assert arriving.take(Fragment("Better")) == "Better"
    assert (arriving.written, arriving.is_whole) == ("One. [F1]\nTwo. [G1]", True)
    arriving.take(Judging(10))
    assert arriving.written == "Better"


class Page(App[None]):
    """Nothing but a growing text."""

    def compose(self) -> ComposeResult:
        yield GrowingText()


def lines_of(growing: GrowingText) -> list[str]:
    return [growing.render_line(y).text.rstrip() for y in range(growing.size.height)]


@pytest.mark.anyio
async def test_text_is_wrapped_at_words_however_it_comes_and_again_when_the_window_changes() -> None:
    """Pieces of one letter give the same lines as the whole."""
    text = "one two three four five six seven " * 3 + "\n\n" + "ä" * 70 + " 漢字漢字 [/x] end"
    async with Page().run_test(size=(32, 20)) as pilot:
        growing = pilot.app.query_one(GrowingText)
        for letter in text:
            growing.append(letter)
        growing.finish()
        by_letters = lines_of(growing)
        growing.empty()
        growing.append(text)
        growing.finish()
        assert lines_of(growing) == by_letters
        assert by_letters[0] == "one two three four five six"
        assert all(len(line) <= 30 for line in by_letters)
        await pilot.resize_terminal(60, 20)
        assert lines_of(growing)[0].startswith("one two three four five six seven one")
        assert growing.text == text


@pytest.mark.anyio
async def test_the_newest_line_is_in_sight_unless_the_person_scrolled_back() -> None:
    """It follows, and it lets itself be read."""
    async with Page().run_test(size=(32, 8)) as pilot:
        growing = pilot.app.query_one(GrowingText)
        growing.append("\n".join(f"line {number}" for number in range(40)))
        growing.finish()
        await pilot.pause()
        assert "line 39" in lines_of(growing)
        growing.scroll_to(y=0, animate=False)
        await pilot.pause()
        growing.append("\nline 40")
        growing.finish()
        await pilot.pause()
        assert "line 0" in lines_of(growing)


@pytest.mark.anyio
async def test_pieces_are_painted_together_and_the_first_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one paint in each stretch of time; what waits is not forgotten."""
    clock = [100.0]
    monkeypatch.setattr(growing_text, "monotonic", lambda: clock[0])
    async with Page().run_test(size=(32, 8)) as pilot:
        growing = pilot.app.query_one(GrowingText)
        growing.append("a")
        assert (growing.paints, lines_of(growing)[0]) == (1, "a")
        for _piece in range(100):
            growing.append("b")
        assert growing.paints == 1
        assert growing.text == "a" + "b" * 100
        clock[0] += 0.05
        growing.append("c")
        assert growing.paints == 2


@pytest.mark.anyio
async def test_the_mouse_marks_the_words_that_are_there() -> None:
    """What is marked can be copied."""
    async with Page().run_test(size=(32, 8)) as pilot:
        growing = pilot.app.query_one(GrowingText)
        growing.append("Hi Maria, [/x]\nthank you.")
        growing.finish()
        await pilot.pause()
        growing.text_select_all()
        selected = pilot.app.screen.get_selected_text()
        assert selected is not None
        assert "Hi Maria, [/x]\nthank you." in selected


@pytest.mark.anyio
async def test_no_control_character_reaches_the_terminal() -> None:
    """Whoever adds the text, and in whatever pieces."""
    async with Page().run_test(size=(32, 8)) as pilot:
        growing = pilot.app.query_one(GrowingText)
        for piece in ("Hi \x1b]0;own", "ed\x07 \u202e[/x]", "\x9b31m there\x00"):
            growing.append(piece)
        growing.finish()
        line = lines_of(growing)[0]
        assert line.isprintable()
        assert "[/x]" in line
