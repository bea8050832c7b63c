"""Everything a person gave, as texts: the base of every claim and of every confirmed address."""

from __future__ import annotations

from functools import lru_cache

from assistant.domain.brief import Brief, Fact


@lru_cache(maxsize=64)
def brief_texts(brief: Brief) -> tuple[str, ...]:
    """Give every text in a brief, each field by itself, empty ones left out."""
    sender, recipient, previous = brief.sender, brief.recipient, brief.previous
    texts = [
        sender.name,
        sender.role,
        sender.organisation,
        *sender.goals,
        sender.about,
        sender.sign_off,
        sender.email,
        recipient.name,
        recipient.role,
        recipient.organisation,
        recipient.email,
        recipient.conflict,
        *sender.languages,
        *recipient.languages,
        sender.time_zone.rpartition("/")[2].replace("_", " "),
        recipient.time_zone.rpartition("/")[2].replace("_", " "),
        brief.own_words,
        brief.ask.topic,
        brief.ask.window,
        previous.outreach,
        *previous.questions,
        previous.followup,
    ]
    for fact in brief.facts:
        texts += fact_texts(fact)
    if brief.meeting:
        texts += [*brief.meeting.notes, brief.meeting.plan]
    return tuple(text for text in texts if text)


def fact_texts(fact: Fact) -> list[str]:
    """Give every text in a fact, empty ones included."""
    return [
        fact.text,
        fact.title,
        fact.where,
        fact.when,
        fact.with_whom,
        fact.point,
        fact.reaction,
        fact.source,
        fact.quote,
    ]
