"""What the brief tells, sentence by sentence, each taken apart so that a text can be laid beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_moods import marker
from assistant.checks.claim_subjects import Side
from assistant.checks.folding import load_words
from assistant.checks.lexicon import plain, words
from assistant.checks.meanings import generic, part_rows, rows
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, concepts, function_words, stems, tokens
from assistant.domain.brief import Brief, Fact
from assistant.domain.value import Language
from knowledge.languages import sentence_language

Origin = Literal["fact", "note", "other"]
Who = Literal["them", "me", "other", ""]
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+")
_ASIDE: Final = re.compile(r",\s(?:not|inte|ej|never|aldrig)\s[^,.;:!?]{2,40},(?=\s)", re.IGNORECASE)
_SHARES: Final = frozenset({"per", "cent", "procent", "percent"})
_OPENING: Final = 12
"""Letters before the first verb of a fact without a subject: "Var tidigare"."""
_SHORTEST_PART: Final = 5
"""Letters that a part of a compound has at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One sentence of the brief."""

    text: str
    language: Language
    origin: Origin
    fact: Fact | None
    words: tuple[str, ...]
    """Its telling words."""
    predications: tuple[Predication, ...]
    ended: bool
    """Whether it says that something is no longer so."""
    commits: bool
    """Whether it tells of something offered or still to come."""


@lru_cache(maxsize=32)
def statements(support: Support) -> tuple[Statement, ...]:
    """Take a brief's facts and notes apart, once for each brief."""
    return tuple(_statements(support.brief))


def _statements(brief: Brief) -> Iterator[Statement]:
    for fact in brief.facts:
        for text in (fact.text, fact.point, fact.reaction):
            yield from _told(text, "fact", fact, brief)
    if brief.meeting:
        for note in brief.meeting.notes:
            yield from _told(note, "note", None, brief)
    for text in (brief.own_words, brief.previous.outreach, brief.previous.followup, brief.sender.about):
        yield from _told(text, "other", None, brief)


def _told(text: str, origin: Origin, fact: Fact | None, brief: Brief) -> Iterator[Statement]:
    for part in _SENTENCE.split(text):
        if not part.strip():
            continue
        language = _language(part, brief.language)
        commits = any(
            word in words("clauses", language, "commits")
            for word in re.findall(r"[^\W\d_]+", part.casefold())
        )
        yield Statement(
            text=part.strip().rstrip("."),
            language=language,
            origin=origin,
            fact=fact,
            words=tuple(token.text for token in telling(part)),
            predications=predications(_without_aside(part), language),
            ended=bool(marker("no_longer", language).search(part)),
            commits=commits or _is_awaited(part, language),
        )


def _without_aside(text: str) -> str:
    """A text with what it sets against its subject blanked: "the council, not the staff, proposed"."""
    return _ASIDE.sub(lambda match: " " * len(match[0]), text)


def _language(text: str, expected: Language) -> Language:
    """The language of a note, however short: that in which it has a verb when its words do not tell."""
    found = sentence_language(text, "")
    if found in {"sv", "en"}:
        return "sv" if found == "sv" else "en"
    other: Language = "en" if expected == "sv" else "sv"
    return other if len(predications(text, other)) > len(predications(text, expected)) else expected


def _is_awaited(text: str, language: Language) -> bool:
    """ "Skickar mallen när den är klar": in the present, with a when."""
    present = any(each.form == "present" and not each.light for each in predications(text, language)[:1])
    return present and bool(re.search(r"\b(?:när|så\ssnart|when|once|as\ssoon\sas)\b", text, re.IGNORECASE))


@lru_cache(maxsize=4096)
def telling(text: str) -> tuple[Token, ...]:
    """The words of a text by which it is known: no function words, none that fit anything."""
    return tuple(
        token
        for token in tokens(plain(text))
        if token.text.casefold() not in function_words()
        and token.text.casefold() not in generic() | _SHARES
        and (len(token.text) >= 3 or token.text.isdigit())
    )


