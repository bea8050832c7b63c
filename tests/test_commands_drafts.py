"""The commands on drafts: show, edit, history, approve, export, from what is typed to what is printed."""

from __future__ import annotations

import json
import stat
from email import message_from_bytes
from pathlib import Path

import pytest

from assistant.store import SqliteStore
from tests.shell import Editor, Shell
from tests.stored import BLOCKED, CLEAN, ORIGINS, TEXT, draft, saved, task
from tui.launch import main

pytestmark = pytest.mark.usefixtures("indexed")


def test_show_lists_drafts_and_shows_one(fika: Shell, store: SqliteStore) -> None:
    """The list says where each stands; a draft is printed as it would be sent."""
    assert fika("show") == ""
    assert "no drafts yet" in fika.said
    number = saved(store)
    store.save_version(task(draft_id=number), draft(TEXT + "!"), BLOCKED, ORIGINS)
    line = fika("show")
    for part in ("Maria Berg", "outreach", "2 versions", "blocked"):
        assert part in line
    drafts = fika.json("show")
    assert drafts["format"] == "fika.drafts/1"
    assert (drafts["drafts"][0]["versions"], drafts["drafts"][0]["blocked"]) == (2, True)
    assert fika("show", "1", "--version", "1") == TEXT + "\n"
    assert "nothing found" in fika.said
    assert fika("show", "1") == TEXT + "!\n"
    assert "placeholder" in fika.said
    shown = fika("show", "1", "--version", "1", "--sources")
    assert "Höll ett föredrag i Luleå" in shown
    made = fika.json("show", "1", "--version", "1")
    assert (made["format"], made["draft"], made["version"], made["text"]) == ("fika.draft/1", 1, 1, TEXT)


def test_an_edit_is_a_new_version_that_is_checked_again(
    fika: Shell, store: SqliteStore, editor: Editor, home: Path
) -> None:
    """What comes back from the editor is reviewed; unchanged sentences keep what stands behind them."""
    number = saved(store)
    editor.replaces("Vänligen", "Vill du bli min mentor?\n\nVänligen")
    fika("edit", "1", code=1)
    newest = store.version(number)
    assert (newest.number, newest.origins.writer) == (2, "person")
    assert "Vill du bli min mentor?" in newest.draft.text
    assert newest.review.blocked
    assert "asks_to_be_mentor" in {finding.check for finding in newest.review.findings}
    by_text = {each.text: each for each in newest.draft.sentences}
    assert by_text["Ditt föredrag i Luleå fick mig att räkna om."].facts == ("F1",)
    assert not by_text["Vill du bli min mentor?"].marked
    assert store.version(number, 1).draft.text == TEXT
    assert list((home / "edits").iterdir()) == []
    assert stat.S_IMODE((home / "edits").stat().st_mode) == 0o700


def test_an_edit_that_changes_nothing_is_no_version(
    fika: Shell, store: SqliteStore, editor: Editor, home: Path
) -> None:
    """Looking is not editing; going back to an older text is."""
    number = saved(store)
    editor.replaces("x", "x")
    assert fika("edit", "1") == ""
    assert "Nothing was changed" in fika.said
    assert len(store.versions(number)) == 1
    store.save_version(task(draft_id=number), draft(TEXT + "!"), CLEAN, ORIGINS)
    main(["edit", "1", "--version", "1"])
    assert store.version(number).draft.text == TEXT
    assert store.version(number).number == 3
    assert list((home / "edits").iterdir()) == []


