"""The store in a hard world: killed writers, two at once, a full disk, a read-only folder, damage."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.brief import Fact, Recipient
from assistant.errors import StoreError
from assistant.store import SqliteStore
from tests.stored import task

ROOT = Path(__file__).parent.parent
NOBODY = 65534

_WRITE = """
import sys
from pathlib import Path
from assistant.domain.brief import Recipient
from assistant.store import SqliteStore
from tests.stored import CLEAN, ORIGINS, TEXT, brief, draft, task

def write(path, name, count):
    store = SqliteStore(Path(path), busy_seconds=30)
    person = store.add_person(Recipient(name=name))
    for number in range(count):
        first = task(brief(name), person_id=person.id)
        made = store.save_version(first, draft(f"{TEXT} {name}"), CLEAN, ORIGINS)
        again = task(brief(name), person_id=person.id, draft_id=made.draft_id)
        store.save_version(again, draft(f"{TEXT} {number}"), CLEAN, ORIGINS)
    store.close()
"""

# Forks a writer, lets it acknowledge some versions, kills it at a random moment, and again.
_KILL = """
import os, random, select, signal, sys, time
from pathlib import Path
from assistant.store import SqliteStore
from tests.stored import CLEAN, ORIGINS, TEXT, draft, task

path, kills = Path(sys.argv[1]), int(sys.argv[2])
for round in range(kills):
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child == 0:
        store = SqliteStore(path, busy_seconds=30)
        draft_id = None
        for number in range(100_000):
            text = f"{TEXT} {round}-{number} " + "x" * random.randrange(1, 20_000)
            saved = store.save_version(task(draft_id=draft_id), draft(text), CLEAN, ORIGINS)
            draft_id = None if number % 7 == 0 else saved.draft_id
            os.write(outgoing, f"{saved.draft_id} {saved.number} {round}-{number}\\n".encode())
    os.close(outgoing)
    select.select([incoming], [], [])
    time.sleep(random.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(incoming) as acknowledged:
        for line in acknowledged.read().splitlines():
            print(line)
"""


def _python(script: str, *arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """Both make the store, both write; every version of both is there, and numbers are not shared."""
    path = tmp_path / "data" / "fika.sqlite3"
    script = f"{_WRITE}\nsys.stdin.readline()\nwrite(sys.argv[1], sys.argv[2], 15)"
    names = ["Maria Berg", "Priya Raman", "Åsa Öström"]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path), name],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for writer in writers:  # they wait for a line, so that all start together
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _out, errors = writer.communicate(timeout=60)
        assert (writer.returncode, errors) == (0, "")
    store = SqliteStore(path)
    assert sorted(person.recipient.name for person in store.people()) == sorted(names)
    drafts = store.drafts()
    assert len(drafts) == 45
    assert {line.versions for line in drafts} == {2}
    assert all(store.version(line.draft_id, 1).brief.recipient.name == line.recipient for line in drafts)
    assert [each.name for each in path.parent.iterdir() if ".new-" in each.name] == []
    store.check()
    store.close()


def test_who_comes_second_in_making_the_store_keeps_the_firsts(tmp_path: Path) -> None:
    """A process that found no file, and makes one while another already did, takes nothing away."""
    store = SqliteStore(tmp_path / "fika.sqlite3")
    maria = store.add_person(Recipient(name="Maria Berg"))
    store.close()
    store._database._make()
    assert store.people() == (maria,)
    store.close()


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path, kills: int) -> None:
    """After kill -9 at random moments every acknowledged version is there, whole, and the file is sound."""
    path = tmp_path / "data" / "fika.sqlite3"
    done = _python(_KILL, str(path), str(kills), timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    acknowledged = [line.split() for line in done.stdout.splitlines()]
    assert len(acknowledged) >= kills
    store = SqliteStore(path)
    store.check()
    for draft_id, number, stamp in acknowledged:
        assert f" {stamp} x" in store.version(int(draft_id), int(number)).draft.text
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_full_disk_saves_all_or_nothing(tmp_path: Path) -> None:
    """When no more can be written: one sentence, everything saved before is there, and it goes on later."""
    path = tmp_path / "data" / "fika.sqlite3"
    script = f"""{_WRITE}
import json, resource
from assistant.errors import StoreError
store = SqliteStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
saved, said = [], None
try:
    for number in range(1000):
        version = store.save_version(task(), draft(f"{{TEXT}} {{number}} " + "x" * 5000), CLEAN, ORIGINS)
        saved.append(version.draft_id)
except StoreError as error:
    said = [error.message, error.hint, error.retry]
left = [each.draft_id for each in store.drafts()]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.save_version(task(), draft(), CLEAN, ORIGINS)
store.check()
store.close()
print(json.dumps({{"saved": saved, "said": said, "left": left}}))
"""
    done = _python(script, str(path))
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert len(told["saved"]) > 3
    assert told["left"] == told["saved"]
    message, hint, retry = told["said"]
    assert "no room left" in message
    assert "Free some space" in hint
    assert retry
    store = SqliteStore(path)
    assert [line.draft_id for line in store.drafts()][:-1] == told["saved"]
    store.close()


@pytest.mark.parametrize("room", [100, 5_000, 40_000])
def test_a_disk_full_from_the_start_leaves_no_half_store(tmp_path: Path, room: int) -> None:
    """When not even an empty store fits, one sentence is said and no file stays; with room it works."""
    path = tmp_path / "data" / "fika.sqlite3"
    script = f"""{_WRITE}
import resource
from assistant.errors import StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))
store = SqliteStore(Path(sys.argv[1]))
try:
    store.add_person(Recipient(name="Maria Berg"))
