"""The dense index: real Chroma in a temporary folder, damaged in many ways."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge import generations
from knowledge.embedders import Embedder
from knowledge.generations import MOST_ATTEMPTS, Generations
from knowledge.index import IndexUnavailableError, VectorIndex

TEXTS = ("text about silence", "text about thanks", "text about place", "text about goals", "text about pay")


class LetterEmbedder(Embedder):
    """Counts letters: small, exact and the same everywhere."""

    dimension = 26
    name = ""
    fingerprint = ""

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.fingerprint = f"{name}-1"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give each text's letter counts."""
        return [[float(text.count(chr(97 + letter))) for letter in range(26)] for text in texts]


class Watched:
    """An index with what it told."""

    def __init__(self, folder: Path, texts: Sequence[str] = TEXTS, embedder: str = "letters") -> None:
        self.told: list[str] = []
        self.index = VectorIndex(
            folder, LetterEmbedder(embedder), lambda: texts, f"texts-{len(texts)}", self._tell
        )

    def _tell(self, event: str, _count: int) -> None:
        self.told.append(event)

    def number(self) -> int:
        """Ask for the text nearest to the third one."""
        return self.index.nearest(TEXTS[2], 1)[0][0]


def built(folder: Path, texts: Sequence[str] = TEXTS) -> Path:
    """Build an index in a folder."""
    watched = Watched(folder, texts)
    watched.index.ensure()
    watched.index.close()
    return folder


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index once for all tests."""
    return built(tmp_path_factory.mktemp("healthy") / "index")


@pytest.fixture
def folder(tmp_path: Path, healthy: Path) -> Path:
    """Give a folder with a healthy index in it."""
    return shutil.copytree(healthy, tmp_path / "index")


def generation(folder: Path) -> Path:
    """Give the folder of the generation in use."""
    pointer = Generations(folder).pointer()
    assert pointer is not None
    return folder / pointer.generation


def test_a_built_index_finds_the_nearest_text_and_needs_no_second_build(folder: Path) -> None:
    """Opening what stands is enough."""
    again = Watched(folder)
    assert again.index.current
    assert again.number() == 2
    assert again.told == []
    again.index.close()


def test_health_counts_the_vectors_that_really_come_back(folder: Path) -> None:
    """Both numbers are those of the texts."""
    watched = Watched(folder)
    health = watched.index.health()
    assert (health.expected, health.returned) == (len(TEXTS), len(TEXTS))
    watched.index.close()


def test_other_texts_or_another_embedder_rebuild_the_index_and_remove_the_old_one(folder: Path) -> None:
    """What it was made from is part of what it is."""
    before = generation(folder)
    for watched in (Watched(folder, (*TEXTS, "one more")), Watched(folder, embedder="other")):
        assert not watched.index.current
        watched.index.ensure()
        assert watched.told == ["building", "built"]
        watched.index.close()
    assert not before.exists()
    assert len(list(folder.glob("g-*"))) == 1


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


def test_an_open_index_follows_the_pointer(folder: Path) -> None:
    """A long-lived reader sees what another process has built."""
    reader, writer = Watched(folder), Watched(folder)
    assert reader.number() == 2
    writer.index.rebuild()
    writer.index.close()
    assert reader.number() == 2
    assert reader.told == []
    assert reader.index._open is not None
    assert folder / reader.index._open[0].generation == generation(folder)
    reader.index.close()


def _run(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_after_a_crash_inside_chroma_the_next_start_rebuilds(folder: Path) -> None:
    """The mark of a process that died while it used the index is a dirty flag."""
    died = _run(
        """
        import os, signal, sys
        from pathlib import Path
        from knowledge.generations import Generations
        generations = Generations(Path(sys.argv[1]))
        with generations.opening(generations.pointer()):
            os.kill(os.getpid(), signal.SIGSEGV)
        """,
        str(folder),
    )
    died.communicate(timeout=30)
    assert died.returncode == -signal.SIGSEGV
    watched = Watched(folder)
    assert not watched.index.current
    assert watched.number() == 2
    assert watched.told == ["building", "built"]
    assert not list(folder.glob("opening-*"))
    watched.index.close()


def test_a_mark_that_a_living_process_holds_is_no_crash(folder: Path) -> None:
    """Two readers at once do not make each other rebuild."""
    kept = Generations(folder)
    pointer = kept.pointer()
    assert pointer is not None
    with kept.opening(pointer):
        watched = Watched(folder)
        assert watched.index.current
        assert watched.number() == 2
        assert watched.told == []
        watched.index.close()


def test_a_mark_let_go_of_while_it_is_looked_at_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its holder removes it first and lets go of it then, so one that is gone was left in good order."""
    mark = tmp_path / "opening-g-1"
    mark.touch()
    assert not generations._held(mark)

    def let_go(_handle: int) -> bool:
        mark.unlink()
        return True

    monkeypatch.setattr(generations, "_locked", let_go)
    assert generations._held(mark)


