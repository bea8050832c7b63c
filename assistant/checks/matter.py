"""What each thing of a brief is known by, so that a text is seen to speak of it, whatever its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from assistant.checks.folding import load_words
from assistant.checks.lexicon import plain, words
from assistant.checks.likeness import (
    Figure,
    Key,
    figures,
    is_figure,
    is_part,
    keys,
    same_words,
    soft_words,
    telling,
)
from assistant.checks.tokens import WORD, bare, concepts, tokens
from assistant.domain.brief import Brief, Fact

_RUN: Final = 4
"""Words in a row that are not by chance the same."""
_BARE_WORD: Final = re.compile(r"[^\W_]+")
_TWO_CAPITALS: Final = re.compile(r"(?=\b([A-ZÅÄÖÉ][\w'&-]+) ([A-ZÅÄÖÉ][\w'&-]+))")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:]\s+)[\"'\u201c\u201d\u2018\u2019]*")
_ONE_NAME: Final = re.compile(r"[A-ZÅÄÖÉ][\w'&-]{2,}")
"""A title of one word is a name: the game "Tjärn"."""
_NAME_ENDING: Final = ("", "s", "n", "en", "et", "ns", "ens", "ets")


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """One thing of a brief: a fact, or what was said in the meeting."""

    words: frozenset[str]
    """Its telling words in lower case, without those of the recipient's name, role and employer."""
    own: frozenset[str]
    """Those of `words` that the sender has of their own: a role, an employer, a goal."""
    names: frozenset[str]
    """Names of places, events and people in lower case, the two parties' left out."""
    phrases: frozenset[str]
    """Names of two words ("build week") in lower case, the two parties' left out."""
    figures: frozenset[Figure]
    """Numbers from three up, years included, each with what it counts."""
    plain: str
    """All its words in lower case between spaces, for exact words."""
    runs: frozenset[tuple[str, ...]]
    """Words in a row."""
    keys: dict[Key, frozenset[str]]
    """By stem or meaning, the words that have it."""

    def touched(self, text: str) -> frozenset[str]:
        """The words and numbers of this thing that stand in `text`, inflected, translated or compounded."""
        found: set[str] = set()
        for word in telling(text):
            same = {mine for key in keys(word) for mine in self.keys.get(key, ())}
            same = same or {mine for mine in self.words if is_part(word, mine)}
            if same:
                found.add(word if word in same else min(same))
        for one in figures(text) if self.figures else ():
            for other in self.figures:
                if is_figure(one, other):
                    found.update((f"{one[0]:g}", *sorted(one[1] & other[1])[:1]))
        return frozenset(found)

    def echoed(self, text: str) -> bool:
        """Whether four words in a row are its own, among them a telling one; "you" may stand for "she"."""
        return not self.runs.isdisjoint(_runs(text))

    def named(self, text: str) -> bool:
        """Whether one of its names stands in `text` with a capital letter."""
        if self.phrases and not self.phrases.isdisjoint(_phrases(text)):
            return True
        return bool(self.names) and any(
            token.text[0].isupper() and _is_name(bare(token.text), self.names) for token in tokens(text)
        )


@lru_cache(maxsize=32)
def fact_matters(brief: Brief) -> tuple[tuple[Fact, Matter], ...]:
    """Read a brief's facts once."""
    return tuple((fact, _of_fact(fact, brief)) for fact in brief.facts if not fact.confidential)


@lru_cache(maxsize=32)
def note_matters(brief: Brief) -> tuple[Matter, ...]:
    """Read the notes of a brief's meeting once."""
    return tuple(_read([note], [], brief) for note in brief.meeting.notes) if brief.meeting else ()


def _of_fact(fact: Fact, brief: Brief) -> Matter:
    texts = [fact.text, fact.title, fact.where, fact.when, fact.with_whom, fact.point, fact.quote]
    inside = [*inner_names(fact.text, fact.title), *inner_names(fact.point, fact.title)]
    given = [token.text for field in (fact.where, fact.with_whom) for token in tokens(field)]
    title = [fact.title] if _ONE_NAME.fullmatch(fact.title.strip()) else []
    return _read(texts, [*inside, *title, *(name for name in given if name[0].isupper())], brief)


def _read(texts: Iterable[str], names: Iterable[str], brief: Brief) -> Matter:
    recipient, sender = brief.recipient, brief.sender
    theirs = " ".join((recipient.name, recipient.role, recipient.organisation))
    mine = " ".join((sender.name, sender.role, sender.organisation, *sender.goals, sender.about))
    text = " . ".join(texts)
    told = frozenset(telling(text)) - same_words(telling(text), telling(theirs), meant=False)
    by_key: dict[Key, set[str]] = {}
    for word in told:
        for key in keys(word):
            by_key.setdefault(key, set()).add(word)
    parties = {bare(token.text) for token in tokens(f"{theirs} {mine}")}
    return Matter(
        words=told,
        own=same_words(told, telling(mine), meant=False),
        names=frozenset(bare(name) for name in names) - parties - _no_names() - soft_words(),
        phrases=_phrases(text) - _phrases(f"{theirs} . {mine}"),
        figures=figures(text) - figures(mine),
        plain=" " + " ".join(_BARE_WORD.findall(plain(text).casefold())) + " ",
        runs=frozenset(run for run in _runs(text) if not told.isdisjoint(run)),
        keys={key: frozenset(found) for key, found in by_key.items()},
    )


def inner_names(text: str, title: str) -> Iterator[str]:
    """The words with a capital letter within a sentence, a title's left out."""
    text = plain(text).replace(plain(title), " ") if title else plain(text)
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    for word in WORD.finditer(text):
        if word[0][0].isupper() and word.start() not in starts:
            yield word[0]


@lru_cache(maxsize=2048)
def _phrases(text: str) -> frozenset[str]:
    """Each two words with capital letters that stand together."""
    return frozenset(f"{one} {two}".casefold() for one, two in _TWO_CAPITALS.findall(plain(text)))


def _is_name(low: str, names: frozenset[str]) -> bool:
    if low in names or any(part in names for part in re.split(r"[-&]", low)):
        return True
    return any(
        len(name) >= 4 and low.startswith(name) and low[len(name) :] in _NAME_ENDING for name in names
    ) or any(concepts(low) & concepts(name) for name in names)


@lru_cache(maxsize=2048)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    persons, owners = words("references", "en", "persons"), words("references", "en", "owners")
    said = [
        "I" if word in persons else "my" if word in owners else word
        for word in _BARE_WORD.findall(plain(text).casefold())
    ]
    return frozenset(tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1))


@cache
def _no_names() -> frozenset[str]:
    """Words with a capital letter that name no place, event or person."""
    return frozenset(load_words("names")["plain"].split()) | words("references", "en", "no_names")
