"""The page to have beside a talk: who, why, what was said, what to ask, and when to stop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pydantic import AwareDatetime

from assistant.clock import both_times
from assistant.domain.brief import Fact, Meeting
from assistant.domain.records import Contact, DraftSummary, Person, Talk, Version
from assistant.domain.value import MAX_LINE, Language, Value
from assistant.ports import Store
from assistant.reviewing.items import unnumbered
from assistant.road import questions_for
from assistant.wording import _, plural

CLOSING_MINUTES: Final = 2
"""How long before the agreed end one says that time is nearly up (guidance `first_call.keep_time`)."""

_SHORT_TALK: Final = 5
"""Minutes below which greeting and closing get one minute each."""

_CLOSING: Final[dict[Language, tuple[str, str]]] = {
    "sv": (
        "Nu är det en minut kvar av de {minutes} vi sa. Ska vi runda av?",
        "Nu är det två minuter kvar av de {minutes} vi sa. Ska vi runda av?",
    ),
    "en": (
        "We have one minute left of the {minutes} we agreed on. Shall we wrap up?",
        "We have two minutes left of the {minutes} we agreed on. Shall we wrap up?",
    ),
}
"""What to say then, in the talk's language, not the interface's."""


class Part(Value):
    """A stretch of the talk, and what it is for."""

    from_minute: int
    to_minute: int
    text: str
    """In the interface's language."""
    guidance: str
    """Id of the passage behind it."""


class TalkPage(Value):
    """All that one needs beside a talk."""

    person: Person
    talk: Talk
    language: Language
    """The talk's: that of the newest question list or message, else the other's own."""
    why: tuple[str, ...]
    """Why the sender wrote: the topic asked about, then what the sender wants to learn."""
    first_message: str
    """As it was sent, else as it stands now; empty when Fika did not write it."""
    first_message_at: AwareDatetime | None
    """When it was sent; None when nobody noted it."""
    facts: tuple[Fact, ...]
    """What is known; those marked confidential are for the sender's eyes and not for the talk."""
    questions: tuple[str, ...]
    questions_draft_id: int | None
    plan: tuple[Part, ...]
    """The minutes from the greeting to the agreed end, without gaps."""
    closing: str
    """The sentence to say when `closing_at` has come, in the talk's language."""
    closing_at: AwareDatetime
    here: AwareDatetime
    """The start by the sender's clock."""
    there: AwareDatetime | None
    """The start by the other's clock; None when the zone is not known."""
    guidance: tuple[str, ...]
    """Ids of the passages that the page rests on."""


def talk_page(store: Store, person: Person, talk: Talk, *, language: Language) -> TalkPage:
    """Gather the page; `language` is the talk's when nothing else says it.

    Raises StoreError, NotFoundError.
    """
    drafts = store.drafts_of(person.id)
    contacts = store.contacts.contacts(person.id)
    sender = store.sender()
    first, sent = _first_message(store, drafts, contacts)
    listed = questions_for(talk, store.contacts.talks(person.id), drafts)
    questions = store.version(listed.draft_id) if listed else None
    items = (
        tuple(unnumbered(" ".join(each.text.split())) for each in questions.draft.items) if questions else ()
    )
    plan = minute_plan(talk.minutes, len(items))
    spoken = _language(person, questions or first, language)
    here, there = both_times(talk.starts_at, sender.time_zone if sender else "", person.recipient.time_zone)
    topic = first.brief.ask.topic if first else ""
    return TalkPage(
        person=person,
        talk=talk,
        language=spoken,
        why=tuple(each for each in (topic, *(sender.goals if sender else ())) if each),
        first_message=first.draft.text if first else "",
        first_message_at=sent.at if sent else None,
        facts=tuple(each.fact for each in store.facts(person.id)),
        questions=items,
        questions_draft_id=listed.draft_id if listed else None,
        plan=plan,
        closing=closing_words(talk.minutes, spoken),
        closing_at=closing_at(talk),
        here=here,
        there=there,
        guidance=tuple(dict.fromkeys(["first_call.questions", *(part.guidance for part in plan)])),
    )


