"""Titles that a sentence gives the recipient or the sender and the brief does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from assistant.checks.claim_posts import PAST, held_titles, is_told_otherwise
from assistant.checks.claims import Claim, pattern
from assistant.checks.folding import load_words
from assistant.checks.support import Support
from assistant.checks.title_parts import (
    Title,
    agrees,
    has_same_head,
    head_of,
    shortened,
    take_apart,
    titles,
    without_former,
)
from assistant.checks.tokens import Token, bare, function_words, tokens, without_quotes
from assistant.domain.brief import Fact
from assistant.domain.value import Language

_LONGEST_TITLE = 6
"""Words looked at after "as a" for a title."""
_EMPLOYER = re.compile(r"\s(?:på|hos|vid|at|for|with)\s(?:the\s)?(?P<name>[A-ZÅÄÖ][\w&-]*)")
"""A named employer right after a title."""
_BECAME = re.compile(r",?\s(?:som|who|turned|to|till|before|innan|then|sedan)\b", re.IGNORECASE)
"""What follows a title that somebody has left: "who became", "turned"."""


def unsupported_roles(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a title given to the recipient or the sender that is not theirs."""
    text = without_quotes(text)
    context = load_words("roles")["context"][language]
    seen: set[int] = set()
    parties: tuple[Literal["you", "me"], ...] = ("you", "me")
    for party in parties:
        for match in pattern(context[party]).finditer(text):
            title = _title_after(text, match.end(), language)
            if title is None or title.start in seen:
                continue
            seen.add(title.start)
            told = is_told_otherwise(text[title.start : title.end], support)
            claim = None if told else _judge(text, title, party, support)
            if claim:
                yield claim


def _judge(text: str, title: Title, party: Literal["you", "me"], support: Support) -> Claim | None:
    brief = support.brief
    own = brief.recipient.role if party == "you" else brief.sender.role
    rest = (
        [part for fact in brief.facts for part in _told_roles(fact)]
        if party == "you"
        else [brief.sender.about, *brief.sender.goals]
    )
    rest += [brief.own_words, *brief.previous.outreach.splitlines()]
    if brief.meeting:
        rest += [*brief.meeting.notes, brief.meeting.plan]
    known = [*titles(own), *(each for other in rest for each in held_titles(other, support))]
    if re.search(PAST, text[: title.start], re.IGNORECASE) or _BECAME.match(text, title.end):
        title, known = without_former(title), [without_former(each) for each in known]
        if not title.changes:  # before "deputy" or "chief" one becomes the thing itself
            known = [replace(each, changes=title.changes) for each in known]
    alike = [each for each in known if has_same_head(title, each)]
    if any(agrees(title, each) for each in alike):
        return None
    if party == "me" and _is_theirs_to_say(text, title, alike, support):
        return None
    if party == "you" and not title.changes and _has_done(title, rest):
        return None
    if alike or titles(own):
        return Claim(title.start, title.end, "contradicted", "given" if own else "against", own)
    if any(
        support.has(token.text)
        for token in tokens(text[title.start : title.end])
        if bare(token.text) == title.head
    ):
        return None
    return Claim(title.start, title.end, "not_found")


def _is_theirs_to_say(text: str, title: Title, alike: list[Title], support: Support) -> bool:
    """Whether somebody describes their own work, a study or an office, and names no employer of the brief."""
    if alike:
        return any(title.changes <= each.changes for each in alike)
    employer = _EMPLOYER.match(text, title.end)
    brief = support.brief
    known = {
        bare(each.text) for each in tokens(f"{brief.sender.organisation} {brief.recipient.organisation}")
    }
    return employer is None or bare(employer["name"]) not in known


def _has_done(title: Title, texts: list[str]) -> bool:
    """Whether the brief tells of a deed that makes the title: who taught was a teacher."""
    deed: str = load_words("roles")["deeds"].get(title.head, "")
    return bool(deed) and any(pattern(rf"\b(?:{deed})\b").search(text) for text in texts)


def _told_roles(fact: Fact) -> tuple[str, ...]:
    """What a fact says of somebody's work: its text, and its title where the fact is about a role."""
    return (fact.text, f"{fact.title}, {fact.where}") if fact.kind == "role" else (fact.text,)


def _title_after(text: str, at: int, language: Language) -> Title | None:
    """The title that begins at `at`, with what belongs to it."""
    words: list[Token] = []
    rest = [token for token in tokens(text) if token.start >= at]
    for token in rest[:_LONGEST_TITLE]:
        between = text[words[-1].end if words else at : token.start]
        if between.strip(" -") and not (between == ". " and bare(words[-1].text) in shortened()):
            return None
        words.append(token)
        head = head_of(token.text, language)
        if head:
            after = [each for each in rest if each.start >= token.end][:4]
            return take_apart(text, words, head, language, after)
        if token.text.casefold() in function_words() and token.text.casefold() not in {"of", "vice"}:
            return None
    return None
