"""Handing over on the screen: nothing leaves unapproved, everything by keyboard, and Fika never sends."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant import logbook
from assistant.domain.brief import Recipient
from assistant.domain.records import Contact, Version
from assistant.handover import opening
from assistant.ports import Store
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.stored import BLOCKED, CLEAN, ORIGINS, TEXT, brief, draft, saved, task
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen, settled
from tui.screens.handover import HandoverScreen

pytestmark = pytest.mark.anyio

GOOD = {"TERM": "xterm-256color"}
HOSTILE = "Maria [/b] \x1b]0;x\x07\u202eBerg"


def handing(number: int, environment: dict[str, str] = GOOD) -> Callable[[Services], HandoverScreen]:
    """Open the hand-over of a draft."""
    return lambda services: HandoverScreen(services, number, environment=environment)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; give what stands on the screen then, and what was told, on one line."""
    pilot.app.clear_notifications()
    await pilot.press(*keys)
    await settled(pilot)
    told = [each.message for each in pilot.app._notifications]
    return " ".join("\n".join([seen(pilot), *told]).split())


async def write(pilot: Pilot[None], text: str) -> str:
    """Write in place of what stands in the line, and press Enter."""
    line = pilot.app.screen.query_one("#answer", Input)
    assert line.has_focus
    line.value = text
    return await press(pilot, "enter")


@pytest.mark.parametrize(
    ("size", "language"),
    [
        (NARROW, "sv"),
        *(
            pytest.param(size, language, marks=pytest.mark.slow)
            for size, language in ((WIDE, "en"), (NARROW, "en"), ((60, 20), "sv"))
        ),
    ],
)
async def test_nothing_leaves_before_it_is_approved(
    store: SqliteStore, home: Path, size: tuple[int, int], language: str
) -> None:
    """Copying asks for approval first; then text and file are there."""
    number = saved(store)
    async with at_the_screen(handing(number), size=size, language=language) as pilot:
        assert "Hej Maria," in seen(pilot)
        await press(pilot, "c")
        assert pilot.app.clipboard == ""
        assert not (home / "handover").exists()
        await press(pilot, "a")
        assert store.approval(number, 1)
        await press(pilot, "c")
        assert pilot.app.clipboard == TEXT
        assert [path.read_text(encoding="utf-8") for path in (home / "handover").iterdir()] == [TEXT + "\n"]


async def test_subject_and_text_are_copied_apart(store: SqliteStore) -> None:
    """A web form has two fields."""
    number = saved(store)
    store.approve(store.version(number), "")
    async with at_the_screen(handing(number)) as pilot:
        await press(pilot, "s")
        assert pilot.app.clipboard == "Två frågor om prognoser"
        await press(pilot, "b")
        assert pilot.app.clipboard == TEXT.partition("\n\n")[2]


async def test_a_terminal_that_refuses_is_told_of_straight_away(store: SqliteStore) -> None:
    """The file is named, and nothing pretends to have been copied."""
    number = saved(store)
    store.approve(store.version(number), "")
    async with at_the_screen(handing(number, {"TERM": "linux"}), size=WIDE) as pilot:
        shown = await press(pilot, "c")
        assert pilot.app.clipboard == ""
        assert "does not let programs copy" in shown


async def test_a_version_that_blocks_asks_for_a_reason_and_keeps_it(store: SqliteStore) -> None:
    """Without a reason it is not approved; Escape closes the question and nothing else."""
    number = saved(store, BLOCKED)
    async with at_the_screen(handing(number)) as pilot:
        assert "! blocks" in seen(pilot)
        await press(pilot, "a", "enter")
        assert store.approval(number, 1) is None
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HandoverScreen)
        await press(pilot, "a")
        shown = await write(pilot, "Det är ett skämt oss emellan [/b]")
        approval = store.approval(number, 1)
        assert approval
        assert approval.reason == "Det är ett skämt oss emellan [/b]"
        assert "skämt oss emellan [/b]" in shown


