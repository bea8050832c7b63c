"""The message editor: marks that move with the text, pastes taken in as plain text, undo for every step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from assistant.domain.value import MAX_MESSAGE
from tui.widgets.message_editor import FOUND, SENTENCE, MessageEditor
from tui.widgets.spots import Edited, Spot, by_line, edited, moved

pytestmark = pytest.mark.anyio

TEXT = "Hej Maria!\n\nJag läste din artikel. Den var bra.\n"
ARTICLE = Spot(TEXT.index("artikel"), TEXT.index("artikel") + 7, FOUND["block"])


class Desk(App[None]):
    """An app with nothing but the editor, which remembers what the editor told."""

    def __init__(self, text: str = TEXT) -> None:
        super().__init__()
        self._text = text
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield MessageEditor(self._text)

    def on_message_editor_cleaned(self, message: MessageEditor.Cleaned) -> None:
        self.told.append(message)

    def on_message_editor_full(self, message: MessageEditor.Full) -> None:
        self.told.append(message)


@asynccontextmanager
async def editing(text: str = TEXT) -> AsyncIterator[tuple[Pilot[None], MessageEditor, Desk]]:
    desk = Desk(text)
    async with desk.run_test(size=(60, 12)) as pilot:
        editor = desk.query_one(MessageEditor)
        editor.focus()
        await pilot.pause()
        yield pilot, editor, desk


async def paste(pilot: Pilot[None], editor: MessageEditor, text: str) -> None:
    editor.post_message(events.Paste(text))
    await pilot.pause()


def marked_words(editor: MessageEditor) -> list[str]:
    return [editor.text[spot.start : spot.end] for spot in editor.marks()]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("abc", "abXc", Edited(2, 2, 3)),
        ("abc", "ac", Edited(1, 2, 1)),
        ("", "abc", Edited(0, 0, 3)),
        ("abc", "abc", Edited(3, 3, 3)),
        ("aaa", "aa", Edited(2, 3, 2)),
    ],
)
def test_the_stretch_that_was_edited_is_found(before: str, after: str, change: Edited) -> None:
    assert edited(before, after) == change
    assert before[: change.start] + after[change.start : change.new_end] + before[change.old_end :] == after


def test_a_mark_moves_with_the_text_and_goes_when_it_is_edited_itself() -> None:
    spot = Spot(5, 8, "s")
    assert moved([spot], edited("abcd efg", "abXcd efg")) == (Spot(6, 9, "s"),)
    assert moved([spot], edited("abcd efg h", "abcd efg hi")) == (spot,)
    assert moved([spot], edited("abcd efg h", "abcd eXfg h")) == ()


def test_a_sentence_grows_with_what_is_typed_in_it_and_at_its_end() -> None:
    sentence = Spot(0, 4, "s", grows=True)
    assert moved([sentence], edited("Hej. Du", "Heej. Du")) == (Spot(0, 5, "s", grows=True),)
    assert moved([sentence], edited("Hej.", "Hej. ")) == (Spot(0, 5, "s", grows=True),)
    assert moved([sentence], edited("Hej. Du", " Du")) == ()


def test_a_mark_over_a_line_break_is_shown_on_both_lines() -> None:
    assert by_line([Spot(2, 6, "s")], ["abcd", "efgh"]) == {0: [(2, 4, "s")], 1: [(0, 1, "s")]}


async def test_a_place_is_the_same_as_characters_and_as_line_and_column() -> None:
    async with editing() as (_pilot, editor, _desk):
        for offset in range(len(TEXT) + 1):
            assert editor.offset_of(editor.location_of(offset)) == offset
        assert editor.location_of(9_999) == editor.document.end


async def test_marks_move_with_typing_undo_and_redo() -> None:
    async with editing() as (pilot, editor, _desk):
        editor.mark([ARTICLE])
        await pilot.press("O", "j", "space")
        assert marked_words(editor) == ["artikel"]
        await pilot.press("ctrl+z")
        assert (editor.text, marked_words(editor)) == (TEXT, ["artikel"])
        await pilot.press("ctrl+y")
        assert editor.text.startswith("Oj Hej")
        assert marked_words(editor) == ["artikel"]


async def test_a_finding_is_underlined_without_colour_alone() -> None:
    async with editing() as (pilot, editor, _desk):
        editor.mark([ARTICLE, Spot(0, 10, SENTENCE, grows=True)])
        await pilot.pause()
        row = editor.render_line(2)
        styles = {segment.text: segment.style for segment in row}
        assert styles["artikel"] is not None
        assert styles["artikel"].underline
        assert styles["artikel"].bold
        greeting = {segment.text: segment.style for segment in editor.render_line(0)}
        plain = styles["Jag läste din "]
        assert any(style and plain and style.bgcolor != plain.bgcolor for style in greeting.values())


async def test_a_replacement_is_one_step_for_undo() -> None:
    async with editing() as (pilot, editor, _desk):
        await pilot.press("X")
        editor.put("text", ARTICLE.start + 1, ARTICLE.end + 1)
        assert "din text." in editor.text
        editor.undo()
        assert editor.text == "X" + TEXT
        editor.put_all("Något helt annat")
        editor.undo()
        assert editor.text == "X" + TEXT


async def test_a_paste_comes_in_once_and_as_plain_text() -> None:
    async with editing("") as (pilot, editor, desk):
        await paste(pilot, editor, "a\x1b]0;titel\x07b\u202ec\u200bd\r\n[/x] [@click=app.quit]e")
        assert editor.text == "abcd\n[/x] [@click=app.quit]e"
        assert isinstance(desk.told[0], MessageEditor.Cleaned)


async def test_an_ordinary_paste_is_not_remarked_on() -> None:
    async with editing("") as (pilot, editor, desk):
        await paste(pilot, editor, "Åsa Öberg 👩‍💻 مريم")
        assert editor.text == "Åsa Öberg 👩‍💻 مريم"
        assert desk.told == []


async def test_what_would_make_it_too_long_is_refused_whole_and_said() -> None:
    async with editing() as (pilot, editor, desk):
        await paste(pilot, editor, "x" * (MAX_MESSAGE + 1))
        assert editor.text == TEXT
        assert isinstance(desk.told[0], MessageEditor.Full)
        await paste(pilot, editor, "x" * (MAX_MESSAGE - len(TEXT)))
        assert len(editor.text) == MAX_MESSAGE
        await pilot.press("y")
        assert len(editor.text) == MAX_MESSAGE


async def test_tab_leaves_the_editor() -> None:
    async with editing() as (pilot, editor, _desk):
        await pilot.press("tab")
        assert editor.text == TEXT


async def test_resizing_keeps_cursor_text_and_marks() -> None:
    async with editing() as (pilot, editor, _desk):
        editor.mark([ARTICLE])
        editor.go_to(ARTICLE.start)
        place = editor.cursor_location
        await pilot.resize_terminal(20, 6)
        await pilot.resize_terminal(120, 40)
        assert editor.cursor_location == place
        assert (editor.text, marked_words(editor)) == (TEXT, ["artikel"])
