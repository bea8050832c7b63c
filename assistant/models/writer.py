"""The model writer: asks an OpenAI-compatible server and gives its answer as it comes.

One deadline covers the whole document: waiting, retries, silence in the middle, and the repair.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from assistant.domain.draft import Origins
from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.events import Waiting
from assistant.models.messages import Messages, messages_for
from assistant.models.preview import Preview, preview
from assistant.models.server import ModelServer
from assistant.models.trimming import Share, shares
from assistant.models.trouble import LENGTH
from assistant.ports import Grounding, Task
from assistant.wording import _
from prompts.prompt import PromptError
from prompts.rendering import RenderingError

if TYPE_CHECKING:
    from assistant.settings import ModelSettings

_LEAST_FOR_REPAIR: Final = 5
"""Seconds that must be left of the deadline for a repair to be worth beginning."""
_WHOLE: Final = {"stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete"}
"""What servers say when an answer is whole; after anything else, and nothing, the end may be missing."""


class ModelWriter:
    """Streams a document in the writing format from a model. Fits the `Writer` port."""

    def __init__(
        self,
        settings: ModelSettings,
        *,
        kept_key: Callable[[ModelSettings], str] = lambda _settings: "",
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._server = ModelServer(settings, kept_key=kept_key, pause=pause)
        self._origins = Origins(writer="model", model=settings.name)

    def origins(self) -> Origins:
        """Tell which model wrote the last document, with what."""
        return self._origins

    async def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str | Waiting, None]:
        """Write the document. Raises WriterError; what was yielded before stays valid."""
        self._begin()
        async with aclosing(self._document(task, grounding, "", ())) as pieces:
            async for piece in pieces:
                yield piece

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str | Waiting, None]:
        """Send it back once with what stopped it; yields nothing when there is no time left for that."""
        if not self._server.begun:
            self._begin()
        least = min(_LEAST_FOR_REPAIR, self._settings.deadline_seconds / 2)
        if not findings or self._server.seconds_left < least:
            return
        first = self._origins
        async with aclosing(self._document(task, grounding, written, findings)) as pieces:
            try:
                async for piece in pieces:
                    yield piece
            except WriterError:
                self._origins = first  # the first text stands, and so does what it was made with
                raise

    def preview(self, task: Task, grounding: Grounding) -> Preview:
        """Show what `write` would send first, and where; contacts nobody."""
        return preview(self._settings, _messages(task, next(shares(task, grounding)), "", ()))

    def _begin(self) -> None:
        self._server.begin()
        self._origins = Origins(writer="model", model=self._settings.name)

    async def _document(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str | Waiting, None]:
        """Ask for the text, with less of the grounding when all of it is too long."""
        steps = list(shares(task, grounding))
        sent = steps[0]

        def request(smaller: int) -> Messages | None:
            nonlocal sent
            if smaller >= len(steps):
                return None
            sent = steps[smaller]
            messages = _messages(task, sent, written, findings)
            self._record(prompt=messages.prompt, shown=messages.shown, facts=messages.facts)
            return messages

        try:
            async with aclosing(self._server.ask(request)) as pieces:
                async for piece in pieces:
                    yield piece
        except WriterError as error:
            self._record(note=error.message)
            raise
        self._finish(sent)

    def _record(self, **values: object) -> None:
        server = self._server
        update = {**values, "seconds": server.seconds, "temperature": server.temperature}
        self._origins = self._origins.model_copy(update=update)

    def _finish(self, sent: Share) -> None:
        """Keep how the answer ended; a repair adds its tokens to those of the first."""
        ended, before = self._server.ended, self._origins
        cut = ""
        if ended.finish in LENGTH:
            cut = _("the model came to its length limit (FIKA_MODEL_MAX_TOKENS), so the end is missing")
        elif ended.finish not in _WHOLE:
            cut = _("the model did not say that it was done, so the end may be missing")
        first = before.first_seconds if before.first_seconds is not None else ended.first_seconds
        self._record(
            prompt_tokens=_sum(before.prompt_tokens, ended.prompt_tokens),
            completion_tokens=_sum(before.completion_tokens, ended.completion_tokens),
            first_seconds=first,
            note="; ".join(filter(None, [cut, sent.note])),
        )


def _messages(task: Task, share: Share, written: str, findings: Sequence[Finding]) -> Messages:
    try:
        return messages_for(
            task,
            share.grounding,
            share.passages,
            written=written,
            findings=findings,
            said_before=share.said_before,
        )
    except FileNotFoundError as error:
        raise WriterError(
            _("There is no prompt for '{kind}' yet.").format(kind=task.kind.id),
            hint=_("Write it without a model: --writer template."),
        ) from error
    except (PromptError, RenderingError) as error:
        raise WriterError(str(error), hint=_("Install Fika anew if you did not change it.")) from error


def _sum(before: int | None, now: int | None) -> int | None:
    return before if now is None else (before or 0) + now
