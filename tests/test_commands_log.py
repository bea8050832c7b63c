"""The commands on what happened: sent, log, due, from what is typed to what is printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.domain.brief import Recipient
from assistant.store import SqliteStore
from tests.shell import Shell
from tests.stored import BLOCKED, CLEAN, ORIGINS, TEXT, ago, brief, draft, saved, task

pytestmark = pytest.mark.usefixtures("two_people")


def approved(store: SqliteStore, person_id: int | None = 1, name: str = "Maria Berg") -> int:
    """Keep an approved draft and give its number."""
    version = store.save_version(task(brief(name, ""), person_id=person_id), draft(), CLEAN, ORIGINS)
    store.approve(version, "")
    return version.draft_id


# Sent


def test_a_sending_is_noted_for_the_drafts_person(fika: Shell, store: SqliteStore) -> None:
    """The approved version is the one sent, and Fika counts from there."""
    number = approved(store)
    store.save_version(task(draft_id=number), draft(TEXT + "!"), CLEAN, ORIGINS)
    assert fika("sent", str(number), "--at", ago(144)).startswith("  1  you sent, ")
    assert "version 2 is newer and not this one" in fika.said
    assert re.search(r"Now: waiting [567] days", fika.said)  # the clocks may have been moved meanwhile
    assert "never approved" not in fika.said
    (contact,) = store.contacts.contacts(1)
    assert (contact.kind, contact.draft_id, contact.number, contact.document) == (
        "sent",
        number,
        1,
        "outreach",
    )


def test_a_draft_that_was_never_approved_is_noted_with_a_warning(fika: Shell, store: SqliteStore) -> None:
    """It was sent all the same; refusing would leave the log wrong."""
    version = store.save_version(task(person_id=1), draft(), BLOCKED, ORIGINS)
    row = fika.json("sent", str(version.draft_id))
    assert (row["format"], row["kind"], row["version"]) == ("fika.contact/1", "sent", 1)
    assert "was never approved" in fika.said


def test_a_draft_from_a_brief_file_finds_its_person(fika: Shell, store: SqliteStore) -> None:
    """By the name in it; when nobody has that name, the sentence says what to do and nothing is kept."""
    fika("sent", str(approved(store, None, "maria berg")))
    assert [each.person_id for each in store.contacts.contacts()] == [1]
    stranger = approved(store, None, "Ida Noll")
    assert "fika people add Ida Noll" in fika.fails("sent", str(stranger))
    store.add_person(Recipient(name="Ida Noll", organisation="A"))
    store.add_person(Recipient(name="Ida Noll", organisation="B"))
    assert "nobody that Fika keeps" in fika.fails("sent", str(stranger))
    assert len(store.contacts.contacts()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sent", "99"], "no draft 99"),
        (["sent", "x"], "not a draft's number"),
        (["sent", "1", "--version", "9"], "no version 9"),
        (["sent", "1", "--at", "2999-01-01"], "not come yet"),
        (["sent", "1", "--at", "0001-01-01"], "too far away"),
        (["sent", "1", "--at", "yesterday"], "is not a time"),
    ],
)
def test_what_cannot_have_been_sent_is_refused(
    refused: Callable[..., str], store: SqliteStore, arguments: list[str], says: str
) -> None:
    """One sentence, and nothing is noted."""
    approved(store)
    assert says in refused(*arguments)
    assert store.contacts.contacts() == ()


# Log


def test_what_happened_is_noted_shown_and_taken_back(fika: Shell, store: SqliteStore) -> None:
    """Answers, noes and ends have a way in; the log lists them with the talks."""
    assert fika("log", "Åsa") == ""
    assert "Nothing has been noted yet" in fika.said
    assert "answered" in fika("log", "Åsa", "answered", "--at", ago(5))
    assert "Next: agree on a time to talk" in fika.said
    fika("talk", "Åsa", "--at", ago(-48), "--place", "Teams")
    assert "said no" in fika("log", "Åsa", "declined")
    assert "fika talk 2 --not-held" in fika.said
    log = fika.json("log", "2")
    assert log["format"] == "fika.log/1"
    assert [each["kind"] for each in log["contacts"]] == ["answered", "declined"]
    assert log["talks"][0]["place"] == "Teams"
    assert len(fika("log", "2").splitlines()) == 3
    fika("talk", "2", "--not-held")
    assert "Now: said no" in fika.said
    assert "declined" not in fika("log", "2", "--remove", str(log["contacts"][1]["contact"]))
    assert [each.kind for each in store.contacts.contacts(2)] == ["answered"]


def test_a_note_of_somebody_else_is_not_taken_back(
    fika: Shell, refused: Callable[..., str], store: SqliteStore
) -> None:
    """Numbers are checked against the person named."""
    store.contacts.log(1, "answered")
    assert "no note 1" in fika.fails("log", "Åsa", "--remove", "1")
    assert "not both" in fika.fails("log", "Maria", "ended", "--remove", "1")
    assert "what happened" in fika.fails("log", "Maria", "--at", ago(1))
    assert "invalid choice" in refused("log", "Maria", "kissed")
    assert len(store.contacts.contacts()) == 1


# Due


def test_everyone_is_listed_the_most_urgent_first(fika: Shell, store: SqliteStore) -> None:
    """What is due is marked with a sign; the JSON says the same."""
    saved(store)
    fika("log", "Åsa", "answered", "--at", ago(2))
    lines = fika("due").splitlines()
    assert lines == ["!  2  Åsa Ek: agree on a time to talk", "   1  Maria Berg: finish the draft"]
    assert "1 thing is due now" in fika.said
    told = fika.json("due")
    assert told["format"] == "fika.due/1"
    assert [(each["person"], each["step"], each["now"]) for each in told["people"]] == [
        (2, "agree_talk", True),
        (1, "finish", False),
    ]
    assert "Next: agree on a time to talk" in fika("people", "show", "Åsa")


def test_the_commands_speak_swedish(fika: Shell, store: SqliteStore) -> None:
    """All that is shown is in the interface's language; the closing line is in the talk's."""
    swedish = ("--ui-language", "sv")
    approved(store)
    fika(*swedish, "sent", "1", "--at", ago(24 * 8))
    assert re.search(r"inget svar på [789] dagar, påminn", fika.said)
    assert "svarade" in fika(*swedish, "log", "Maria", "answered")
    assert "kom överens om en tid" in fika.said
    page = fika(*swedish, "talk", "Maria", "--at", ago(-72))
    for part in ("Ditt första meddelande, skickat ", "Minuterna", "Säg klockan", " där)"):
        assert part in page
    assert "förbered samtal" in fika(*swedish, "due")
    assert "Det finns inga anteckningar än" in (fika(*swedish, "notes", "Maria"), fika.said)[1]
