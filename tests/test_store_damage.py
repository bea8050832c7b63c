"""Damage to the store is told of, with what to do, and never made worse."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from assistant.domain.brief import Fact, Recipient
from assistant.errors import StoreError
from assistant.store import SqliteStore
from tests.stored import CLEAN, ORIGINS, TEXT, draft, task


def _filled(path: Path) -> SqliteStore:
    store = SqliteStore(path)
    for number in range(20):
        store.save_version(task(), draft(f"{TEXT} {number}" * 20), CLEAN, ORIGINS)
    store.close()
    return store


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "header", "middle", "text"])
def test_a_damaged_store_is_refused_and_never_overwritten(tmp_path: Path, damage: str) -> None:
    """Damage is told of with file, backup and what to do, and reading or writing changes no byte."""
    path = tmp_path / "fika.sqlite3"
    store = _filled(path)
    content = bytearray(path.read_bytes())
    noise = bytes((7 * at + 13) % 251 for at in range(4096))
    damaged = {
        "empty": b"",
        "cut": bytes(content[: len(content) // 2 + 100]),
        "noise": noise * 8,
        "header": bytes(100) + bytes(content[100:]),
        "middle": bytes(content[:4096]) + noise * (len(content) // 4096 - 1),
        "text": b"these are my notes\n" * 50,
    }[damage]
    path.write_bytes(damaged)

    def refusal() -> StoreError:
        with pytest.raises(StoreError) as caught:
            store.check()
        with pytest.raises(StoreError):
            store.save_version(task(), draft(), CLEAN, ORIGINS)
        store.close()
        assert str(path) in caught.value.message
        assert "Traceback" not in caught.value.message
        return caught.value

    assert "no backup" in refusal().hint
    backup = tmp_path / "fika.sqlite3.backup-1"
    backup.write_bytes(content)
    assert f"copy '{backup}' to '{path}'" in refusal().hint
    assert path.read_bytes() == damaged
    path.unlink()
    backup.rename(path)
    assert len(store.drafts()) == 20
    store.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A database that is not Fika's is neither read nor filled."""
    path = tmp_path / "fika.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
    before = path.read_bytes()
    store = SqliteStore(path)
    with pytest.raises(StoreError, match="not a store of Fika's"):
        store.add_person(Recipient(name="Eva"))
    store.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE people SET value = '{\"name\": 3}'", "person 1"),
        ('UPDATE people SET value = \'{"name": "Eva", "nickname": "E"}\'', "person 1"),
        ("UPDATE people SET added_at = '2026-01-01T10:00:00'", "person 1"),
        ('UPDATE facts SET value = \'{"kind": "rumour"}\'', "fact 1"),
        ("DROP TRIGGER versions_never_change; UPDATE versions SET review = 'x'", "draft 1, version 1"),
        ("DROP TRIGGER versions_never_change; UPDATE versions SET text_sha256 = 'x'", "draft 1, version 1"),
        ("DROP TRIGGER versions_never_change; UPDATE versions SET channel = 'fax'", "draft 1"),
    ],
)
def test_a_row_that_cannot_be_read_names_itself(tmp_path: Path, statement: str, named: str) -> None:
    """A value that does not fit is never guessed at or skipped."""
    store = SqliteStore(tmp_path / "fika.sqlite3")
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.add_fact(maria.id, Fact(text="Leder analysen"))
    store.save_version(task(person_id=maria.id), draft(), CLEAN, ORIGINS)
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.executescript(statement)
    with pytest.raises(StoreError, match=f"{named} cannot be read"):
        store.check()
    store.close()
