"""`confidential_leak`: something marked confidential stands in the message.

What happened weighs most (resigned, ill, refused a loan), when it is said of the right person; then names
and numbers that only the secret has; words that stand elsewhere in the brief, months and roles weigh little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.marked_notes import kept_notes, repeats
from assistant.checks.rule import load_rule
from assistant.checks.secret_words import Key, Party, Secret, groups, numbers, secret_of, words_pattern
from assistant.checks.tokens import Token, stems, tokens
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_WITH_EVENT: Final = {
    "name": 0.5, "thing": 0.6, "rare": 0.4, "common": 0.25, "calendar": 0.2, "place": 0.25, "known": 0.15,
}  # fmt: skip
"""What a shared word adds when the sentence also says what happened."""
_ALONE: Final = {
    "name": 0.6, "thing": 0.9, "rare": 0.5, "common": 0.25, "calendar": 0.0, "place": 0.2, "known": 0.0,
}  # fmt: skip
"""What a shared word tells by itself."""
_MOST_KNOWN: Final = 0.25
_SHORTEST: Final = 3
"""Letters of a word that tells something."""
_NUMBER: Final = 0.45
_LEAK: Final = 0.99
_LEAK_WITHOUT_EVENT: Final = 1.2
"""What words alone must weigh when the secret is an event that the sentence does not name."""
_NOBODY: Final = 0.9
_TOPIC: Final = 0.6
"""How much of an event is left when the clause names nobody, or asks how one deals with such things."""
_FURTHER: Final = 0.5
"""What each further event of the secret in the same sentence adds, as a share of its weight."""
_NEAR: Final = 0.12
"""Share by which a rounded number may differ."""

_SENDER: Final = re.compile(
    r"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra|(?-i:I)|me|my|mine|myself|we|us|our|ours)\b|\bi(?:['’](?:m|ve|d|ll)|\s(?:am|have|was|had|will))\b",
    re.IGNORECASE,
)
_RECIPIENT: Final = re.compile(
    r"\b(?:du|dig|din|ditt|dina|ni|er|ert|era|you|your|yours|yourself)\b", re.IGNORECASE
)
_OTHER: Final = re.compile(r"\b(?:hon|han|hen|hennes|hans|she|he|her|his|they|their)\b", re.IGNORECASE)
_CUT: Final = re.compile(
    r"[,;:!?()\u2013\u2014]|\.\s|\b(?:så att|so that|because|eftersom|men|but)\b", re.IGNORECASE
)
_OBJECT: Final = re.compile(r"\s(?:mig|oss|dig|er|me|us|you)\b", re.IGNORECASE)
"""Whom something is done to, right behind the verb: "kollegor trakasserar mig"."""
_ASKED: Final = re.compile(
    r"\b(?:hur|vad)\s\w+\s(?:du|ni|jag|vi|man)\b|\b(?:how|what)\s(?:do|did|would|should|can|could)\s(?:you|i|we)\b"
    r"|\bhow\s(?:to|you|we|i)\b|\bhur\s(?:du|ni|man|jag|vi)\b",
    re.IGNORECASE,
)


def check(examined: Examined) -> Iterator[Finding]:
    """Find sentences that give away what only a confidential fact says, or what a note says to keep."""
    brief, draft = examined.brief, examined.draft
    if brief is None:
        return
    secrets = [secret_of(fact, brief) for fact in brief.facts if fact.confidential]
    kept = kept_notes(brief)
    if not secrets and not kept:
        return
    rule = load_rule("confidential_leak")
    for sentence in draft.sentences:
        start, end = sentence.start, sentence.end
        if any(_gives_away(sentence.text, draft.language, secret) for secret in secrets):
            yield rule.finding(draft, start, end, examined.ui)
        elif any(repeats(sentence.text, each) for each in kept):
            yield rule.finding(draft, start, end, examined.ui, key="kept")


@lru_cache(maxsize=4096)
def _gives_away(text: str, language: Language, secret: Secret) -> bool:
    spans: list[tuple[int, int]] = []
    each_told: list[float] = [0.0]
    for event, weight in secret.events:
        said = [(_said_of(text, span, secret), span) for span in event.spans(text, language)]
        each_told.append(weight * max((factor for factor, _span in said), default=0.0))
        spans += [span for _factor, span in said]
    told = max(each_told) + _FURTHER * (sum(each_told) - max(each_told))
    weights = _WITH_EVENT if told else _ALONE
    shared = _shared(text, secret, spans)
    words = sum(weights[key.weight] for key in shared if key.weight != "known")
    known = sum(weights["known"] for key in shared if key.weight == "known")
    words += min(_MOST_KNOWN, known)
    words += _NUMBER * _same_numbers(text, secret)
    if told or not secret.events:
        return told + words > _LEAK and (bool(told) or len(shared) >= 2)
    named = any(key.weight in {"thing", "name"} for key in shared)
    return words > (_LEAK if named else _LEAK_WITHOUT_EVENT)


def _said_of(text: str, span: tuple[int, int], secret: Secret) -> float:
    """How surely an event in a sentence is said of the person whom the secret is about, 0-1."""
    clause, subject, reported = _clause(text, span)
    if words_pattern("generic").search(subject) and not _OBJECT.match(text, span[1]):
        return 0.0
    rights, wrongs = _parties(clause, secret)
    if secret.party and not rights:
        if wrongs:
            return 0.0
        return 1.0 if reported else _NOBODY
    return _TOPIC if _ASKED.search(text, 0, span[0]) else 1.0


def _parties(clause: str, secret: Secret) -> tuple[bool, bool]:
    """Whether a clause speaks of the secret's person, and whether only of others."""
    named = any(stems(token.text) & secret.names for token in tokens(clause) if token.text[0].isupper())
    spoken: dict[Party, bool] = {
        "sender": bool(_SENDER.search(clause)),
        "recipient": bool(_RECIPIENT.search(clause)),
        "other": bool(_OTHER.search(clause)),
    }
    right = named or spoken.get(secret.party, False)
    return right, any(spoken.values()) and not right