@pytest.mark.parametrize(
    "failure",
    [
        ("exit 3", "ended with status 3", False),
        ('echo mine >> "$1"; exit 1', "ended with status 1", True),
        ("kill -9 $$", "ended with status -9", False),
        ('rm "$1"', "cannot be read", False),
        ('printf "\\377\\376" > "$1"', "not UTF-8", True),
        ('printf "  \\n" > "$1"', "empty", True),
    ],
)
def test_an_edit_that_fails_loses_nothing(
    fika: Shell, store: SqliteStore, editor: Editor, home: Path, failure: tuple[str, str, bool]
) -> None:
    """A failing editor is one sentence; what the person changed stays and is named."""
    number = saved(store)
    shell, said, kept = failure
    editor.runs(shell)
    assert said in fika.fails("edit", "1")
    assert len(store.versions(number)) == 1
    left = [path for path in (home / "edits").rglob("*") if path.is_file()]
    assert len(left) == (1 if kept else 0)
    for path in left:
        assert f"kept in '{path}'" in fika.said
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_edit_that_cannot_be_saved_is_kept(
    fika: Shell, store: SqliteStore, editor: Editor, home: Path
) -> None:
    """When the store fails after the editor, the person's words are still there."""
    saved(store)
    store.close()
    editor.runs(f"echo mina ord >> \"$1\"; : > '{home / 'fika.sqlite3'}'")
    assert "damaged" in fika.fails("edit", "1", code=3)
    (left,) = (path for path in (home / "edits").rglob("*") if path.is_file())
    assert "mina ord" in left.read_text(encoding="utf-8")


