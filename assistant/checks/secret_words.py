"""What a confidential note tells: its events, whom it is about, and the words that only it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal

from assistant.checks.brief_texts import brief_texts
from assistant.checks.folding import load_words
from assistant.checks.numbers import find_numbers
from assistant.checks.tokens import Token, function_words, stems, tokens
from assistant.domain.brief import Brief, Fact
from knowledge.languages import sentence_language

Party = Literal["sender", "recipient", "other", ""]
Weight = Literal["name", "thing", "rare", "common", "calendar", "place", "known"]

_PREFIX: Final = 6
"""Letters that two words share when one is formed from the other: doktorand, doktorandutbildning."""
_THING: Final = re.compile(
    r"(?:spel(?:et)?|app(?:en)?|produkt(?:en)?|bok(?:en)?|film(?:en)?|serien?|projekt(?:et)?|modell(?:en)?|tjänsten?|"
    r"game|product|book|novel|series|project|title|feature|album|service)[ ]$",
    re.IGNORECASE,
)
"""What stands before the name of something that is not out yet."""
_PLACE: Final = re.compile(r"\b(?:i|in|near|utanför|outside)[ ]$", re.IGNORECASE)
_THIRD: Final = re.compile(r"\b(?:hon|han|hen|hennes|hans|she|he|her|his|they|their)\b", re.IGNORECASE)
_FIRST: Final = re.compile(r"\b(?:jag|mig|min|mitt|vi|vår|(?-i:I)|my|we|our)\b", re.IGNORECASE)
_ENDING: Final = re.compile(r"(?:en|et|arna|erna|orna|n|t|s)$")
"""Swedish endings that the stemmer leaves on short nouns: "jobbet"."""
_SHORTEST_BASE: Final = 5
_SPOKEN: Final = 0.5
"""What is left of an event of which the open facts speak too."""
_SMALLEST: Final = 10
"""Numbers below this say little."""
_COUNTED: Final = ("min", "fråg", "quest", "kvart")


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of thing that happens to people and firms and is kept quiet."""

    name: str
    weight: float
    near: tuple[str, ...]
    """Events by which people mean the same: who leaves has mostly resigned."""
    wordings: tuple[tuple[str, str], ...]
    """Per language, the regular expressions, one a line."""

    def spans(self, text: str, language: str) -> Iterator[tuple[int, int]]:
        """Give where `text`, which is in `language`, says it."""
        for pattern in _compiled(dict(self.wordings)[language]):
            for match in pattern.finditer(text):
                yield match.span()

    def stands_in(self, text: str, expected: str) -> bool:
        """Tell whether `text` says it, whose language is probably `expected`."""
        told = sentence_language(text, expected)
        return any(True for _ in self.spans(text, told if told in {"sv", "en"} else expected))


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
    """Stems of the names in it."""
    events: tuple[tuple[Event, float], ...]
    """Its events, each with the weight that remains when open facts speak of the like."""
    keys: tuple[Key, ...]
    numbers: tuple[float, ...]


@lru_cache(maxsize=256)
def secret_of(fact: Fact, brief: Brief) -> Secret:
    """Take a confidential fact apart, against what the rest of the brief says openly."""
    text = ". ".join(
        part for part in (fact.text, fact.title, fact.where, fact.with_whom, fact.point, fact.quote) if part
    )
    spoken = _open(brief)
    named = {event.name for event in events() if event.stands_in(text, brief.language)}
    named |= {name for event in events() if event.name in named for name in event.near}
    return Secret(
        party=_party(text, brief),
        names=_name_stems(text),
        events=tuple(
            (event, event.weight * (_SPOKEN if spoken.has(event, brief) else 1.0))
            for event in events()
            if event.name in named
        ),
        keys=tuple(_keys(text, spoken)),
        numbers=tuple(value for value in numbers(text) if value not in spoken.numbers),
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the brief says openly."""

    stems: frozenset[str]
    long: tuple[str, ...]
    texts: tuple[str, ...]
    numbers: frozenset[float]

    def has(self, event: Event, brief: Brief) -> bool:
        """Tell whether the open texts speak of such an event."""
        return any(event.stands_in(text, brief.language) for text in self.texts)


@lru_cache(maxsize=64)
def _open(brief: Brief) -> _Spoken:
    known = brief.model_copy(update={"facts": tuple(each for each in brief.facts if not each.confidential)})
    texts = brief_texts(known)
    said = frozenset(stem for text in texts for token in tokens(text) for stem in stems(token.text))
    return _Spoken(
        stems=said,
        long=tuple(stem for stem in said if len(stem) >= _PREFIX),
        texts=tuple(texts),
        numbers=frozenset(value for text in texts for value in numbers(text)),
    )


def _keys(text: str, spoken: _Spoken) -> Iterator[Key]:
    seen: set[frozenset[str]] = set()
    data = _data()
    for token in tokens(text):
        low = token.text.casefold()
        if len(low) < 3 or low in function_words() or low in data["dull"] or low[0].isdigit():
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
    return "common" if low in _data()["common"] or mine & _data()["common_stems"] else "rare"


def _kin(first: str, second: str) -> bool:
    """Tell whether one word is formed from the other."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _PREFIX and longer.startswith(shorter)


def _party(text: str, brief: Brief) -> Party:
    """Whom a text is about: the first whom it names."""
    for token in tokens(text):
        mine = stems(token.text) if token.text[0].isupper() else frozenset()
        if mine & _name_stems(brief.recipient.name, brief.recipient.organisation):
            return "recipient"
        if mine & _name_stems(brief.sender.name, brief.sender.organisation):
            return "sender"
    if _FIRST.search(text) and not _THIRD.search(text):
        return "sender"
    if re.search(r"(?<=[a-zåäö,] )[A-ZÅÄÖ]\w+|^[A-ZÅÄÖ]\w+ [A-ZÅÄÖ]", text):
        return "other"
    return "recipient" if _THIRD.search(text) else ""


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
def events() -> tuple[Event, ...]:
    """Give every kind of event, with its wordings in both languages."""
    return tuple(_event(each) for each in load_words("secrets")["event"])


def _event(row: dict[str, Any]) -> Event:
    wordings = (("sv", row["sv"]), ("en", row["en"]))
    return Event(row["name"], float(row["weight"]), tuple(row.get("near", ())), wordings)


@cache
def _compiled(source: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of an event in one language, compiled when they are first needed."""
    lines = (line.replace(" ", r"\s") for line in source.splitlines() if line.strip())
    return tuple(re.compile(line, re.IGNORECASE) for line in lines)


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