def _clause(text: str, span: tuple[int, int]) -> tuple[str, str, bool]:
    """The clause around a place and its part before it, without "I have heard that"; whether it had that."""
    start = max((cut.end() for cut in _CUT.finditer(text, 0, span[0])), default=0)
    end = next((cut.start() for cut in _CUT.finditer(text, span[1])), len(text))
    before, clause = text[start : span[0]], text[start:end]
    reported = False
    for frames in ("frames_sv", "frames_en"):
        before, number = words_pattern(frames).subn(" ", before)
        clause = words_pattern(frames).sub(" ", clause)
        reported = reported or bool(number)
    return clause, before, reported


def _shared(text: str, secret: Secret, spans: list[tuple[int, int]]) -> list[Key]:
    """The words of the secret that a text has too, outside the wording of an event."""
    here = [
        token
        for token in tokens(text)
        if len(token.text) >= _SHORTEST and not any(start <= token.start < end for start, end in spans)
    ]
    return [key for key in secret.keys if any(_same(key, token) for token in here)]


def _same(key: Key, token: Token) -> bool:
    if key.weight in {"name", "thing", "place"}:
        return token.text[0].isupper() and bool(key.stems & stems(token.text))
    if key.same & groups(token.text):
        return True
    return any(
        mine == other or (min(len(mine), len(other)) >= 5 and (mine in other or other in mine))
        for mine in key.stems
        for other in stems(token.text)
    )


def _same_numbers(text: str, secret: Secret) -> int:
    if not secret.numbers:
        return 0
    here = numbers(text)
    return sum(any(_equal(mine, other) for other in here) for mine in secret.numbers)


def _equal(mine: float, other: float) -> bool:
    if mine == other:
        return True
    if mine >= 1000 and not (1900 <= mine <= 2100):
        return abs(mine - other) <= _NEAR * mine
    return 0 < other < 1 <= mine <= 100 and abs(mine / 100 - other) < 0.05
