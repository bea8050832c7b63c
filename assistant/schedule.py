"""What is due with whom: everyone's next step, the most urgent first; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from assistant.domain.records import Contact, DraftSummary, Person, Talk
from assistant.ports import Store
from assistant.road import Standing, StepCode, standing

__all__ = [
    "Standing",
    "StepCode",
    "due",
    "is_due",
    "most_urgent_first",
    "standing",
    "standing_of",
    "standings",
]

_Record = TypeVar("_Record", Contact, Talk)

_PREPARE_AHEAD: Final = timedelta(hours=48)
"""From when preparing is due: the day before the talk is then left to sleep on the questions (ours)."""

_TALK_AHEAD: Final = timedelta(hours=24)
"""From when a talk that is prepared counts as due (ours)."""

_NO_CLOCK: Final = timedelta(hours=24)
"""Where steps that are due but have no hour of their own stand among those that have one (ours)."""

_ORDER: Final[tuple[StepCode, ...]] = (
    "talk",
    "prepare",
    "follow_up",
    "send_followup",
    "agree_talk",
    "nudge",
    "send",
    "finish",
    "write",
    "add_fact",
    "wait",
    "rest",
)


def standings(store: Store, now: datetime) -> tuple[Standing, ...]:
    """Tell the next step with everyone, the most urgent first. Raises StoreError."""
    people = store.people()
    drafts = _drafts_by_person(store, people)
    facts = store.fact_counts()
    contacts = _grouped(store.contacts.contacts())
    talks = _grouped(store.contacts.talks())
    found = [
        standing(
            each,
            facts.get(each.id, 0),
            drafts.get(each.id, ()),
            contacts.get(each.id, ()),
            talks.get(each.id, ()),
            now,
        )
        for each in people
    ]
    return most_urgent_first(found, now)


def standing_of(store: Store, person: Person, now: datetime) -> Standing:
    """Tell the next step with one person. Raises StoreError, NotFoundError."""
    return standing(
        person,
        len(store.facts(person.id)),
        store.drafts_of(person.id),
        store.contacts.contacts(person.id),
        store.contacts.talks(person.id),
        now,
    )


def most_urgent_first(standings: Iterable[Standing], now: datetime) -> tuple[Standing, ...]:
    """Put what is due in front, by the hour; then the rest in the order of the road."""
    return tuple(sorted(standings, key=lambda each: _urgency(each, now)))


def due(standings: Iterable[Standing], now: datetime) -> tuple[Standing, ...]:
    """Give those that ask something of the person today or tomorrow, in the same order."""
    return tuple(each for each in standings if is_due(each, now))


def is_due(standing: Standing, now: datetime) -> bool:
    """Whether the step is to be taken now, or within a day or two."""
    if standing.step in {"talk", "prepare"}:
        ahead = _TALK_AHEAD if standing.step == "talk" else _PREPARE_AHEAD
        return standing.due is not None and standing.due <= now + ahead
    return standing.step in {"follow_up", "send_followup", "agree_talk", "nudge"}


def _urgency(standing: Standing, now: datetime) -> tuple[bool, float, int, float]:
    """Due before not due; then by the hour, what is late as if it were due now; then by the step."""
    pressing = is_due(standing, now)
    place = _ORDER.index(standing.step)
    moment = standing.due or standing.since or now
    if not pressing:
        return True, 0.0, place, moment.timestamp()
    timed = standing.step not in {"agree_talk", "nudge"} and standing.due is not None
    hour = max(standing.due or now, now) if timed else now + _NO_CLOCK
    return False, hour.timestamp(), place, moment.timestamp()


def _drafts_by_person(store: Store, people: Sequence[Person]) -> Mapping[int, Sequence[DraftSummary]]:
    """Give each person's drafts; those from brief files belong to whom they name."""
    drafts = store.drafts()
    loose = {each.recipient.casefold() for each in drafts if each.person_id is None}
    found: dict[int, Sequence[DraftSummary]] = {}
    for person in people:
        if person.recipient.name.casefold() in loose:
            found[person.id] = store.drafts_of(person.id)
    by_id: dict[int, list[DraftSummary]] = {}
    for each in drafts:
        if each.person_id is not None:
            by_id.setdefault(each.person_id, []).append(each)
    return {**by_id, **found}


def _grouped(records: Iterable[_Record]) -> dict[int, list[_Record]]:
    found: dict[int, list[_Record]] = {}
    for each in records:
        found.setdefault(each.person_id, []).append(each)
    return found
