"""`no_purpose`: neither who writes nor why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.checks.learned_acts import act_score
from assistant.checks.lexicon import plain
from assistant.checks.occupations import occupation_source
from assistant.checks.rule import Rule, load_rule
from assistant.checks.stems import shared_stems, stems
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

SHORT_CHANNELS = frozenset({"linkedin-note", "sms"})
"""Channels with little room: there the subject of the ask is reason enough."""

_UNLIKE = -3.9
"""The score under which all sentences of a message are so unlike those that say who writes, or why, that the
words which they share with the sender's work or goals are chance."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that tells neither who the sender is nor why they write."""
    rule = load_rule("no_purpose")
    draft = examined.draft
    names = ("who", "why", *(("topic",) if draft.channel in SHORT_CHANNELS else ()))
    unlike = draft.channel not in SHORT_CHANNELS and all(
        act_score(act, plain(each.text), draft.language) < _UNLIKE
        for act in ("who", "why")
        for each in draft.prose
    )
    for sentence in draft.sentences:
        if sentence.role in {"sentence", "item"}:
            if _tells(plain(sentence.text), draft.language, names):
                return
            if not unlike and _own(sentence, examined, rule):
                return
        elif sentence.role == "subject":
            if names_sender(plain(sentence.text), draft.language):
                return
        elif sentence.role == "signature" and _signed_with_role(sentence, examined, rule):
            return
    start = draft.prose[0].start if draft.prose else draft.body_start
    yield rule.finding(draft, start, start, examined.ui)


@lru_cache(maxsize=512)
def _tells(flat: str, language: Language, names: tuple[str, ...]) -> bool:
    rule = load_rule("no_purpose")
    return any(rule.search(flat, language, name) for name in names) or names_sender(flat, language)


@lru_cache(maxsize=512)
def names_sender(flat: str, language: Language) -> bool:
    """Tell whether a fragment says what the sender is: "Kock i Åre här", "from an apprentice at ..."."""
    rule = load_rule("no_purpose")
    for pattern in _fragments(language):
        match = pattern.search(flat)
        if match and not rule.search(flat[: match.end()], language, "theirs"):
            return True
    return False


@cache
def _fragments(language: Language) -> tuple[re.Pattern[str], ...]:
    sources = load_rule("no_purpose").data["fragments"][language]
    return tuple(
        re.compile(source.replace("{occupation}", occupation_source(language)), re.IGNORECASE)
        for source in sources
    )


def _own(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether the sender speaks of their own role, workplace or goals as the brief has them."""
    if not examined.brief:
        return False
    sender, language = examined.brief.sender, examined.draft.language
    flat = plain(sentence.text)
    if not rule.search(flat, language, "first") and rule.search(flat, language, "theirs"):
        return False
    said = stems(sentence.text, language)
    role, organisation = stems(sender.role, language), stems(sender.organisation, language)
    if (role and role <= said) or shared_stems(said, organisation - role):
        return True
    if not rule.search(flat, language, "first"):
        return False
    told = (stems(goal, language) for goal in (*sender.goals, sender.about))
    return any(bool(own) and len(shared_stems(said, own)) >= min(2, len(own)) for own in told)


def _signed_with_role(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether a line under the name tells what the sender does."""
    language = examined.draft.language
    if rule.search(plain(sentence.text), language, "signed") or re.search(
        occupation_source(language), plain(sentence.text), re.IGNORECASE
    ):
        return True
    sender = examined.brief.sender if examined.brief else None
    if not sender:
        return False
    place = stems(" ".join((sender.role, sender.organisation)), language)
    return bool(shared_stems(stems(sentence.text, language), place))
