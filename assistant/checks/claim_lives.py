"""Where facts are mixed up: over told as now, now told as over, a person or place of one in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_moods import marker
from assistant.checks.claim_people import OWN, other_title, part_around
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling, who
from assistant.checks.claims import YOU, Claim
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, tokens, without_quotes
from assistant.domain.value import Language

_ENOUGH: Final = 2
"""Words that a clause and a fact share from which they are about one thing."""
_LONG: Final = 9
"""Letters from which one word alone shows which fact is meant."""
_TOLD: Final = frozenset(
    {
        "say",
        "recommend",
        "read",
        "listen",
        "see",
        "show",
        "look",
        "ask",
        "introduce",
        "send",
        "meet",
        "offer",
        "light_give",
        "call",
    }
)
"""What a shared contact does between two people, whatever the facts are."""
_ENDS: Final = frozenset({"stop", "leave", "close", "retire", "quit_job"})
"""What makes a thing over."""
_SINCE: Final = re.compile(r"\b(?:sedan|since)\s(?:\w+\s)?(?:19|20)\d\d\b", re.IGNORECASE)
_AT: Final = frozenset({"i", "in", "på", "at", "vid", "hos", "from", "från", "the"})


def mixed_lives(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a time of life, a person or a place that belongs to another fact."""
    masked = without_quotes(text)
    for said in predications(text, language):
        if said.irrealis or said.asked:
            continue
        clause = masked[said.clause[0] : said.clause[1]]
        found = _other_time(said, clause, language, support) or _other_person(said, masked, support)
        if found:
            yield found
            return
    yield from other_title(masked, language, support)
    yield from _other_place(masked, language, support)


def _other_time(said: Predication, clause: str, language: Language, support: Support) -> Claim | None:
    if who(said.subject, support, None) != "them" or said.negated:
        return None
    former = bool(marker("former", language).search(clause)) or bool(said.meanings & _ENDS)
    if said.form != "present" and not former:
        return None
    best = _closest(clause, support)
    if not best or len({each.ended for each in best}) > 1:
        return None
    told = best[0]
    both = marker("still", told.language).search(told.text)
    if not former and told.ended and not both and not _SINCE.search(told.text):
        return Claim(*said.clause, "contradicted", "told", told.text)
    goes_on = not told.ended and (_SINCE.search(told.text) or _is_present(told))
    return Claim(*said.clause, "contradicted", "told", told.text) if former and goes_on else None


def _is_present(told: Statement) -> bool:
    first = told.predications[0] if told.predications else None
    return first is not None and first.form == "present" and not told.commits


def _closest(clause: str, support: Support) -> list[Statement]:
    """The facts with which a clause shares most, when that is enough."""
    words = [token.text for token in telling(clause)]
    role = [t.text for t in telling(f"{support.brief.recipient.role} {support.brief.recipient.organisation}")]
    words = [word for word in words if not any(word.casefold() == other.casefold() for other in role)]
    scored = [
        (len({word.casefold() for word in shared(words, told.words)}), told)
        for told in statements(support)
        if told.origin == "fact"
    ]
    most = max((score for score, _told in scored), default=0)
    best = [told for score, told in scored if score == most]
    if most >= _ENOUGH:
        return best
    long = [told for told in best if any(len(word) >= _LONG for word in shared(words, told.words))]
    return long if most and len(long) == len(best) else []


def _other_person(said: Predication, text: str, support: Support) -> Claim | None:
    """A person of one fact who is said to have done what another fact tells."""
    if said.subject.party != "name" or said.meanings & _TOLD or said.to_you or said.implied:
        return None
    names = {bare(word.text) for word in said.subject.words if word.text[0].isupper()}
    if not any(names & person for person in _others(support)):
        return None
    words = [
        token.text
        for token in telling(text[said.clause[0] : said.clause[1]])
        if bare(token.text) not in names
    ]
    for told in statements(support):
        lows = {bare(word) for word in told.words}
        common = {word.casefold() for word in shared(words, told.words)}
        mentioned = told.fact is not None and names & {
            bare(t.text) for t in tokens(f"{told.fact.text} {told.fact.with_whom}")
        }
        if told.origin == "fact" and len(common) >= _ENOUGH and not names & lows and not mentioned:
            start = min([said.start, *(word.start for word in said.subject.words)])
            return Claim(start, max(said.end, _last(said, told)), "contradicted", "told", told.text)
    return None


def _last(said: Predication, told: Statement) -> int:
    ends = [word.end for word in said.objects.words if any(is_same(word.text, other) for other in told.words)]
    return max(ends, default=said.end)


def _others(support: Support) -> list[frozenset[str]]:
    brief = support.brief
    own = {bare(t.text) for t in tokens(f"{brief.recipient.name} {brief.sender.name}")}
    return [person for person in support.people if not person & own]


def _other_place(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A place of another fact, or of the sender, in what a fact places elsewhere."""
    people = frozenset[str]().union(*support.people) if support.people else frozenset()
    words = tokens(text)
    for at, token in enumerate(words):
        low = bare(token.text).removesuffix("s")
        placed = at > 0 and words[at - 1].text.casefold() in _AT and token.text[0].isupper()
        if not placed or low in people or not support.has_name(token.text):
            continue
        start, end = part_around(text, token)
        part = text[start:end]
        if OWN[language].search(part) or (_is_of_sender(token, support) and not YOU.search(part)):
            continue
        others = [each.text for each in telling(part) if not each.text[0].isupper()]
        best = _aligned(others, support)
        placed_here = [each for each in words if start <= each.start < end and each.text[0].isupper()]
        if not best or any(_names(told, each) for told in best for each in placed_here):
            continue
        elsewhere = [told for told in best if any(word[0].isupper() for word in _placed(told.text))]
        if len(elsewhere) == len(best) and not _is_of_all(token, support):
            yield Claim(token.start, token.end, "contradicted", "told", best[0].text)
            return


def _is_of_sender(token: Token, support: Support) -> bool:
    sender = support.brief.sender
    mine = f"{sender.organisation} {sender.role} {sender.about} {support.brief.own_words}"
    return any(is_same(token.text, each.text) for each in tokens(mine))


def _aligned(words: list[str], support: Support) -> list[Statement]:
    scored = [
        (len({w.casefold() for w in shared(words, told.words)}), told)
        for told in statements(support)
        if told.origin == "fact"
    ]
    most = max((score for score, _told in scored), default=0)
    return [told for score, told in scored if score >= max(most, _ENOUGH)]


def _placed(text: str) -> list[str]:
    words = tokens(text)
    return [
        word.text
        for at, word in enumerate(words)
        if at and words[at - 1].text.casefold() in _AT and word.text[0].isupper()
    ]


def _names(told: Statement, token: Token) -> bool:
    fields = f"{told.text} {told.fact.where} {told.fact.title} {told.fact.source}" if told.fact else told.text
    return any(is_same(token.text, each.text) for each in tokens(fields))


def _is_of_all(token: Token, support: Support) -> bool:
    """Whether the name is of the recipient's own organisation or role, which goes with every fact."""
    brief = support.brief
    return any(
        is_same(token.text, each.text)
        for each in tokens(f"{brief.recipient.organisation} {brief.recipient.role}")
    )
