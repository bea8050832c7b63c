"""What every fault of a model's server becomes: one sentence, a next step, the text so far, and no secret."""

from __future__ import annotations

import os

import pytest

from tests.by_hand import Answer, scripted
from tests.model_desk import GROUNDING, KEY, TASK, TEXT, Pauses, a_writer, failing, whole_story, written

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
async def test_a_certificate_that_nobody_trusts() -> None:
    """Nothing is sent to a server that cannot show who it is; there is no switch to do so."""
    with scripted(TEXT, tls=True) as desk:
        _received, error = await failing(a_writer(desk, api_key=KEY))
    assert error.message == f"No safe connection to {desk.url} could be made: self-signed certificate."
    assert "certificate" in error.hint
    assert desk.requests == []


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
async def test_a_key_goes_nowhere_unencrypted() -> None:
    """Beyond this machine a key over plain http is anyone's."""
    _received, error = await failing(a_writer("http://192.0.2.1/v1", api_key=KEY))
    assert "for all on the way to read" in error.message
    assert "canary" not in whole_story(error)


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
async def test_a_key_that_a_server_shows_in_part_is_not_shown_on() -> None:
    """Some repeat its beginning and its end."""
    with scripted(Answer(status=403, message="Key sk-abcd***********wxyz may not use this")) as desk:
        _received, error = await failing(a_writer(desk, api_key=KEY))
    assert "Key ... may not use this" in error.message
