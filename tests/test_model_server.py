"""What a model's server makes a writer do: wait visibly, give up in time, shorten what it sends."""

from __future__ import annotations

import asyncio
import importlib
import time
from contextlib import aclosing

import pytest

from assistant.domain.brief import Fact, Meeting, Previous
from assistant.events import Waiting
from assistant.models.preview import request_body
from assistant.models.server import ModelServer
from assistant.models.trimming import shares
from assistant.settings import ModelSettings
from tests.by_hand import Answer, scripted
from tests.exchange import grounding_for
from tests.fakes import a_passage, a_task
from tests.model_desk import GROUNDING, TASK, TEXT, Pauses, a_writer, failing, written

OVERFLOW = Answer(status=400, code="context_length_exceeded", message="maximum context length is 4096 tokens")


@pytest.mark.anyio
async def test_a_wait_that_the_server_asks_for_is_told_before_it_begins() -> None:
    """Nobody sits before a silent screen; the reason is one sentence."""
    late = Answer(status=429, message="Slow down", headers={"Retry-After": "7"})
    with scripted(late, TEXT) as desk:
        pauses = Pauses()
        async with aclosing(a_writer(desk, pauses).write(TASK, GROUNDING)) as pieces:
            told = await anext(pieces)
            assert isinstance(told, Waiting)
            assert pauses.seconds == []
    assert told.seconds == 7
    assert told.reason == f"{desk.url} takes no more requests right now: Slow down."


@pytest.mark.anyio
async def test_a_wait_ends_at_once_when_the_person_stops() -> None:
    """The pause is no sleep in a library; stopping the task ends it."""
    with scripted(Answer(status=429, headers={"Retry-After": "15"}), TEXT) as desk:
        writer = a_writer(desk, pause=asyncio.sleep)
        began = time.monotonic()
        task = asyncio.create_task(written(writer.write(TASK, GROUNDING)))
        assert await asyncio.to_thread(desk.asked.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 8
    assert len(desk.requests) == 1


@pytest.mark.anyio
async def test_an_answer_that_stalls_ends_before_the_deadline_with_its_text() -> None:
    """Silence after the first words is no thinking."""
    with scripted(Answer(TEXT, hang="alive")) as desk:
        server = ModelServer(ModelSettings(name="m", base_url=desk.url), stall_seconds=0.3)
        writer = a_writer(desk)
        writer._server = server
        received, error = await failing(writer)
    assert received
    assert "fell silent for" in error.message
    assert error.retry


@pytest.mark.anyio
async def test_silence_before_the_first_word_is_thinking() -> None:
    """A local model reads a long prompt for longer than it may stall; only the deadline ends that."""
    with scripted(Answer(TEXT, hang="before")) as desk:
        writer = a_writer(desk, deadline_seconds=0.8)
        writer._server._stall_seconds = 0.1
        importlib.import_module("assistant.models.client")  # loading it takes longer than this deadline
        _received, error = await failing(writer)
    assert "did not finish within 0.8 seconds" in error.message


def test_guidance_goes_first_then_what_was_said_then_facts() -> None:
    """The last fact and who writes to whom are never left out."""
    facts = tuple(Fact(text=f"Did thing {number}") for number in range(5))
    task = a_task(facts=facts, previous=Previous(outreach="Hi"))
    steps = list(shares(task, grounding_for(task, *(a_passage(f"o.p{number}") for number in range(4)))))
    assert [len(each.passages) for each in steps] == [4, 2, 1, 0, 0, 0, 0, 0]
    assert [each.said_before for each in steps] == [True] * 4 + [False] * 4
    left = [sum(ground.origin == "fact" for ground in each.grounding.grounds) for each in steps]
    assert left == [5, 5, 5, 5, 5, 3, 2, 1]
    last = steps[-1]
    assert {"recipient", "sender", "goal", "ask"} <= {ground.origin for ground in last.grounding.grounds}
    assert last.note == (
        "guidance left out for length: 4; what you wrote before was left out for length; "
        "facts left out for length: 4"
    )


@pytest.mark.anyio
async def test_facts_are_left_out_last_and_the_draft_says_so() -> None:
    """A small context still gives a draft, and the person knows on what."""
    task = a_task(facts=tuple(Fact(text=f"Did thing number{number}") for number in range(3)))
    grounding = grounding_for(task, a_passage())
    with scripted(OVERFLOW, OVERFLOW, TEXT) as desk:
        writer = a_writer(desk)
        await written(writer.write(task, grounding))
    assert "guidance" in desk.requests[0].user
    assert "number2" in desk.requests[1].user
    assert "number2" not in desk.requests[2].user
    assert "number1" in desk.requests[2].user
    assert writer.origins().note == "guidance left out for length: 1; facts left out for length: 1"


@pytest.mark.anyio
async def test_notes_of_a_talk_are_halved_like_facts() -> None:
    """A thank-you has no facts to leave out."""
    task = a_task("followup", meeting=Meeting(notes=tuple(f"Say thing{number}" for number in range(4))))
    with scripted(OVERFLOW, TEXT) as desk:
        await written(a_writer(desk).write(task, grounding_for(task)))
    assert "thing3" in desk.requests[0].user
    assert "thing3" not in desk.requests[1].user


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("", ""),
        ("stream_options", "Unknown parameter: 'stream_options'"),
        ("temperature", "Unsupported value: 'temperature'"),
        ("max_completion_tokens", "max_completion_tokens: extra fields not permitted"),
        ("max_tokens", "Unsupported parameter: 'max_tokens'"),
        ("system", "Jinja: System role not supported"),
    ],
)
async def test_what_a_dry_run_shows_is_what_is_sent(refused: str, said: str) -> None:
    """Key by key, in every way in which a request can be made; only the code of the blocks is new."""
    answers = [Answer(status=400, message=said), TEXT] if refused else [TEXT]
    with scripted(*answers) as desk:
        writer = a_writer(desk, temperature=0.4, max_tokens=777)
        await written(writer.write(TASK, GROUNDING))
        sent = desk.requests[-1]
    messages = sent.body["messages"]

    class Sent:
        system = messages[0]["content"]
        user = messages[-1]["content"]

    settings = ModelSettings(name="by-hand", base_url=desk.url, temperature=0.4, max_tokens=777)
    if refused == "system":
        shown = request_body(settings, Sent(), {"system"})
        assert {key: value for key, value in shown.items() if key != "messages"} == {
            key: value for key, value in sent.body.items() if key != "messages"
        }
        assert [each["role"] for each in shown["messages"]] == [each["role"] for each in messages]
    else:
        assert request_body(settings, Sent(), {refused}) == sent.body
