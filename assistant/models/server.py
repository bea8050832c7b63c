"""A model's server, asked with own retries under one deadline that the person can cut short.

Whoever asks says what to send and how to make it smaller; what the server refuses, how long it wants to be
left alone and how its answer ended is this module's business.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from assistant.events import Waiting
from assistant.models.thinking import Thoughtless
from assistant.models.trouble import FAULTS, LENGTH, Reason, Trouble, explain, refused_part
from assistant.secret import Secret
from assistant.server_address import is_address
from assistant.settings import is_loopback

if TYPE_CHECKING:
    from assistant.settings import ModelSettings

MAX_RETRIES: Final = 2
_PAUSES: Final = (0.5, 2.0)
"""Seconds before the first and the second retry, when the server does not say."""
_TAIL_SECONDS: Final = 2
"""Longest wait for token counts after the answer itself has ended."""
STALL_SECONDS: Final = 20.0
"""Longest silence in the middle of an answer. Before its first word a model may think for longer."""


class Request(Protocol):
    """What is sent: one system and one user message."""

    @property
    def system(self) -> str:
        """What the model is to be."""

    @property
    def user(self) -> str:
        """What it is asked."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the last answer ended."""

    finish: str = ""
    """What the server gave as the reason; empty when it gave none."""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first_seconds: float | None = None
    """Seconds from the request to the first piece of text."""
    calls: tuple[tuple[str, str], ...] = ()
    """Tools that the answer asks for: a name, and the arguments as the model wrote them."""


