"""What a confidential note tells: its events, whom it is about, and the words that only it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal

from assistant.checks.folding import load_words
from assistant.checks.marked_notes import kept_notes, open_texts, open_titles
from assistant.checks.numbers import find_numbers
from assistant.checks.secret_events import Event, events
from assistant.checks.tokens import Token, function_words, stems, tokens
from assistant.domain.brief import Brief

Party = Literal["sender", "recipient", "other", ""]
Weight = Literal["name", "thing", "rare", "common", "calendar", "place", "known"]

_PREFIX: Final = 6
"""Letters that two words share when one is formed from the other: doktorand, doktorandutbildning."""
_SHORTEST_RARE: Final = 4
"""Letters of a word, no name, that few sentences have."""
_THING: Final = re.compile(
    r"(?:spel(?:et)?|app(?:en)?|produkt(?:en)?|bok(?:en)?|film(?:en)?|serien?|projekt(?:et)?|modell(?:en)?|tjänsten?|"
    r"game|product|book|novel|series|project|title|feature|album|service)[ ]$",
    re.IGNORECASE,
)
"""What stands before the name of something that is not out yet."""
_PLACE: Final = re.compile(r"\b(?:i|in|near|utanför|outside)[ ]$", re.IGNORECASE)
_THIRD: Final = re.compile(r"\b(?:hon|han|hen|hennes|hans|she|he|her|his|they|their)\b", re.IGNORECASE)
_FIRST: Final = re.compile(
    r"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra|(?-i:I)|me|my|we|us|our)\b", re.IGNORECASE
)
_ENDS: Final = frozenset(".!?:;")
_ENDING: Final = re.compile(r"(?:en|et|arna|erna|orna|n|t|s)$")
"""Swedish endings that the stemmer leaves on short nouns: "jobbet"."""
_SHORTEST_BASE: Final = 5
_SPOKEN: Final = 0.5
"""What is left of an event of which the open facts speak too."""
_SMALLEST: Final = 10
"""Numbers below this say little."""
_COUNTED: Final = ("min", "fråg", "quest", "kvart")


@dataclass(frozen=True, slots=True)
class Key:
    """A word of the secret."""

    stems: frozenset[str]
    same: frozenset[int]
    weight: Weight
    text: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A confidential note, taken apart."""

    party: Party
    names: frozenset[str]
    """Stems of the names of the party and its organisation; of a third, those in the note."""
    events: tuple[tuple[Event, float], ...]
    """Its events, each with the weight that remains when open facts speak of the like."""
    keys: tuple[Key, ...]
    numbers: tuple[float, ...]
    spoken: frozenset[str]
    """Stems of all words that the rest of the brief says openly."""


@lru_cache(maxsize=64)
def confided(brief: Brief) -> tuple[Secret, ...]:
    """Take the confidential facts of a brief apart, against what the rest of it says openly."""
    parts = (
        (fact.text, fact.title, fact.where, fact.with_whom, fact.point, fact.quote)
        for fact in brief.facts
        if fact.confidential
    )
    return tuple(_secret(". ".join(part for part in each if part), brief, "") for each in parts)


@lru_cache(maxsize=64)
def held_back(brief: Brief) -> tuple[Secret, ...]:
    """Take apart what the notes of a brief mark as not to be passed on."""
    return tuple(_secret(kept.text, brief, "recipient") for kept in kept_notes(brief))


