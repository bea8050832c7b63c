"""The commands on talks: talk and notes, from what is typed to what is printed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.brief import Fact
from assistant.store import SqliteStore
from tests.shell import Editor, Shell
from tests.stored import HOUR, ago

pytestmark = pytest.mark.usefixtures("indexed", "two_people")


def test_a_talk_is_agreed_moved_and_shown(fika: Shell, store: SqliteStore) -> None:
    """A time without an offset is by the profile's clock; the page shows both."""
    assert "fika talk 1 --at" in fika.fails("talk", "Maria")
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    page = fika("talk", "Maria", "--at", f"{day}T15:00", "--minutes", "20", "--place", "Teams")
    assert ", 20 min, Teams" in page
    assert " there)" in page
    assert "Say at 15:18" in page
    assert "Next: prepare, talk" in fika.said
    shown = fika.json("talk", "1", "--at", f"{day}T16:30")
    assert (shown["format"], shown["talk"], shown["minutes"], shown["here"][11:16]) == (
        "fika.talk/1",
        1,
        20,
        "16:30",
    )
    assert shown["minute_plan"][-1]["guidance"] == "first_call.keep_time"
    assert len(store.contacts.talks()) == 1
    assert fika.json("talk", "1", "--minutes", "15")["here"] == shown["here"]


def test_a_talk_that_is_over_is_marked_and_a_new_one_agreed(fika: Shell, store: SqliteStore) -> None:
    """Held or not is about the talk that was; a time then begins another one."""
    fika("talk", "Maria", "--at", ago(5))
    assert "Next: thank-you due in" in fika.said
    assert "took place" in fika("talk", "Maria", "--held")
    fika("talk", "Maria", "--at", ago(-72))
    fika("talk", "Maria", "--held")
    assert [each.held for each in store.contacts.talks(1)] == [True, None]
    assert "not begun yet" in fika.fails("talk", "Maria", "--talk", "2", "--held")
    assert "did not take place" in fika("talk", "Maria", "--not-held")
    assert [each.held for each in store.contacts.talks(1)] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--at", "2026-11-30"], "not the time"),
        (["--at", "9999-12-31T23:59"], "too far away"),
        (["--at", "0001-01-01T00:00"], "too far away"),
        (["--at", "0001-01-01T00:00+14:00"], "is not a time"),
        (["--minutes", "0"], "not a whole number"),
        (["--talk", "99"], "no talk 99"),
        (["--remove", "--minutes", "20"], "not both"),
        (["--place", "x" * 2_001], "too long"),
    ],
)
def test_an_impossible_talk_is_refused(
    refused: Callable[..., str], store: SqliteStore, arguments: list[str], says: str
) -> None:
    """One sentence, and the talk stays as it was."""
    talk = store.contacts.agree_talk(1, datetime.now(UTC) + HOUR, 15)
    assert says in refused("talk", "Maria", *arguments)
    assert store.contacts.talks() == (talk,)


def test_a_talk_with_notes_is_removed_only_when_meant(
    fika: Shell, store: SqliteStore, answers: Callable[..., None]
) -> None:
    """Notes are asked about; a talk without any is not worth a question."""
    fika("talk", "Maria", "--at", ago(5))
    fika("notes", "Maria", "--add", "ring först")
    assert "--yes" in fika.fails("talk", "Maria", "--remove")
    answers("n")
    fika("talk", "Maria", "--remove")
    assert len(store.contacts.talks()) == 1
    fika("talk", "Maria", "--remove", "--yes")
    fika("talk", "Maria", "--at", ago(-5))
    fika("talk", "Maria", "--remove")
    assert store.contacts.talks() == ()


# Notes


def test_notes_are_added_and_shown(fika: Shell, store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thought a line, also from a pipe; they belong to the talk that has begun, not to the next."""
    assert "fika talk 1 --at" in fika.fails("notes", "Maria", "--add", "x")
    fika("talk", "Maria", "--at", ago(5))
    store.contacts.agree_talk(1, datetime.now(UTC) + 99 * HOUR, 15)
    fika("notes", "Maria")
    assert "no notes yet" in fika.said
    fika("notes", "Maria", "--add", "Ring de missnöjda först", "--plan", "prova på måndag")
    piped = io.TextIOWrapper(io.BytesIO("börja i tid\nlyssna\x1b[31m\n".encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    shown = fika("notes", "Maria", "--add", "-")
    assert shown.splitlines()[:3] == ["Ring de missnöjda först", "börja i tid", "lyssna"]
    assert "prova på måndag" in shown
    notes = fika.json("notes", "1")
    assert (notes["format"], notes["talk"]) == ("fika.notes/1", 1)
    assert notes["notes"] == "Ring de missnöjda först\nbörja i tid\nlyssna"
    assert "'notes' is too long" in fika.fails("notes", "1", "--add", "x" * 10_001)
    assert fika.json("notes", "1") == notes
    assert store.contacts.talk(2).notes == ""


def test_notes_are_changed_in_the_editor(fika: Shell, store: SqliteStore, editor: Editor) -> None:
    """What comes back takes their place, unless another window changed them; then the text is kept aside."""
    fika("talk", "Maria", "--at", ago(5))
    fika("notes", "Maria", "--add", "ring fröst")
    editor.replaces("fröst", "först")
    assert fika("notes", "Maria", "--edit") == "ring först\n"
    elsewhere = f"{sys.executable} -m tui.launch notes Maria --add mer"
    editor.runs(f'echo mitt >> "$1"; {elsewhere} >/dev/null')
    assert "changed meanwhile" in fika.fails("notes", "Maria", "--edit")
    assert "Your text is kept" in fika.said
    assert store.contacts.talk(1).notes == "ring först\nmer"


def test_what_is_noted_is_in_the_thank_you(fika: Shell, store: SqliteStore) -> None:
    """The follow-up is written without telling it again, and sending it ends the road for now."""
    store.add_fact(1, Fact(text="Höll ett föredrag"))
    fika("talk", "Maria", "--at", ago(5), "--minutes", "20")
    note = "Hon ringer de missnöjda kunderna först"
    fika("notes", "Maria", "--add", note)
    made = fika.json("write", "followup", "Maria", "--language", "sv")
    assert any(fact["text"] == note for each in made["sentences"] for fact in each["facts"])
    assert "send the thank-you within" in fika("due")
    fika("sent", str(made["draft"]))
    assert "Now: thank-you sent" in fika.said
