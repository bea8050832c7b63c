"""What the brief leaves open, hangs on an if or tells to be so, and a text tells as settled or otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_scope import is_own
from assistant.checks.claim_statements import Statement, shared, statements, telling, who
from assistant.checks.claims import ME, YOU, Claim, data, pattern
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, tokens, without_quotes
from assistant.domain.value import Language

_ENOUGH: Final = 2
"""Words that a part of a sentence and what is pending share at least."""
_THAT: Final = re.compile(r"\b(?:that|att)\s", re.IGNORECASE)
_DOES: Final = re.compile(r"\b(?:jag|vi|I|we)\b", re.IGNORECASE)
_MARK: Final = re.compile(r"[,;:!?()]")
_NOW: Final = re.compile(r"\bnu\snär\b|\bnow\sthat\b", re.IGNORECASE)
"""A "when" that takes for granted what follows."""
_BUT: Final = re.compile(r"\s(?:men|medan|but|while|whereas)\s", re.IGNORECASE)
"""What sets one thing's state against another's."""
_WE: Final = re.compile(r"\b(?:I|we|jag|vi)(?:[\u2019']\w+|\s\w+)?\s$", re.IGNORECASE)
"""Right before "still": it is the sender who still does."""
_ABOUT: Final = re.compile(
    r"\b(?:fråg\w+|svar\w*|berätt\w+|prat\w+|tala\w*|tips\w*|råd|bok\w*|artik\w+)\som\b", re.IGNORECASE
)
"""The Swedish word for "if" where it means "about"."""
_NEAR: Final = 45
"""Letters around a state within which the thing stands that is in it."""


def unsettled_states(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what is told as done while it is pending, as sure while it hangs on an if, or as its opposite."""
    masked = without_quotes(text)
    if masked.rstrip("\"' )").endswith("?") and not pattern(data("states")["granted"]).search(masked):
        return
    for find in (_settled, _assured, _opposed, _lasting, _undone):
        for claim in find(masked, language, support):
            if not _is_own(masked, claim.start, language, support):
                yield claim
                return


