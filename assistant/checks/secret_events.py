"""What happens to people and firms and is kept quiet, with the wordings that give it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from assistant.checks.folding import load_words
from knowledge.languages import sentence_language

_LANGUAGES: Final = ("sv", "en")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of thing that happens to people and firms and is kept quiet."""

    name: str
    weight: float
    near: tuple[str, ...]
    """Events by which people mean the same: who leaves has mostly resigned."""
    wordings: tuple[tuple[str, str], ...]
    """Per language, the regular expressions, one a line, by which a note or a message says it."""
    hints: tuple[tuple[str, str], ...]
    """The same for wordings that tell it only to one who keeps it: "so few weeks left at your desk"."""

    def spans(self, text: str, language: str) -> Iterator[Span]:
        """Give where a message in `language` says it."""
        yield from _spans(dict(self.wordings)[language], text)

    def hinted(self, text: str, language: str) -> Iterator[Span]:
        """Give where a message in `language` says something that tells it to one who keeps it."""
        yield from _spans(dict(self.hints)[language], text)

    def tells(self, text: str, language: str) -> bool:
        """Tell whether a message in `language` says it or hints at it."""
        return any(True for find in (self.spans, self.hinted) for _ in find(text, language))

    def stands_in(self, text: str, expected: str) -> bool:
        """Tell whether a note says it, whose language is probably `expected`."""
        told = sentence_language(text, expected)
        language = told if told in _LANGUAGES else expected
        return any(True for _ in _spans(dict(self.wordings)[language], text))


@cache
def events() -> tuple[Event, ...]:
    """Give every kind of event, with its wordings in both languages."""
    hints = load_words("secret_hints")
    return tuple(_event(each, hints.get(each["name"], {})) for each in load_words("secrets")["event"])


def _event(row: dict[str, Any], hints: dict[str, str]) -> Event:
    return Event(
        name=row["name"],
        weight=float(row["weight"]),
        near=tuple(row.get("near", ())),
        wordings=tuple((language, row[language]) for language in _LANGUAGES),
        hints=tuple((language, hints.get(language, "")) for language in _LANGUAGES),
    )


def _spans(source: str, text: str) -> Iterator[Span]:
    for pattern in _compiled(source):
        for match in pattern.finditer(text):
            yield match.span()


@cache
def _compiled(source: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of an event in one language, compiled when they are first needed."""
    lines = (line.replace(" ", r"\s") for line in source.splitlines() if line.strip())
    return tuple(re.compile(line, re.IGNORECASE) for line in lines)
