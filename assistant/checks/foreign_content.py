"""`foreign_content`: the output gate. What the person never confirmed does not leave.

With a brief every kind of content blocks. Without one nobody can tell whose an address is, so links,
addresses, numbers, amounts, accounts and codes are pointed at as warnings, and names and durations are
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.ask_too_long import LONGEST_MINUTES
from assistant.checks.asks import asked_durations, asks_in_subject
from assistant.checks.brief_texts import brief_texts
from assistant.checks.contacts import Contact, find_contacts
from assistant.checks.durations import Duration, find_durations
from assistant.checks.folding import fold
from assistant.checks.party_names import wrong_names
from assistant.checks.rule import Rule, load_rule
from assistant.checks.time_together import asks_for_time, set_durations
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find contact details, amounts, codes, names and long durations that the brief does not have."""
    rule = load_rule("foreign_content")
    draft, brief, ui = examined.draft, examined.brief, examined.ui
    for contact in find_contacts(draft.text):
        what = rule.data["what"][ui][contact.what]
        if brief is None:
            yield rule.finding(
                draft, contact.start, contact.end, ui, key="unread", severity="warn", what=what
            )
        elif not _confirmed(contact, brief, draft.text):
            yield rule.finding(draft, contact.start, contact.end, ui, what=what)
    if brief is not None:
        for name in wrong_names(draft, brief):
            yield rule.finding(draft, name.start, name.end, ui, key=name.party, name=name.right)
        yield from _durations(examined, rule, brief)


def _confirmed(contact: Contact, brief: Brief, text: str) -> bool:
    given = _given(brief)
    if (contact.what, contact.canonical) in given:
        return True
    if contact.what == "url" and any(
        what == "url" and known.startswith((f"{contact.canonical}/", f"{contact.canonical}?"))
        for what, known in given
    ):
        return True
    written = re.escape(" ".join(fold(text[contact.start : contact.end]).text.split()))
    alone = re.compile(rf"(?<![\w@.+-]){written}(?![\w@-]|\.\w)", re.IGNORECASE)
    return any(alone.search(each) for each in _folded(brief))


@lru_cache(maxsize=64)
def _given(brief: Brief) -> frozenset[tuple[str, str]]:
    return frozenset(
        (each.what, each.canonical) for text in brief_texts(brief) for each in find_contacts(text)
    )


@lru_cache(maxsize=64)
def _folded(brief: Brief) -> tuple[str, ...]:
    return tuple(" ".join(fold(text).text.split()) for text in brief_texts(brief))


def _durations(examined: Examined, rule: Rule, brief: Brief) -> Iterator[Finding]:
    """Time over half an hour that is asked for, or said to be set, and that the person did not set."""
    draft = examined.draft
    allowed = max(LONGEST_MINUTES, brief.ask.minutes, (brief.meeting and brief.meeting.minutes) or 0)
    found = [*asks_in_subject(draft), *_asked_of_reader(examined), *set_durations(draft)]
    for asked in dict.fromkeys(found):
        if asked.minutes > allowed and asked.minutes not in _given_minutes(brief):
            yield rule.finding(
                draft, asked.start, asked.end, examined.ui, key="duration", minutes=brief.ask.minutes
            )


def _asked_of_reader(examined: Examined) -> Iterator[Duration]:
    """Durations that are asked for; a list asks what the reader does, so there they must be for the two."""
    for sentence, found in asked_durations(examined.draft):
        if examined.kind.message or asks_for_time(sentence.text, examined.draft.language):
            yield found


@lru_cache(maxsize=64)
def _given_minutes(brief: Brief) -> frozenset[float]:
    return frozenset(
        each.minutes
        for text in brief_texts(brief)
        for language in ("sv", "en")
        for each in find_durations(text, language)
    )
