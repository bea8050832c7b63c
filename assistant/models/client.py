"""One streamed answer from an OpenAI-compatible server, through LangChain.

Import this only when a write begins, and off the event loop: LangChain takes more than a second.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import TYPE_CHECKING, Any, Final, cast

_TRACING: Final = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2")


def _silence() -> None:
    """Keep LangChain from sending prompts elsewhere, whatever the shell says (SAFETY.md, fact 12)."""
    for name in _TRACING:
        os.environ[name] = "false"
    for name in ("LANGCHAIN_TRACING", "LANGSMITH_GATEWAY"):
        os.environ.pop(name, None)


_silence()

import httpx2  # noqa: E402 - tracing is silenced before anything of LangChain is loaded
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage  # noqa: E402
from langchain_core.outputs import ChatGenerationChunk  # noqa: E402
from langchain_openai import ChatOpenAI  # noqa: E402
from pydantic import SecretStr  # noqa: E402

from assistant.models.classify import UNREADABLE, classify, mentions  # noqa: E402
from assistant.models.trouble import OPENAI, Trouble  # noqa: E402
from assistant.settings import is_loopback  # noqa: E402

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.runnables import Runnable

    from assistant.settings import ModelSettings

_NO_KEY: Final = "none"
"""Sent to a server without a key of its own; the client insists on one."""
_CONNECT_SECONDS: Final = 10
"""Longest wait for a connection."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer."""

    text: str = ""
    refusal: str = ""
    finish: str = ""
    """Why the answer ends, in its last piece: "stop", "length", "content_filter"."""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    calls: tuple[tuple[str, str], ...] = ()
    """Tools that the answer asks for, once all of it is there: a name, and the arguments as written."""


class _Chat(ChatOpenAI):
    """Keeps what LangChain drops from a stream: a refusal, and an error without a status."""

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        if chunk.get("object") == "error":
            raise Trouble("broken", str(chunk.get("message") or ""), status=_number(chunk.get("code")))
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices") or [{}]
        refusal = (choices[0].get("delta") or {}).get("refusal")
        if made is not None and refusal:
            made.message.additional_kwargs["refusal"] = refusal
        return made


def _number(code: object) -> int:
    return code if isinstance(code, int) else 0


async def stream(
    settings: ModelSettings,
    system: str,
    user: str,
    *,
    without: Collection[str],
    seconds: float,
    tools: Sequence[dict[str, Any]] = (),
) -> AsyncGenerator[Piece, None]:
    """Send one request and give the answer as it comes; closing the generator ends the request.

    `without` names optional parts to leave out: "stream_options", "max_tokens", "max_completion_tokens",
    "temperature", "system". `seconds` is the longest silence that is waited through. `tools`, as OpenAI's
    protocol writes them, are what the answer may ask for.
    Raises Trouble for everything that can go wrong.
    """
    messages: list[BaseMessage] = [SystemMessage(system), HumanMessage(user)]
    if "system" in without:
        messages = [HumanMessage(f"{system}\n\n{user}")]
    calls = _Calls()
    try:
        async with (
            _http(settings, seconds) as http,
            aclosing(_bound(_chat(settings, http, without, seconds), tools).astream(messages)) as chunks,  # type: ignore[type-var]  # it is an async generator, typed as an iterator
        ):
            async for chunk in chunks:
                usage = chunk.usage_metadata
                finish = _finish(chunk.response_metadata.get("finish_reason"))
                calls.take(chunk)
                yield Piece(
                    text=str(chunk.text),
                    refusal=chunk.additional_kwargs.get("refusal", ""),
                    finish=finish,
                    prompt_tokens=usage["input_tokens"] if usage else None,
                    completion_tokens=usage["output_tokens"] if usage else None,
                    calls=calls.whole() if finish else (),
                )
            if rest := calls.whole():  # of a server that gives no reason for the end
                yield Piece(calls=rest)
    except UNREADABLE as error:
        key = settings.api_key.get_secret_value().strip()
        raise classify(error) from (None if mentions(error, key) else error)


class _Calls:
    """Puts together the tools that an answer asks for; name and arguments come in pieces."""

    def __init__(self) -> None:
        self._begun: dict[object, list[str]] = {}

    def take(self, chunk: AIMessageChunk) -> None:
        """Take what a chunk has of them."""
        for piece in chunk.tool_call_chunks:
            begun = self._begun.setdefault(piece.get("index"), ["", ""])
            begun[0] += piece.get("name") or ""
            begun[1] += piece.get("args") or ""

    def whole(self) -> tuple[tuple[str, str], ...]:
        """Give them, once."""
        begun, self._begun = self._begun, {}
        return tuple((name, arguments) for name, arguments in begun.values() if name)


def _bound(chat: ChatOpenAI, tools: Sequence[dict[str, Any]]) -> Runnable[LanguageModelInput, AIMessageChunk]:
    """Give the model with its tools, as LangChain binds them."""
    return cast(
        "Runnable[LanguageModelInput, AIMessageChunk]", chat.bind_tools(list(tools)) if tools else chat
    )


def _finish(reason: object) -> str:
    return "" if reason in {None, "null"} else str(reason).lower()


def _chat(
    settings: ModelSettings, http: httpx2.AsyncClient, without: Collection[str], seconds: float
) -> ChatOpenAI:
    own = bool(settings.base_url.strip())
    options: dict[str, Any] = {}
    if "temperature" not in without:
        options["temperature"] = settings.temperature
    if "max_completion_tokens" not in without:
        options["max_tokens"] = settings.max_tokens
    if own and "max_tokens" not in without:  # local servers know only the older name; OpenAI refuses both
        options["extra_body"] = {"max_tokens": settings.max_tokens}
    return _Chat(
        model=settings.name,
        base_url=settings.base_url.strip() or OPENAI,
        api_key=SecretStr(settings.api_key.get_secret_value().strip() or _NO_KEY),
        use_responses_api=False,
        stream_usage="stream_options" not in without,
        max_retries=0,
        timeout=_timeout(seconds),
        stream_chunk_timeout=None,
        http_client=_unused(),
        http_async_client=http,
        **options,
    )


def _http(settings: ModelSettings, seconds: float) -> httpx2.AsyncClient:
    """Make a connection pool for this request alone: one loop, closed with it, and no host but this one."""
    return httpx2.AsyncClient(
        verify=_trusted(),
        timeout=_timeout(seconds),
        follow_redirects=False,
        trust_env=not is_loopback(
            settings.base_url.strip()
        ),  # a proxy from the environment has no business with this machine's own server
        event_hooks={"response": [_refuse_pages]},
    )


@cache
def _trusted() -> SSLContext:
    """The authorities that this machine trusts, read once: it takes a fiftieth of a second."""
    return httpx2.create_ssl_context()


@cache
def _unused() -> httpx2.Client:
    """What LangChain would else make anew for each request, authorities and all: nothing goes through it."""
    return httpx2.Client(verify=_trusted(), trust_env=False)


def _timeout(seconds: float) -> httpx2.Timeout:
    return httpx2.Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds))


async def _refuse_pages(response: httpx2.Response) -> None:
    """Stop at a web page, which the client would read as an empty answer."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.is_success and kind in {"text/html", "application/xhtml+xml"}:
        raise Trouble("page", status=response.status_code)
    if response.is_success and kind == "application/json":
        raise Trouble("garbage", status=response.status_code)
