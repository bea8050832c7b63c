"""The model writer against a real server on loopback: what it gives, and what every fault becomes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from pydantic import SecretStr

from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.models import ModelWriter
from assistant.ports import Grounding
from assistant.settings import ModelSettings
from tests.by_hand import Answer, ByHand, scripted
from tests.exchange import grounding_for
from tests.fakes import a_passage, a_task

TEXT = (
    "Subject: Two questions\n\nHi Maria,\n\nYour talk stayed with me. [F1 G1]\nThank you. [-]\n\nBest\nSara"
)
KEY = "a.canary.of-a-key-0123456789"
TASK = a_task()
GROUNDING = grounding_for(TASK, *(a_passage(f"outreach.p{number}") for number in range(4)))
OVERFLOW = Answer(status=400, code="context_length_exceeded", message="maximum context length is 4096 tokens")


class Pauses:
    """Remembers for how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Wait not at all."""
        self.seconds.append(seconds)


def a_writer(desk: ByHand | str, pauses: Pauses | None = None, **changes: object) -> ModelWriter:
    """A writer for that server."""
    values = {
        "name": "by-hand",
        "base_url": desk if isinstance(desk, str) else desk.url,
        "deadline_seconds": 20,
    }
    settings = ModelSettings.model_validate({**values, **changes})
    return ModelWriter(settings, pause=pauses or Pauses())


async def written(pieces: AsyncGenerator[str, None]) -> str:
    """Put together what a writer yields."""
    async with aclosing(pieces):
        return "".join([piece async for piece in pieces])


async def failing(writer: ModelWriter, grounding: Grounding = GROUNDING) -> tuple[str, WriterError]:
    """Give what came before the failure, and the failure."""
    received: list[str] = []

    async def listen() -> None:
        async with aclosing(writer.write(TASK, grounding)) as pieces:
            async for piece in pieces:
                received.append(piece)  # noqa: PERF401 - what came before the error is wanted too

    with pytest.raises(WriterError) as caught:
        await listen()
    return "".join(received), caught.value


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
    ("finish", "note"), [(None, "possibly cut"), ("length", "cut by the length limit"), ("eos", "")]
)
async def test_how_the_answer_ended_is_noted(finish: str | None, note: str) -> None:
    """A missing finish reason is not a failure, but it is said."""
    with scripted(Answer(TEXT, finish=finish)) as desk:
        writer = a_writer(desk)
        assert await written(writer.write(TASK, GROUNDING)) == TEXT
    assert writer.origins().note == note


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


FAULTS = {
    "wrong key": (
        Answer(status=401, message=f"Incorrect API key provided: {KEY}"),
        "does not accept the key",
        False,
    ),
    "no permission": (Answer(status=403, message="not for you"), "does not let this key", False),
    "unknown model": (
        Answer(status=404, message="The model `by-hand` does not exist", code="model_not_found"),
        "does not know the model 'by-hand'",
        False,
    ),
    "wrong path": (Answer(status=404, page="<h1>Not Found</h1>"), "no place for chat requests", False),
    "moved": (
        Answer(status=307, page="x", headers={"Location": "http://127.0.0.1:9/"}),
        "no place for chat",
        False,
    ),
    "no credit": (Answer(status=429, message="quota", code="insufficient_quota"), "no credit left", False),
    "bad request": (Answer(status=422, message="messages: wrong"), "does not take the request", False),
    "refusal": (Answer(refusal="I can't help with that."), "declined to write this: I can't help", False),
    "filter": (Answer(finish="content_filter"), "content filter", False),
    "empty": (Answer(), "gave no text", True),
    "only thoughts": (Answer("<think>on and on"), "gave no text", True),
    "no room": (Answer(finish="length"), "used all its 1000 tokens", False),
    "web page": (Answer(page="<html>Log in</html>"), "a web page instead", False),
    "json without a stream": (Answer(plain_json='{"ok": true}'), "broken and cannot be read", True),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_before_any_text_is_one_sentence_with_a_next_step(name: str) -> None:
    """Each has its own sentence, is asked once, and says whether trying again can help."""
    answer, sentence, retry = FAULTS[name]
    with scripted(answer) as desk:
        received, error = await failing(a_writer(desk, api_key=KEY))
    assert received == ""
    assert sentence in error.message
    assert error.hint
    assert error.retry is retry
    assert len(desk.requests) == 1


BREAKS = {
    "dropped": (Answer(TEXT, cut=True), "broke off"),
    "broken line": (Answer(TEXT, raw=("data: {not json",)), "broken and cannot be read"),
    "no object": (Answer(TEXT, raw=("data: 42",)), "broken and cannot be read"),
    "error event": (
        Answer(TEXT, raw=('data: {"error": {"message": "upstream gone", "code": 502}}',)),
        "upstream gone",
    ),
    "error object": (Answer(TEXT, raw=('data: {"object": "error", "message": "kaput"}',)), "kaput"),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", BREAKS)
async def test_a_stream_that_breaks_in_the_middle_keeps_its_text_and_is_not_asked_again(name: str) -> None:
    """What was shown must not be written anew behind the reader's back."""
    answer, sentence = BREAKS[name]
    with scripted(answer) as desk:
        writer = a_writer(desk)
        received, error = await failing(writer)
    assert received
    assert TEXT.startswith(received)
    assert sentence in error.message
    assert error.retry
    assert len(desk.requests) == 1
    assert writer.origins().note == error.message
    assert writer.origins().shown


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("finish", "sentence"), [("content_filter", "filter"), ("error", "error of its own")]
)
async def test_a_text_that_a_server_stopped_is_kept_and_said(finish: str, sentence: str) -> None:
    """A filter may strike after half the text."""
    with scripted(Answer(TEXT, finish=finish)) as desk:
        received, error = await failing(a_writer(desk))
    assert received == TEXT
    assert sentence in error.message