def minute_plan(minutes: int, questions: int) -> tuple[Part, ...]:
    """Divide the agreed minutes: a greeting, the questions' share, and the last two minutes."""
    close = minutes - closing_minutes(minutes)
    greeting = min(2 if minutes >= _SHORT_TALK else 1, close)
    parts = (
        (
            0,
            greeting,
            _("Say hello, thank them for the time, and say why you wrote and that you take notes."),
            "first_call.punctual_professional",
        ),
        (greeting, close, _share(close - greeting, questions), "first_call.listen_notes"),
        (
            close,
            minutes,
            _("Say that time is nearly up and thank them. If it felt right, ask to write again."),
            "first_call.keep_time",
        ),
    )
    return tuple(
        Part(from_minute=start, to_minute=end, text=text, guidance=passage)
        for start, end, text, passage in parts
        if end > start
    )


def closing_minutes(minutes: int) -> int:
    """Give how many minutes before the end the closing sentence is said."""
    return CLOSING_MINUTES if minutes >= _SHORT_TALK else 1


def closing_at(talk: Talk) -> datetime:
    """Give the moment to say the closing sentence."""
    return talk.ends_at - timedelta(minutes=closing_minutes(talk.minutes))


def closing_words(minutes: int, language: Language) -> str:
    """Give the sentence that tells the other that time is nearly up, in the talk's language."""
    one, two = _CLOSING[language]
    return (one if closing_minutes(minutes) == 1 else two).format(minutes=minutes)


def meeting_from(talk: Talk, zone: str = "") -> Meeting:
    """Give the talk as a brief has it, by the clock of `zone`: each line of the notes is a note."""
    held_at, _there = both_times(talk.starts_at, zone, "")
    return Meeting(
        held_at=held_at,
        minutes=talk.minutes,
        notes=note_lines(talk.notes),
        plan=talk.plan,
        confidential=bool(talk.notes or talk.plan),
    )


def note_lines(notes: str) -> tuple[str, ...]:
    """Give the thoughts of the notes pane, one a line, without list signs; a very long line is divided."""
    lines = (line.strip().lstrip("-*•–").strip() for line in notes.splitlines())
    return tuple(
        line[start : start + MAX_LINE].strip()
        for line in lines
        for start in range(0, len(line), MAX_LINE)
        if line[start : start + MAX_LINE].strip()
    )


def _share(minutes: int, questions: int) -> str:
    listen = _("Listen more than you talk, and follow up on what was just said.")
    if not questions:
        return _("What you came to ask.") + " " + listen
    each = minutes // questions
    if each < 1:
        return _("Your questions, the most important first.") + " " + listen
    share = plural(
        "Your question: about {each} min.", "Your {n} questions: about {each} min each.", questions
    )
    return share.format(n=questions, each=each) + " " + listen


def _first_message(
    store: Store, drafts: tuple[DraftSummary, ...], contacts: tuple[Contact, ...]
) -> tuple[Version | None, Contact | None]:
    """Give the first message as it was sent, else the newest draft of one, and the sending."""
    sent = [each for each in contacts if each.kind == "sent" and each.document in {"outreach", ""}]
    first = sent[0] if sent else None
    if first and first.draft_id is not None:
        return store.version(first.draft_id, first.number), first
    messages = sorted((each for each in drafts if each.kind == "outreach"), key=lambda each: each.changed_at)
    return (store.version(messages[-1].draft_id) if messages else None), first


def _language(person: Person, written: Version | None, otherwise: Language) -> Language:
    if written:
        return written.draft.language
    read: dict[str, Language] = {"sv": "sv", "en": "en"}
    return next((read[each] for each in person.recipient.languages if each in read), otherwise)
