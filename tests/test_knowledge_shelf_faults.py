"""The shelf of own guidance erases without a byte left, and stands two writers, a kill and a full disk."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import ShelfError
from tests.own_shelf_desk import HANDBOOK, TERMS, a_document, a_piece, add_files, local, traces, written

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def taken_apart(built_knowledge: Path) -> None:
    """Let the desk read the run's caches instead of taking all the guidance apart here."""
    TERMS._folder = built_knowledge


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[LocalShelf]:
    """Give an empty shelf."""
    made = local(tmp_path / "knowledge")
    yield made
    made.close()


# Erasing


def test_remove_leaves_no_byte(shelf: LocalShelf, tmp_path: Path) -> None:
    """Text, headings, names and terms are gone; what stays is found as before."""
    secret = "".join(
        f"## Rubrik zebrafink{n}\n\nOm näktergal{n} och {' '.join(f'ord{n}x{m}' for m in range(60))}.\n\n"
        for n in range(400)
    )
    add_files(
        shelf,
        written(tmp_path / "papegoja.md", secret),
        written(tmp_path / "handbok.md", HANDBOOK),
    )
    (gone,) = (each for each in shelf.documents() if each.name == "papegoja.md")
    assert traces(shelf, "papegoja", "zebrafink7", "näktergal7", "ord7x7", gone.id) != []
    assert shelf.remove([gone.id, "unknown"]) == 1
    assert (
        traces(shelf, "papegoja", "zebrafink", "näktergal", "ord7x7", "ord399x59", gone.id, gone.checksum)
        == []
    )
    assert shelf.search("vad gör en fadder", "sv")[0].piece.heading[-1] == "Fadderverksamheten"
    assert shelf.search("näktergal7", "sv") == ()


def test_erasing_that_was_cut_short_is_finished_when_next_used(
    shelf: LocalShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note that something is to be erased outlives the process."""
    add_files(shelf, written(tmp_path / "a.md", "# A\n\nHemligheten är näktergal."))
    (document,) = shelf.documents()
    from knowledge.shelf.database import ShelfDatabase

    def full(_self: ShelfDatabase) -> None:
        raise ShelfError("shelf_full")

    with monkeypatch.context() as patched:
        patched.setattr(ShelfDatabase, "wipe", full)
        with pytest.raises(ShelfError) as error:
            shelf.remove([document.id])
        assert error.value.code == "shelf_traces"
    shelf.close()
    again = local(shelf.path.parent)
    assert again.documents() == ()
    assert traces(again, "näktergal") == []


# Faults


def test_two_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    """One waits for the other; both documents stand there."""
    shelves = [local(tmp_path), local(tmp_path)]
    barrier = threading.Barrier(2)

    def put(shelf: LocalShelf, start: int) -> None:
        barrier.wait()
        for number in range(start, start + 10):
            shelf.put(a_document(f"{number}.md", number), [a_piece(f"Text {number}.")])

    threads = [
        threading.Thread(target=put, args=(shelf, 100 * at)) for at, shelf in enumerate(shelves, start=1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shelves[0].documents()) == 20
    for shelf in shelves:
        shelf.close()


def test_two_that_make_the_shelf_at_once_both_succeed(tmp_path: Path) -> None:
    """Laying out a bare file is when SQLite waits for nobody; once in eight times it went wrong."""
    troubles: list[ShelfError] = []

    def make(shelf: LocalShelf, barrier: threading.Barrier) -> None:
        barrier.wait()
        try:
            shelf.put(a_document("a.md", 1), [a_piece("Text.")])
        except ShelfError as error:
            troubles.append(error)

    for attempt in range(30):
        folder = tmp_path / str(attempt)
        shelves, barrier = [local(folder), local(folder)], threading.Barrier(2)
        threads = [threading.Thread(target=make, args=(shelf, barrier)) for shelf in shelves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for shelf in shelves:
            shelf.close()
    assert troubles == []


_ADDING = """
import sys
from pathlib import Path
from assistant.cleaning import clean
from knowledge import adding
from knowledge.corpus import load_corpus
from knowledge.documents.gathering import gather
from knowledge.shelf.local import LocalShelf
folder, source = Path(sys.argv[1]), Path(sys.argv[2])
shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), folder)
for step in adding.add(gather([source]), shelf, clean):
    if isinstance(step, adding.Added):
        print(step.document.name, flush=True)
"""


@pytest.mark.slow
def test_what_was_added_before_a_kill_is_there_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """kill -9 at some moment: what was told is in, whole, and nothing is in twice."""
    source = tmp_path / "files"
    for number in range(60):
        written(source / f"{number:03}.md", HANDBOOK.replace("Kista", f"Kista {number}"))
    home = tmp_path / "home"
    told: set[str] = set()
    for seconds in (0.1, 0.2, 0.3, 0.0):
        with subprocess.Popen(
            [sys.executable, "-c", _ADDING, str(home), str(source)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline().strip()
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            told |= {first, *process.stdout.read().split()} - {""}
        shelf = local(home)
        kept = {each.name: each for each in shelf.documents()}
        assert told <= set(kept)
        assert all(len(list(shelf.pieces(each.id))) == each.pieces == 3 for each in kept.values())
        shelf.close()
    done = subprocess.run(
        [sys.executable, "-c", _ADDING, str(home), str(source)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert not told & set(done.stdout.split())
    shelf = local(home)
    assert len(shelf.documents()) == 60
    assert shelf.search("var ligger lokalen i Kista 42", "sv")[0].piece.heading[-1] == "Lokalen i Kista 42"
    shelf.close()


def test_a_full_disk_is_told_and_what_was_in_is_there(shelf: LocalShelf) -> None:
    """SQLite's own limit stands for the disk's."""
    shelf.put(a_document(), [a_piece("Det första om faddrar.")])
    with shelf._database.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    shelf._database._opened().execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(ShelfError) as error:
        shelf.put(a_document("b.md", 2), (a_piece("ord " * 150 + str(n), n) for n in range(1, 2_000)))
    assert error.value.code == "shelf_full"
    assert [each.name for each in shelf.documents()] == ["handbok.md"]
    assert shelf.search("det första om faddrar", "sv")
