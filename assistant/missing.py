"""What a brief lacks for a kind, as questions with their reasons; never a generic text instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.value import Language
from assistant.events import Question
from assistant.wording import ui_language
from prompts.catalog import Kind

MAX_QUESTIONS: Final = 3
"""More questions at once is a form, and a form is put off until tomorrow."""

CanOpen = Callable[[Fact, Language, Recipient], bool]
"""Tells whether a writer can build a message in a language on a fact about the recipient."""

_NOBODY: Final = {"sv": "personen", "en": "this person"}


def missing(kind: Kind, brief: Brief, can_open: CanOpen) -> tuple[Question, ...]:
    """Give the first questions, at most three, that the brief leaves open for this kind."""
    ui = ui_language()
    recipient = brief.recipient.name or _NOBODY[ui]
    return tuple(
        Question(
            input=need.input,
            text=need.question.in_language(ui).format(recipient=recipient),
            reason=need.reason.in_language(ui),
            why=need.why,
        )
        for need in kind.needs
        if not _has(need.input, brief, can_open)
    )[:MAX_QUESTIONS]


def _has(need: str, brief: Brief, can_open: CanOpen) -> bool:
    sender, meeting = brief.sender, brief.meeting
    known = {
        "recipient.fact": any(
            can_open(fact, brief.language, brief.recipient) for fact in brief.facts if not fact.confidential
        ),
        "recipient.name": bool(brief.recipient.name),
        "sender.fact": bool(sender.role or sender.goals or sender.about or sender.organisation),
        "sender.name": bool(sender.name or sender.sign_off),
        "ask.topic": bool(brief.ask.topic or sender.goals or sender.about),
        "goals_or_topic": bool(brief.ask.topic or sender.goals),
        "meeting.notes": bool(meeting and meeting.notes),
    }
    return known[need]
