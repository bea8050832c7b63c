"""The model writer: asks an OpenAI-compatible server and gives its answer as it comes.

One deadline covers the whole document: waiting, retries, silence in the middle, and the repair.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.draft import Origins
from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.models.messages import Messages, messages_for
from assistant.models.thinking import Thoughtless
from assistant.models.trouble import Reason, Trouble, explain, refused_part
from assistant.ports import Grounding, Task
from assistant.server_address import is_address
from assistant.wording import _
from prompts.prompt import PromptError
from prompts.rendering import RenderingError

if TYPE_CHECKING:
    from assistant.settings import ModelSettings

_MAX_RETRIES: Final = 2
_PAUSES: Final = (0.5, 2.0)
"""Seconds before the first and the second retry, when the server does not say."""
_LEAST_FOR_REPAIR: Final = 5
"""Seconds that must be left of the deadline for a repair to be worth beginning."""
_TAIL_SECONDS: Final = 2
"""Longest wait for token counts after the answer itself has ended."""


_WHOLE: Final = {"stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete"}
_LENGTH: Final = {"length", "max_tokens"}
_FAULTS: Final[Mapping[str, Reason]] = {"content_filter": "filtered", "error": "broken"}
"""What servers say about why an answer ended; after anything else, and nothing, the end may be missing."""


class ModelWriter:
    """Streams a document in the writing format from a model. Fits the `Writer` port."""

    def __init__(
        self, settings: ModelSettings, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._settings = settings
        self._pause = pause
        self._without: set[str] = set()
        """Optional parts that this server refused; they are not sent again."""
        self._origins = Origins(writer="model", model=settings.name)
        self._began = 0.0
        self._ends = 0.0

    def origins(self) -> Origins:
        """Tell which model wrote the last document, with what."""
        return self._origins

    async def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str, None]:
        """Write the document. Raises WriterError; what was yielded before stays valid."""
        self._begin()
        async with aclosing(self._document(task, grounding, "", ())) as pieces:
            async for piece in pieces:
                yield piece

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str, None]:
        """Send it back once with what stopped it; yields nothing when there is no time left for that."""
        if not self._began:
            self._begin()
        if not findings or self._ends - time.monotonic() < min(
            _LEAST_FOR_REPAIR, self._settings.deadline_seconds / 2
        ):
            return
        first = self._origins
        async with aclosing(self._document(task, grounding, written, findings)) as pieces:
            try:
                async for piece in pieces:
                    yield piece
            except WriterError:
                self._origins = first  # the first text stands, and so does what it was made with
                raise

    def _begin(self) -> None:
        self._began = time.monotonic()
        self._ends = self._began + self._settings.deadline_seconds
        self._origins = Origins(
            writer="model",
            model=self._settings.name,
            temperature=self._temperature,
        )

    async def _document(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str, None]:
        """Ask until there is an answer; only a request that gave no text at all is made again."""
        retries, shown = 0, len(grounding.passages)
        while True:
            answered = False
            try:
                self._check_settings()
                messages = self._messages(task, grounding, shown, written, findings)
                async with aclosing(self._answer(messages)) as pieces:
                    async for piece in pieces:
                        answered = True
                        yield piece
            except Trouble as trouble:
                if answered:
                    raise self._failed(trouble) from trouble
                part = refused_part(trouble, self._sent())
                if part:
                    self._without.add(part)
                elif trouble.reason == "context" and shown:
                    shown //= 2
                elif retries < _MAX_RETRIES and await self._waited(trouble, retries):
                    retries += 1
                else:
                    raise self._failed(trouble) from trouble
            else:
                self._note_left_out(shown, len(grounding.passages))
                return

    async def _answer(self, messages: Messages) -> AsyncGenerator[str, None]:
        """Make one request and yield its text. Raises Trouble."""
        client: Any = await asyncio.to_thread(importlib.import_module, "assistant.models.client")
        self._record(prompt=messages.prompt, shown=messages.shown, temperature=self._temperature)
        left = max(0.05, self._ends - time.monotonic())
        thoughts, finish, received, refusal = Thoughtless(), "", False, ""
        usage: tuple[int | None, int | None] = (None, None)
        stream = client.stream(
            self._settings, messages.system, messages.user, without=frozenset(self._without), seconds=left
        )
        ends = self._ends
        async with aclosing(stream) as pieces:
            while (piece := await self._next(pieces, ends, finished=bool(finish))) is not None:
                text = thoughts.feed(piece.text)
                refusal += piece.refusal
                if piece.completion_tokens is not None:
                    usage = (piece.prompt_tokens, piece.completion_tokens)
                if piece.finish and not finish:
                    finish, ends = piece.finish, min(ends, time.monotonic() + _TAIL_SECONDS)
                if text:
                    received = received or bool(text.strip())
                    yield text
        rest = thoughts.close()
        if rest.strip():
            received = True
            yield rest
        self._finish(usage, finish)
        if refusal:
            raise Trouble("refusal", refusal)
        if finish in _FAULTS:
            raise Trouble(_FAULTS[finish])
        if not received:
            raise Trouble("no_room" if finish in _LENGTH else "empty")

    async def _next(self, pieces: AsyncGenerator[Any, None], ends: float, *, finished: bool) -> Any:
        """Give the next piece, or None at the end. An answer that has finished may break off without harm."""
        try:
            async with asyncio.timeout(max(0.0, ends - time.monotonic())):
                return await anext(pieces)
        except StopAsyncIteration:
            return None
        except TimeoutError:
            if finished:
                return None
            raise Trouble("slow") from None
        except Trouble:
            if finished:
                return None
            raise

    async def _waited(self, trouble: Trouble, retries: int) -> bool:
        """Wait as the server asks and tell whether to try again; not when that would pass the deadline."""
        if trouble.reason not in {"busy", "broken"}:
            return False
        seconds = trouble.wait_seconds if trouble.wait_seconds is not None else _PAUSES[retries]
        if seconds >= self._ends - time.monotonic():
            return False
        await self._pause(seconds)
        return True

    def _check_settings(self) -> None:
        settings = self._settings
        key = settings.api_key.get_secret_value().strip()
        if settings.base_url.strip() and not is_address(settings.base_url.strip()):
            raise Trouble("address")
        if not settings.base_url.strip() and not key:
            raise Trouble("no_key")
        if not (key.isascii() and key.isprintable()):
            raise Trouble("key")

    def _messages(
        self, task: Task, grounding: Grounding, shown: int, written: str, findings: Sequence[Finding]
    ) -> Messages:
        try:
            return messages_for(
                task, grounding, grounding.passages[:shown], written=written, findings=findings
            )
        except FileNotFoundError as error:
            raise WriterError(
                _("There is no prompt for '{kind}' yet.").format(kind=task.kind.id),
                hint=_("Write it without a model: --writer template."),
            ) from error
        except (PromptError, RenderingError) as error:
            raise WriterError(str(error), hint=_("Install Fika anew if you did not change it.")) from error

    def _sent(self) -> set[str]:
        """Name the optional parts that a request carries now."""
        parts = {"stream_options", "max_completion_tokens", "temperature", "system"}
        return (parts | ({"max_tokens"} if self._settings.base_url.strip() else set())) - self._without

    @property
    def _temperature(self) -> float | None:
        return None if "temperature" in self._without else self._settings.temperature

    def _record(self, **values: object) -> None:
        seconds = round(time.monotonic() - self._began, 2)
        self._origins = self._origins.model_copy(update={**values, "seconds": seconds})

    def _finish(self, usage: tuple[int | None, int | None], finish: str) -> None:
        """Keep how the answer ended; a repair adds its tokens to those of the first."""
        note = ""
        if finish in _LENGTH:
            note = _("the model came to its length limit (FIKA_MODEL_MAX_TOKENS), so the end is missing")
        elif finish not in _WHOLE:
            note = _("the model did not say that it was done, so the end may be missing")
        self._record(
            prompt_tokens=_sum(self._origins.prompt_tokens, usage[0]),
            completion_tokens=_sum(self._origins.completion_tokens, usage[1]),
            note=note,
        )

    def _note_left_out(self, shown: int, passages: int) -> None:
        if shown < passages:
            left_out = _("guidance left out for length: {count}").format(count=passages - shown)
            self._record(note="; ".join(filter(None, [self._origins.note, left_out])))

    def _failed(self, trouble: Trouble) -> WriterError:
        error = explain(trouble, self._settings)
        self._record(note=error.message)
        return error


def _sum(before: int | None, now: int | None) -> int | None:
    return before if now is None else (before or 0) + now
