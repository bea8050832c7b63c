"""The store keeps what matters, and gives back what it was given."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.errors import InputError, NotFoundError, RefusedError, StoreError
from assistant.store import SqliteStore
from assistant.store.migrations import MIGRATIONS
from tests.stored import BLOCKED, CLEAN, NOW, ORIGINS, TEXT, brief, draft, task


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of a test is; its folder does not exist yet."""
    return tmp_path / "data" / "fika.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    """Give an empty store with a clock that stands still."""
    store = SqliteStore(path, clock=lambda: NOW)
    yield store
    store.close()


def test_reading_a_store_that_is_not_there_makes_nothing(store: SqliteStore, path: Path) -> None:
    """Someone who only looks leaves no files."""
    assert (store.people(), store.drafts(), store.sender()) == ((), (), None)
    store.check()
    with pytest.raises(NotFoundError):
        store.version(1)
    assert not path.parent.exists()


def test_what_is_saved_by_one_is_seen_by_another_that_looked_before(store: SqliteStore, path: Path) -> None:
    """A window that was open before the first save sees what was saved."""
    other = SqliteStore(path)
    assert other.people() == ()
    person = store.add_person(Recipient(name="Åsa Öberg"))
    assert other.people() == (person,)
    other.close()


def test_the_profile_comes_back_and_is_replaced(store: SqliteStore) -> None:
    """The sender's profile is one, the last one saved."""
    store.save_sender(Sender(name="Sara"))
    sender = Sender(
        name="Sara Lindqvist",
        goals=("göra prognoser", "våga fråga"),
        sign_off="Vänligen\nSara",
        email="s@x.se",
    )
    store.save_sender(sender)
    assert store.sender() == sender


def test_facts_keep_their_provenance(store: SqliteStore) -> None:
    """Who said so, where and when come back as given; the same fact is kept once."""
    person = store.add_person(Recipient(name="Maria Berg", languages=("sv", "en")))
    fact = Fact(
        kind="talk", text="Höll ett föredrag", where="Luleå", when="2025", source="programmet", quote="”Hej”"
    )
    added = store.add_fact(person.id, fact)
    assert store.add_fact(person.id, fact) == added
    assert store.facts(person.id) == (added,)
    assert (added.fact, added.added_at) == (fact, NOW)
    store.remove_fact(person.id, added.id)
    assert store.facts(person.id) == ()
    with pytest.raises(NotFoundError, match="no fact"):
        store.remove_fact(person.id, added.id)
    with pytest.raises(InputError, match="say something"):
        store.add_fact(person.id, Fact(source="somewhere"))
    with pytest.raises(NotFoundError):
        store.add_fact(99, fact)


def test_a_fact_is_removed_only_from_its_own_person(store: SqliteStore) -> None:
    """A number from another person's list removes nothing."""
    maria, priya = (store.add_person(Recipient(name=name)) for name in ("Maria Berg", "Priya Raman"))
    fact = store.add_fact(maria.id, Fact(text="Leder analysen"))
    with pytest.raises(NotFoundError):
        store.remove_fact(priya.id, fact.id)
    assert store.facts(maria.id) == (fact,)


@pytest.mark.parametrize("named", ["1", " 1 ", "MARIA BERG", "maria berg, luleå energi", "ari", "Berg"])
def test_a_person_is_found_by_number_name_or_part(store: SqliteStore, named: str) -> None:
    """Any way of naming one person finds that person."""
    maria = store.add_person(Recipient(name="Maria Berg", organisation="Luleå Energi"))
    store.add_person(Recipient(name="Åsa Öström"))
    assert store.find_person(named) == maria


def test_an_exact_name_wins_over_a_part(store: SqliteStore) -> None:
    """Anna is Anna, although Anna-Karin has the name in hers."""
    store.add_person(Recipient(name="Anna-Karin Ek"))
    anna = store.add_person(Recipient(name="Anna"))
    assert store.find_person("anna") == anna
    assert store.find_person("2") == anna


def test_an_ambiguous_name_lists_who_it_may_be(store: SqliteStore) -> None:
    """Fika never guesses between two people."""
    store.add_person(Recipient(name="Anna Berg", organisation="Tidewise"))
    store.add_person(Recipient(name="Anna Berg", organisation="Norrvatten"))
    for named in ("Anna Berg", "anna"):
        with pytest.raises(NotFoundError, match="fits 2 people") as caught:
            store.find_person(named)
        assert "1 Anna Berg, Tidewise; 2 Anna Berg, Norrvatten" in caught.value.hint
    assert store.find_person("Anna Berg, Norrvatten").id == 2


