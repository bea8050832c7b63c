"""`no_purpose`: neither who writes nor why."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.lexicon import plain
from assistant.checks.rule import Rule, load_rule
from assistant.checks.stems import shared_stems, stems
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

SHORT_CHANNELS = frozenset({"linkedin-note", "sms"})
"""Channels with little room: there the subject of the ask is reason enough."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that tells neither who the sender is nor why they write."""
    rule = load_rule("no_purpose")
    draft = examined.draft
    names = ["who", "why", *(["topic"] if draft.channel in SHORT_CHANNELS else [])]
    for sentence in draft.sentences:
        if sentence.role in {"sentence", "item"}:
            flat = plain(sentence.text)
            if any(rule.search(flat, draft.language, name) for name in names) or _own(
                sentence, examined, rule
            ):
                return
        elif sentence.role == "signature" and _signed_with_role(sentence, examined, rule):
            return
    start = draft.prose[0].start if draft.prose else draft.body_start
    yield rule.finding(draft, start, start, examined.ui)


def _own(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether the sender speaks of their own role, workplace or goals as the brief has them."""
    if not examined.brief or not rule.search(plain(sentence.text), examined.draft.language, "first"):
        return False
    sender, language = examined.brief.sender, examined.draft.language
    said = stems(sentence.text, language)
    role, organisation = stems(sender.role, language), stems(sender.organisation, language)
    if (role and role <= said) or shared_stems(said, organisation - role):
        return True
    told = (stems(goal, language) for goal in (*sender.goals, sender.about))
    return any(bool(own) and len(shared_stems(said, own)) >= min(2, len(own)) for own in told)


def _signed_with_role(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether a line under the name tells what the sender does."""
    if rule.search(plain(sentence.text), examined.draft.language, "signed"):
        return True
    sender = examined.brief.sender if examined.brief else None
    if not sender:
        return False
    place = stems(" ".join((sender.role, sender.organisation)), examined.draft.language)
    return bool(shared_stems(stems(sentence.text, examined.draft.language), place))
