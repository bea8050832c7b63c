"""All that is kept about one person, in one value, and changing a fact in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.brief import Fact, Recipient
from assistant.domain.records import Contact, DraftSummary, Person, StoredFact, Talk
from assistant.errors import NotFoundError
from assistant.ports import Store
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person with facts, drafts, talks, and what happened."""

    person: Person
    facts: tuple[StoredFact, ...]
    drafts: tuple[DraftSummary, ...]
    contacts: tuple[Contact, ...]
    talks: tuple[Talk, ...]


def acquaintance(store: Store, person_id: int) -> Acquaintance:
    """Read all that is kept about a person. Raises NotFoundError, StoreError."""
    return Acquaintance(
        person=_person(store, person_id),
        facts=store.facts(person_id),
        drafts=store.drafts_of(person_id),
        contacts=store.contacts.contacts(person_id),
        talks=store.contacts.talks(person_id),
    )


def _person(store: Store, person_id: int) -> Person:
    person = next((each for each in store.people() if each.id == person_id), None)
    if person is None:
        raise NotFoundError(_("This person is not there any more."), hint=_("Choose someone else."))
    return person


def keep_facts(store: Store, person_id: int | None, recipient: Recipient, facts: Iterable[Fact]) -> Person:
    """Keep accepted facts about a person, who is added first where `person_id` is None. Raises InputError."""
    person = store.add_person(recipient) if person_id is None else _person(store, person_id)
    for fact in facts:
        store.add_fact(person.id, fact)
    return person


def namesake(store: Store, name: str) -> Person | None:
    """Give someone who is kept under the same name."""
    wanted = name.strip().casefold()
    return next((each for each in store.people() if each.recipient.name.casefold() == wanted), None)


def change_fact(store: Store, stored: StoredFact, fact: Fact) -> StoredFact:
    """Put a fact in place of a stored one; the new one is there before the old one goes."""
    if fact == stored.fact:
        return stored
    changed = store.add_fact(stored.person_id, fact)
    if changed.id != stored.id:
        store.remove_fact(stored.person_id, stored.id)
    return changed
