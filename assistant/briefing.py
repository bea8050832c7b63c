"""Builds a brief from what the store knows, and puts a person's answers into it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, Literal

from assistant.domain.brief import Ask, Brief, Fact, Meeting, Previous, Sender
from assistant.domain.records import Person, Talk, Version
from assistant.domain.value import MAX_LINE, MAX_MESSAGE, Language
from assistant.importing.understanding import understand
from assistant.ports import Store
from assistant.road import last_talk
from assistant.talk_page import meeting_from

_PROFILE: Final = {"sender.fact": "about", "sender.name": "name"}
"""What is asked about the sender, and where in the profile it belongs."""

Kept = Literal["", "person", "profile"]
"""Where an answer is kept beyond its document."""


def brief_for(person: Person, store: Store, language: Language, *, now: datetime | None = None) -> Brief:
    """Give all that is known for a document to `person`: profile, facts and what was said before.

    The ask of the newest draft to the same person carries over, and the newest talk that took place
    with its notes, so that a question list or a follow-up need not be told again.
    """
    drafts = [each for each in store.drafts() if each.person_id == person.id]
    kept = {each.kind: each for each in sorted(drafts, key=lambda each: each.changed_at)}
    newest = {kind: store.version(each.draft_id) for kind, each in kept.items()}
    last = max(newest.values(), key=lambda version: version.made_at, default=None)
    sender = store.sender() or Sender()
    talk = last_talk(store.contacts.talks(person.id), now or datetime.now(UTC))
    return Brief(
        language=language,
        sender=sender,
        recipient=person.recipient,
        facts=tuple(stored.fact for stored in store.facts(person.id)),
        ask=last.brief.ask if last else Ask(),
        meeting=_meeting(talk, last.brief.meeting if last else None, sender),
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


def keep_answer(store: Store, person_id: int, brief: Brief, need: str) -> Kept:
    """Keep what was answered, so that it is not asked again: a fact with the person, the rest in the profile.

    `brief` has the answer already. An answer that belongs to this document alone is not kept elsewhere.
    """
    if need == "recipient.fact":
        store.add_fact(person_id, brief.facts[-1])
        return "person"
    if need in _PROFILE:
        field = _PROFILE[need]
        sender = store.sender() or Sender()
        store.save_sender(sender.model_copy(update={field: getattr(brief.sender, field)}))
        return "profile"
    return ""


def said_plainly(brief: Brief, position: int) -> Brief:
    """Give the brief with a fact as its words alone, when the person refused how it was understood."""
    fact = brief.facts[position]
    plain = Fact(text=fact.text, source=fact.source)
    facts = (*brief.facts[:position], plain, *brief.facts[position + 1 :])
    return brief.model_copy(update={"facts": facts})


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


def _meeting(talk: Talk | None, told: Meeting | None, sender: Sender) -> Meeting | None:
    """Give the talk as it was noted; what only a draft's brief was told about the same talk stays."""
    if talk is None:
        return told
    noted = meeting_from(talk, sender.time_zone)
    if told is None or told.held_at not in {None, noted.held_at}:
        return noted
    filled = {
        "notes": noted.notes or told.notes,
        "plan": noted.plan or told.plan,
        "went_well": told.went_well,
        "confidential": noted.confidential or told.confidential,
    }
    return noted.model_copy(update=filled)


def _with_sender(brief: Brief, **update: object) -> Brief:
    return brief.model_copy(update={"sender": Sender.model_validate({**dict(brief.sender), **update})})


def _previous(newest: dict[str, Version]) -> Previous:
    outreach, questions, followup = (newest.get(kind) for kind in ("outreach", "questions", "followup"))
    items = questions.draft.items if questions else ()
    return Previous(
        outreach=_as_said(outreach),
        questions=tuple(item.text[:MAX_LINE] for item in items),
        followup=_as_said(followup),
    )


def _as_said(version: Version | None) -> str:
    """Give a draft's text as far as a brief takes it: one that ran on must not be in the way of the next."""
    return version.draft.text[:MAX_MESSAGE] if version else ""
