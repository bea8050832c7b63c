"""The model writer against llama.cpp's own server, on a model that recites: `make test-engine` runs these."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.events import Event, Finished, Fragment
from assistant.models import ModelWriter
from assistant.models.abilities import abilities
from assistant.models.server import ModelServer
from assistant.ports import Grounding
from assistant.settings import ModelSettings
from tests.exchange import TopicRetriever, drafting, exchanges, grounding_for

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
GOOD = next(each for each in exchanges("outreach-en-1"))
CONTEXT = 32_768
SECONDS = 300.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.anyio,
    pytest.mark.skipif(not PYTHON.exists(), reason="say make test-engine; it makes .venv-engine first"),
]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two models that recite a good draft: one once, one for ever."""
    folder = tmp_path_factory.mktemp("models")
    text = folder / "text.txt"
    text.write_text(GOOD.answer.strip(), encoding="utf-8")
    made = {name: folder / f"{name}.gguf" for name in ("once", "endless")}
    for name, path in made.items():
        command = [PYTHON, ROOT / "tests" / "engine" / "model.py", text, path, name]
        subprocess.run(command, check=True, timeout=120)
    return made


@contextmanager
def serving(model: Path, context: int = CONTEXT) -> Iterator[str]:
    """Give the address of a server that runs `model`."""
    command = [PYTHON, ROOT / "tests" / "engine" / "serve.py", model, str(context)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def once(models: dict[str, Path]) -> Iterator[str]:
    """A server whose model recites the draft and ends."""
    with serving(models["once"]) as url:
        yield url


@pytest.fixture(scope="module")
def endless(models: dict[str, Path]) -> Iterator[str]:
    """A server whose model never ends by itself."""
    with serving(models["endless"]) as url:
        yield url


def settings(url: str, **changes: Any) -> ModelSettings:
    """The model at that server; a machine under load gets its time."""
    values: dict[str, Any] = {"name": "recites", "base_url": f"{url}/v1", "deadline_seconds": SECONDS}
    return ModelSettings(**{**values, **changes})


def grounding(passages: int) -> Grounding:
    """The recorded brief with so much guidance."""
    task = GOOD.task()
    shown = TopicRetriever().for_task(task.kind.topics, "", task.brief.language)[:passages]
    return grounding_for(task, *shown)


async def recited(writer: ModelWriter, passages: int = 2) -> list[str]:
    """Every piece of a document."""
    async with aclosing(writer.write(GOOD.task(), grounding(passages))) as pieces:
        return [piece async for piece in pieces if isinstance(piece, str)]


def processing(url: str) -> bool:
    """Whether the server is at work on a request."""
    with urllib.request.urlopen(f"{url}/slots", timeout=10) as answer:
        return any(slot["is_processing"] for slot in json.load(answer))


async def test_a_real_engine_writes_a_draft_that_is_ready_to_send(once: str) -> None:
    """The whole way: prompt, stream, marks, review, and what it took."""
    events: list[Event] = [event async for event in drafting(ModelWriter(settings(once))).run(GOOD.task())]
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.review.findings == ()
    assert sum(isinstance(event, Fragment) for event in events) > 50
    assert last.origins.note == ""
    assert (last.origins.prompt_tokens or 0) > 1_000
    assert 80 < (last.origins.completion_tokens or 0) < 200
    assert (last.origins.first_seconds or 0) > 0


async def test_leaving_early_frees_the_engine(endless: str) -> None:
    """The person stops, and the machine is quiet within seconds; this model would write on for ever."""
    writer = ModelWriter(settings(endless, max_tokens=20_000))
    async with aclosing(writer.write(GOOD.task(), grounding(0))) as pieces:
        assert await anext(pieces)
        assert processing(endless)
    ends = time.monotonic() + 20
    while processing(endless):
        assert time.monotonic() < ends


async def test_the_length_limit_is_kept_and_told(endless: str) -> None:
    """Both names of the limit are sent; this server knows one of them."""
    writer = ModelWriter(settings(endless, max_tokens=60))
    pieces = await recited(writer, passages=0)
    assert writer.origins().completion_tokens == 60
    assert len(pieces) <= 61
    assert "length limit" in writer.origins().note


async def test_a_context_that_is_too_small_costs_guidance_first(once: str, models: dict[str, Path]) -> None:
    """The engine's own words are understood, and the draft says what was left out."""
    whole = ModelWriter(settings(once))
    text = "".join(await recited(whole, passages=4))
    needed = (whole.origins().prompt_tokens or 0) + (whole.origins().completion_tokens or 0)
    with serving(models["once"], needed // 256 * 256 - 256) as small:
        writer = ModelWriter(settings(small))
        assert "".join(await recited(writer, passages=4)) == text
    assert len(writer.origins().shown) < 4
    assert "guidance left out for length" in writer.origins().note


async def test_what_the_engine_can_do_is_learnt(once: str) -> None:
    """This model listens to nobody, so it keeps to no form; the server does the rest."""
    found = await abilities(ModelServer(settings(once)))
    assert (found.streams, found.counts, found.system_role, found.json) == (True, True, True, False)
    assert found.trouble == ""
