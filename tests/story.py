"""One fixed story in both languages, at one fixed minute: what the pictures of the screens show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from assistant.domain.brief import Brief, Fact, Recipient, Sender, grounds
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.value import Language
from assistant.parsing import parse_marked
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds
from tests.story_words import BIOGRAPHY, FACTS, MARKED, NOTES, PEOPLE, QUESTIONS, SENDER

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
NOW: Final = datetime(2026, 3, 12, 14, 46, tzinfo=STOCKHOLM)
TALK: Final = datetime(2026, 3, 13, 15, 0, tzinfo=STOCKHOLM)
_PASSAGES: Final = ("outreach.personal_opening", "outreach.ask.low_commitment", "outreach.close_easy")
_ORIGINS: Final = Origins(writer="template", shown=_PASSAGES)

__all__ = ["BIOGRAPHY", "NOW", "STOCKHOLM", "TALK", "Story", "tell"]


@dataclass(frozen=True)
class Story:
    """Where to find what the story left in the store."""

    first_message: int
    questions: int
    writes_to: int
    talks_with: int
    talk: int


def tell(home: Path, language: Language, *, under_way: bool = False) -> Story:
    """Keep the story in a home's store; with `under_way` the talk began eight minutes ago on its day."""
    store = SqliteStore(home / "fika.sqlite3", clock=lambda: NOW)
    store.save_sender(Sender.model_validate(SENDER[language]))
    ids = [store.add_person(Recipient.model_validate(each)).id for each in PEOPLE[language]]
    written_to, waited_for, talked_with, thanked = ids
    facts = [Fact.model_validate(each) for each in FACTS[language]]
    for fact in facts:
        store.add_fact(written_to, fact)
    for person in (waited_for, talked_with, thanked):
        store.add_fact(person, facts[-1])
    store.contacts.log(waited_for, "sent", at=NOW - timedelta(days=6), document="outreach")
    store.contacts.log(talked_with, "sent", at=NOW - timedelta(days=8), document="outreach")
    store.contacts.log(talked_with, "answered", at=NOW - timedelta(days=2))
    talk = store.contacts.agree_talk(talked_with, TALK, 20, "Teams")
    over = store.contacts.agree_talk(thanked, NOW - timedelta(hours=19), 15, "")
    store.contacts.save_talk(over.model_copy(update={"held": True}))
    if under_way:
        begun = {"started_at": TALK, "notes": NOTES[language]}
        store.contacts.save_talk(talk.model_copy(update=begun))
    first = _keep(store, "outreach", _brief(store, written_to, facts, language), written_to, MARKED[language])
    asked = _brief(store, talked_with, facts[-1:], language)
    questions = _keep(store, "questions", asked, talked_with, QUESTIONS[language])
    store.close()
    return Story(first, questions, written_to, talked_with, talk.id)


def _brief(store: SqliteStore, person: int, facts: list[Fact], language: Language) -> Brief:
    recipient = next(each.recipient for each in store.people() if each.id == person)
    return Brief(
        language=language, sender=store.sender() or Sender(), recipient=recipient, facts=tuple(facts)
    )


def _keep(store: SqliteStore, kind: str, brief: Brief, person: int, marked: str) -> int:
    """Keep a draft as a writer marked it, reviewed."""
    services = Services.from_environment(lambda _said: None)
    known = [each.id for each in grounds(brief)]
    draft: Draft = parse_marked(
        marked,
        [services.corpus.passages[each] for each in _PASSAGES],
        known,
        kind=kind,
        language=brief.language,
        channel="mail",
    )
    review = services.judge(draft, brief, cited=True, at=NOW)
    task = Task(load_kinds()[kind], brief, Wording(), NOW, person_id=person)
    return store.save_version(task, draft, review, _ORIGINS).draft_id
