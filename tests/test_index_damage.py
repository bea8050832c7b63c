"""The dense index damaged in many ways: it is seen before Chroma opens it, and built again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.generations import Generations
from tests.index_desk import TEXTS, Watched, built, generation


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index once for all tests."""
    return built(tmp_path_factory.mktemp("healthy") / "index")


@pytest.fixture
def folder(tmp_path: Path, healthy: Path) -> Path:
    """Give a folder with a healthy index in it."""
    return shutil.copytree(healthy, tmp_path / "index")


def _remove_generation(folder: Path) -> None:
    for path in sorted(generation(folder).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    generation(folder).rmdir()


def _truncate_database(folder: Path) -> None:
    database = generation(folder) / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:20_000])


def _empty_database(folder: Path) -> None:
    (generation(folder) / "chroma.sqlite3").write_bytes(b"")


def _garbage_database(folder: Path) -> None:
    database = generation(folder) / "chroma.sqlite3"
    database.write_bytes(os.urandom(database.stat().st_size))


def _scribbled_database(folder: Path) -> None:
    """Overwrite the middle: it still opens, and is no longer what it was."""
    database = generation(folder) / "chroma.sqlite3"
    content = database.read_bytes()
    half = len(content) // 2
    database.write_bytes(content[:half] + os.urandom(20_000) + content[half + 20_000 :])


def _garbage_vectors(folder: Path) -> None:
    for path in generation(folder).rglob("*.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)


def _missing_vectors(folder: Path) -> None:
    for path in generation(folder).rglob("*.bin"):
        path.unlink()


def _garbage_pointer(folder: Path) -> None:
    (folder / "current.json").write_bytes(b"\x00{not json")


def _pointer_of_another_shape(folder: Path) -> None:
    (folder / "current.json").write_text(json.dumps({"generation": 3, "files": []}))


def _fewer_vectors(folder: Path) -> None:
    import chromadb

    settings = chromadb.Settings(_env_file=None, anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(generation(folder)), settings=settings)
    client.get_collection("guidance", embedding_function=None).delete(ids=["1", "4"])
    client.close()


def _fewer_vectors_than_promised(folder: Path) -> None:
    """Let the pointer promise more than is there: what a silent loss looks like."""
    path = folder / "current.json"
    row = json.loads(path.read_text())
    path.write_text(json.dumps({**row, "vectors": row["vectors"] + 3}))


def _more_vectors_than_promised(folder: Path) -> None:
    path = folder / "current.json"
    row = json.loads(path.read_text())
    path.write_text(json.dumps({**row, "vectors": row["vectors"] - 1}))


DAMAGES = [
    _remove_generation,
    _truncate_database,
    _empty_database,
    _garbage_database,
    _scribbled_database,
    _garbage_pointer,
    _pointer_of_another_shape,
    _fewer_vectors,
    _fewer_vectors_than_promised,
    _more_vectors_than_promised,
]
UNREADABLE = (_truncate_database, _garbage_database, _scribbled_database)
"""Damages of which Chroma must not see the file."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the folders that Chroma opens."""
    import chromadb

    paths: list[str] = []
    real = chromadb.PersistentClient

    def recorded(path: str, **named: object) -> object:
        paths.append(path)
        return real(path, **named)

    monkeypatch.setattr(chromadb, "PersistentClient", recorded)
    return paths


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_and_answers(
    folder: Path, damage: Callable[[Path], None], opened: list[str]
) -> None:
    """Nobody has to know that it was damaged, and a damaged database never reaches Chroma.

    Chroma can end the process on bad files, where no except helps, so they are looked at first.
    """
    damaged = generation(folder)
    damage(folder)
    opened.clear()  # one of the damages is done with Chroma
    watched = Watched(folder)
    assert watched.number() == 2
    assert watched.told == ["building", "built"]
    assert watched.index.health().returned == len(TEXTS)
    assert str(generation(folder)) in opened
    assert damage not in UNREADABLE or str(damaged) not in opened
    watched.index.close()


MANY = [f"{TEXTS[number % 5]} {'abcdefghij'[number % 10] * (number % 37)}" for number in range(1_200)]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index that is large enough for Chroma to write vector files."""
    return built(tmp_path_factory.mktemp("large") / "index", MANY)


@pytest.mark.parametrize("damage", [_garbage_vectors, _missing_vectors])
def test_damaged_vector_files_are_seen_before_chroma_opens_them(
    tmp_path: Path, large: Path, damage: Callable[[Path], None]
) -> None:
    """Chroma writes vector files once an index has some size, and can crash on bad ones."""
    folder = shutil.copytree(large, tmp_path / "index")
    assert list(generation(folder).rglob("*.bin"))
    damage(folder)
    pointer = Generations(folder).pointer()
    assert pointer is not None
    assert not Generations(folder).sound(pointer)
    watched = Watched(folder, MANY)
    assert watched.index.health().returned == len(MANY)
    assert watched.told == ["building", "built"]
    watched.index.close()


def test_damage_under_an_open_index_is_mended_too(folder: Path) -> None:
    """A generation that vanishes between two questions is built again."""
    watched = Watched(folder)
    assert watched.number() == 2
    _remove_generation(folder)
    assert watched.number() == 2
    assert watched.told == ["building", "built"]
    watched.index.close()
