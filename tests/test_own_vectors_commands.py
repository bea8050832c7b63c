"""The commands that send own passages to a model: only after a yes, only what is new, on after a fault."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.retriever import GuidanceRetriever
from tests.embedding_desk import EmbeddingDesk, Fault, embeddings
from tests.own_vectors_desk import GARDEN, many
from tests.shell import Shell

ROOT = Path(__file__).parent.parent


@pytest.fixture
def guide(tmp_path: Path, taken_apart: Path) -> Path:
    """Give a file of three passages, and a home that knows the words of the guidance."""
    del taken_apart
    file = tmp_path / "garden.md"
    parts = [f"## Del {at}\n\n{text}" for at, text in enumerate(GARDEN, start=1)]
    file.write_text("\n\n".join(parts), encoding="utf-8")
    return file


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingDesk]:
    """Run a server and name its model in the settings."""
    with embeddings() as desk:
        monkeypatch.setenv("FIKA_EMBEDDINGS_NAME", "by-hand")
        monkeypatch.setenv("FIKA_EMBEDDINGS_BASE_URL", desk.url)
        yield desk


def test_add_says_what_goes_where_and_sends_nothing_when_nobody_agrees(
    fika: Shell, guide: Path, desk: EmbeddingDesk, answers: Callable[..., None]
) -> None:
    """Not without a person, not after a no; the file is in all the same."""
    for answer in ("", "n"):
        if answer:
            answers(answer, answer)
        fika("knowledge", "add", str(guide))
        for named in ("3 passages of your own", "'by-hand'", desk.url, "fika knowledge rebuild --yes"):
            assert named in " ".join(fika.said.split())
        assert desk.requests == []
    result = fika.json("knowledge", "add", str(guide))
    assert result["unsent"] == 3
    assert "3 passages of your own without a vector" in fika("doctor", code=1)
    assert desk.requests == []


def test_add_sends_after_a_yes_and_only_what_is_new(
    fika: Shell, guide: Path, desk: EmbeddingDesk, answers: Callable[..., None]
) -> None:
    """Once; a file that is there already asks nothing."""
    answers("y")
    fika("knowledge", "add", str(guide))
    assert sorted(desk.texts) == [f"Del {at}\n{text}" for at, text in enumerate(GARDEN, start=1)]
    fika("knowledge", "add", str(guide))
    assert "Send?" not in fika.said
    assert len(desk.texts) == 3
    other = guide.with_name("other.md")
    other.write_text("Så spenat tidigt.", encoding="utf-8")
    assert fika.json("knowledge", "add", str(other), "--yes")["unsent"] == 0
    assert [text for text in desk.texts[3:] if "spenat" in text] == ["Så spenat tidigt."]
    assert len(desk.texts) == 5  # and one again: is it the same model?
    assert "without a vector" not in fika("doctor", code=1)


def test_a_server_that_fails_leaves_the_file_added_and_says_how_to_go_on(
    fika: Shell, guide: Path, desk: EmbeddingDesk
) -> None:
    """In JSON too: what was added is told before the error."""
    desk.faults[:] = [Fault(status=401)]
    assert '"added"' in fika("knowledge", "add", str(guide), "--yes", "--json", code=3)
    for named in ("does not accept the key", "fika knowledge rebuild"):
        assert named in fika.said
    assert len(fika.json("knowledge", "list")["documents"]) == 1


def test_rebuild_asks_for_own_passages_too(
    fika: Shell, guide: Path, desk: EmbeddingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guidance that Fika brings along goes when one says rebuild; one's own only after a yes."""
    monkeypatch.setattr(GuidanceRetriever, "rebuild_index", lambda _self: None)
    fika("knowledge", "add", str(guide))
    assert fika.json("knowledge", "rebuild")["unsent"] == 3
    assert "3 passages of your own" in fika.said
    assert desk.requests == []
    assert fika.json("knowledge", "rebuild", "--yes")["unsent"] == 0
    assert len(desk.texts) == 3


def test_without_a_model_nothing_is_asked_or_made(fika: Shell, guide: Path, home: Path) -> None:
    """The setting alone decides."""
    assert "unsent" not in fika.json("knowledge", "add", str(guide))
    assert "by meaning" not in fika.said
    assert not list((home / "knowledge").glob("own-vectors*"))
    assert not (home / "knowledge" / "own-index").exists()


@pytest.mark.slow
def test_kill_in_the_middle_of_sending_goes_on_at_the_next_add(
    fika: Shell, tmp_path: Path, desk: EmbeddingDesk
) -> None:
    """Nothing that was sent is sent again, beyond what was on its way and the one that sees to the model."""
    file = tmp_path / "long.md"
    file.write_text("\n\n".join(f"## Del {each}\n\n{each}" for each in many(400)), encoding="utf-8")
    desk.faults[:] = [Fault(), Fault(), Fault(hang=True)]
    command = [sys.executable, "-m", "tui.launch", "knowledge", "add", str(file), "--yes"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while len(desk.requests) < 3:
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
    before = [text for request in desk.requests[:2] for text in request["input"]]
    desk.faults[:] = [Fault()]
    seen = len(desk.texts)
    assert fika.json("knowledge", "add", str(file), "--yes")["unsent"] == 0
    assert len([text for text in desk.texts[seen:] if text in before]) <= 1
    assert sum("nummer" in text for text in desk.texts[seen:]) == 400 - len(before) + 1