@pytest.mark.anyio
@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_a_busy_or_broken_server_is_asked_twice_more(status: int) -> None:
    """Three requests in all, with our own pauses, then one sentence."""
    with scripted(Answer(status=status, message="later")) as desk:
        pauses = Pauses()
        _received, error = await failing(a_writer(desk, pauses))
    assert len(desk.requests) == 3
    assert pauses.seconds == [0.5, 2.0]
    assert error.retry


@pytest.mark.anyio
async def test_the_server_says_how_long_to_wait() -> None:
    """Retry-After is honoured within the deadline, in both of its forms, and then the text comes."""
    late = [
        Answer(status=429, headers={"Retry-After": "3"}),
        Answer(status=429, headers={"Retry-After-Ms": "1500"}),
    ]
    with scripted(*late, TEXT) as desk:
        pauses = Pauses()
        assert await written(a_writer(desk, pauses).write(TASK, GROUNDING)) == TEXT
    assert pauses.seconds == [3.0, 1.5]


@pytest.mark.anyio
@pytest.mark.parametrize("wait", ["120", "Fri, 31 Dec 2100 23:59:59 GMT"])
async def test_a_wait_longer_than_the_deadline_is_not_waited(wait: str) -> None:
    """The library would sleep through it for two minutes."""
    with scripted(Answer(status=429, headers={"Retry-After": wait})) as desk:
        pauses = Pauses()
        _received, error = await failing(a_writer(desk, pauses))
    assert pauses.seconds == []
    assert "seconds" in error.hint
    assert error.retry


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
async def test_nothing_at_the_address() -> None:
    """A server that is not started is the commonest of all faults."""
    with scripted(TEXT) as desk:
        gone = desk.url
    _received, error = await failing(a_writer(gone))
    assert error.message == f"Nothing answers at {gone}."
    assert "FIKA_MODEL_BASE_URL" in error.hint


@pytest.mark.anyio
@pytest.mark.parametrize(
    "url", ["localhost:11434/v1", "ftp://127.0.0.1/v1", "http://", "http://127.0.0.1:99999/v1"]
)
async def test_an_address_that_cannot_be_asked(url: str) -> None:
    """It is said before anything is sent."""
    _received, error = await failing(a_writer(url))
    assert "FIKA_MODEL_BASE_URL" in error.hint


@pytest.mark.anyio
async def test_https_to_a_server_that_speaks_http() -> None:
    """TLS trouble is named as such."""
    with scripted(TEXT) as desk:
        _received, error = await failing(a_writer(desk.url.replace("http://", "https://")))
    assert "No safe connection" in error.message


@pytest.mark.anyio
async def test_a_name_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS trouble is named as such; no proxy is asked either."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    _received, error = await failing(a_writer("http://fika.invalid/v1"))
    assert error.message == "The name in http://fika.invalid/v1 cannot be found."


@pytest.mark.anyio
async def test_without_an_address_and_a_key_nothing_is_sent() -> None:
    """OpenAI without a key is a question of settings."""
    _received, error = await failing(a_writer(""))
    assert error.message == "No key for OpenAI is set."


@pytest.mark.anyio
@pytest.mark.parametrize("key", ["sk-canary-å", "sk-canary\n-x"])
async def test_a_key_that_cannot_stand_in_a_header_is_not_repeated(key: str) -> None:
    """Libraries quote the whole header in their error."""
    with scripted(TEXT) as desk:
        _received, error = await failing(a_writer(desk, api_key=key))
    assert "canary" not in whole_story(error)


@pytest.mark.anyio
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500])
async def test_the_key_is_in_no_error(status: int, caplog: pytest.LogCaptureFixture) -> None:
    """Servers repeat keys; neither message, cause nor log may."""
    caplog.set_level("DEBUG", logger="assistant")
    with scripted(Answer(status=status, message=f"bad key {KEY} for model")) as desk:
        writer = a_writer(desk, api_key=KEY)
        _received, error = await failing(writer)
    assert desk.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert "canary" not in whole_story(error) + caplog.text + repr(vars(writer)) + writer.origins().note


@pytest.mark.anyio
async def test_user_name_and_password_of_an_address_are_not_shown() -> None:
    """An address may carry secrets too."""
    _received, error = await failing(a_writer("http://me:canary@127.0.0.1:9/v1?token=canary"))
    assert "canary" not in whole_story(error)


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
    assert before.note == "possibly cut"


@pytest.mark.anyio
async def test_a_key_that_a_server_shows_in_part_is_not_shown_on() -> None:
    """Some repeat its beginning and its end."""
    with scripted(Answer(status=403, message="Key sk-abcd***********wxyz may not use this")) as desk:
        _received, error = await failing(a_writer(desk, api_key=KEY))
    assert "Key ... may not use this" in error.message


def whole_story(error: BaseException) -> str:
    """Everything that a traceback would print of an error and its causes."""
    told = f"{error} {error!r} {getattr(error, 'hint', '')}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told + (whole_story(cause) if cause else "")


def test_the_settings_key_is_a_secret() -> None:
    """The writer keeps it wrapped."""
    assert KEY not in repr(ModelSettings(name="m", api_key=SecretStr(KEY)))
