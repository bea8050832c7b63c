"""Forgetting leaves no byte: not in the file, its log, backups or kept edits."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.domain.brief import Fact, Previous, Recipient
from assistant.domain.draft import Origins
from assistant.domain.records import Unsaved
from assistant.domain.review import Finding, Review
from assistant.errors import NotFoundError, StoreError
from assistant.paths import edits_folder
from assistant.store import SqliteStore
from tests.stored import BLOCKED, CLEAN, ORIGINS, TEXT, brief, draft, task

CANARY = "KANARIEFÅGEL"


def _remains(folder: Path, canary: str = CANARY) -> list[str]:
    """Name the files in which the canary's bytes stand, in either case and as JSON escapes."""
    spellings = [canary, canary.lower(), canary.encode("unicode_escape").decode()]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(each.encode() in path.read_bytes() for each in spellings)
    ]


def _fill(store: SqliteStore, name: str, canary: str) -> int:
    """Keep a person with enough of everything that pages overflow and are used again."""
    person = store.add_person(Recipient(name=f"{name} {canary}", email=f"{canary.lower()}@example.com"))
    for number in range(30):
        store.add_fact(person.id, Fact(text=f"{canary} {number} " * 30, source=canary, quote=canary))
    said = brief(person.recipient.name, canary, own_words=canary * 400, previous=Previous(outreach=canary))
    review = Review(
        findings=(
            Finding(
                check="placeholder",
                severity="block",
                start=0,
                end=1,
                excerpt=canary,
                message=canary,
                why="E1",
            ),
        )
    )
    first = store.save_version(
        task(said, person_id=person.id),
        draft(f"{TEXT}\n{canary * 300}"),
        review,
        Origins(writer="person", note=canary),
    )
    for number in range(10):
        text = f"{TEXT}\n{canary} {number}" * 20
        store.save_version(
            task(said, person_id=person.id, draft_id=first.draft_id), draft(text), review, ORIGINS
        )
    store.approve(store.version(first.draft_id), canary)
    _fill_log(store, person.id, first.draft_id, canary)
    return person.id


def _fill_log(store: SqliteStore, person_id: int, draft_id: int, canary: str) -> None:
    """Note a sending and talks with long notes, and leave texts on their way in every slot."""
    store.contacts.log(person_id, "sent", draft_id=draft_id, number=1, document=canary)
    for _number in range(3):
        talk = store.contacts.agree_talk(person_id, datetime.now(UTC), 15, canary)
        store.contacts.save_talk(
            talk.model_copy(update={"notes": f"{canary} sa " * 300, "plan": canary, "held": True})
        )
    said = brief(f"Maria {canary}", canary)
    belongs: tuple[dict[str, object], ...] = (
        {"slot": f"talk:{talk.id}", "talk_id": talk.id},
        {"slot": f"draft:{draft_id}", "draft_id": draft_id},
        {"slot": f"stream:{person_id}:outreach", "person_id": person_id, "brief": said},
    )
    for each in belongs:
        text = f"{canary} " * 500
        store.unsaved.keep(Unsaved(owner=canary, text=text, kept_at=datetime.now(UTC), **each))  # type: ignore[arg-type]


def test_forgetting_leaves_no_byte_in_the_folder(home: Path) -> None:
    """Person, facts, drafts, versions, approvals, backups and kept edits are gone; others are untouched."""
    store = SqliteStore(home / "fika.sqlite3")
    other = _fill(store, "Priya", "DOVE")
    forgotten = _fill(store, "Maria", CANARY)
    draft_id = next(each.draft_id for each in store.drafts() if each.person_id == forgotten)
    for edit in (f"draft-{draft_id}-k3", f"draft-{draft_id}0-k3", f"person-{forgotten}-k3"):
        (edits_folder(home) / edit).mkdir(parents=True)
        (edits_folder(home) / edit / "text.txt~").write_text(
            CANARY if "0-" not in edit else "another draft's"
        )
    with sqlite3.connect(home / "copy") as copy, sqlite3.connect(store.path) as source:
        source.backup(copy)
    copy.close()
    source.close()
    (home / "copy").rename(home / "fika.sqlite3.backup-1")
    assert len(_remains(home)) >= 4
    facts, versions = store.facts(other), store.versions(1)
    talks, contacts = store.contacts.talks(other), store.contacts.contacts(other)
    store.forget_person(forgotten)
    assert _remains(home) == []
    assert (store.facts(other), store.versions(1)) == (facts, versions)
    assert (store.contacts.talks(), store.contacts.contacts()) == (talks, contacts)
    assert len(store.unsaved.kept()) == 3
    assert [path.name for path in edits_folder(home).iterdir()] == [f"draft-{draft_id}0-k3"]
    store.check()
    with pytest.raises(NotFoundError):
        store.version(draft_id)
    with pytest.raises(NotFoundError):
        store.forget_person(forgotten)
    store.close()
    assert _remains(home) == []


def test_a_number_never_comes_to_mean_someone_else(home: Path) -> None:
    """A person and a draft added after a forgetting get new numbers."""
    store = SqliteStore(home / "fika.sqlite3")
    forgotten = _fill(store, "Maria", CANARY)
    store.forget_person(forgotten)
    assert store.add_person(Recipient(name="Eva")).id > forgotten
    assert store.save_version(task(), draft(), CLEAN, ORIGINS).draft_id > 1
    store.close()


