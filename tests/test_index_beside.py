"""The index built in another process, while somebody types in this one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.wiring import Services
from knowledge.building import build_beside
from knowledge.corpus import Corpus, load_corpus
from knowledge.dense_side import DenseSide
from knowledge.notice import Notice

QUESTION = "is it rude to bring a small gift"


@pytest.fixture(scope="module")
def small() -> Corpus:
    """Give a dozen passages."""
    corpus = load_corpus()
    return replace(corpus, passages=dict(list(corpus.passages.items())[:12]), fingerprint="small")


def test_the_index_that_another_process_built_is_asked(tmp_path: Path, small: Corpus) -> None:
    """It is told once, and built once."""
    told: list[str] = []
    built: list[Path] = []

    def build(folder: Path) -> None:
        built.append(folder)
        other = DenseSide(small, folder, None, None, lambda _notice: None)
        assert other.ensure()
        other.close()

    side = DenseSide(small, tmp_path, None, None, lambda notice: told.append(notice.kind), build_beside=build)
    assert side.scores(QUESTION)
    assert side.scores(f"{QUESTION}, or not")
    side.close()
    assert built == [tmp_path]
    assert told == ["building", "built"]


def test_where_no_process_starts_the_index_is_built_here(tmp_path: Path, small: Corpus) -> None:
    told: list[Notice] = []
    side = DenseSide(small, tmp_path, None, None, told.append, build_beside=lambda _folder: None)
    assert side.scores(QUESTION)
    side.close()
    assert told[-1].kind == "built"


def test_only_a_full_screen_builds_beside(home: Path) -> None:
    """A command that waits for the index builds it itself."""
    del home
    told: list[str] = []
    assert Services.from_environment(told.append)._build_beside is None
    assert Services.from_environment(told.append, someone_types=True)._build_beside is build_beside


def test_texts_are_never_sent_beside(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index by a model of the settings is built where its settings and its questions are."""
    del home
    monkeypatch.setenv("FIKA_EMBEDDINGS_NAME", "some-model")
    services = Services.from_environment(lambda _sentence: None, someone_types=True)
    assert services.settings.embeddings.name == "some-model"
    assert services._build_beside is None


@pytest.mark.slow
def test_a_process_of_its_own_builds_the_shipped_index(tmp_path: Path) -> None:
    build_beside(tmp_path)
    side = DenseSide(load_corpus(kept=tmp_path), tmp_path, None, None, lambda _notice: None)
    assert side.status().built
    assert side.status().fingerprint_current
    side.close()
