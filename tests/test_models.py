"""The model writer against a real server on loopback: what it sends, what it gives, and how it ends."""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import sys
import time
from contextlib import aclosing

import pytest

from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.secret import Secret
from assistant.settings import ModelSettings
from tests.by_hand import Answer, scripted
from tests.model_desk import GROUNDING, KEY, TASK, TEXT, a_writer, failing, written

OVERFLOW = Answer(status=400, code="context_length_exceeded", message="maximum context length is 4096 tokens")


def test_importing_the_package_loads_no_langchain() -> None:
    """A start that may never write must not pay for LangChain."""
    code = "import sys, assistant.models; print([m for m in sys.modules if m[:9] in ('langchain', 'openai')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.anyio
async def test_the_answer_arrives_in_pieces_and_whole() -> None:
    """What the server streams is what the writer yields."""
    with scripted(TEXT) as desk:
        pieces = [piece async for piece in a_writer(desk).write(TASK, GROUNDING)]
    assert "".join(pieces) == TEXT
    assert len(pieces) > 5


@pytest.mark.anyio
async def test_the_request_is_one_system_and_one_user_message_with_the_settings() -> None:
    """Model, temperature and both names of the token limit are sent; retries are ours."""
    with scripted(TEXT) as desk:
        await written(a_writer(desk, temperature=0.3, max_tokens=444).write(TASK, GROUNDING))
    body = desk.requests[0].body
    assert [each["role"] for each in body["messages"]] == ["system", "user"]
    assert (body["model"], body["temperature"], body["stream"]) == ("by-hand", 0.3, True)
    assert (body["max_tokens"], body["max_completion_tokens"]) == (444, 444)
    assert body["stream_options"] == {"include_usage": True}


@pytest.mark.anyio
async def test_origins_tell_model_prompt_guidance_tokens_and_time() -> None:
    """Every version can later say what it was made with."""
    with scripted(TEXT) as desk:
        writer = a_writer(desk)
        await written(writer.write(TASK, GROUNDING))
    origins = writer.origins()
    assert (origins.writer, origins.model, origins.temperature) == ("model", "by-hand", 0.7)
    assert origins.prompt.startswith("outreach@")
    assert "#" in origins.prompt
    assert origins.shown == tuple(passage.id for passage in GROUNDING.passages)
    assert (origins.prompt_tokens, origins.completion_tokens) == (321, 123)
    assert origins.seconds is not None
    assert origins.note == ""


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("finish", "note"), [(None, "end may be missing"), ("length", "length limit"), ("eos", "")]
)
async def test_how_the_answer_ended_is_noted(finish: str | None, note: str) -> None:
    """A missing finish reason is not a failure, but it is said."""
    with scripted(Answer(TEXT, finish=finish)) as desk:
        writer = a_writer(desk)
        assert await written(writer.write(TASK, GROUNDING)) == TEXT
    assert note in writer.origins().note
    assert bool(note) == bool(writer.origins().note)


@pytest.mark.anyio
async def test_without_a_key_a_server_of_ones_own_is_still_asked() -> None:
    """Local servers want no key; the client insists on one."""
    with scripted(TEXT) as desk:
        assert await written(a_writer(desk).write(TASK, GROUNDING)) == TEXT
    assert KEY not in desk.requests[0].headers["authorization"]


@pytest.mark.anyio
async def test_thoughts_before_the_answer_are_not_the_document() -> None:
    """Reasoning models on local servers think aloud first."""
    with scripted(Answer(f"<think>They want\n<b>a mail</b>.</think>\n\n{TEXT}", size=3)) as desk:
        assert await written(a_writer(desk).write(TASK, GROUNDING)) == TEXT


@pytest.mark.anyio
@pytest.mark.parametrize("hang", ["before", "middle", "alive"])
async def test_silence_ends_at_the_deadline_and_the_request_is_closed(hang: str) -> None:
    """Before the first byte, between two pieces, and when a server only says that it is still there."""
    with scripted(Answer(TEXT, hang=hang)) as desk:
        began = time.monotonic()
        received, error = await failing(a_writer(desk, deadline_seconds=0.4))
        assert time.monotonic() - began < 3
        assert await asyncio.to_thread(desk.requests[0].gone.wait, 2)
    assert "did not finish within 0.4 seconds" in error.message
    assert bool(received) is (hang != "before")


@pytest.mark.anyio
async def test_leaving_early_closes_the_request() -> None:
    """A person who stops must not pay for the rest."""
    with scripted(Answer(TEXT, hang="middle")) as desk:
        async with aclosing(a_writer(desk).write(TASK, GROUNDING)) as pieces:
            await anext(pieces)
        assert await asyncio.to_thread(desk.requests[0].gone.wait, 2)


