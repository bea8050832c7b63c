"""The part of composing that asks for what is missing and lists the guidance, before the first word."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import ContentSwitcher, Static

from assistant.composing import FACT_NEED, Sheet, standing_behind
from assistant.domain.brief import fact_line
from assistant.errors import FikaError
from assistant.events import Missing
from assistant.missing import missing
from assistant.wiring import now
from assistant.wording import _
from tui.content import shown
from tui.records import fact_parts
from tui.screens.compose_writing import Writing
from tui.widgets.choices_bar import ChoicesBar
from tui.widgets.question_form import QuestionForm, UnderstoodForm

if TYPE_CHECKING:
    from assistant.events import Question
    from knowledge.corpus import Passage


class Asking(Writing):
    """Holds the sheet: what is chosen and answered so far."""

    _sheet: Sheet | None = None
    _answered: Sheet | None = None
    """With a fact that waits for the person to say whether it was understood."""

    @property
    def state(self) -> str:
        """What stands in the draft's place: ready, question, understanding or growing."""
        return str(self.query_one("#place", ContentSwitcher).current)

    def show_ready(self, said: str = "") -> None:
        """Show that it can be written, or what was said instead."""
        raise NotImplementedError

    def turn_to(self, state: str) -> None:
        """Put something else in the draft's place."""
        self.query_one("#place", ContentSwitcher).current = state
        self.query_one(ChoicesBar).disabled = state == "growing"
        self.set_class(state == "ready", "-ready")
        self.refresh_bindings()

    def to_the_question(self) -> None:
        """Go to what must be answered first."""
        place = self.query_one(QuestionForm if self.state == "question" else UnderstoodForm)
        place.query("LineInput, Button").first().focus()

    async def prepare(self) -> None:
        """Ask for what is missing; where nothing is, list the guidance and say how to begin."""
        sheet = self._sheet
        if sheet is None:
            return
        try:
            questions, passages = await asyncio.to_thread(self._look, sheet)
        except FikaError as error:
            self.show_trouble(error)
            return
        self._show_guidance(passages)
        if questions:
            self.show_missing(Missing(questions))
        else:
            self.show_ready()

    def _look(self, sheet: Sheet) -> tuple[tuple[Question, ...], tuple[Passage, ...]]:
        drafting = self.services.drafting(keep=False)
        return missing(sheet.kind, sheet.brief, drafting.can_open), drafting.guidance(sheet.task(now()))

    def _show_guidance(self, passages: tuple[Passage, ...]) -> None:
        language = self.services.ui
        lines = [_("The guidance behind it:"), *(f"· {each.wording(language).title}" for each in passages)]
        self.query_one("#guidance", Static).update(shown("\n".join(lines)))

    def show_missing(self, missing: Missing) -> None:
        """Show the first question in the draft's place."""
        first = missing.questions[0]
        behind = standing_behind(self.services.corpus, first.why, self.services.ui)
        self.turn_to("question")
        self.query_one(QuestionForm).ask(first, behind, len(missing.questions))

    def taken(self) -> Sheet | None:
        """Give the sheet with what is typed in its lines, as far as it can be taken."""
        bar = self.query_one(ChoicesBar)
        sheet = self._sheet
        try:
            return sheet.asking_for(bar.minutes).with_own_words(bar.own_words) if sheet else None
        except FikaError:
            return sheet

    @on(QuestionForm.Answered)
    def answer(self, event: QuestionForm.Answered) -> None:
        """Take an answer; a fact is shown as it was understood before it is kept."""
        self.work(self._answer(event.need, event.text), group="prepare")

    async def _answer(self, need: str, text: str) -> None:
        sheet = self.taken()
        if sheet is None:
            return
        answered = await asyncio.to_thread(sheet.answering, need, text)
        if need != FACT_NEED:
            await self._keep(answered, need)
            return
        self._answered = answered
        self.turn_to("understanding")
        fact = answered.newest_fact
        self.query_one(UnderstoodForm).show(fact_line(fact), fact_parts(fact))

    @on(UnderstoodForm.Said)
    def hear(self, event: UnderstoodForm.Said) -> None:
        """Take the person's word on how a fact was understood."""
        self.action_say(event.right)

    def action_say(self, right: bool) -> None:
        """Keep the fact as it was understood, or as its words alone."""
        if self._answered is not None:
            sheet = self._answered if right else self._answered.newest_fact_said_plainly()
            self._answered = None
            self.work(self._keep(sheet, FACT_NEED), group="prepare")

    async def _keep(self, sheet: Sheet, need: str) -> None:
        self._sheet = await asyncio.to_thread(sheet.kept, self.services.store, need)
        await self.prepare()
