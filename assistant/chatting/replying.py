"""Lets a model answer one question: it may look things up, then its text streams and is checked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from assistant.chatting.desk import ChatDesk
from assistant.chatting.growing import Growing
from assistant.chatting.marks import Marking, Shown
from assistant.chatting.memory import shown
from assistant.chatting.told import Told, told_lines
from assistant.chatting.tools import TOOLS, Offer, in_words, look, offer, wanted
from assistant.cleaning import StreamCleaner
from assistant.domain.chat import NOTHING, Conversation, Turn
from assistant.domain.value import Language
from assistant.errors import FikaError, WriterError
from assistant.events import ChatEvent, Fragment, Grounded, Replied, Said, Waiting
from assistant.ports import ChatRequest, Talker, ToolCall, ToolFound
from assistant.wording import _, plural
from knowledge.corpus import Passage

_MOST_ROUNDS: Final = 4
"""Times that the model is asked for one question; the last one has no tools, so that it must answer."""
_MOST_OFFERS: Final = 3


class Replying:
    """One answer by a model."""

    def __init__(
        self, desk: ChatDesk, talker: Talker, conversation: Conversation, question: str, language: Language
    ) -> None:
        self._desk = desk
        self._talker = talker
        self._conversation = conversation
        self._question = question
        self._language = language
        self._turns: tuple[Turn, ...] = ()
        self._calls: list[ToolCall] = []
        self._found: tuple[Passage, ...] = ()
        self._left_out = 0
        self._in_confidence = False
        self.offers: list[Offer] = []
        """What the model wants to be done; the person is asked about one after the other."""

    async def run(
        self, passages: tuple[Passage, ...], told: Sequence[Told]
    ) -> AsyncGenerator[ChatEvent, None]:
        """Answer, and keep the answer as it grows. Closing the generator stops it and keeps its text."""
        chats = self._desk.store.chats
        self._turns = await asyncio.to_thread(chats.turns, self._conversation.id)
        self._count(told)
        request = self._request(passages, [line for each in told for line in told_lines(each)])
        empty = await asyncio.to_thread(
            lambda: chats.add(self._conversation.id, "fika", "", writer=self._talker.name, whole=False)
        )
        growing, marking = Growing(chats, empty), Marking(_shown(request), self._language)
        trouble: WriterError | None = None
        whole = False
        try:
            async with aclosing(self._rounds(request, growing, marking)) as events:
                async for event in events:
                    yield event
            if rest := marking.close():
                yield Fragment(growing.take(rest))
            if said := marking.complaint():
                yield Fragment(growing.take(f"\n\n{said}" if growing.text else said))
            whole = True
        except WriterError as error:
            trouble = error
        finally:
            turn = self._kept(growing, marking, whole=whole)
        yield Grounded(tuple(_by_id(self._found, marking.cited)))
        for note in self._notes():
            yield Said(note)
        yield Replied(turn, NOTHING[self._language] not in turn.text, trouble)

    def _request(self, passages: tuple[Passage, ...], told: Sequence[str]) -> ChatRequest:
        before = shown(self._turns[:-1], self._conversation, elsewhere=self._desk.elsewhere)
        self._in_confidence = self._in_confidence or any(each.in_confidence for each in before)
        self._found = passages
        return ChatRequest(
            question=self._question,
            language=self._language,
            passages=passages,
            told=tuple(told),
            before=before,
            summary=self._conversation.summary,
            tools=TOOLS if self._talker.takes_tools else (),
        )

    async def _rounds(
        self, request: ChatRequest, growing: Growing, marking: Marking
    ) -> AsyncGenerator[ChatEvent, None]:
        for number in range(1, _MOST_ROUNDS + 1):
            last = number == _MOST_ROUNDS or not request.tools
            asked = replace(request, tools=()) if last else request
            marking.shown = _shown(request)
            self._calls = []
            async with aclosing(self._streamed(asked, growing, marking)) as events:
                async for event in events:
                    yield event
            if last or not self._calls:
                return
            for call in self._calls:
                says, request = await asyncio.to_thread(self._done, call, request)
                if says:
                    yield Said(says)
            if self.offers:
                return

    async def _streamed(
        self, request: ChatRequest, growing: Growing, marking: Marking
    ) -> AsyncGenerator[ChatEvent, None]:
        cleaner = StreamCleaner()
        async with aclosing(self._talker.talk(request)) as pieces:
            async for raw in pieces:
                if isinstance(raw, ToolCall):
                    self._calls.append(raw)
                elif isinstance(raw, Waiting):
                    yield raw
                else:
                    numbered = len(marking.cited)
                    piece = marking.feed(cleaner.feed(raw))
                    if piece:
                        yield Fragment(growing.take(piece))
                    if len(marking.cited) > numbered:
                        yield Grounded(tuple(_by_id(self._found, marking.cited)))
        if rest := marking.feed(cleaner.close()):
            yield Fragment(growing.take(rest))

    def _done(self, call: ToolCall, request: ChatRequest) -> tuple[str, ChatRequest]:
        """Look up what was asked for, or put it among the offers; give what to say and the next request."""
        try:
            tool = wanted(call)
            if tool.writes:
                if len(self.offers) < _MOST_OFFERS:
                    self.offers.append(offer(call, self._desk, self._turns))
                return "", request
            looked = look(call, self._desk, self._language)
        except FikaError as error:
            return "", replace(request, found=(*request.found, ToolFound(call, in_words(error))))
        known = {each.id for each in request.passages}
        new = tuple(each for each in looked.passages if each.id not in known)
        lines = told_lines(looked.told) if looked.told else ()
        self._count([looked.told] if looked.told else [])
        self._found = (*request.passages, *new)
        return looked.says, replace(
            request,
            passages=self._found,
            told=(*request.told, *(each for each in lines if each not in request.told)),
            found=(*request.found, ToolFound(call, _where(len(new), len(lines)))),
        )

    def _count(self, told: Sequence[Told]) -> None:
        self._left_out += sum(each.left_out for each in told)
        self._in_confidence = self._in_confidence or any(each.in_confidence for each in told)

    def _kept(self, growing: Growing, marking: Marking, *, whole: bool) -> Turn:
        offered = "\n".join(_("(Offered: {action})").format(action=each.action) for each in self.offers)
        if offered:
            growing.take(f"\n\n{offered}" if growing.text else offered)
        return growing.finish(whole=whole, passages=tuple(marking.cited), in_confidence=self._in_confidence)

    def _notes(self) -> Iterator[str]:
        if self._left_out:
            yield plural(
                "{n} confidential line was not shown to the model, which is not on this machine.",
                "{n} confidential lines were not shown to the model, which is not on this machine.",
                self._left_out,
            ).format(n=self._left_out)


def _shown(request: ChatRequest) -> Shown:
    texts = [(each.id, each.wording(request.language)) for each in request.passages]
    return Shown(tuple((name, f"{wording.title} {wording.text}") for name, wording in texts), request.told)


def _by_id(passages: Sequence[Passage], cited: Sequence[str]) -> list[Passage]:
    known = {each.id: each for each in passages}
    return [known[each] for each in cited if each in known]


def _where(passages: int, lines: int) -> str:
    parts = [
        f"{passages} more passages in block guidance" if passages else "",
        f"{lines} lines in block told" if lines else "",
    ]
    return "; ".join(filter(None, parts)) or "nothing"