@pytest.mark.parametrize("named", ["", "  ", "Eva", "7", "%", "_", "' OR 1=1 --"])
def test_nobody_is_found_by_what_names_nobody(store: SqliteStore, named: str) -> None:
    """An empty or strange name finds nobody, and who there is stands in the hint."""
    store.add_person(Recipient(name="Maria Berg"))
    with pytest.raises(NotFoundError) as caught:
        store.find_person(named)
    assert "1 Maria Berg" in caught.value.hint


def test_the_same_name_twice_needs_another_organisation(store: SqliteStore) -> None:
    """One person is not two, and two of one name can be told apart."""
    store.add_person(Recipient(name="Anna Berg", organisation="Tidewise"))
    for twin in ("anna berg", "Anna  Berg"):
        for organisation in ("Tidewise", "TIDEWISE", ""):
            with pytest.raises(InputError, match="already have 1 Anna Berg") as caught:
                store.add_person(Recipient(name=twin, organisation=organisation))
            assert "--organisation" in caught.value.hint
    other = store.add_person(Recipient(name="Anna Berg", organisation="Norrvatten"))
    with pytest.raises(InputError):
        store.edit_person(other.id, Recipient(name="Anna Berg", organisation="Tidewise"))
    with pytest.raises(InputError, match="needs a name"):
        store.add_person(Recipient(organisation="Tidewise"))
    assert len(store.people()) == 2


def test_a_person_is_edited_in_place(store: SqliteStore) -> None:
    """What is known about a person can be put right."""
    maria = store.add_person(Recipient(name="Maria Berg"))
    edited = store.edit_person(maria.id, Recipient(name="Maria Berg", role="analyschef", conflict="min chef"))
    assert store.people() == (edited,)
    assert edited.id == maria.id
    with pytest.raises(NotFoundError):
        store.edit_person(99, Recipient(name="Eva"))


def test_versions_come_back_in_order_and_whole(store: SqliteStore) -> None:
    """Each save of a draft is a version, with its brief, review and origins as they were."""
    first = store.save_version(task(), draft(), BLOCKED, ORIGINS)
    second = store.save_version(task(draft_id=first.draft_id), draft(TEXT + "!"), CLEAN, ORIGINS)
    assert store.versions(first.draft_id) == (first, second)
    assert store.version(first.draft_id) == second
    assert store.version(first.draft_id, 1) == first
    assert (first.draft, first.brief, first.review, first.origins) == (draft(), brief(), BLOCKED, ORIGINS)
    with pytest.raises(NotFoundError, match="no version 3"):
        store.version(first.draft_id, 3)
    with pytest.raises(NotFoundError, match="no draft 9"):
        store.save_version(task(draft_id=9), draft(), CLEAN, ORIGINS)
    with pytest.raises(NotFoundError):
        store.save_version(task(person_id=9), draft(), CLEAN, ORIGINS)
    assert len(store.drafts()) == 1


def test_the_list_of_drafts_tells_of_the_newest_version(path: Path) -> None:
    """A line in the list says what the newest version is, not what an older one was."""
    moments = iter(NOW + timedelta(minutes=minute) for minute in range(100))
    store = SqliteStore(path, clock=lambda: next(moments))
    maria = store.add_person(Recipient(name="Maria Berg"))
    first = store.save_version(task(person_id=maria.id), draft(), CLEAN, ORIGINS)
    store.approve(first, "")
    (line,) = store.drafts()
    assert (line.approved, line.blocked, line.versions, line.person_id) == (True, False, 1, maria.id)
    newest = store.save_version(task(draft_id=1, of=brief("Maria Berg-Ek")), draft("[xx]"), BLOCKED, ORIGINS)
    (line,) = store.drafts()
    assert (line.approved, line.blocked, line.versions) == (False, True, 2)
    assert (line.recipient, line.changed_at) == ("Maria Berg-Ek", newest.made_at)
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET draft = '{}'",
        "UPDATE versions SET number = 7 WHERE number = 1",
        "DELETE FROM versions",
        "DELETE FROM versions WHERE number = 2",
        "INSERT OR REPLACE INTO versions SELECT * FROM versions WHERE number = 1",
        "INSERT INTO versions SELECT draft_id, 9, kind, language, channel, recipient, blocked, text_sha256, "
        "draft, brief, review, origins, made_at FROM versions WHERE number = 1",
        "INSERT OR REPLACE INTO approvals SELECT id, draft_id, number, text_sha256, '{}' FROM approvals",
        "DELETE FROM approvals",
        "UPDATE approvals SET value = '{}'",
        "INSERT INTO approvals SELECT 9, draft_id, number, 'other', value FROM approvals",
    ],
)
def test_versions_and_approvals_are_append_only(store: SqliteStore, path: Path, statement: str) -> None:
    """The database itself refuses to change, drop or renumber what was saved, whoever asks."""
    first = store.save_version(task(), draft(), CLEAN, ORIGINS)
    store.save_version(task(draft_id=first.draft_id), draft(TEXT + "!"), CLEAN, ORIGINS)
    approved = store.approve(first, "")
    store.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=r"only ever added|numbered in order|as it was saved"):
        connection.execute(statement)
    connection.close()
    assert len(store.versions(first.draft_id)) == 2
    assert store.approval(first.draft_id, 1) == approved