@pytest.mark.anyio
async def test_cancelling_closes_the_request() -> None:
    """Cancelling the task in the middle of a silence ends it at once."""
    with scripted(Answer(TEXT, hang="before")) as desk:
        task = asyncio.create_task(written(a_writer(desk).write(TASK, GROUNDING)))
        assert await asyncio.to_thread(desk.asked.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(desk.requests[0].gone.wait, 2)


def test_a_second_event_loop_in_the_same_process_works() -> None:
    """The library keeps clients of a closed loop; ours lives as long as its request."""
    with scripted(TEXT) as desk:
        writer = a_writer(desk)
        for _turn in range(2):
            assert asyncio.run(written(writer.write(TASK, GROUNDING))) == TEXT


def test_the_authorities_are_read_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither our client nor one that LangChain would make beside it reads them for each request."""
    from assistant.models import client

    read: list[object] = []
    made = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda *a, **b: read.append(a) or made(*a, **b))
    client._trusted.cache_clear()
    client._unused.cache_clear()
    with scripted(TEXT) as desk:
        for _turn in range(3):
            assert asyncio.run(written(a_writer(desk).write(TASK, GROUNDING))) == TEXT
    assert len(read) <= 1


REFUSED_PARTS = {
    "stream_options": "Unknown parameter: 'stream_options'",
    "max_tokens": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    "max_completion_tokens": "max_completion_tokens: extra fields not permitted",
    "temperature": "Unsupported value: 'temperature' does not support 0.7, only the default (1).",
}


@pytest.mark.anyio
@pytest.mark.parametrize("part", REFUSED_PARTS)
async def test_a_part_that_a_server_refuses_is_left_out_from_then_on(part: str) -> None:
    """Compatible servers differ in what they take; the document matters more."""
    with scripted(Answer(status=400, message=REFUSED_PARTS[part]), TEXT) as desk:
        writer = a_writer(desk)
        assert await written(writer.write(TASK, GROUNDING)) == TEXT
        await written(writer.write(TASK, GROUNDING))
    assert [part in request.body for request in desk.requests] == [True, False, False]
    assert (writer.origins().temperature is None) is (part == "temperature")


@pytest.mark.anyio
async def test_a_model_without_a_system_role_gets_it_all_from_the_user() -> None:
    """Some chat templates know only user and assistant."""
    with scripted(Answer(status=500, message="Jinja: System role not supported"), TEXT) as desk:
        assert await written(a_writer(desk).write(TASK, GROUNDING)) == TEXT
    assert [each["role"] for each in desk.requests[1].body["messages"]] == ["user"]
    assert desk.requests[0].system in desk.requests[1].user


@pytest.mark.anyio
async def test_too_long_a_request_goes_again_with_less_guidance_and_says_so() -> None:
    """Guidance is what can be missed; facts are not."""
    with scripted(OVERFLOW, OVERFLOW, TEXT) as desk:
        writer = a_writer(desk)
        assert await written(writer.write(TASK, GROUNDING)) == TEXT
    assert writer.origins().shown == ("outreach.p0",)
    assert writer.origins().note == "guidance left out for length: 3"
    assert "F1 " in desk.requests[2].user


@pytest.mark.anyio
async def test_a_request_too_long_without_guidance_is_said() -> None:
    """It ends; it is not asked for ever."""
    with scripted(OVERFLOW) as desk:
        _received, error = await failing(a_writer(desk))
    assert "longer than 'by-hand' takes" in error.message
    assert len(desk.requests) == 4


@pytest.mark.anyio
async def test_a_proxy_in_the_environment_is_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A draft for a local model must not pass another machine."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with scripted(TEXT) as desk:
        assert await written(a_writer(desk).write(TASK, GROUNDING)) == TEXT


def test_tracing_stays_off_whatever_the_shell_says() -> None:
    """LangSmith's variables would post prompt and answer elsewhere."""
    code = (
        "import os, assistant.models.client\n"
        "from langsmith.utils import tracing_is_enabled\n"
        "print(bool(tracing_is_enabled()), os.environ.get('LANGSMITH_GATEWAY'))"
    )
    names = (
        "LANGSMITH_TRACING",
        "LANGSMITH_TRACING_V2",
        "LANGCHAIN_TRACING_V2",
        "LANGCHAIN_TRACING",
        "LANGSMITH_GATEWAY",
    )
    told = {**os.environ, **dict.fromkeys(names, "true")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=told)
    assert done.stdout.split() == ["False", "None"]


@pytest.mark.anyio
async def test_a_repair_sends_the_text_with_the_places_and_reasons() -> None:
    """Once, in one user message, after the same data."""
    finding = Finding(
        check="asks_to_be_mentor",
        severity="block",
        start=0,
        end=4,
        excerpt="be my mentor",
        message="Too big to ask.",
        why="outreach.ask",
        fix="Ask for 15 minutes.",
    )
    with scripted(TEXT, "Subject: Mended\n\nHi Maria,\n\nFine. [-]") as desk:
        writer = a_writer(desk)
        first = await written(writer.write(TASK, GROUNDING))
        better = await written(writer.repair(TASK, GROUNDING, first, [finding]))
    assert better.startswith("Subject: Mended")
    asked = desk.requests[1]
    assert [each["role"] for each in asked.body["messages"]] == ["system", "user"]
    for part in (
        first,
        "be my mentor",
        "Too big to ask.",
        "Ask for 15 minutes.",
        "never brings in a new claim",
    ):
        assert part in asked.user
    assert writer.origins().completion_tokens == 246


@pytest.mark.anyio
async def test_a_repair_that_fails_leaves_the_first_origins() -> None:
    """The first text stands, and so does what it was made with."""
    finding = Finding(check="x", severity="block", start=0, end=0, excerpt="", message="m", why="w")
    with scripted(Answer(TEXT, finish=None), Answer(status=401, message="no")) as desk:
        writer = a_writer(desk)
        await written(writer.write(TASK, GROUNDING))
        before = writer.origins()
        with pytest.raises(WriterError):
            await written(writer.repair(TASK, GROUNDING, TEXT, [finding]))
    assert writer.origins() == before
    assert "may be missing" in before.note


def test_the_settings_key_is_a_secret() -> None:
    """The writer keeps it wrapped."""
    assert KEY not in repr(ModelSettings(name="m", api_key=Secret(KEY)))
