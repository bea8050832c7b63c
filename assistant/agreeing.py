"""Agreeing on a talk: when, how long and where, as a person writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.cleaning import clean_line
from assistant.clock import zone
from assistant.domain.brief import Ask
from assistant.domain.records import Talk
from assistant.domain.value import MAX_LINE
from assistant.errors import InputError
from assistant.ports import Store
from assistant.talk_time import minutes_given, talk_time
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed."""

    starts_at: datetime
    """By the sender's clock."""
    minutes: int
    place: str


def agreed(when: str, minutes: str, place: str, now: datetime, here_zone: str) -> Agreed:
    """Read what was agreed; times are meant where the sender is. Raises InputError.

    An unknown or empty zone means the machine's own, which `now` has.
    """
    where = clean_line(place)
    if len(where) > MAX_LINE:
        raise InputError(_("The place is too long."), hint=_("Write for example Teams, or a short address."))
    here = zone(here_zone) or now.tzinfo
    assert here is not None
    return Agreed(talk_time(when, now, here), minutes_given(minutes), where)


def keep(store: Store, person_id: int, talk: Talk | None, terms: Agreed) -> Talk:
    """Keep a new talk, or new terms of one that was agreed. Raises StoreError, NotFoundError."""
    if talk is None:
        return store.contacts.agree_talk(person_id, terms.starts_at, terms.minutes, terms.place)
    now = store.contacts.talk(talk.id)
    told = {"starts_at": terms.starts_at, "minutes": terms.minutes, "place": terms.place}
    changed = now.model_copy(update=told)
    store.contacts.save_talk(changed)
    return changed


def asked_minutes(store: Store, person_id: int) -> int:
    """Give how many minutes the newest first message asked for; what one asks for when there is none."""
    asking = [each for each in store.drafts_of(person_id) if each.kind == "outreach"]
    newest = max(asking, key=lambda each: each.changed_at, default=None)
    return store.version(newest.draft_id).brief.ask.minutes if newest else Ask().minutes
