"""The commands on profile, people and facts, from what is typed to what is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.brief import Fact, Recipient
from assistant.store import SqliteStore
from tests.shell import Editor, Shell
from tests.stored import saved

# Profile


def test_init_takes_a_profile_from_a_file(fika: Shell, store: SqliteStore, tmp_path: Path) -> None:
    """A TOML file or a whole brief file will do, and what was kept is shown."""
    file = tmp_path / "me.toml"
    file.write_text(
        'language = "sv"\n[sender]\nname = "Sara Lindqvist"\ngoals = ["våga fråga"]\n', encoding="utf-8"
    )
    assert "Sara Lindqvist" in fika("init", "--file", str(file))
    sender = store.sender()
    assert sender is not None
    assert sender.goals == ("våga fråga",)
    assert fika.json("init", "--show") == {"format": "fika.sender/1", **sender.model_dump(mode="json")}
    file.write_text('name = "Sara"\nnickname = "S"\n', encoding="utf-8")
    assert "me.toml" in fika.fails("init", "--file", str(file))
    assert store.sender() == sender


def test_init_asks_at_a_terminal_and_keeps_what_is_not_changed(
    fika: Shell, store: SqliteStore, answers: Callable[..., None]
) -> None:
    """Enter keeps, a hyphen empties, and an impossible answer is asked for again."""
    first = ["Sara Lindqvist", "analytiker", "Norrvatten", "lära mig prognoser; våga fråga", ""]
    answers(
        *first, "Europa/Stockholm", "Europe/Stockholm", "sv; en", "Vänliga hälsningar", "nonsense", "s@x.se"
    )
    fika("init")
    assert "Europe/Stockholm" in fika.said
    sender = store.sender()
    assert sender is not None
    assert sender.goals == ("lära mig prognoser", "våga fråga")
    assert (sender.time_zone, sender.languages, sender.email) == ("Europe/Stockholm", ("sv", "en"), "s@x.se")
    assert sender.sign_off == "Vänliga hälsningar\nSara Lindqvist"
    answers("", "chef", "-", "", "", "", "", "", "")
    fika("init")
    assert store.sender() == sender.model_copy(update={"role": "chef", "organisation": ""})


def test_init_without_a_terminal_says_how(fika: Shell, store: SqliteStore) -> None:
    """Nobody to ask: the way with a file is named, nothing is kept."""
    assert "--file" in fika.fails("init")
    assert "no profile" in (fika("init", "--show"), fika.said)[1]
    assert store.sender() is None


# People


def test_people_are_added_listed_shown_and_edited(fika: Shell) -> None:
    """What is typed is kept, and comes back as text and as JSON."""
    fika("people", "add", "Maria", "Berg", "--role", "analyschef", "--organisation", "Luleå Energi")
    fika(
        "people",
        "add",
        "Åsa Ek",
        "--email",
        "asa@x.se",
        "--time-zone",
        "Europe/Stockholm",
        "--languages",
        "sv, en",
    )
    assert fika("people", "list").splitlines() == ["  1  Maria Berg, analyschef, Luleå Energi", "  2  Åsa Ek"]
    people = fika.json("people", "list")
    assert people["format"] == "fika.people/1"
    assert [each["name"] for each in people["people"]] == ["Maria Berg", "Åsa Ek"]
    assert people["people"][1]["languages"] == ["sv", "en"]
    fika("people", "edit", "berg", "--role", "chef", "--conflict", "min chef", "--name", "Maria Ek-Berg")
    shown = fika("people", "show", "1")
    assert "Maria Ek-Berg" in shown
    assert "min chef" in shown
    assert "Luleå Energi" in shown
    fika("people", "edit", "1", "--organisation", "")
    assert fika.json("people", "show", "1")["organisation"] == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["people", "add", " "], "needs a name"),
        (["people", "add", "Eva", "--time-zone", "Europa/Stockholm"], "time zone"),
        (["people", "add", "Eva", "--email", "eva at x"], "mail address"),
        (["people", "add", "maria  berg"], "already have"),
        (["people", "show", "Eva"], "nobody called"),
        (["people", "edit", "7", "--role", "x"], "nobody called"),
        (["facts", "add", "Eva", "x"], "nobody called"),
        (["facts", "add", "Maria"], "say something"),
        (["facts", "remove", "Maria", "4"], "no fact 4"),
        (["show", "9"], "no draft 9"),
        (["show", "9" * 30], "nothing with that number"),
        (["people", "show", "9" * 30], "nobody called"),
        (["show", "--version", "2"], "which draft"),
        (["history", "9"], "no draft 9"),
        (["approve", "9"], "no draft 9"),
        (["edit", "9"], "no draft 9"),
        (["export", "9"], "no draft 9"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_a_hint(
    fika: Shell, store: SqliteStore, arguments: list[str], said: str
) -> None:
    """Whatever is off, one line says what and the next what to do; nothing is kept."""
    store.add_person(Recipient(name="Maria Berg"))
    lines = fika.fails(*arguments).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("fika: ")
    assert said in lines[0]
    assert lines[1].startswith("  ")
    assert len(store.people()) == 1
    assert store.facts(1) == ()


def test_people_are_edited_in_the_editor(fika: Shell, store: SqliteStore, editor: Editor) -> None:
    """Without options the fields stand in a file; a wrong key is named, and the text is kept."""
    store.add_person(Recipient(name='Maria "Mia" Berg', role="analyschef", languages=("sv",)))
    editor.replaces("analyschef", "chef \\\\ ägare")
    fika("people", "edit", "1")
    assert store.people()[0].recipient.role == "chef \\ ägare"
    editor.replaces("role =", "rolle =")
    said = fika.fails("people", "edit", "1")
    assert "'rolle'" in said
    kept = Path(said.split("'")[1])
    assert "rolle = " in kept.read_text(encoding="utf-8")
    editor.replaces("x", "x")
    assert fika("people", "edit", "1") == ""
    assert "Nothing was changed" in fika.said


def test_forgetting_asks_first(fika: Shell, store: SqliteStore, answers: Callable[..., None]) -> None:
    """Only a clear yes erases; without a terminal --yes is needed."""
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.add_fact(maria.id, Fact(text="Leder analysen"))
    saved(store)  # made from a brief file that names her
    assert "1 fact and 1 draft" in fika.fails("people", "forget", "Maria")
    assert "say --yes" in fika.said
    for answer in ("", "n", "kanske"):
        answers(answer)
        fika("people", "forget", "Maria")
        assert "Nothing was erased" in fika.said
    assert len(store.people()) == 1
    answers("y")
    fika("people", "forget", "Maria")
    assert store.people() == ()
    assert store.drafts() == ()


def test_forgetting_leaves_no_byte_and_tells_what_is_left(
    fika: Shell, store: SqliteStore, home: Path
) -> None:
    """Nothing of the person is on the disk; where others' rows name her is said."""
    fika("people", "add", "Kanariefågel Berg", "--conflict", "kusin")
    fika("facts", "add", "Kanariefågel", "Skrev KANARIEBOKEN", "--reaction", "kanariesång")
    priya = store.add_person(Recipient(name="Priya Raman"))
    fika("people", "forget", "1", "--yes")
    remains = [path for path in home.rglob("*") if path.is_file() and b"kanarie" in path.read_bytes().lower()]
    assert remains == []
    assert "still stands" not in fika.said
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.add_fact(priya.id, Fact(text="Skrev en bok med Maria Berg"))
    fika("people", "forget", str(maria.id), "--yes")
    assert "still stands in what you keep about others: fact" in fika.said


