"""One chat: takes what the person says and gives events, as drafting does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Final

from assistant.chatting.answering import answer
from assistant.chatting.commands import Doing
from assistant.chatting.desk import ChatDesk
from assistant.chatting.documents import Writing
from assistant.chatting.memory import tellable, too_old
from assistant.chatting.reflecting import Reflecting
from assistant.chatting.replying import Replying
from assistant.chatting.slash import is_command, parsed
from assistant.chatting.told import Told, people_named, told_about, told_of_oneself, told_text, without_names
from assistant.chatting.tools import Offer, keep_fact
from assistant.chatting.yes_no import decision
from assistant.cleaning import clean
from assistant.domain.chat import Conversation, Turn
from assistant.domain.records import Person
from assistant.domain.value import MAX_MESSAGE, Language
from assistant.errors import InputError, WriterError
from assistant.events import ChatEvent, Fragment, Grounded, Moved, Offered, Replied, Said, Wrote
from assistant.ports import Talker
from assistant.wording import _
from knowledge.corpus import Passage
from knowledge.found import Found

_TITLE: Final = 60
"""Characters of the first question that name a conversation."""
_SEARCHED: Final = 6
"""Passages that a question may find."""


class Chatting:
    """A chat with one conversation at a time."""

    def __init__(self, desk: ChatDesk, conversation: Conversation | None = None) -> None:
        self._desk = desk
        self.conversation = conversation
        """None until something was said."""
        self._going: Reflecting | Writing | None = None
        """What the next line answers, when it is no question."""
        self._offers: list[Offer] = []
        """What a model wants done; the next line says yes or no to the first."""
        self._told_of_tools = False

    async def say(self, given: str) -> AsyncGenerator[ChatEvent, None]:
        """Take a line and give what follows. Raises FikaError; what was kept stays kept.

        Closing the generator stops an answer; its text until then is kept and marked as not whole.
        """
        text = clean(given).strip()
        if not text:
            return
        if len(text) > MAX_MESSAGE:
            raise InputError(
                _("That is too long for a question: {count} characters, at most {most}.").format(
                    count=len(text), most=MAX_MESSAGE
                ),
                hint=_("Paste a text about someone with `fika facts suggest`, and ask about it in short."),
            )
        events = self._command(text) if is_command(text) else self._line(text)
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Moved):
                    self.conversation = event.conversation if event.conversation.id else None
                yield event

    def warm_up(self, *, after_seconds: float = 0) -> None:
        """Load in a thread what a model's first answer takes; without a model do nothing."""
        if self._desk.talker is not None:
            loading = threading.Timer(after_seconds, self._desk.talker.warm_up)
            loading.daemon = True
            loading.start()

    @property
    def language(self) -> Language | None:
        """The language chosen for this chat; None follows what is written."""
        return (self.conversation.language or None) if self.conversation else None

    async def _line(self, text: str) -> AsyncGenerator[ChatEvent, None]:
        going = self._going
        if isinstance(going, Reflecting):
            events = self._reflected(going, text)
        elif isinstance(going, Writing):
            events = self._written(going.answer(text), going)
        elif self._offers:
            events = self._decided(text)
        else:
            events = self._answered(text)
        async with aclosing(events):
            async for event in events:
                yield event

    async def _command(self, text: str) -> AsyncGenerator[ChatEvent, None]:
        command, rest = parsed(text)
        if command.id == "stop" and isinstance(self._going, Reflecting):
            yield Said(self._going.answer("/stop"))
            self._going = None
            return
        self._going, self._offers = None, []
        if command.id == "reflect":
            self._going = Reflecting(self.language or self._desk.ui)
            opening = self._going.begin()
            await self._keep("fika", opening, title=_("Reflection"))
            yield Said(opening)
        elif command.kind:
            person = await asyncio.to_thread(self._desk.store.find_person, rest)
            async with aclosing(self._document(command.kind, person)) as events:
                async for event in events:
                    yield event
        else:
            for event in await asyncio.to_thread(Doing(self._desk, self.conversation).run, command, rest):
                yield event

    async def _written(
        self, events: AsyncGenerator[ChatEvent, None], writing: Writing
    ) -> AsyncGenerator[ChatEvent, None]:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Wrote) and writing.is_done:
                    self._going = None
                yield event

    async def _reflected(self, reflecting: Reflecting, text: str) -> AsyncGenerator[ChatEvent, None]:
        await self._keep("person", text)
        said = reflecting.answer(text)
        if reflecting.outcome == "saved":
            kept = reflecting.reflection.model_copy(update={"saved_at": self._desk.now()})
            await asyncio.to_thread(self._desk.store.save_reflection, kept)
        if reflecting.outcome != "asking":
            self._going = None
        await self._keep("fika", said)
        yield Said(said)

    async def _answered(self, question: str) -> AsyncGenerator[ChatEvent, None]:
        await self._keep("person", question, title=question)
        language, found = await asyncio.to_thread(self._found, question)
        told = await asyncio.to_thread(self._told, question, language)
        passages = tuple(hit.passage for hit in found.hits) if found.answered else ()
        if self._desk.talker is not None:
            async with aclosing(self._talked(question, language, passages, told)) as events:
                async for event in events:
                    yield event
            return
        corpus = await asyncio.to_thread(self._desk.corpus_with, tuple(each.id for each in passages))
        said = answer(found, [told_text(each, language) for each in told], language, corpus)
        yield Grounded(tuple(each for each in passages if each.id in said.passages))
        yield Fragment(said.text)
        in_confidence = any(each.in_confidence for each in told)
        turn = await self._keep("fika", said.text, passages=said.passages, in_confidence=in_confidence)
        yield Replied(turn, answered=bool(told or said.passages))

    def _found(self, question: str) -> tuple[Language, Found]:
        words = without_names(question, self._desk.store.people())
        return self._desk.find_guidance(words, _SEARCHED, self.language)

    def _told(self, question: str, language: Language) -> tuple[Told, ...]:
        store = self._desk.store
        named = people_named(question, store.people())
        found = tuple(told_about(each, store, language, elsewhere=self._desk.elsewhere) for each in named)
        return (*told_of_oneself(store, language), *found) if self._desk.talker else found

    async def _talked(
        self, question: str, language: Language, passages: tuple[Passage, ...], told: Sequence[Told]
    ) -> AsyncGenerator[ChatEvent, None]:
        """Let the model answer; then ask about what it wants done, and shorten what became long."""
        talker, conversation = self._desk.talker, self.conversation
        assert talker is not None and conversation is not None  # noqa: PT018 - both hold where it is called
        replying = Replying(self._desk, talker, conversation, question, language)
        async with aclosing(replying.run(passages, told)) as events:
            async for event in events:
                yield event
        if not talker.takes_tools and not self._told_of_tools:
            self._told_of_tools = True
            yield Said(_("This model can do nothing but answer; /help shows what you can ask me for."))
        self._offers = replying.offers
        if self._offers:
            yield Offered(self._offers[0].action)
        async with aclosing(self._shortened(talker, conversation, language)) as events:
            async for event in events:
                yield event

    async def _shortened(
        self, talker: Talker, conversation: Conversation, language: Language
    ) -> AsyncGenerator[ChatEvent, None]:
        """Put the oldest turns into a summary for the model, and show it; all that was said stays."""
        turns = await asyncio.to_thread(self._desk.store.chats.turns, conversation.id)
        old = too_old(turns, conversation)
        if not old:
            return
        summary = conversation.summary
        if tellable(old):
            try:
                summary = clean(await talker.summarise(tellable(old), summary, language)).strip()
            except WriterError as error:
                yield Said(
                    _("The beginning of this chat could not be summed up for the model: {reason}").format(
                        reason=error.message
                    )
                )
                return
        update = {"summary": summary, "summarised": old[-1].id}
        self.conversation = conversation.model_copy(update=update)
        await asyncio.to_thread(self._desk.store.chats.change, self.conversation)
        yield Said(
            _("This chat is long, so the model sees its beginning ({count} turns) as a summary:").format(
                count=len(old)
            )
            + f"\n{summary}"
        )

    async def _decided(self, text: str) -> AsyncGenerator[ChatEvent, None]:
        """Take the person's word on what a model wants done; what is no clear yes does nothing."""
        decided = decision(text)
        if decided is None:
            self._offers = []
            yield Said(_("Then I leave that undone."))
            async with aclosing(self._answered(text)) as events:
                async for event in events:
                    yield event
            return
        made = self._offers.pop(0)
        await self._keep("person", text)
        if decided and made.kind:
            self._offers = []
            async with aclosing(self._document(made.kind, made.person)) as events:
                async for event in events:
                    yield event
            return
        said = (
            await asyncio.to_thread(keep_fact, made, self._desk)
            if decided
            else _("Then I leave that undone.")
        )
        await self._keep("fika", said)
        yield Said(said)
        if self._offers:
            yield Offered(self._offers[0].action)

    async def _document(self, kind: str, person: Person) -> AsyncGenerator[ChatEvent, None]:
        """Write a document, or ask for what it lacks."""
        language = self._desk.message_language
        writing = await asyncio.to_thread(Writing, self._desk, self._desk.kind(kind), person, language)
        self._going = writing
        async with aclosing(self._written(writing.begin(), writing)) as events:
            async for event in events:
                yield event

    async def _keep(
        self,
        speaker: str,
        text: str,
        *,
        title: str = "",
        passages: tuple[str, ...] = (),
        in_confidence: bool = False,
    ) -> Turn:
        chats = self._desk.store.chats
        if self.conversation is None:
            name = " ".join((title or text).split())[:_TITLE]
            self.conversation = await asyncio.to_thread(chats.begin, name)
        return await asyncio.to_thread(
            lambda: chats.add(
                self._conversation_id,
                "person" if speaker == "person" else "fika",
                text,
                passages=passages,
                in_confidence=in_confidence,
            )
        )

    @property
    def _conversation_id(self) -> int:
        return self.conversation.id if self.conversation else 0
