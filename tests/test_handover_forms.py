"""Handing over beyond the message itself: copies, files by form, what was sent, calendar files."""

from __future__ import annotations

import re
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cleaning import clean
from assistant.domain.brief import Recipient
from assistant.domain.records import Talk
from assistant.errors import InputError, StoreError, UsageError
from assistant.handover.clipboard import copied_file, copying
from assistant.handover.forms import content_as, forms_of, name_as
from assistant.handover.ics import as_ics
from assistant.logbook import note_sent, sending
from assistant.store import SqliteStore
from knowledge.corpus import load_corpus
from prompts.catalog import load_kinds
from tests.stored import NOW, TEXT, saved


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({"TERM": "xterm-256color"}, "works"),
        ({"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"}, "works"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "refused"),
        ({"TERM": "linux"}, "refused"),
        ({"TERM": "dumb"}, "refused"),
        ({}, "refused"),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "perhaps"),
        ({"TERM": "screen", "STY": "1.pts"}, "perhaps"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, "perhaps"),
    ],
)
def test_terminals_that_refuse_a_copy_are_known(environment: dict[str, str], answer: str) -> None:
    """So that nobody pastes what was copied before."""
    assert copying(environment) == answer


def test_a_copy_also_lies_in_a_private_file_that_forgetting_removes(store: SqliteStore, home: Path) -> None:
    """The file has the text, is for its owner alone, is written anew each time, and goes with its draft."""
    number = saved(store)
    path = copied_file(home, store.version(number))
    assert path.read_text(encoding="utf-8") == TEXT + "\n"
    assert path.parent == home / "handover"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert copied_file(home, store.version(number)) == path
    other = copied_file(home, store.version(saved(store)))
    store.forget_drafts([number])
    assert not path.exists()
    assert other.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(store: SqliteStore, tmp_path: Path) -> None:
    """A file where the folder should be; the text is untouched."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "handover").write_text("a file")
    with pytest.raises((StoreError, InputError)) as caught:
        copied_file(tmp_path / "closed", store.version(saved(store)))
    assert "\n" not in caught.value.message


def test_each_kind_has_the_forms_that_fit_it(store: SqliteStore) -> None:
    """A message may be a mail; a paper of one's own may not, and says so."""
    kinds = load_kinds()
    assert forms_of(kinds["outreach"]) == ("text", "eml", "mailto", "markdown")
    assert forms_of(kinds["questions"]) == ("text", "markdown")
    version = store.version(saved(store))
    assert name_as(version, "eml") == "outreach-maria-berg-1-1.eml"
    with pytest.raises(UsageError, match="paper of your own"):
        content_as(version, "eml", kinds["questions"], corpus_behind=lambda _draft: load_corpus(), ui="en")


def test_the_newest_note_that_a_draft_was_sent_is_found_and_can_be_taken_back(store: SqliteStore) -> None:
    """Nothing is found for a draft to nobody, nor once the note is removed."""
    number = saved(store)
    assert sending(store, number) is None
    store.add_person(Recipient(name="Maria Berg"))
    assert sending(store, number) is None
    noted = note_sent(store, store.version(number))
    assert (noted.kind, noted.draft_id, noted.number, noted.document) == ("sent", number, 1, "outreach")
    assert sending(store, number) == noted
    store.contacts.remove(noted.id)
    assert sending(store, number) is None


def read_calendar(content: bytes) -> list[tuple[str, str]]:
    """Read a calendar file as RFC 5545 has it: unfold, split, unescape."""
    raw = content.decode("utf-8")
    assert "\n" not in raw.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    lines = re.sub(r"\r\n[ \t]", "", raw).removesuffix("\r\n").split("\r\n")
    found = [line.partition(":") for line in lines]
    assert all(name and sep for name, sep, _value in found)
    for name, _sep, value in found:
        bare = re.sub(r"\\[\\;,nN]", "", value)
        assert name in {"DTSTART", "DTSTAMP", "UID"} or not re.search(r"[\\;,]", bare)
    return [
        (name, re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value))
        for name, _sep, value in found
    ]


PACIFIC = timezone(timedelta(hours=-8))
TALK = Talk(
    id=3, person_id=1, starts_at=datetime(2026, 11, 25, 6, 0, tzinfo=PACIFIC), minutes=20, place="Teams"
)


def test_a_talk_is_one_event_in_utc_for_nobody_else() -> None:
    """No one is invited, no method asks a calendar to send anything."""
    read = dict(read_calendar(as_ics(TALK, "Samtal med Åsa", "15:00 hos dig\n06:00 hos Åsa", NOW)))
    assert read["DTSTART"] == "20261125T140000Z"
    assert read["DURATION"] == "PT20M"
    assert read["SUMMARY"] == "Samtal med Åsa"
    assert read["DESCRIPTION"] == "15:00 hos dig\n06:00 hos Åsa"
    assert read["LOCATION"] == "Teams"
    assert not {"ATTENDEE", "ORGANIZER", "METHOD"} & read.keys()


PARTS = st.lists(
    st.sampled_from(
        [
            "\r\n",
            "\n",
            "\r",
            "\u2028",
            "BEGIN:VALARM",
            "ATTENDEE:mailto:x@y.se",
            "\\",
            "\\n",
            ";",
            ",",
            "å",
            "👩‍🔬",
            "\x00",
            "\x1b]0;x\x07",
            " ",
        ]
    )
    | st.text(max_size=40),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(PARTS, PARTS)
def test_no_name_or_text_becomes_another_line_of_the_calendar(title: str, description: str) -> None:
    """Whatever stands in it reads back as it was given."""
    read = read_calendar(as_ics(TALK, title, description, NOW.astimezone(UTC)))
    assert [name for name, _value in read] == [
        "BEGIN", "VERSION", "PRODID", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY",
        "DESCRIPTION", "LOCATION", "END", "END",
    ]  # fmt: skip
    assert dict(read)["SUMMARY"] == clean(title)
    assert dict(read)["DESCRIPTION"] == clean(description)
