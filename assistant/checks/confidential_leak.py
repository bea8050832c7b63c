"""`confidential_leak`: something marked confidential stands in the message.

What happened weighs most (resigned, ill, refused a loan), when it is said of the right person; then names
and numbers that only the secret has; words that stand elsewhere in the brief, months and roles weigh little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.marked_notes import Kept, kept_notes, open_titles, repeats
from assistant.checks.rule import load_rule
from assistant.checks.secret_events import Span
from assistant.checks.secret_parties import (
    clause_around,
    is_nearest,
    parties_in,
    speaks_to,
    without_frames,
)
from assistant.checks.secret_words import (
    Key,
    Secret,
    confided,
    groups,
    held_back,
    numbers,
    words_pattern,
)
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
_OPENLY: Final = 1.1
"""How much of an event is told when its clause speaks of the person whom it is about and of nobody else."""
_NOBODY: Final = 0.9
_BESIDE: Final = 0.85
"""What is left of an event when its sentence speaks of somebody else nearer to it."""
_TOPIC: Final = 0.6
"""How much of an event is left when the clause names nobody, or asks how one deals with such things."""
_NEARLY_ALL: Final = 0.8
"""The share of a note's words that repeats it when its event is not told."""
_FURTHER: Final = 0.5
"""What each further event of the secret in the same sentence adds, as a share of its weight."""
_NEAR: Final = 0.12
"""Share by which a rounded number may differ."""

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
    secrets, kept = confided(brief), tuple(zip(held_back(brief), kept_notes(brief), strict=True))
    if not secrets and not kept:
        return
    rule = load_rule("confidential_leak")
    titles = open_titles(brief)
    for sentence in draft.sentences:
        start, end = sentence.start, sentence.end
        text = _blanked(sentence.text, titles)
        if any(_gives_away(text, draft.language, secret) for secret in secrets):
            yield rule.finding(draft, start, end, examined.ui)
        elif any(
            _gives_away(text, draft.language, secret) or _repeats(text, draft.language, secret, note)
            for secret, note in kept
        ):
            yield rule.finding(draft, start, end, examined.ui, key="kept")


def _blanked(text: str, titles: tuple[str, ...]) -> str:
    """A sentence without the titles that the brief gives openly: "Sluta mötas i hallen" is no resignation."""
    for title in titles:
        at = text.casefold().find(title.casefold())
        if at >= 0:
            text = f"{text[:at]}{' ' * len(title)}{text[at + len(title) :]}"
    return text


def _repeats(text: str, language: Language, secret: Secret, note: Kept) -> bool:
    """Whether a sentence has the words of a note, all but all when what happened is not told in it."""
    right, wrong = parties_in(without_frames(text)[0], secret)
    if secret.party and wrong and not right:
        return False
    tells = not secret.events or any(event.tells(text, language) for event, _ in secret.events)
    return repeats(text, note, share=0.5 if tells else _NEARLY_ALL)


@lru_cache(maxsize=4096)
def _gives_away(text: str, language: Language, secret: Secret) -> bool:
    spans: list[Span] = []
    each_told: list[float] = [0.0]
    for event, weight in secret.events:
        hints = (each for each in event.hinted(text, language) if not _is_spoken(text[slice(*each)], secret))
        said = [(_nearly_of(text, span, secret), span) for span in (*event.spans(text, language), *hints)]
        each_told.append(weight * max((factor for factor, _span in said), default=0.0))
        spans += [span for _factor, span in said]
    told = max(each_told) + _FURTHER * (sum(each_told) - max(each_told))
    weights = _WITH_EVENT if told else _ALONE
    shared = _shared(text, secret, spans)
    if any(_is_named_of(key, text, secret) for key in shared) or _is_told_of(shared, text, secret):
        return True
    words = sum(weights[key.weight] for key in shared if key.weight != "known")
    known = sum(weights["known"] for key in shared if key.weight == "known")
    words += min(_MOST_KNOWN, known)
    words += _NUMBER * _same_numbers(text, secret)
    rights, wrongs = parties_in(without_frames(text)[0], secret)
    if not told and secret.party and wrongs and not rights:
        return False
    if told or not secret.events:
        return told + words > _LEAK and (bool(told) or len(shared) >= 2)
    named = any(key.weight in {"thing", "name"} for key in shared)
    return words > (_LEAK if named else _LEAK_WITHOUT_EVENT)


def _is_told_of(shared: list[Key], text: str, secret: Secret) -> bool:
    """Whether a sentence about the secret's person alone has two of its words, one of them nowhere else."""
    if secret.party == "sender":  # who writes speaks of themself in every other sentence
        return False
    return len(shared) >= 2 and any(key.weight == "rare" for key in shared) and speaks_to(text, secret)


def _is_named_of(key: Key, text: str, secret: Secret) -> bool:
    """Whether a sentence about the reader alone has a name that only a secret of theirs has."""
    if secret.party != "recipient" or key.weight not in {"name", "thing", "place"}:
        return False
    found = next((each for each in tokens(text) if _same(key, each)), None)
    clause = clause_around(text, (found.start, found.end))[0] if found else ""
    rights, wrongs = parties_in(clause, secret)
    return not wrongs and (rights or speaks_to(text, secret))


def _said_of(text: str, span: Span, secret: Secret) -> float:
    """How surely an event in a sentence is said of the person whom the secret is about, 0-1."""
    clause, subject, reported = clause_around(text, span)
    if words_pattern("generic").search(subject) and not _OBJECT.match(text, span[1]):
        return 0.0
    rights, wrongs = parties_in(clause, secret)
    if secret.party and wrongs and not rights:
        return 0.0
    if _ASKED.search(text, 0, span[1]):
        return _TOPIC
    if not secret.party:
        return 1.0
    if rights:
        return 1.0 if wrongs else _OPENLY
    return _OPENLY if speaks_to(text, secret) else 1.0 if reported else _NOBODY


def _nearly_of(text: str, span: Span, secret: Secret) -> float:
    """How surely an event is said of the secret's person: hardly when another is spoken of nearer to it."""
    factor = _said_of(text, span, secret)
    return factor if is_nearest(text, span, secret) else factor * _BESIDE


def _is_spoken(words: str, secret: Secret) -> bool:
    """Whether the brief has those words openly: "sjukhus" is no illness where the sender works in one."""
    told = [each for each in tokens(words) if len(each.text) >= _SHORTEST]
    return bool(told) and all(stems(each.text) & secret.spoken for each in told)


def _shared(text: str, secret: Secret, spans: list[Span]) -> list[Key]:
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
