"""The questions of a question list, and whether each is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from assistant.checks.lexicon import pattern, plain
from assistant.domain.draft import Draft, Sentence
from assistant.domain.value import Language

Form = Literal["open", "closed", "either_or", "other"]

_MARKER: Final = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*\u2022\u2013])[ \t]+")
_LEADS: Final = re.compile(r"[;:\u2013\u2014]\s*|\s-\s|,\s(?=(?:so|and|but|s\u00e5|och|men)\b)")
_ENDS_IN_TAG: Final = re.compile(
    r",\s?(?:right|correct|yes or no|or not|eller hur|visst|va|ja eller nej|eller inte|r\u00e4tt)\s?\?$"
)
_CLAUSE: Final = re.compile(r"[,;:\u2013\u2014]\s*|\s-\s|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """One item of a list: its sentences, of which at least one asks."""

    sentences: tuple[Sentence, ...]

    @property
    def asking(self) -> tuple[Sentence, ...]:
        """The sentences with a question mark, else all of them."""
        marked = tuple(each for each in self.sentences if "?" in each.text)
        return marked or self.sentences


def listed_questions(draft: Draft) -> list[Question]:
    """Give the items of the list; without a list, each sentence that ends in a question mark."""
    groups: list[list[Sentence]] = []
    for sentence in draft.items:
        if _MARKER.match(draft.text, _line_start(draft.text, sentence.start), sentence.end) and _begins_line(
            draft.text, sentence.start
        ):
            groups.append([sentence])
        elif groups:
            groups[-1].append(sentence)
    asking = [group for group in groups if any("?" in each.text for each in group)]
    if groups:
        return [Question(tuple(group)) for group in asking or groups]
    return [Question((each,)) for each in draft.prose if each.text.rstrip("\"'\u201d) ").endswith("?")]


def without_marker(text: str) -> str:
    """Give an item without its number or dash."""
    return _MARKER.sub("", text, count=1)


@lru_cache(maxsize=512)
def form_of(text: str, language: Language) -> Form:
    """Tell whether yes or no answers a question, or a choice between what it offers."""
    flat = plain(without_marker(text)).strip()
    if pattern("questions", language, "tag").search(flat) and not _leads_up_to_open(flat, language):
        return "closed"
    if pattern("questions", language, "either_or").search(flat) and not pattern(
        "questions", language, "goes_on"
    ).search(flat):
        return "either_or"
    if pattern("questions", language, "telling").search(flat):
        return "open"
    return _form_of_clauses(flat, language)


def _form_of_clauses(flat: str, language: Language) -> Form:
    """Tell the form by the first clause that shows it, else by the sentence as a whole."""
    clauses = list(_clauses(flat))
    if any(pattern("questions", language, "open").search(clause) for clause in clauses):
        return "open"
    closed = pattern("questions", language, "closed")
    if any(closed.search(clause) for clause in clauses) or pattern("questions", language, "stated").search(
        flat
    ):
        return "closed"
    return "either_or" if pattern("questions", language, "choice").search(flat) else "other"


def _leads_up_to_open(flat: str, language: Language) -> bool:
    """Whether an open question stands after a colon, semicolon, dash or "so": "You moved: what made you?"."""
    found = _LEADS.finditer(flat)
    return any(
        pattern("questions", language, "open").search(clause)
        for match in found
        for clause in (flat[match.end() :], flat[match.end() :].partition(",")[2].strip())
    ) and not _ENDS_IN_TAG.search(flat)


def _clauses(flat: str) -> Iterator[str]:
    """The sentence and each clause after a comma, colon or dash, and after "and" before a question word."""
    yield flat
    for match in _CLAUSE.finditer(flat):
        yield flat[match.end() :]
    for match in re.finditer(
        r"\b(?:och|men|and|but)\b (?=(?:vad|hur|varför|vilk|what|how|why|which|i så fall|if so)\b)", flat
    ):
        yield flat[match.end() :]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _begins_line(text: str, at: int) -> bool:
    return not text[_line_start(text, at) : at].strip()
