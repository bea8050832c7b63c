"""Writes a document from within the chat: asks for what is missing, one thing at a time, then drafts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from assistant.briefing import answered, brief_for, keep_answer
from assistant.chatting.desk import ChatDesk
from assistant.domain.draft import Wording
from assistant.domain.records import Person
from assistant.domain.value import Language
from assistant.events import ChatEvent, Finished, Fragment, Grounded, Missing, Question, Wrote
from assistant.ports import Task
from prompts.catalog import Kind


class Writing:
    """One document on its way, until it is written or the person stops it."""

    def __init__(self, desk: ChatDesk, kind: Kind, person: Person, language: Language) -> None:
        self._desk = desk
        self._kind = kind
        self._person = person
        self._brief = brief_for(person, desk.store, language)
        self._asked: Question | None = None
        self.is_done = False

    async def begin(self) -> AsyncGenerator[ChatEvent, None]:
        """Write it, or ask for the first thing that is missing."""
        drafting = self._desk.drafting()
        task = Task(
            kind=self._kind,
            brief=self._brief,
            wording=Wording(),
            now=self._desk.now(),
            person_id=self._person.id,
        )
        async with aclosing(drafting.run(task)) as events:
            async for event in events:
                match event:
                    case Missing(questions):
                        self._asked = questions[0]
                        yield Missing(questions[:1])
                    case Grounded() | Fragment():
                        yield event
                    case Finished():
                        self.is_done = True
                        yield Wrote(event)

    async def answer(self, text: str) -> AsyncGenerator[ChatEvent, None]:
        """Take the answer to what was asked, keep it where it belongs, and go on."""
        if self._asked is not None:
            need = self._asked.input
            self._brief = answered(self._brief, need, text)
            await asyncio.to_thread(keep_answer, self._desk.store, self._person.id, self._brief, need)
        async with aclosing(self.begin()) as events:
            async for event in events:
                yield event