def test_builds_that_keep_crashing_are_given_up(tmp_path: Path) -> None:
    """After three builds that never ended Fika goes on without, until it is told to rebuild."""
    folder = tmp_path / "index"
    watched = Watched(folder)
    folder.mkdir()
    kept = Generations(folder)
    for _ in range(MOST_ATTEMPTS):
        kept.begin_attempt(watched.index.fingerprint)
    with pytest.raises(IndexUnavailableError, match="crash"):
        watched.index.ensure()
    watched.index.rebuild()
    assert watched.number() == 2
    watched.index.close()


def test_two_processes_that_build_at_once_leave_one_healthy_index(tmp_path: Path) -> None:
    """One builds, the other waits and uses what was built."""
    folder = tmp_path / "index"
    code = """
        import sys
        from pathlib import Path
        from tests.test_index import Watched
        watched = Watched(Path(sys.argv[1]))
        watched.index.ensure()
        print(",".join(watched.told), watched.number(), watched.index.health().returned)
    """
    running = [_run(code, str(folder)) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert sorted(out.split()[-2:] for out, _ in said) == [["2", "5"]] * 2
    assert sum("building" in out for out, _ in said) == 1
    assert len(list(folder.glob("g-*"))) == 1


def test_files_are_the_owners_alone(folder: Path) -> None:
    """Folders are 0700 and files 0600, Chroma's included."""
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_index_holds_no_word_of_the_texts(folder: Path) -> None:
    """Chroma cannot erase, so it is given nothing that would have to be erased."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"silence" not in content
    assert b"about" not in content


def test_a_folder_that_cannot_be_made_is_said_and_not_a_crash(tmp_path: Path) -> None:
    """The reason is the system's."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexUnavailableError, match=r"[Nn]ot a directory|exists"):
        Watched(tmp_path / "file" / "index").index.ensure()


def test_a_full_disk_leaves_no_half_index(tmp_path: Path) -> None:
    """A build that runs out of room is undone, and works once there is room."""
    folder = tmp_path / "index"
    full = _run(
        """
        import resource, sys
        from pathlib import Path
        from tests.test_index import Watched
        from knowledge.index import IndexUnavailableError
        import chromadb
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        try:
            Watched(Path(sys.argv[1])).index.ensure()
        except IndexUnavailableError as error:
            print("unavailable:", error)
        """,
        str(folder),
    )
    out, err = full.communicate(timeout=60)
    assert out.startswith("unavailable:"), err
    assert not list(folder.glob("g-*"))
    assert not (folder / "current.json").exists()
    watched = Watched(folder)
    watched.index.ensure()
    assert watched.number() == 2
    watched.index.close()


def test_settings_of_other_programs_do_not_lead_chroma_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .env in the working folder, or variables meant for a server, change nothing."""
    (tmp_path / ".env").write_text("CHROMA_OTEL_COLLECTION_ENDPOINT=http://example.org:4317\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.fastapi.FastAPI")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "example.org")
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")
    monkeypatch.setenv("CHROMA_OTEL_COLLECTION_ENDPOINT", "http://example.org:4317")
    watched = Watched(tmp_path / "index")
    assert watched.number() == 2
    watched.index.close()
