"""Shared fixtures: an own home for every test, and no network beyond loopback."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import pytest

from assistant import wording
from assistant.domain.brief import Recipient, Sender
from assistant.domain.value import Language
from assistant.store import SqliteStore
from tests.guidance_once import guidance_loaded_once
from tests.shell import Editor, Shell, sit_at_terminal

if TYPE_CHECKING:
    from knowledge.corpus import Corpus

_NUMBERS: Final = count()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give the test's own data folder, which does not exist yet."""
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def own_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give each test its own data folder and settings file, and no settings from outside.

    A test that asks for no folder gets names of its own without one: thousands of tests write nothing, and
    making and removing a folder costs as much as they do.
    """
    for name in [
        name for name in os.environ if name.startswith(("FIKA_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))
    ]:
        monkeypatch.delenv(name)
    if "tmp_path" in request.fixturenames:
        folder, mark = request.getfixturevalue("tmp_path"), ""
    else:
        folder, mark = tmp_path_factory.getbasetemp() / "unasked", f"{next(_NUMBERS)}-"
        folder.mkdir(exist_ok=True)
    monkeypatch.setenv("FIKA_HOME", str(folder / f"{mark}home"))
    monkeypatch.setenv("FIKA_CONFIG", str(folder / f"{mark}config.toml"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start each test with the interface in English."""
    wording.use_language("en")
    yield
    wording.use_language("en")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection beyond loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True, scope="session")
def loaded_once() -> Iterator[None]:
    """Share what Fika keeps of the guidance between the homes of a process's tests."""
    with guidance_loaded_once():
        yield


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio only, as the product does."""
    return "asyncio"


@pytest.fixture(scope="session")
def built_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the shipped guidance once a run, for the tests that ask it questions or write.

    All workers of a run share the folder, so nobody writes in it: `indexed` gives a copy. The first worker
    builds while the others wait; what broke off is never taken for built, since the name comes last.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = tmp_path_factory.mktemp("building")
            _build_knowledge(made)
            made.rename(folder)
    return folder


def _build_knowledge(folder: Path) -> None:
    """Make all that Fika keeps of the shipped guidance: the index, and its words taken apart."""
    from knowledge.corpus import load_corpus
    from knowledge.retriever import GuidanceRetriever
    from knowledge.shelf.terms import Terms

    corpus = load_corpus(kept=folder)
    retriever = GuidanceRetriever(corpus, folder)
    assert retriever.ensure_index()
    for language in get_args(Language):
        retriever.search("?", language)  # what words are looked for is compiled by the first question
    retriever.close()
    assert Terms(corpus, folder).background


@pytest.fixture
def indexed(home: Path, built_knowledge: Path) -> Path:
    """Put a copy of the built index into the test's home, and give the home."""
    shutil.copytree(built_knowledge, home / "knowledge", dirs_exist_ok=True)
    return home


@pytest.fixture
def taken_apart(home: Path, built_knowledge: Path) -> Path:
    """Put what Fika keeps of the guidance's words into the test's home, without an index; give the home."""
    words = shutil.ignore_patterns("index")
    shutil.copytree(built_knowledge, home / "knowledge", dirs_exist_ok=True, ignore=words)
    return home


@pytest.fixture(scope="session")
def small() -> Corpus:
    """Give a dozen passages of the guidance: quick to index."""
    from knowledge.corpus import load_corpus

    corpus = load_corpus()
    return replace(corpus, passages=dict(list(corpus.passages.items())[:12]), fingerprint="small")


@pytest.fixture(scope="session")
def small_words(tmp_path_factory: pytest.TempPathFactory, small: Corpus) -> Path:
    """Take the words of the dozen passages apart once, for the tests that are about other things."""
    from knowledge.retriever import GuidanceRetriever
    from knowledge.shelf.terms import Terms

    folder = tmp_path_factory.mktemp("small") / "words"
    retriever = GuidanceRetriever(small, folder)
    for language in get_args(Language):
        retriever.search("?", language)
    assert Terms(small, folder).background
    return folder


@pytest.fixture
def small_folder(tmp_path: Path, small_words: Path) -> Path:
    """Give the test's folder with a copy of those words in it."""
    shutil.copytree(small_words, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    """Give the store that the commands use."""
    store = SqliteStore(home / "fika.sqlite3")
    yield store
    store.close()


@pytest.fixture
def two_people(store: SqliteStore) -> None:
    """Keep a sender in Stockholm and two people, one of them nine hours away."""
    store.save_sender(Sender(name="Sara", time_zone="Europe/Stockholm"))
    store.add_person(Recipient(name="Maria Berg", time_zone="America/Los_Angeles"))
    store.add_person(Recipient(name="Åsa Ek"))


@pytest.fixture
def fika(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Give a shell."""
    return Shell(capsys)


@pytest.fixture
def refused(fika: Shell, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Give a way to run a command that is refused, by argparse or by Fika, that gives what was said."""

    def run(*arguments: str) -> str:
        try:
            return fika.fails(*arguments)
        except SystemExit:
            return capsys.readouterr().err

    return run


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sit at a terminal and give these answers, a line each."""
    return lambda *lines: sit_at_terminal(monkeypatch, *lines)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Give an editor."""
    return Editor(tmp_path, monkeypatch)