def test_drafts_to_someone_never_added_can_be_forgotten(fika: Shell, store: SqliteStore, home: Path) -> None:
    """Who only ever wrote from brief files can forget by name; an unclear name erases nothing."""
    saved(store)
    saved(store)
    assert "2 drafts" in fika.fails("people", "forget", "maria berg")
    assert "nobody called" in fika.fails("people", "forget", "Maria", "--yes")
    fika("people", "forget", "maria", "BERG", "--yes")
    assert store.drafts() == ()
    assert all(b"Maria" not in path.read_bytes() for path in home.rglob("*") if path.is_file())
    for organisation in ("Tidewise", "Norrvatten"):
        store.add_person(Recipient(name="Maria Berg", organisation=organisation))
    saved(store)
    assert "fits 2 people" in fika.fails("people", "forget", "Maria Berg", "--yes")
    assert len(store.drafts()) == 1


# Facts


def test_facts_are_added_with_their_source_listed_and_removed(fika: Shell, store: SqliteStore) -> None:
    """A plain sentence is understood; what an option says is so; the source stands beside."""
    store.add_person(Recipient(name="Maria Berg"))
    fika(
        "facts",
        "add",
        "Maria",
        "Höll föredraget 'När prognosen har fel' i Luleå 2025",
        "--source",
        "programmet",
    )
    fika("facts", "add", "Maria", "--kind", "shared_contact", "--with-whom", "Eva Ek", "--confidential")
    facts = fika.json("facts", "list", "Maria")
    assert facts["format"] == "fika.facts/1"
    first, second = facts["facts"]
    assert (first["kind"], first["title"], first["source"]) == ("talk", "När prognosen har fel", "programmet")
    assert (second["kind"], second["with_whom"], second["confidential"]) == ("shared_contact", "Eva Ek", True)
    listed = fika("facts", "list", "Maria")
    assert "source: programmet" in listed
    assert "(confidential)" in listed
    fika("facts", "add", "Maria", "Skrev om 2024 i 'Ny Teknik'", "--kind", "role", "--when", "förra året")
    assert (store.facts(1)[2].fact.kind, store.facts(1)[2].fact.when) == ("role", "förra året")
    assert "no fact 99" in fika.fails("facts", "remove", "Maria", "1", "99")
    fika("facts", "remove", "Maria", "1", "3")
    assert [each.id for each in store.facts(1)] == [2]


def test_how_a_fact_was_understood_can_be_refused(
    fika: Shell, store: SqliteStore, answers: Callable[..., None]
) -> None:
    """At a terminal the person sees it first; a no keeps the plain words."""
    store.add_person(Recipient(name="Maria Berg"))
    text = "Höll föredraget 'När prognosen har fel' i Luleå 2025"
    answers("n")
    fika("facts", "add", "Maria", text)
    assert "title: När prognosen har fel" in fika.said
    assert store.facts(1)[0].fact == Fact(text=text)
    answers("y")
    fika("facts", "add", "Maria", text)
    assert store.facts(1)[1].fact.title == "När prognosen har fel"