def test_an_approval_is_for_the_text_that_was_shown(store: SqliteStore) -> None:
    """Approving a text that is not the saved one is refused."""
    saved = store.save_version(task(), draft(), CLEAN, ORIGINS)
    other = saved.model_copy(update={"draft": draft(TEXT.replace("Luleå", "Umeå"))})
    with pytest.raises(RefusedError, match="not the text"):
        store.approve(other, "")
    assert store.approval(saved.draft_id, 1) is None
    store.approve(saved, "not needed")
    approval = store.approval(saved.draft_id, 1)
    assert approval is not None
    assert (approval.reason, approval.approved_at) == ("", NOW)


def test_a_blocked_version_needs_a_reason_that_is_kept(store: SqliteStore) -> None:
    """What blocks can be approved only with the person's own reason."""
    saved = store.save_version(task(), draft(), BLOCKED, ORIGINS)
    for reason in ("", "  "):
        with pytest.raises(RefusedError, match="block"):
            store.approve(saved, reason)
    store.approve(saved, "The brackets are hers")
    approval = store.approval(saved.draft_id, 1)
    assert approval is not None
    assert approval.reason == "The brackets are hers"


def test_files_are_for_their_owner_only(store: SqliteStore, path: Path) -> None:
    """Folder 0700 and files 0600 from the first save, and again where they had become open."""
    store.add_person(Recipient(name="Maria Berg"))

    def modes() -> dict[str, int]:
        return {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}

    assert modes() == {"fika.sqlite3": 0o600, "fika.sqlite3-wal": 0o600, "fika.sqlite3-shm": 0o600}
    store.close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    store.add_person(Recipient(name="Priya Raman"))
    assert set(modes().values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_shared_by_all_is_not_closed_to_the_others(tmp_path: Path) -> None:
    """A home set to a place like /tmp keeps its mode; the store in it is for its owner all the same."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    store = SqliteStore(shared / "fika.sqlite3")
    store.add_person(Recipient(name="Maria Berg"))
    store.close()
    store.people()
    store.close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def _older_and_newer() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return MIGRATIONS, (
        *MIGRATIONS,
        "ALTER TABLE people ADD COLUMN met_at TEXT;\nUPDATE people SET met_at = added_at;",
    )


def test_an_older_store_is_migrated_after_a_backup(path: Path) -> None:
    """Everything is there after an update, and the store as it was lies beside it, for the owner only."""
    older, newer = _older_and_newer()
    store = SqliteStore(path, steps=older)
    maria = store.add_person(Recipient(name="Maria Berg"))
    version = store.save_version(task(person_id=maria.id), draft(), CLEAN, ORIGINS)
    path.with_name("fika.sqlite3.backup-0").write_bytes(b"an older backup")
    store.close()
    updated = SqliteStore(path, steps=newer)
    assert updated.people() == (maria,)
    assert updated.versions(version.draft_id) == (version,)
    (backup,) = path.parent.glob("*.backup-*")
    assert backup.name == f"fika.sqlite3.backup-{len(older)}"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    updated.close()
    restored = SqliteStore(backup, steps=older)
    assert restored.versions(version.draft_id) == (version,)
    restored.close()


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    """A step that breaks half-way leaves the store as it was."""
    older, newer = _older_and_newer()
    store = SqliteStore(path, steps=older)
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.close()
    broken = SqliteStore(path, steps=(*newer[:-1], newer[-1] + "\nINSERT INTO nowhere VALUES (1);"))
    with pytest.raises(StoreError, match="could not be used"):
        broken.people()
    broken.close()
    assert store.people() == (maria,)
    store.close()


def test_a_store_from_a_newer_fika_is_refused_untouched(path: Path) -> None:
    """An older Fika says what to do and changes no byte."""
    older, newer = _older_and_newer()
    store = SqliteStore(path, steps=newer)
    store.add_person(Recipient(name="Maria Berg"))
    store.close()
    before = path.read_bytes()
    old = SqliteStore(path, steps=older)
    for attempt in (old.people, lambda: old.add_person(Recipient(name="Eva"))):
        with pytest.raises(StoreError, match="newer Fika") as caught:
            attempt()
        assert "Update Fika" in caught.value.hint
    old.close()
    assert path.read_bytes() == before


def test_times_keep_their_zone(path: Path) -> None:
    """A time comes back as the same moment, whatever zone it was saved in."""
    store = SqliteStore(path, clock=lambda: datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    assert store.add_person(Recipient(name="Maria Berg")).added_at == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    store.close()
