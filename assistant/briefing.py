"""Builds a brief from what the store knows, and puts a person's answers into it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.domain.brief import Ask, Brief, Fact, Meeting, Previous, Sender
from assistant.domain.records import Person, Version
from assistant.domain.value import Language
from assistant.importing.understanding import understand
from assistant.ports import Store


def brief_for(person: Person, store: Store, language: Language) -> Brief:
    """Give all that is known for a document to `person`: profile, facts and what was said before.

    The ask and the meeting of the newest draft to the same person carry over, so that a question
    list or a follow-up need not be told again.
    """
    drafts = [each for each in store.drafts() if each.person_id == person.id]
    newest = {
        each.kind: store.version(each.draft_id) for each in sorted(drafts, key=lambda each: each.changed_at)
    }
    last = max(newest.values(), key=lambda version: version.made_at, default=None)
    return Brief(
        language=language,
        sender=store.sender() or Sender(),
        recipient=person.recipient,
        facts=tuple(stored.fact for stored in store.facts(person.id)),
        ask=last.brief.ask if last else Ask(),
        meeting=last.brief.meeting if last else None,
        previous=_previous(newest),
    )


def answered(brief: Brief, need: str, text: str) -> Brief:
    """Give the brief with a person's answer to one missing thing, as `prompts.catalog.Need` names it."""
    if need == "recipient.fact":
        return brief.model_copy(update={"facts": (*brief.facts, understood(text))})
    if need == "meeting.notes":
        return with_meeting(brief, notes=(text,))
    if need == "ask.topic":
        return brief.model_copy(update={"ask": brief.ask.model_copy(update={"topic": text})})
    if need == "recipient.name":
        return brief.model_copy(update={"recipient": brief.recipient.model_copy(update={"name": text})})
    goals = (*brief.sender.goals, text)
    told: dict[str, dict[str, Any]] = {
        "sender.fact": {"about": text},
        "sender.name": {"name": text},
        "goals_or_topic": {"goals": goals},
    }
    return _with_sender(brief, **told[need])


def understood(text: str) -> Fact:
    """Give a plain string as a fact, with what stands plainly in it taken out."""
    return understand(text)


def with_meeting(
    brief: Brief,
    *,
    notes: tuple[str, ...] = (),
    plan: str = "",
    held_at: datetime | None = None,
    went_well: bool | None = None,
) -> Brief:
    """Give the brief with more told about the talk; what is not given stays as it was."""
    meeting = brief.meeting or Meeting()
    told: dict[str, Any] = {"plan": plan, "held_at": held_at, "went_well": went_well}
    update = {key: value for key, value in told.items() if value not in {None, ""}}
    update["notes"] = (*meeting.notes, *notes)
    return brief.model_copy(update={"meeting": Meeting.model_validate({**dict(meeting), **update})})


def _with_sender(brief: Brief, **update: object) -> Brief:
    return brief.model_copy(update={"sender": Sender.model_validate({**dict(brief.sender), **update})})


def _previous(newest: dict[str, Version]) -> Previous:
    outreach, questions, followup = (newest.get(kind) for kind in ("outreach", "questions", "followup"))
    return Previous(
        outreach=outreach.draft.text if outreach else "",
        questions=tuple(item.text for item in questions.draft.items) if questions else (),
        followup=followup.draft.text if followup else "",
    )
