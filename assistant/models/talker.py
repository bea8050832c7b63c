"""A model that answers in the chat: streams text, and asks for tools where its server takes them."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from assistant.domain.chat import Turn
from assistant.domain.value import MAX_LINE, Language
from assistant.errors import WriterError
from assistant.events import Waiting
from assistant.models.server import ModelServer, whole_answer
from assistant.models.talking import Talking, smaller, summarising, talking, tool_schemas
from assistant.models.trouble import LENGTH
from assistant.ports import ChatRequest, ToolCall
from assistant.wording import _
from prompts.prompt import PromptError
from prompts.rendering import RenderingError

_MOST_CALLS: Final = 4
"""Tools that one answer may ask for."""
_MOST_SUMMARY: Final = 2_000
"""Characters of a summary that are kept."""
# How models that were never taught the protocol write a call into their text.
_CALL_IN_TEXT: Final = re.compile(r"\s*(?:\{|\[\s*\{|```|<tool|<\|tool|<function|\[TOOL)", re.IGNORECASE)
_LONGEST_BEGINNING: Final = 12
"""Characters after which it is clear whether a text begins like that."""


class ModelTalker:
    """Answers from a model. Fits the `Talker` port."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server

    @property
    def name(self) -> str:
        """The model's name."""
        return self._server.settings.name

    @property
    def takes_tools(self) -> bool:
        """False once the server refused them, or the model only wrote about them."""
        return "tools" not in self._server.without

    def warm_up(self) -> None:
        """Load what asking takes, which is more than a second of imports; blocks, asks nobody."""
        importlib.import_module("assistant.models.client")

    async def talk(self, request: ChatRequest) -> AsyncGenerator[str | Waiting | ToolCall, None]:
        """Stream an answer with its marks. Raises WriterError; what was yielded before stays valid."""
        self._server.begin(tool_schemas(request.tools))
        names = {each.name for each in request.tools}
        written = ""
        async with aclosing(self._server.ask(self._requests(request))) as pieces:
            async for piece in pieces:
                if isinstance(piece, Waiting):
                    yield piece
                    continue
                written += piece
                if not names or not _may_be_call(written):
                    yield written
                    written = ""
                    names = set()
        calls = [_call(name, arguments) for name, arguments in self._server.ended.calls[:_MOST_CALLS]]
        if written and not calls and _speaks_of(written, names):
            self._server.leave_out("tools")
            async with aclosing(self._server.ask(self._requests(request))) as pieces:
                async for piece in pieces:
                    yield piece
        elif written and not calls:
            yield written
        for call in calls:
            yield call
        if self._server.ended.finish in LENGTH:
            raise WriterError(
                _("The answer came to the model's length limit, so its end is missing."),
                hint=_("Ask for the rest, or raise FIKA_MODEL_MAX_TOKENS."),
            )

    async def summarise(self, turns: Sequence[Turn], summary: str, language: Language) -> str:
        """Put turns, and the summary of those before them, into a few lines. Raises WriterError."""
        return (await whole_answer(self._server, _checked(lambda: summarising(turns, summary, language))))[
            :_MOST_SUMMARY
        ]

    def _requests(self, request: ChatRequest) -> Callable[[int], Talking | None]:
        """Give what to send, made smaller n times; without tools once the server is known to refuse them."""

        def sent(times: int) -> Talking | None:
            given = request if self.takes_tools else replace(request, tools=())
            less = smaller(given, times)
            return _checked(lambda: talking(less)) if less else None

        return sent


def _checked(make: Callable[[], Talking]) -> Talking:
    try:
        return make()
    except (PromptError, RenderingError, OSError) as error:
        raise WriterError(str(error), hint=_("Install Fika anew if you did not change it.")) from error


def _may_be_call(written: str) -> bool:
    """Whether a text that has begun may be a tool's call that was written as text."""
    begun = written.lstrip()
    if len(begun) >= _LONGEST_BEGINNING or (begun and begun[0] not in "{[`<"):
        return bool(_CALL_IN_TEXT.match(written))
    return True


def _speaks_of(written: str, names: Collection[str]) -> bool:
    return any(name in written for name in names)


def _call(name: str, arguments: str) -> ToolCall:
    """Read a call; arguments that are no texts are left out, and the tool then says what it lacks."""
    try:
        given = json.loads(arguments or "{}")
    except ValueError:
        given = {}
    texts: Mapping[str, str] = (
        {str(key): str(value)[:MAX_LINE] for key, value in given.items() if isinstance(value, str | int)}
        if isinstance(given, dict)
        else {}
    )
    return ToolCall(name=name[:100], arguments=texts)
