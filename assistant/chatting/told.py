"""What the person has told Fika about someone that a question names: facts, what happened, talks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.chatting.reflecting import told as reflected
from assistant.domain.brief import Fact, Sender, fact_line
from assistant.domain.records import Contact, Person, Talk
from assistant.domain.value import Language
from assistant.ports import Store

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
"""Letters of a name that is known by itself; "Bo" alone is also a verb."""
_MOST_NAMED: Final = 2
_ABOUT: Final = {
    "sv": "Det här har du berättat om {name}:",
    "en": "This is what you have told about {name}:",
}
_NOTHING_YET: Final = {
    "sv": "Du har inte berättat något om {name} än.",
    "en": "You have told nothing about {name} yet.",
}
_CONTACT: Final = {
    "sent": {"sv": "skickat", "en": "sent"},
    "answered": {"sv": "fick svar", "en": "got an answer"},
    "declined": {"sv": "fick nej", "en": "got a no"},
    "ended": {"sv": "avslutat", "en": "ended"},
}
_TALK: Final = {"sv": "samtal", "en": "talk"}
_NOTE: Final = {"sv": "din anteckning", "en": "your note"}
_PLAN: Final = {"sv": "det du tänkte göra", "en": "what you meant to do"}
_YOU: Final = {"sv": "Personen själv", "en": "The person"}
_IN_CONFIDENCE: Final = {"sv": "i förtroende", "en": "in confidence"}


def people_named(question: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Give those whose name stands in a question, also in the genitive; the best-named first, two at most."""
    words = {form for word in _WORD.findall(question) for form in _bare(word)}
    found = [(len(_names(each) & words), each) for each in people]
    named = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
    most = named[0][0] if named else 0
    return tuple(person for count, person in named if count == most)[:_MOST_NAMED]


def without_names(question: str, people: Iterable[Person]) -> str:
    """Give a question without the names of those it names: no guidance is about them, and words decide."""
    names = {word for each in people_named(question, people) for word in _names(each)}
    kept = _WORD.sub(lambda word: "" if _bare(word[0]) & names else word[0], question)
    return kept if _WORD.search(kept) else question


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept about someone, as far as it may be shown."""

    name: str
    lines: tuple[str, ...]
    in_confidence: bool = False
    """Whether something confidential is among the lines."""
    left_out: int = 0
    """Lines that are confidential and stay here."""


def told_about(person: Person, store: Store, language: Language, *, elsewhere: bool = False) -> Told:
    """Give what is kept about someone, a line each. Raises StoreError.

    `elsewhere` is whether a model on another machine reads it: confidential facts, and notes of talks, stay.
    """
    facts = [each.fact for each in store.facts(person.id)]
    talks = store.contacts.talks(person.id)
    private = [*(_fact(each, language) for each in facts if each.confidential), *_noted(talks, language)]
    lines = [
        *_who(person),
        *(fact_line(each) for each in facts if not each.confidential),
        *_happened(store.contacts.contacts(person.id), talks, language),
    ]
    if elsewhere:
        return Told(person.recipient.name, tuple(lines), left_out=len(private))
    return Told(person.recipient.name, (*lines, *private), in_confidence=bool(private))


def told_of_oneself(store: Store, language: Language) -> tuple[Told, ...]:
    """Give the person's own profile and what they came to in the reflection. Raises StoreError."""
    sender, reflection = store.sender(), store.reflection()
    lines = [*(_about_oneself(sender) if sender else ())]
    if reflection:
        lines += reflected(reflection, language).split("\n")
    return (Told(_YOU[language], tuple(lines)),) if lines else ()


def told_text(told: Told, language: Language) -> str:
    """Give it as a text to read."""
    if not told.lines:
        return _NOTHING_YET[language].format(name=told.name)
    return "\n".join([_ABOUT[language].format(name=told.name), *(f"- {line}" for line in told.lines)])


def told_lines(told: Told) -> tuple[str, ...]:
    """Give it as lines that each say whom they are about."""
    return tuple(f"{told.name}: {line}" for line in told.lines) or (f"{told.name} is known by name alone",)


def _bare(word: str) -> set[str]:
    """Give a word as it may stand in a name, also out of the genitive."""
    return {word.casefold(), word.casefold().removesuffix("s")}


def _names(person: Person) -> set[str]:
    return {word for word in _WORD.findall(person.recipient.name.casefold()) if len(word) >= _SHORTEST}


def _who(person: Person) -> Iterator[str]:
    parts = [part for part in (person.recipient.role, person.recipient.organisation) if part]
    if parts:
        yield ", ".join(parts)


def _about_oneself(sender: Sender) -> Iterator[str]:
    yield from (
        part for part in (", ".join(filter(None, (sender.role, sender.organisation))), sender.about) if part
    )
    yield from sender.goals


def _fact(fact: Fact, language: Language) -> str:
    return f"{fact_line(fact)} ({_IN_CONFIDENCE[language]})"


def _noted(talks: Sequence[Talk], language: Language) -> Iterator[str]:
    for talk in talks:
        noted = [line.strip() for line in talk.notes.split("\n") if line.strip()]
        yield from (f"{_day(talk.starts_at)}: {_NOTE[language]}: {line}" for line in noted)
        if talk.plan:
            yield f"{_day(talk.starts_at)}: {_PLAN[language]}: {talk.plan}"


def _happened(contacts: Sequence[Contact], talks: Sequence[Talk], language: Language) -> Iterator[str]:
    rows = [(each.at, _CONTACT[each.kind][language]) for each in contacts]
    rows += [(each.starts_at, f"{_TALK[language]}, {each.minutes} min") for each in talks]
    for at, what in sorted(rows, key=lambda row: row[0]):
        yield f"{_day(at)}: {what}"


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