def _is_own(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether it tells of the sender's side; what "I find that" brings is looked at for itself."""
    opened = [match.end() for match in _THAT.finditer(text[:place])]
    end = _MARK.search(text, place)
    clause = text[opened[-1] if opened else 0 : end.start() if end else len(text)]
    if opened and not ME.search(clause):
        return False
    before = [match.end() for match in _MARK.finditer(text[:place])]
    start = before[-1] if before else 0
    part = text[start : end.start() if end else len(text)]
    ours = part[: place - start] if _NOW.search(part) else part
    if _DOES.search(ours) and not YOU.search(part):
        return True
    return is_own(text, place, language, support)


def _settled(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "You won the contract" where they are bidding for it."""
    rules = data("states")
    for match in pattern(rules["done"]).finditer(text):
        start, end = _part(text, match)
        part = text[start:end]
        if pattern(rules["hedged"]).search(_NOW.sub(" ", part)):
            continue
        for told in _pending(support):
            if len(_aligned(part, told, support)) >= _ENOUGH:
                yield Claim(
                    match.start(),
                    max(match.end(), _last(part, told) + start),
                    "contradicted",
                    "told",
                    told.text,
                )


@lru_cache(maxsize=32)
def _pending(support: Support) -> tuple[Statement, ...]:
    """What the brief leaves open and no other fact of it settles."""
    rules = data("states")
    return tuple(
        each
        for each in statements(support)
        if each.origin == "fact" and pattern(rules["pending"]).search(each.text)
    )


def _assured(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "The policy you're sending" where it hangs on somebody's leave."""
    rules = data("states")
    for match in pattern(rules["assured"]).finditer(text):
        start, end = _part(text, match)
        if pattern(rules["hedged"]).search(text[start:end].replace(match[0], " ")):
            continue
        for told in statements(support):
            hangs = told.commits and pattern(rules["conditional"]).search(_ABOUT.sub(" ", told.text))
            denied = pattern(data("promises")["nothing"]).match(text[match.end() :])
            if hangs and not denied and _aligned(text[start:end], told, support):
                yield Claim(match.start(), match.end(), "contradicted", "told", told.text)


def _opposed(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "Results rose" where they were unchanged."""
    for state in _states():
        for match in pattern(state["said"]).finditer(text):
            start, end = _part(text, match)
            if pattern(data("states")["denied"]).search(text[start : match.start()]):
                continue
            before = _BUT.split(text[max(start, match.start() - _NEAR) : match.start()])[-1]
            near = before + match[0] + _BUT.split(text[match.end() : min(end, match.end() + _NEAR)])[0]
            for told in statements(support):
                found = pattern(state["told"]).search(told.text) if told.origin != "other" else None
                if not found or pattern(state["said"]).search(told.text.replace(found[0], " ")):
                    continue
                there = told.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
                words = [each.text for each in telling(there.replace(found[0], " "))]
                mine = [each.text for each in telling(near.replace(match[0], " "))]
                if not state.get("words", 1) and told.fact:  # what it is towards stands elsewhere in the fact
                    words = [each.text for each in telling(f"{told.fact.text} {told.fact.title}")]
                    mine = [each.text for each in telling(text)]
                if _distinct(shared(mine, words), support):
                    yield Claim(match.start(), match.end(), "contradicted", "told", told.text)


def _lasting(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "Still" of what is over, and "no longer" of what still is."""
    rules = data("states")
    for said, other in (("still", "over"), ("over", "still")):
        for match in pattern(rules[said]).finditer(text):
            start, end = _part(text, match)
            part = text[start:end]
            if _WE.search(text[start : match.start()]):
                continue
            if pattern(rules["denied"]).search(part.replace(match[0], " ")) or pattern(rules[other]).search(
                part
            ):
                continue
            for told in statements(support):
                if (
                    told.origin == "other"
                    or not YOU.search(part)
                    or not pattern(rules[other]).search(told.text)
                    or pattern(rules[said]).search(told.text)
                ):
                    continue
                if _aligned(part, told, support):
                    yield Claim(*_words_of(match, part, start, told), "contradicted", "told", told.text)


def _undone(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "You changed the sill" where somebody wanted that, and the recipient said no."""
    rules = data("states")
    for said in predications(text, language):
        part = text[said.clause[0] : said.clause[1]]
        open_ = (
            said.irrealis or said.asked or said.negated or said.light or said.meanings & {"refuse", "stop"}
        )
        if open_ or who(said.subject, support, None) != "them" or pattern(rules["denied"]).search(part):
            continue
        if pattern(rules["refused"]).search(text) or pattern(rules["over"]).search(text):
            continue
        for told in statements(support):
            if told.origin == "other" or not pattern(rules["refused"]).search(told.text):
                continue
            for each in told.predications:
                wished = each.irrealis or (each.form == "base" and not each.negated)
                if wished and each.meanings & said.meanings and _objects(said, each):
                    yield Claim(said.start, _objects(said, each)[-1].end, "contradicted", "told", told.text)


def _objects(said: Predication, told: Predication) -> list[Token]:
    """What both are done to."""
    theirs = [each.text for each in told.objects.words if telling(each.text)]
    return [each for each in said.objects.words if telling(each.text) and shared([each.text], theirs)]


def _words_of(match: re.Match[str], part: str, start: int, told: Statement) -> tuple[int, int]:
    known = [each for each in telling(part) if shared([each.text], told.words)]
    return min(match.start(), *(start + each.start for each in known)), max(
        match.end(), *(start + each.end for each in known)
    )


def _aligned(part: str, told: Statement, support: Support) -> list[str]:
    return _distinct(shared([each.text for each in telling(part)], told.words), support)


def _distinct(words: list[str], support: Support) -> list[str]:
    """The words, each once, without those of the recipient's name and organisation."""
    brief = support.brief
    theirs = {bare(each.text) for each in tokens(f"{brief.recipient.name} {brief.recipient.organisation}")}
    return sorted({bare(word) for word in words} - theirs - {f"{each}s" for each in theirs})


def _part(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The part of a sentence between marks around a match."""
    marks = [
        each.start() for each in re.finditer(r"[;:!?()\u2013\u2014]|,\s(?:and|but|so|och|men|så)\b", text)
    ]
    start = max((mark + 1 for mark in marks if mark < match.start()), default=0)
    return start, min((mark for mark in marks if mark >= match.end()), default=len(text))


def _last(part: str, told: Statement) -> int:
    known = [each.end for each in telling(part) if shared([each.text], told.words)]
    return max(known, default=0)


def _states() -> tuple[dict[str, Any], ...]:
    return tuple(load_rule("unsupported_claim").data["state"])