def shared(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """The words of `mine` that `theirs` has too, in either language."""
    known = tuple(theirs)
    return [word for word in mine if _is_among(word, known)]


@lru_cache(maxsize=60_000)
def _is_among(word: str, known: tuple[str, ...]) -> bool:
    return _is_in(_known_by(word), _group(known))


def is_same(one: str, other: str) -> bool:
    """Whether two words are one, inflected, translated, or part of a compound."""
    return _is_among(one, (other,))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with everything by which another is known to be the same."""

    low: str
    stems: frozenset[str]
    stem: str
    """The longest of its stems."""
    concepts: frozenset[int]
    rows: frozenset[int]
    part_rows: frozenset[int]
    beginnings: frozenset[str]
    """Those of the word that can be a part of it."""
    endings: frozenset[str]
    """Those of its stems."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Words among which another is sought."""

    lows: frozenset[str]
    words: tuple[_Word, ...]
    """Those that are no numbers."""
    stems: frozenset[str]
    concepts: frozenset[int]
    rows: frozenset[int]
    part_rows: frozenset[int]
    beginnings: frozenset[str]
    """Those of every word that is no number."""
    endings: frozenset[str]
    """Those of their stems."""
    longest: frozenset[str]
    """The longest stem of each."""


@lru_cache(maxsize=20_000)
def _known_by(word: str) -> _Word:
    every, low = stems(word), bare(word)
    return _Word(
        low,
        every,
        max(sorted(every), key=len),
        concepts(word),
        rows(word),
        part_rows(word),
        frozenset(low[:end] for end in range(1, len(low) + 1)),
        frozenset(stem[at:] for stem in every for at in range(len(stem))),
    )


@lru_cache(maxsize=4096)
def _group(known: tuple[str, ...]) -> _Group:
    every = [_known_by(word) for word in known]
    told = tuple(each for each in every if not each.low.isdigit())
    return _Group(
        lows=frozenset(each.low for each in every),
        words=told,
        stems=frozenset[str]().union(*(each.stems for each in told)),
        concepts=frozenset[int]().union(*(each.concepts for each in told)),
        rows=frozenset[int]().union(*(each.rows for each in told)),
        part_rows=frozenset[int]().union(*(each.part_rows for each in told)),
        beginnings=frozenset[str]().union(*(each.beginnings for each in told)),
        endings=frozenset[str]().union(*(each.endings for each in told)),
        longest=frozenset(each.stem for each in told),
    )


def _is_in(word: _Word, group: _Group) -> bool:
    if word.low in group.lows:
        return True
    if word.low.isdigit():
        return False
    return not (
        word.stems.isdisjoint(group.stems)
        and word.concepts.isdisjoint(group.concepts)
        and word.rows.isdisjoint(group.rows)
        and word.rows.isdisjoint(group.part_rows)
        and word.part_rows.isdisjoint(group.rows)
    ) or (_may_be_parted(word, group) and any(_are_parted(word, other) for other in group.words))


def _may_be_parted(word: _Word, group: _Group) -> bool:
    """Whether a word can be the beginning or the end of one of a group, or one of them its: a quick look."""
    return (
        word.stem in group.beginnings
        or word.stem in group.endings
        or not word.beginnings.isdisjoint(group.longest)
        or not word.endings.isdisjoint(group.longest)
    )


def _are_parted(one: _Word, other: _Word) -> bool:
    """Whether one of two words is the beginning or the end of the other."""
    short, long = (one, other) if len(one.low) <= len(other.low) else (other, one)
    if len(short.low) < _SHORTEST_PART - 1 or len(long.low) - len(short.low) < 2:
        return False
    return (len(short.stem) >= _SHORTEST_PART and long.low.startswith(short.stem)) or any(
        each.endswith(short.stem) for each in long.stems
    )


def who(side: Side, support: Support, told: Statement | None) -> Who:
    """Whose side somebody is on: the recipient's and their organisation's, the sender's, or another's.

    `told` is the brief's statement in which it stands; None for the text.
    """
    if side.party == "me":
        return "me"
    if side.party == "you":
        return "" if told else "them"
    if told and (side.party == "third" or (side.party == "" and not side.words and _begins_with_deed(told))):
        return "them"
    if side.party in {"third", ""} or (told and _is_advice(told)):
        return ""
    return _whose_name(side, support)


def _whose_name(side: Side, support: Support) -> Who:
    lows = {bare(each.text) for each in side.words}
    lows |= {low.removesuffix("s") for low in lows}
    theirs, mine = _names(support)
    if _is_namesake(side, support):
        return "other"
    if lows & theirs or (side.party == "noun" and _is_their_kind(side, support)):
        return "them"
    return "me" if lows & mine else "other"


def _is_their_kind(side: Side, support: Support) -> bool:
    """Whether a bare "the museum" is theirs: where they are known to be a school, "the council" is not."""
    named = [each.text for each in side.words if telling(each.text)]
    if len(named) != 1 or bare(named[0]) not in _organisations():
        return False
    brief = support.brief.recipient
    kinds = [
        each for each in _organisations() if shared([each], f"{brief.organisation} {brief.role}".split())
    ]
    return not kinds or bool(shared(named, kinds))


def _is_namesake(side: Side, support: Support) -> bool:
    """Whether somebody has the recipient's surname after a given name that is not the recipient's."""
    names = [bare(each.text) for each in tokens(support.brief.recipient.name)]
    run = [bare(each.text) for each in side.words if each.text[0].isupper()]
    titles = {"dr", "professor", "prof", "mr", "mrs", "ms"}
    return len(names) > 1 and len(run) > 1 and run[-1] == names[-1] and run[-2] not in {*names, *titles}


@lru_cache(maxsize=32)
def _names(support: Support) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the recipient's and of the sender's name and organisation."""
    recipient, sender = support.brief.recipient, support.brief.sender
    theirs = {bare(t.text) for t in tokens(f"{recipient.name} {recipient.organisation}") if len(t.text) > 2}
    mine = {bare(t.text) for t in tokens(f"{sender.name} {sender.organisation}")}
    return frozenset(theirs - function_words()), frozenset(mine - theirs - function_words())


def _begins_with_deed(told: Statement) -> bool:
    """Whether a fact begins with what was done, so that the recipient did it: "Ledde arbetet ..."."""
    return told.origin == "fact" and bool(told.predications) and told.predications[0].start <= _OPENING


def _is_advice(told: Statement) -> bool:
    """Whether a note says what to do rather than what was done: it begins with a bare verb."""
    first = told.predications[0] if told.predications else None
    return told.origin == "note" and first is not None and first.form == "base" and first.implied


@cache
def _organisations() -> frozenset[str]:
    return frozenset(load_words("meanings")["organisations"]["words"].split())
