"""A chat for tests: what is said to it, what it says, and a model that is played."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any

from assistant.chatting.session import Chatting
from assistant.domain.chat import Turn
from assistant.domain.value import Language
from assistant.errors import WriterError
from assistant.events import ChatEvent, Fragment, Said
from assistant.ports import ChatRequest, ToolCall

Piece = str | ToolCall | WriterError


class FakeTalker:
    """Answers with the pieces it was filled with; an exception among them is raised there.

    Filled with lists, it gives one list for each time it is asked, and then the last one again.
    """

    name = "fake"

    def __init__(self, *pieces: Piece | list[Piece]) -> None:
        rounds = [each for each in pieces if isinstance(each, list)]
        self._rounds: list[list[Any]] = rounds or [list(pieces)]
        self.requests: list[ChatRequest] = []
        self.summarised: list[tuple[Sequence[Turn], str]] = []
        self.summary: str | WriterError = "They want to ask Maria for a talk."
        self.closed = False
        self.takes_tools = True

    def warm_up(self) -> None:
        """Nothing is to be loaded."""

    async def talk(self, request: ChatRequest) -> AsyncGenerator[str | ToolCall, None]:
        """Stream the pieces."""
        self.requests.append(request)
        pieces = self._rounds.pop(0) if len(self._rounds) > 1 else self._rounds[0]
        try:
            for piece in pieces:
                if isinstance(piece, WriterError):
                    raise piece
                yield piece
        finally:
            self.closed = True

    async def summarise(self, turns: Sequence[Turn], summary: str, language: Language) -> str:
        """Give the summary it was filled with."""
        del language
        self.summarised.append((turns, summary))
        if isinstance(self.summary, WriterError):
            raise self.summary
        return self.summary


def with_talker(chat: Chatting, talker: FakeTalker, *, elsewhere: bool = False) -> Chatting:
    """Give the chat a model."""
    return Chatting(replace(chat._desk, talker=talker, elsewhere=elsewhere), chat.conversation)


async def said(chat: Chatting, line: str) -> list[ChatEvent]:
    """Say a line and give all that follows."""
    return [event async for event in chat.say(line)]


async def text_of(chat: Chatting, line: str) -> str:
    """Say a line and give what Fika says."""
    return "\n".join(event.text for event in await said(chat, line) if isinstance(event, Said | Fragment))