except StoreError as error:
    print(error.message)
"""
    done = _python(script, str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "no room left" in done.stdout
    assert list(path.parent.iterdir()) == []
    store = SqliteStore(path)
    assert store.people() == ()
    store.add_person(Recipient(name="Maria Berg"))
    store.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that any user can reach; pytest's own is for one user."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_other(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a user who may read but not write; root, whom no mode stops, becomes nobody."""
    leave_root = (
        f"import os\nif os.getuid() == 0:\n    os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    )
    return _python(f"{_WRITE}\nfrom assistant.errors import StoreError\n{leave_root}\n{script}", *arguments)


def _close_to_writing(folder: Path) -> None:
    """Let everyone read and nobody write."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def test_a_read_only_home_without_a_store_reads_as_empty(open_folder: Path) -> None:
    """Looking works and finds nothing; saving says where it cannot write."""
    _close_to_writing(open_folder)
    for place in ("fika.sqlite3", "deeper/down/fika.sqlite3"):
        script = """
store = SqliteStore(Path(sys.argv[1]))
print(store.people(), store.drafts())
try:
    store.add_person(Recipient(name="Eva"))
except StoreError as error:
    print(error.message, "|", error.hint)
"""
        done = _as_other(script, str(open_folder / place))
        assert (done.returncode, done.stderr) == (0, "")
        first, second = done.stdout.splitlines()
        assert first == "() ()"
        assert "FIKA_HOME" in second
        assert str(open_folder) in second
    assert list(open_folder.iterdir()) == []


def test_a_store_in_a_read_only_home_can_be_read(open_folder: Path) -> None:
    """Everything can be looked at, nothing can be changed, and no file appears."""
    path = open_folder / "fika.sqlite3"
    store = SqliteStore(path)
    store.add_person(Recipient(name="Maria Berg"))
    store.close()
    before = path.read_bytes()
    _close_to_writing(open_folder)
    script = """
store = SqliteStore(Path(sys.argv[1]))
print([person.recipient.name for person in store.people()])
store.check()
for attempt in (lambda: store.add_person(Recipient(name="Eva")), lambda: store.forget_person(1)):
    try:
        attempt()
    except StoreError as error:
        print(error.message)
print([person.recipient.name for person in store.people()])
"""
    done = _as_other(script, str(path))
    assert (done.returncode, done.stderr) == (0, "")
    sentence = f"The store '{path}' cannot be opened for writing."
    assert done.stdout.splitlines() == ["['Maria Berg']", sentence, sentence, "['Maria Berg']"]
    assert [each.name for each in open_folder.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_store_that_may_not_be_read_says_so(open_folder: Path) -> None:
    """Another person's store is refused with one sentence."""
    path = open_folder / "fika.sqlite3"
    SqliteStore(path).save_sender(task().brief.sender)
    path.chmod(0)
    done = _as_other(
        "try:\n    SqliteStore(Path(sys.argv[1])).people()\nexcept StoreError as e: print(e.message)",
        str(path),
    )
    assert "cannot be opened" in done.stdout
    assert done.stderr == ""


def test_a_store_locked_too_long_says_try_again(tmp_path: Path) -> None:
    """Another program in the middle of a long write is waited for, then told of; reading still works."""
    store = SqliteStore(tmp_path / "fika.sqlite3", busy_seconds=0.05)
    maria = store.add_person(Recipient(name="Maria Berg"))
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program") as caught:
        store.add_fact(maria.id, Fact(text="Leder analysen"))
    assert caught.value.retry
    assert store.people() == (maria,)
    other.close()
    store.add_fact(maria.id, Fact(text="Leder analysen"))
    store.close()


def test_opening_the_store_loads_nothing_heavy() -> None:
    """The store stands on sqlite3 and pydantic alone."""
    heavy = ["chromadb", "langchain_core", "openai", "textual", "numpy", "jinja2"]
    done = _python(f"import sys; import assistant.store; print([n for n in {heavy} if n in sys.modules])")
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