async def test_an_unsent_mail_is_saved_where_the_person_says_and_over_nothing(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proposed place is Downloads; a missing folder is one sentence, and the line stays open."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    number = saved(store)
    store.approve(store.version(number), "")
    mail = tmp_path / "Downloads" / "outreach-maria-berg-1-1.eml"
    async with at_the_screen(handing(number), size=WIDE) as pilot:
        await press(pilot, "e", "enter")
        assert message_from_bytes(mail.read_bytes())["X-Unsent"] == "1"
        assert stat.S_IMODE(mail.stat().st_mode) == 0o600
        before = mail.read_bytes()
        shown = await press(pilot, "e", "enter")
        assert "already there" in shown
        assert mail.read_bytes() == before
        await write(pilot, str(tmp_path / "no" / "x.eml"))
        assert pilot.app.screen.query_one("#answer", Input).has_focus
        await write(pilot, "~nobody-here/x.eml")
        await write(pilot, str(tmp_path / "other.eml"))
        assert (tmp_path / "other.eml").exists()
        await press(pilot, "m", "enter")
        assert (tmp_path / "Downloads" / "outreach-maria-berg-1-1.md").exists()


async def test_the_link_is_shown_first_and_opened_only_on_request(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can open it, one sentence says so."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda link: opened.append(link) or True)
    number = saved(store)
    store.approve(store.version(number), "")
    async with at_the_screen(handing(number, {**GOOD, "DISPLAY": ":0"}), size=WIDE) as pilot:
        assert "mailto:maria@x.se" in await press(pilot, "l")
        assert not opened
        await press(pilot, "o")
        assert len(opened) == 1
    async with at_the_screen(handing(number), size=WIDE) as pilot:
        monkeypatch.setattr(opening.sys, "platform", "linux")
        await press(pilot, "l")
        assert "No mail program" in await press(pilot, "o")
        assert len(opened) == 1


async def test_that_it_was_sent_is_told_apart_and_can_be_taken_back(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copying and saving note nothing; the person's own word does, once, however slow the disk is."""
    pressed_twice = threading.Event()
    note = logbook.note_sent

    def slowly(store: Store, version: Version) -> Contact:
        pressed_twice.wait(60)
        return note(store, version)

    monkeypatch.setattr(logbook, "note_sent", slowly)
    person = store.add_person(Recipient(name="Maria Berg"))
    number = store.save_version(task(brief(), person_id=person.id), draft(), CLEAN, ORIGINS).draft_id
    async with at_the_screen(handing(number)) as pilot:
        await press(pilot, "i")
        assert not store.contacts.contacts()
        await press(pilot, "a", "c")
        assert not store.contacts.contacts()
        await pilot.press("i", "i")
        pressed_twice.set()
        await settled(pilot)
        (noted,) = store.contacts.contacts(person.id)
        assert (noted.kind, noted.draft_id, noted.number, noted.document) == ("sent", number, 1, "outreach")
        await press(pilot, "u")
        assert not store.contacts.contacts()


async def test_a_paper_of_ones_own_is_copied_without_approval_and_never_sent(store: SqliteStore) -> None:
    """Questions for the talk are not for the mentor's inbox."""
    made = draft("1. Hur gjorde du?").model_copy(update={"kind": "questions"})
    number = store.save_version(task(), made, CLEAN, ORIGINS).draft_id
    async with at_the_screen(handing(number)) as pilot:
        await press(pilot, "c")
        assert pilot.app.clipboard == "1. Hur gjorde du?"
        for key in ("e", "l", "i"):
            assert "paper of your own" in await press(pilot, key)


async def test_acts_are_chosen_in_the_list_as_well(store: SqliteStore) -> None:
    """Arrow keys and Enter do what the letters do."""
    number = saved(store)
    async with at_the_screen(handing(number)) as pilot:
        await press(pilot, "enter")
        assert store.approval(number, 1)
        await press(pilot, "down", "enter")
        assert pilot.app.clipboard == "Två frågor om prognoser"


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_as_they_are(
    store: SqliteStore, home: Path, size: tuple[int, int]
) -> None:
    """Brackets stay brackets, and no control character reaches the screen or a file's name."""
    said = brief(HOSTILE)
    number = store.save_version(
        task(said), draft(f"Ämne: [/x] hej\n\nHej {HOSTILE}!"), CLEAN, ORIGINS
    ).draft_id
    store.approve(store.version(number), "")
    async with at_the_screen(handing(number), size=size) as pilot:
        assert "[/b]" in seen(pilot)
        shown = await press(pilot, "c")
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        (path,) = (home / "handover").iterdir()
        assert path.name == "draft-1-1-outreach-maria-b-berg.txt"


async def test_a_full_disk_is_one_sentence(store: SqliteStore, home: Path) -> None:
    """The copy in the clipboard is made all the same, and the screen stays."""
    number = saved(store)
    store.approve(store.version(number), "")
    (home / "handover").write_text("in the way")
    async with at_the_screen(handing(number), size=WIDE) as pilot:
        shown = await press(pilot, "c")
        assert "Cannot make the folder" in shown
        assert pilot.app.clipboard == TEXT
        assert isinstance(pilot.app.screen, HandoverScreen)


async def test_the_newest_version_is_the_one_that_leaves(store: SqliteStore) -> None:
    """An approval belongs to its version: a newer one asks anew."""
    number = saved(store)
    store.approve(store.version(number), "")
    store.save_version(task(draft_id=number), draft(TEXT + "\nPS"), CLEAN, ORIGINS)
    async with at_the_screen(handing(number)) as pilot:
        assert "version 2, not approved" in seen(pilot)
        await press(pilot, "c")
        assert pilot.app.clipboard == ""