def test_drafts_made_from_a_brief_file_are_forgotten_with_their_person(home: Path) -> None:
    """A draft that names the person is theirs, unless it is for a namesake at another organisation."""
    store = SqliteStore(home / "fika.sqlite3")
    mine = store.save_version(task(brief("maria BERG", "")), draft(f"{TEXT} {CANARY}"), CLEAN, ORIGINS)
    namesake = store.save_version(task(brief("Maria Berg", "Tidewise")), draft(), CLEAN, ORIGINS)
    other = store.save_version(task(brief("Maria Berglund", "")), draft(), CLEAN, ORIGINS)
    person = store.add_person(Recipient(name="Maria Berg", organisation="Luleå Energi"))
    store.forget_person(person.id)
    assert [each.draft_id for each in store.drafts()] == [namesake.draft_id, other.draft_id]
    assert mine.draft_id not in {namesake.draft_id, other.draft_id}
    assert _remains(home) == []
    store.close()


def test_single_drafts_can_be_forgotten(home: Path) -> None:
    """A draft to someone who was never added as a person can be erased too."""
    store = SqliteStore(home / "fika.sqlite3")
    saved = store.save_version(task(), draft(f"{TEXT} {CANARY}"), BLOCKED, ORIGINS)
    kept = store.save_version(task(), draft(), CLEAN, ORIGINS)
    with pytest.raises(NotFoundError):
        store.forget_drafts([saved.draft_id, 99])
    assert len(store.drafts()) == 2
    store.forget_drafts([saved.draft_id])
    assert [each.draft_id for each in store.drafts()] == [kept.draft_id]
    assert _remains(home) == []
    store.close()


def test_what_is_typed_for_a_forgotten_draft_is_gone_too(home: Path) -> None:
    """The editor's kept text goes with its draft; that it was sent stays noted."""
    store = SqliteStore(home / "fika.sqlite3")
    person = store.add_person(Recipient(name="Maria Berg"))
    saved = store.save_version(task(), draft(), CLEAN, ORIGINS)
    store.contacts.log(person.id, "sent", draft_id=saved.draft_id, number=1, document="outreach")
    store.unsaved.keep(
        Unsaved(
            slot="draft:1", owner="a", text=CANARY * 99, kept_at=datetime.now(UTC), draft_id=saved.draft_id
        )
    )
    assert _remains(home)
    store.forget_drafts([saved.draft_id])
    assert _remains(home) == []
    assert [each.draft_id for each in store.contacts.contacts()] == [None]
    store.close()


def test_a_talk_that_is_removed_takes_what_was_typed_for_it_along(home: Path) -> None:
    """No question about notes is asked at the next start for a talk that is gone."""
    store = SqliteStore(home / "fika.sqlite3")
    person = _fill(store, "Maria", CANARY)
    kept = len(store.unsaved.kept())
    talk = store.contacts.talks(person)[-1]
    store.contacts.remove_talk(talk.id)
    assert len(store.unsaved.kept()) == kept - 1
    store.close()


def test_what_forgetting_leaves_elsewhere_is_told(home: Path) -> None:
    """A name that stands in what is kept about others is found, whatever its case."""
    store = SqliteStore(home / "fika.sqlite3")
    priya = store.add_person(Recipient(name="Priya Raman"))
    fact = store.add_fact(priya.id, Fact(kind="shared_contact", text="Skrev boken med MARIA BERG"))
    saved = store.save_version(
        task(brief("Priya Raman", own_words="Maria Berg tipsade mig")), draft(), CLEAN, ORIGINS
    )
    assert store.mentions("Maria Berg") == (f"fact {fact.id}", f"draft {saved.draft_id}")
    assert store.mentions("") == ()
    store.close()


def test_forgetting_that_was_held_up_is_finished_later(home: Path) -> None:
    """While another program reads, traces stay and are told of; the next start removes them."""
    store = SqliteStore(home / "fika.sqlite3", busy_seconds=0.05)
    forgotten = _fill(store, "Maria", CANARY)
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM versions").fetchone()
    with pytest.raises(StoreError, match="traces may be left") as caught:
        store.forget_person(forgotten)
    assert caught.value.retry
    assert store.people() == ()
    assert _remains(home)
    with pytest.raises(StoreError, match="traces"):
        store.check()
    reader.execute("ROLLBACK")
    reader.close()
    store.close()
    assert store.people() == ()
    assert _remains(home) == []
    store.check()
    store.close()


def test_a_row_that_cannot_be_read_can_be_forgotten(home: Path) -> None:
    """Damage in a value does not keep a person from being erased."""
    store = SqliteStore(home / "fika.sqlite3")
    forgotten = _fill(store, "Maria", CANARY)
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE people SET value = ?", (f"{CANARY} is no JSON",))
    connection.close()
    with pytest.raises(StoreError, match=r"person 1 cannot be read") as caught:
        store.people()
    assert CANARY not in caught.value.message
    store.forget_person(forgotten)
    assert _remains(home) == []
    assert store.people() == ()
    store.close()
