"""Shared fixtures: an own home for every test, and no network beyond loopback."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from assistant import wording
from assistant.domain.value import Language
from assistant.store import SqliteStore
from tests.shell import Editor, Shell, sit_at_terminal


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own data folder and settings file, and no settings from outside."""
    import os

    for name in [
        name for name in os.environ if name.startswith(("FIKA_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))
    ]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("FIKA_HOME", str(folder))
    monkeypatch.setenv("FIKA_CONFIG", str(tmp_path / "config.toml"))
    return folder


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


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio only, as the product does."""
    return "asyncio"


@pytest.fixture(scope="session")
def built_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the shipped guidance once, for the tests that ask it questions or write."""
    from knowledge.corpus import load_corpus
    from knowledge.retriever import GuidanceRetriever

    folder = tmp_path_factory.mktemp("built") / "knowledge"
    retriever = GuidanceRetriever(load_corpus(kept=folder), folder)
    assert retriever.ensure_index()
    for language in get_args(Language):
        retriever.search("?", language)  # what words are looked for is compiled by the first question
    return folder


@pytest.fixture
def indexed(home: Path, built_knowledge: Path) -> Path:
    """Put a copy of the built index into the test's home, and give the home."""
    shutil.copytree(built_knowledge, home / "knowledge", dirs_exist_ok=True)
    return home


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    """Give the store that the commands use."""
    store = SqliteStore(home / "fika.sqlite3")
    yield store
    store.close()


@pytest.fixture
def fika(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Give a shell."""
    return Shell(capsys)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sit at a terminal and give these answers, a line each."""
    return lambda *lines: sit_at_terminal(monkeypatch, *lines)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Give an editor."""
    return Editor(tmp_path, monkeypatch)