class ModelServer:
    """One server, asked for one document at a time."""

    def __init__(
        self,
        settings: ModelSettings,
        *,
        kept_key: Callable[[ModelSettings], str] = lambda _settings: "",
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        """Take the settings. `kept_key` gives a key from elsewhere, asked only when a request goes out."""
        self._settings = settings
        self._kept_key = kept_key
        self._pause = pause
        self._stall_seconds = stall_seconds
        self._client: Any = None
        self._without: set[str] = set()
        self._began = 0.0
        self._tools: Sequence[dict[str, Any]] = ()
        self.ended = Ended()

    @property
    def settings(self) -> ModelSettings:
        """The settings; the key that is in force once a request went out."""
        return self._settings

    @property
    def without(self) -> frozenset[str]:
        """Optional parts that this server refused; they are not sent again."""
        return frozenset(self._without)

    @property
    def temperature(self) -> float | None:
        """How freely the model chooses its words; None when the server decides."""
        return None if "temperature" in self._without else self._settings.temperature

    def begin(self, tools: Sequence[dict[str, Any]] = ()) -> None:
        """Start the deadline; `tools`, as OpenAI's protocol writes them, are what an answer may ask for."""
        self._began = time.monotonic()
        self._tools = tools
        self.ended = Ended()

    def leave_out(self, part: str) -> None:
        """Send an optional part no more."""
        self._without.add(part)

    @property
    def begun(self) -> bool:
        """Whether the deadline runs."""
        return bool(self._began)

    @property
    def seconds(self) -> float:
        """Seconds since the deadline began to run."""
        return round(time.monotonic() - self._began, 2)

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline."""
        return self._began + self._settings.deadline_seconds - time.monotonic()

    async def ask(self, request: Callable[[int], Request | None]) -> AsyncGenerator[str | Waiting, None]:
        """Ask until there is an answer; only a request that gave no text at all is made again.

        `request(n)` gives what to send, made smaller n times; None when it cannot be made any smaller.
        Raises WriterError; what was yielded before stays valid.
        """
        smaller, retries = 0, 0
        sent = request(0)
        while sent is not None:
            answered = False
            try:
                async with aclosing(self._answer(sent)) as pieces:
                    async for piece in pieces:
                        answered = True
                        yield piece
            except Trouble as trouble:
                if answered:
                    raise explain(trouble, self._settings) from trouble
                part = refused_part(trouble, self._sent())
                if part:
                    self.leave_out(part)
                    sent = request(smaller) or sent  # what is told to the model may name that part
                    continue
                if trouble.reason == "context" and (less := request(smaller + 1)) is not None:
                    sent, smaller = less, smaller + 1
                    continue
                seconds = self._wait_seconds(trouble, retries)
                if seconds is None:
                    raise explain(trouble, self._settings) from trouble
                retries += 1
                yield Waiting(seconds, explain(trouble, self._settings).message)
                await self._pause(seconds)
            else:
                return

    async def _answer(self, sent: Request) -> AsyncGenerator[str, None]:
        """Make one request and yield its text. Raises Trouble."""
        await self._ready()
        thoughts, finish, refusal, received = Thoughtless(), "", "", False
        began, first = time.monotonic(), None
        ends = self._began + self._settings.deadline_seconds
        usage: tuple[int | None, int | None] = (None, None)
        calls: tuple[tuple[str, str], ...] = ()
        stream = self._client.stream(
            self._settings,
            sent.system,
            sent.user,
            without=self.without,
            seconds=max(0.05, self.seconds_left),
            tools=() if "tools" in self._without else self._tools,
        )
        async with aclosing(stream) as pieces:
            while True:
                piece = await self._next(pieces, ends, begun=received, finished=bool(finish))
                if piece is None:
                    break
                text = thoughts.feed(piece.text)
                refusal += piece.refusal
                calls += piece.calls
                if piece.completion_tokens is not None:
                    usage = (piece.prompt_tokens, piece.completion_tokens)
                if piece.finish and not finish:
                    finish, ends = piece.finish, min(ends, time.monotonic() + _TAIL_SECONDS)
                if text:
                    first = first or time.monotonic() - began
                    received = received or bool(text.strip())
                    yield text
        rest = thoughts.close()
        if rest.strip():
            received = True
            yield rest
        self.ended = Ended(
            finish, *usage, first_seconds=None if first is None else round(first, 3), calls=calls
        )
        _refuse(refusal, finish, received=received or bool(calls))

    async def _ready(self) -> None:
        """Look at the settings, then load what asks. Raises Trouble."""
        if self._client is not None:
            return
        key = await asyncio.to_thread(self._kept_key, self._settings)
        if key:
            self._settings = replace(self._settings, api_key=Secret(key))
        _check(self._settings)
        self._client = await asyncio.to_thread(importlib.import_module, "assistant.models.client")

    async def _next(
        self, pieces: AsyncGenerator[Any, None], ends: float, *, begun: bool, finished: bool
    ) -> Any:
        """Give the next piece, or None at the end. An answer that has finished may break off without harm."""
        left = ends - time.monotonic()
        stalls = begun and self._stall_seconds < left
        try:
            async with asyncio.timeout(max(0.0, self._stall_seconds if stalls else left)):
                return await anext(pieces)
        except StopAsyncIteration:
            return None
        except TimeoutError:
            if finished:
                return None
            raise Trouble("stalled" if stalls else "slow", wait_seconds=self._stall_seconds) from None
        except Trouble:
            if finished:
                return None
            raise

    def _wait_seconds(self, trouble: Trouble, retries: int) -> float | None:
        """How long to wait before the same request goes again; None when it should not, or not in time."""
        if trouble.reason not in {"busy", "broken"} or retries >= MAX_RETRIES:
            return None
        seconds = trouble.wait_seconds if trouble.wait_seconds is not None else _PAUSES[retries]
        return seconds if seconds < self.seconds_left else None

    def _sent(self) -> set[str]:
        """Name the optional parts that a request carries now."""
        parts = {"stream_options", "max_completion_tokens", "temperature", "system"}
        parts |= {"max_tokens"} if self._settings.base_url.strip() else set()
        return (parts | ({"tools"} if self._tools else set())) - self._without


def _check(settings: ModelSettings) -> None:
    key = settings.api_key.get_secret_value().strip()
    if settings.base_url.strip() and not is_address(settings.base_url.strip()):
        raise Trouble("address")
    if not settings.base_url.strip() and not key:
        raise Trouble("no_key")
    if not (key.isascii() and key.isprintable()):
        raise Trouble("key")
    if (
        key
        and settings.base_url.strip().lower().startswith("http:")
        and not is_loopback(settings.base_url.strip())
    ):
        raise Trouble("bare")


def _refuse(refusal: str, finish: str, *, received: bool) -> None:
    """Raise Trouble for an answer that is none."""
    if refusal:
        raise Trouble("refusal", refusal)
    if finish in FAULTS:
        fault: Reason = FAULTS[finish]
        raise Trouble(fault)
    if not received:
        raise Trouble("no_room" if finish in LENGTH else "empty")


async def whole_answer(server: ModelServer, request: Request) -> str:
    """Ask, within a deadline of its own, for an answer that nobody watches grow. Raises WriterError."""
    server.begin()
    async with aclosing(server.ask(lambda smaller: None if smaller else request)) as answer:
        return "".join([piece async for piece in answer if isinstance(piece, str)])