@pytest.mark.parametrize("named", ["no-such-editor-anywhere", "'unclosed"])
def test_a_missing_editor_is_one_sentence(
    fika: Shell, store: SqliteStore, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that is not there is named with what to set."""
    saved(store)
    monkeypatch.setenv("VISUAL", named)
    assert "EDITOR" in fika.fails("edit", "1")
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    assert "No editor was found" in fika.fails("edit", "1")


def test_an_edit_can_come_from_a_file(fika: Shell, store: SqliteStore, tmp_path: Path) -> None:
    """Without an editor the new text comes from a file, cleaned."""
    saved(store)
    file = tmp_path / "new.txt"
    file.write_bytes((TEXT + " \x1b]0;x\x07på återseende\u202e\r\n").encode())
    made = json.loads((main(["edit", "1", "--file", str(file), "--json"]), fika._capsys.readouterr().out)[1])
    assert made["version"] == 2
    assert made["text"] == TEXT + " på återseende"


def test_history_tells_who_when_and_what_changed(fika: Shell, store: SqliteStore) -> None:
    """Every version with its writer, review and approval; two can be compared sentence by sentence."""
    number = saved(store)
    store.approve(store.version(number), "")
    edited = ORIGINS.model_copy(update={"writer": "person"})
    store.save_version(task(draft_id=number), draft(TEXT.replace("räkna om", "tänka")), BLOCKED, edited)
    lines = fika("history", "1")
    assert "Version 1" in lines
    assert "written from templates" in lines
    assert "Approved" in lines
    assert "edited by you" in lines
    history = fika.json("history", "1")
    assert history["format"] == "fika.history/1"
    assert [each["version"] for each in history["versions"]] == [1, 2]
    assert [each["blocked"] for each in history["versions"]] == [False, True]
    assert history["versions"][0]["approval"]["version"] == 1
    changes = fika("history", "1", "--diff", "1", "2").splitlines()
    assert "-Ditt föredrag i Luleå fick mig att räkna om." in changes
    assert "+Ditt föredrag i Luleå fick mig att tänka." in changes
    assert fika("history", "1", "--diff", "2", "2") == ""
    assert fika.json("history", "1", "--diff", "1", "2")["lines"] == changes
    assert "no version 7" in fika.fails("history", "1", "--diff", "1", "7")


def test_a_blocked_draft_is_approved_only_with_a_reason(fika: Shell, store: SqliteStore) -> None:
    """Refused with exit status 1 and what blocks; with --anyway the reason is kept."""
    number = saved(store, BLOCKED)
    said = fika.fails("approve", "1", code=1)
    assert "--anyway" in said
    assert "placeholder" in said
    assert "block" in fika.fails("approve", "1", "--anyway", "  ", code=1)
    assert store.approval(number, 1) is None
    fika("approve", "1", "--anyway", "Hakparentesen ska stå där")
    approval = fika.json("history", "1")["versions"][0]["approval"]
    assert approval["reason"] == "Hakparentesen ska stå där"
    assert "Hakparentesen" in fika("history", "1")


def test_an_approval_holds_for_one_version(fika: Shell, store: SqliteStore) -> None:
    """An edit after the approval is not approved, and the list and the export say so."""
    number = saved(store)
    assert fika.json("approve", "1")["format"] == "fika.approval/1"
    assert "approved" in fika("show")
    fika("export", "1")
    assert "not approved" not in fika.said
    store.save_version(task(draft_id=number), draft(TEXT + "!"), CLEAN, ORIGINS)
    assert "approved" not in fika("show")
    fika("export", "1")
    assert "version 2 is not approved" in fika.said
    fika("approve", "1", "--version", "1")
    assert "version 2 is newer" in fika.said


def test_export_gives_each_form_and_warns(fika: Shell, store: SqliteStore, tmp_path: Path) -> None:
    """Text, unsent mail, link and Markdown; what blocks is said and nothing is refused."""
    saved(store, BLOCKED)
    assert fika("export", "1") == TEXT + "\n"
    assert "Mind: something blocks" in fika.said
    assert "not approved" in fika.said
    assert fika("export", "1", "--body-only").startswith("Hej Maria,")
    mail = message_from_bytes(fika("export", "1", "--format", "eml").encode())
    assert (mail["X-Unsent"], mail["To"]) == ("1", "Maria Berg <maria@x.se>")
    assert fika("export", "1", "--format", "mailto").startswith("mailto:maria@x.se?subject=")
    assert "[^1]: F1: Höll ett föredrag i Luleå" in fika("export", "1", "--format", "markdown")


def test_export_writes_files_and_overwrites_only_when_told(
    fika: Shell, store: SqliteStore, tmp_path: Path
) -> None:
    """A file is for its owner only; into a folder it gets a safe name; what is there stays."""
    saved(store)
    file = tmp_path / "mail.eml"
    assert fika("export", "1", "--format", "eml", "--output", str(file)) == ""
    assert b"\r\nX-Unsent" in b"\r\n" + file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "--force" in fika.fails("export", "1", "--output", str(file))
    assert b"X-Unsent" in file.read_bytes()
    fika("export", "1", "--output", str(file), "--force")
    assert file.read_text(encoding="utf-8") == TEXT + "\n"
    fika("export", "1", "--format", "markdown", "--output", str(tmp_path))
    assert (tmp_path / "outreach-maria-berg-1-1.md").exists()
    assert "cannot be written" in fika.fails("export", "1", "--output", str(tmp_path / "no" / "x"))


def test_a_mail_without_a_known_address_says_so(fika: Shell, store: SqliteStore) -> None:
    """No address is invented; the person is told to fill it in. A garbage one is refused."""
    saved(store, email="")
    assert "To:" not in fika("export", "1", "--format", "eml")
    assert "fill it in" in fika.said
    saved(store, email="maria@x.se, eve@y.se")
    assert "not a mail address" in fika.fails("export", "2", "--format", "mailto")


def test_a_paper_of_ones_own_is_no_mail(fika: Shell, store: SqliteStore) -> None:
    """Questions for the talk are for the sender; they are not made into a mail to the mentor."""
    made = draft("1. Hur gjorde du?\n2. Vad var svårast?").model_copy(update={"kind": "questions"})
    store.save_version(task(), made, CLEAN, ORIGINS)
    for form in ("eml", "mailto"):
        assert "paper of your own" in fika.fails("export", "1", "--format", form)
    assert "Hur gjorde du?" in fika("export", "1", "--format", "markdown")


def test_nothing_typed_reaches_the_terminal_as_control(fika: Shell) -> None:
    """Names and texts with escape sequences are shown as plain text."""
    fika("people", "add", "Mar\x1b[31mia\x07 B\u202eerg", "--role", "\x1b]0;x\x07chef")
    fika("facts", "add", "Maria", "Skrev \x1b]52;c;aGVq\x07boken")
    for shown in (fika("people", "list"), fika("people", "show", "1"), fika("facts", "list", "1")):
        assert not [character for character in shown if ord(character) < 32 and character != "\n"]
        assert "\u202e" not in shown
    assert "Maria Berg, chef" in fika("people", "list")
