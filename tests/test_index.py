"""The dense index: real Chroma in a temporary folder, shared by processes, after a crash, on a full disk."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from knowledge import generations, index
from knowledge.generations import MOST_ATTEMPTS, Generations
from knowledge.index import IndexUnavailableError
from knowledge.unused_slots import blank_unused_slots
from tests.index_desk import TEXTS, Watched, built, generation


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index once for all tests."""
    return built(tmp_path_factory.mktemp("healthy") / "index")


@pytest.fixture
def folder(tmp_path: Path, healthy: Path) -> Path:
    """Give a folder with a healthy index in it."""
    return shutil.copytree(healthy, tmp_path / "index")


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


@pytest.mark.slow
def test_two_processes_that_build_at_once_leave_one_healthy_index(tmp_path: Path) -> None:
    """One builds, the other waits and uses what was built."""
    folder = tmp_path / "index"
    code = """
        import sys
        from pathlib import Path
        from tests.index_desk import Watched
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


def test_what_chroma_left_in_unused_slots_is_blanked(folder: Path) -> None:
    """It writes memory that it never filled, in which words of this process may stand; the vectors stay."""
    (data,) = folder.rglob("data_level0.bin")
    length = data.with_name("length.bin")
    size = data.stat().st_size // 100
    for path, used in ((data, len(TEXTS) * size), (length, len(TEXTS) * 4)):
        content = path.read_bytes()
        assert not any(content[used:])
        path.write_bytes(content[:used] + b"n" * (len(content) - used))
    blank_unused_slots(folder)
    assert b"n" * 8 not in data.read_bytes() + length.read_bytes()
    again = Watched(folder)
    assert again.number() == 2
    assert again.told == []
    again.index.close()


def test_a_build_blanks_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anybody can open the new index."""
    blanked: list[bool] = []

    def blank(generation: Path) -> None:
        blanked.append(Generations(tmp_path / "index").pointer() is None and generation.is_dir())

    monkeypatch.setattr(index, "blank_unused_slots", blank)
    built(tmp_path / "index")
    assert blanked == [True]


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
        from tests.index_desk import Watched
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
