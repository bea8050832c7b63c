"""What every writer must do, run over each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace

import pytest

from assistant.domain.draft import Draft
from assistant.models import ModelWriter
from assistant.offline.writer import TemplateWriter
from assistant.parsing import parse_marked
from assistant.ports import Grounding, Task, Writer
from assistant.settings import ModelSettings
from tests.by_hand import scripted
from tests.exchange import TopicRetriever, exchanges, grounding_for

GOOD = {each.name: each for each in exchanges() if not each.name.startswith("bad") and each.channel == "mail"}
EXAMPLES = sorted(name for name, each in GOOD.items() if each.brief in {"sv", "en"})


@pytest.fixture(params=["template", "model"])
def writer(request: pytest.FixtureRequest, name: str) -> Iterator[Writer]:
    """Each writer in turn; the model's server answers as a capable reader of its prompt did."""
    if request.param == "template":
        yield TemplateWriter()
        return
    with scripted(GOOD[name].answer) as desk:
        yield ModelWriter(ModelSettings(name="by-hand", base_url=desk.url, deadline_seconds=20))


def a_grounding(task: Task) -> Grounding:
    """What drafting shows."""
    return grounding_for(task, *TopicRetriever().for_task(task.kind.topics, "", task.brief.language))


async def drafted(writer: Writer, task: Task, grounding: Grounding) -> Draft:
    """What the pipeline makes of a writer's text."""
    async with aclosing(writer.write(task, grounding)) as pieces:
        written = "".join([piece async for piece in pieces])
    return parse_marked(
        written,
        grounding.passages,
        [ground.id for ground in grounding.grounds],
        kind=task.kind.id,
        language=task.brief.language,
        channel=task.wording.channel,
    )


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES)
async def test_every_sentence_is_marked_with_what_was_shown(writer: Writer, name: str) -> None:
    """The writing format, and no id but those of the grounding."""
    task = GOOD[name].task()
    draft = await drafted(writer, task, a_grounding(task))
    assert draft.prose
    assert all(sentence.marked for sentence in draft.prose)
    assert not any(sentence.unknown for sentence in draft.sentences)
    assert any(sentence.facts for sentence in draft.prose)
    assert any(sentence.passages for sentence in draft.prose)


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES)
async def test_the_document_has_its_kind_s_shape(writer: Writer, name: str) -> None:
    """A mail has subject, greeting and signature; a list has its items and nothing else."""
    task = GOOD[name].task()
    draft = await drafted(writer, task, a_grounding(task))
    roles = {sentence.role for sentence in draft.sentences}
    if task.kind.items:
        assert roles == {"item"}
        assert task.kind.items[0] <= len(draft.items) <= task.kind.items[1]
    else:
        assert {"subject", "greeting", "sentence"} <= roles
        assert draft.text.startswith({"sv": "Ämne: ", "en": "Subject: "}[task.brief.language])


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES)
async def test_origins_are_complete(writer: Writer, name: str) -> None:
    """Who, with which prompt or template, and which guidance was shown."""
    task = GOOD[name].task()
    grounding = a_grounding(task)
    await drafted(writer, task, grounding)
    origins = writer.origins()
    assert origins.writer in {"template", "model"}
    assert "@" in origins.prompt
    assert "#" in origins.prompt
    assert origins.shown == tuple(passage.id for passage in grounding.passages)
    assert origins.note == ""


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES[:1])
async def test_leaving_after_the_first_piece_or_before_it_is_safe(writer: Writer, name: str) -> None:
    """And the same writer writes again."""
    task = GOOD[name].task()
    grounding = a_grounding(task)
    await writer.write(task, grounding).aclose()
    async with aclosing(writer.write(task, grounding)) as pieces:
        assert await anext(pieces)
    assert (await drafted(writer, task, grounding)).prose


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES)
async def test_a_writer_without_guidance_cites_none(writer: Writer, name: str) -> None:
    """An id that was not shown is not resolved, whoever wrote it."""
    task = GOOD[name].task()
    draft = await drafted(writer, task, replace(a_grounding(task), passages=()))
    assert not any(sentence.passages for sentence in draft.sentences)
    assert writer.origins().shown == ()


@pytest.mark.anyio
@pytest.mark.parametrize("name", EXAMPLES[:1])
async def test_a_repair_of_nothing_gives_nothing(writer: Writer, name: str) -> None:
    """No finding, no second request."""
    task = GOOD[name].task()
    async with aclosing(writer.repair(task, a_grounding(task), "text", ())) as pieces:
        assert [piece async for piece in pieces] == []