def _secret(text: str, brief: Brief, unnamed: Party) -> Secret:
    """Take a note apart; `unnamed` is whom it is about when it names nobody."""
    spoken = _open(brief)
    named = {event.name for event in events() if event.stands_in(text, brief.language)}
    named |= {name for event in events() if event.name in named for name in event.near}
    party = _party(text, brief) or unnamed
    return Secret(
        party=party,
        names=_name_stems(text) if party in {"other", ""} else _side_names(party, brief),
        events=tuple(
            (event, event.weight * (_SPOKEN if spoken.has(event, brief) else 1.0))
            for event in events()
            if event.name in named
        ),
        keys=tuple(_keys(text, spoken)),
        numbers=tuple(value for value in numbers(text) if value not in spoken.numbers),
        spoken=spoken.told,
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the brief says openly."""

    stems: frozenset[str]
    told: frozenset[str]
    """Those outside the titles of works, which say nothing of what happened."""
    long: tuple[str, ...]
    texts: tuple[str, ...]
    numbers: frozenset[float]

    def has(self, event: Event, brief: Brief) -> bool:
        """Tell whether the open texts speak of such an event."""
        return any(event.stands_in(text, brief.language) for text in self.texts)


@lru_cache(maxsize=64)
def _open(brief: Brief) -> _Spoken:
    titles = open_titles(brief)
    texts = tuple(text for text in open_texts(brief) if text not in titles)
    told = _stems_of(texts)
    said = told | _stems_of(titles)
    return _Spoken(
        stems=said,
        told=told,
        long=tuple(stem for stem in said if len(stem) >= _PREFIX),
        texts=texts,
        numbers=frozenset(value for text in (*texts, *titles) for value in numbers(text)),
    )


def _stems_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for token in tokens(text) for stem in stems(token.text))


def _keys(text: str, spoken: _Spoken) -> Iterator[Key]:
    seen: set[frozenset[str]] = set()
    for token in tokens(text):
        low = token.text.casefold()
        if len(low) < 3 or low in function_words() or low in _data()["dull"] or low[0].isdigit():
            continue
        mine = stems(token.text)
        if mine not in seen:
            seen.add(mine)
            yield Key(mine, groups(token.text), _weight(token, text, spoken), token.text)


def _weight(token: Token, text: str, spoken: _Spoken) -> Weight:
    low, mine, before = token.text.casefold(), stems(token.text), text[: token.start]
    if low in _data()["calendar"]:
        return "calendar"
    if mine & spoken.stems or any(_kin(stem, other) for stem in mine for other in spoken.long):
        return "known"
    starts = not before.strip() or before.rstrip()[-1] in ".!?;"
    if token.text[0].isupper() and not starts:
        if _PLACE.search(before):
            return "place"
        return "thing" if _THING.search(before) else "name"
    small = len(low) < _SHORTEST_RARE or bool(
        mine & function_words()
    )  # "var nära" shares its stem with "när"
    return "common" if small or low in _data()["common"] or mine & _data()["common_stems"] else "rare"


def _kin(first: str, second: str) -> bool:
    """Tell whether one word is formed from the other."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _PREFIX and longer.startswith(shorter)


def _party(text: str, brief: Brief) -> Party:
    """Whom a text is about: the first whom it names, behind "he told me that"."""
    told = text[max((each.end() for each in words_pattern("reports").finditer(text)), default=0) :]
    found: list[tuple[int, Party]] = [(len(told), "")]
    before = ""
    for token in tokens(told):
        if token.text[0].isupper() and token.text.casefold() not in _data()["calendar"]:
            mine = stems(token.text)
            if mine & _side_names("recipient", brief):
                found.append((token.start, "recipient"))
            elif mine & _side_names("sender", brief):
                found.append((token.start, "sender"))
            elif before and before not in function_words() and told[token.start - 1] == " ":
                found.append((token.start, "other"))
        before = "" if told[token.end : token.end + 1] in _ENDS else token.text.casefold()
    named: tuple[tuple[re.Pattern[str], Party], ...] = ((_FIRST, "sender"), (_THIRD, "recipient"))
    found += [(match.start(), party) for pattern, party in named if (match := pattern.search(told))]
    return min(found)[1]


def _side_names(party: Party, brief: Brief) -> frozenset[str]:
    """The stems of the names of a party and its organisation."""
    if party == "recipient":
        return _name_stems(brief.recipient.name, brief.recipient.organisation)
    if party == "sender":
        return _name_stems(brief.sender.name, brief.sender.organisation)
    return frozenset()


@lru_cache(maxsize=256)
def _name_stems(*names: str) -> frozenset[str]:
    named = (token.text for name in names for token in tokens(name) if token.text[0].isupper())
    return frozenset(stem for word in named for stem in stems(word))


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[float, ...]:
    """Give the telling numbers of a text; times asked for and small counts are none."""
    found = []
    for language in ("sv", "en"):
        for number in find_numbers(text, language):
            rest = text[number.end : number.end + 12].lstrip(" -").casefold()
            telling = number.value >= _SMALLEST or 0 < number.value < 1
            if telling and not rest.startswith(_COUNTED):
                found.append(number.value)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def groups(word: str) -> frozenset[int]:
    """The groups of words that mean the same as `word` in either language."""
    forms = {word, _ENDING.sub("", word)} if len(word) > _SHORTEST_BASE else {word}
    return frozenset(
        number for form in forms for stem in stems(form) for number in _data()["same"].get(stem, ())
    )


@cache
def words_pattern(name: str) -> re.Pattern[str]:
    """Give one of the lists of words as a pattern."""
    return re.compile(rf"\b(?:{load_words('secrets')['words'][name]})\b", re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    words = load_words("secrets")["words"]
    same: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(words["same"].strip().splitlines()):
        for stem in {stem for word in line.split() for stem in stems(word)}:
            same[stem] = (*same.get(stem, ()), number)
    return {
        "same": same,
        "dull": frozenset(words["dull"].split()),
        "common": frozenset(words["common"].split()),
        "common_stems": frozenset(stem for word in words["common"].split() for stem in stems(word)),
        "calendar": frozenset(words["calendar"].split()),
    }
