"""From a command's arguments, a file or a stored person to a task; and questions for what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.briefing import answered, brief_for, keep_answer, said_plainly, with_meeting
from assistant.cleaning import clean
from assistant.domain.brief import Ask, Brief, fact_line
from assistant.domain.draft import Wording
from assistant.errors import InputError, UsageError
from assistant.events import Question
from assistant.importing.brief_file import load_brief
from assistant.ports import Task
from assistant.wiring import now
from assistant.wording import _
from prompts.catalog import Kind
from tui.console import Session, read_input
from tui.records import fact_parts


@dataclass(frozen=True)
class Briefing:
    """A brief on its way to being complete."""

    brief: Brief
    session: Session
    person_id: int | None = None

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace, session: Session) -> Briefing:
        """Take the brief from a file, standard input or a stored person, then the options on top.

        Raises InputError, NotFoundError, UsageError.
        """
        named: str | None = arguments.person
        source = arguments.brief or ("-" if named == "-" else None)
        if named not in {None, "-"} and arguments.brief:
            raise UsageError(
                _("Give a person or a brief file, not both."),
                hint=_("A brief file names its recipient itself."),
            )
        if source is None and named is None:
            raise UsageError(
                _("Say for whom: a stored person, or a brief file."),
                hint=_("fika people list shows the stored; --brief FILE takes a file."),
            )
        found = (
            cls._from_file(source, arguments, session)
            if source
            else cls._from_store(str(named), arguments, session)
        )
        return replace(found, brief=_with_options(found.brief, arguments))

    @classmethod
    def _from_file(cls, source: str, arguments: argparse.Namespace, session: Session) -> Briefing:
        text, name = read_input(source)
        loaded = load_brief(text, name, language=arguments.language or session.services.message_language)
        briefing = cls(loaded.brief, session)
        for position in loaded.understood:
            briefing = briefing.confirmed(position)
        return briefing

    @classmethod
    def _from_store(cls, named: str, arguments: argparse.Namespace, session: Session) -> Briefing:
        store = session.services.store
        person = store.find_person(named)
        language = arguments.language or session.services.message_language
        return cls(brief_for(person, store, language), session, person_id=person.id)

    def task(self, kind: Kind, arguments: argparse.Namespace) -> Task:
        """Give the task for a kind. Raises UsageError for a channel that the kind does not have."""
        if arguments.channel not in kind.channels:
            raise UsageError(
                _("'{kind}' has no channel '{channel}'.").format(kind=kind.id, channel=arguments.channel),
                hint=_("Channels: {channels}.").format(channels=", ".join(kind.channels)),
            )
        wording = Wording(channel=arguments.channel, tone=arguments.tone, variant=arguments.variant)
        return Task(kind=kind, brief=self.brief, wording=wording, now=now(), person_id=self.person_id)

    def ask(self, questions: Sequence[Question]) -> Briefing:
        """Ask the person what is missing, each with its reason.

        For a stored person, a fact is kept with the person, and what is said about oneself in the profile.
        """
        briefing = self
        for question in questions:
            self.session.say(f"\n{question.text}\n  ({question.reason})")
            answer = self.session.ask(">")
            if not answer:
                raise InputError(
                    _("Nothing was answered, so nothing is written."),
                    hint=_("A generic text would not be answered either; come back when you know more."),
                )
            briefing = replace(briefing, brief=answered(briefing.brief, question.input, answer))
            if question.input == "recipient.fact":
                briefing = briefing.confirmed(len(briefing.brief.facts) - 1)
            briefing.keep(question.input)
        return briefing

    def confirmed(self, position: int) -> Briefing:
        """Show how a plain fact was understood; at a terminal the person may refuse it."""
        fact = self.brief.facts[position]
        parts = ", ".join(f"{label}: {value}" for label, value in fact_parts(fact))
        self.session.say(_("Understood: {fact}").format(fact=fact_line(fact)) + "\n  " + parts)
        if not self.session.interactive or self.session.confirm(_("Is that right?")):
            return self
        return replace(self, brief=said_plainly(self.brief, position))

    def keep(self, need: str) -> None:
        """Keep what was answered for a stored person, so that it is not asked again for the next one."""
        if self.person_id is None:
            return
        if keep_answer(self.session.services.store, self.person_id, self.brief, need) == "profile":
            self.session.say(_("Kept in your profile; fika init changes it."))


def _with_options(brief: Brief, arguments: argparse.Namespace) -> Brief:
    asked = {
        key: getattr(arguments, key)
        for key in ("minutes", "questions", "topic", "window")
        if getattr(arguments, key) is not None
    }
    update: dict[str, Any] = {}
    if asked:
        update["ask"] = Ask.model_validate({**dict(brief.ask), **asked})
    if arguments.own_words is not None:
        update["own_words"] = clean(arguments.own_words)
    if arguments.language:
        update["language"] = arguments.language
    brief = Brief.model_validate({**dict(brief), **update})
    if arguments.note or arguments.plan or arguments.held_at or arguments.went_well is not None:
        brief = with_meeting(
            brief,
            notes=tuple(arguments.note or ()),
            plan=arguments.plan or "",
            held_at=arguments.held_at,
            went_well=arguments.went_well,
        )
    return brief
