"""Whom a sentence speaks of: its writer, its reader or others, without "I have heard that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.secret_events import Span
from assistant.checks.secret_words import Party, Secret, words_pattern
from assistant.checks.tokens import stems, tokens

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
_FRAMES: Final = ("frames_sv", "frames_en")
_SPOKEN: Final[dict[Party, re.Pattern[str]]] = {"sender": _SENDER, "recipient": _RECIPIENT, "other": _OTHER}


def parties_in(clause: str, secret: Secret) -> tuple[bool, bool]:
    """Whether a clause speaks of the secret's person, and whether of others."""
    named = any(stems(token.text) & secret.names for token in tokens(clause) if token.text[0].isupper())
    spoken = {party: bool(pattern.search(clause)) for party, pattern in _SPOKEN.items()}
    right = named or spoken.pop(secret.party, False)
    return right, any(spoken.values())


def speaks_to(text: str, secret: Secret) -> bool:
    """Whether a sentence is about the secret's person alone, if only by a wish: "Lycka till!"."""
    rights, wrongs = parties_in(without_frames(text)[0], secret)
    wished = secret.party == "recipient" and bool(words_pattern("wishes").search(text))
    return (rights or wished) and not wrongs


def is_nearest(text: str, span: Span, secret: Secret) -> bool:
    """Whether the secret's person is the one spoken of nearest to a place, or nobody else is spoken of."""
    apart: dict[bool, int] = {}
    for party, start, end in _mentions(text, secret):
        distance = max(span[0] - end, start - span[1], 0)
        right = party == secret.party
        apart[right] = min(distance, apart.get(right, len(text)))
    return not secret.party or False not in apart or apart.get(True, len(text)) <= apart[False]


def _mentions(text: str, secret: Secret) -> Iterator[tuple[Party, int, int]]:
    """Give where a text speaks of whom, outside "I hope that"."""
    for frames in _FRAMES:
        text = words_pattern(frames).sub(lambda frame: " " * len(frame[0]), text)
    for party, pattern in _SPOKEN.items():
        for match in pattern.finditer(text):
            yield party, match.start(), match.end()
    for token in tokens(text):
        if token.text[0].isupper() and stems(token.text) & secret.names:
            yield secret.party, token.start, token.end


def clause_around(text: str, span: Span) -> tuple[str, str, bool]:
    """The clause around a place and its part before it, without "I have heard that"; whether it had that."""
    start = max((cut.end() for cut in _CUT.finditer(text, 0, span[0])), default=0)
    end = next((cut.start() for cut in _CUT.finditer(text, span[1])), len(text))
    before, _ = without_frames(text[start : span[0]])
    clause, reported = without_frames(text[start:end])
    return clause, before, reported


def without_frames(text: str) -> tuple[str, bool]:
    """A text without "I have heard that", whose "I" it is not about; whether it had that."""
    length = len(text)
    for frames in _FRAMES:
        text = words_pattern(frames).sub(" ", text)
    return text, len(text) != length
