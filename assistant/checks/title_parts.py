"""Titles taken apart: the head, the words that change it, and its field, in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz

from assistant.checks.folding import load_words
from assistant.checks.tokens import Token, bare, concepts, function_words, stems, tokens
from assistant.domain.value import Language

_SHORTEST_FIELD: Final = 7
_TIMES: Final = frozenset({"år", "månader", "veckor", "sedan"})
"""After "för": how long ago it was."""
_LIKE_STEMS: Final = 80
"""Likeness, of 100, from which two words of a title are one word in two languages."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: "biträdande analyschef" is changed by one word, heads a field, and is a chef."""

    head: str
    language: Language
    field: frozenset[str]
    """What the title is about: "analys", "product"."""
    changes: frozenset[int]
    """The changing words in it, as numbers of their lists."""
    start: int = 0
    end: int = 0


_VERBS: Final = frozenset({"lead", "head", "chair", "coach"})
_DOER: Final = re.compile(
    r"\b(?:i|you|we|they|who|that|to|not|also|still|now|both|will|would|can|could|should|and)\s$"
    r"|n['\u2019]t\s$",
    re.IGNORECASE,
)


def titles(text: str) -> list[Title]:
    """Give the titles in a text of the brief, whichever its language."""
    found = []
    for language in ("sv", "en"):
        for token in tokens(text):
            head = head_of(token.text, language)
            if head and not is_other_word(text, token):
                before = [t for t in tokens(text) if t.end <= token.start][-3:]
                after = [t for t in tokens(text) if t.start >= token.end][:5]
                found.append(take_apart(text, [*before, token], head, language, after))
    return found


def is_other_word(text: str, token: Token) -> bool:
    """Whether a word that can be a title is a verb or a thing here: "you lead the team", "in my head"."""
    before, after = text[: token.start], text[token.end :]
    if token.text in _VERBS and _DOER.search(before):
        return True
    thing = load_words("roles")["things"].get(token.text)
    if not thing or re.match(thing["title"], after):
        return False
    return bool(re.search(thing["before"], before, re.IGNORECASE) or re.match(thing["after"], after))


def take_apart(text: str, words: list[Token], head: str, language: Language, after: list[Token]) -> Title:
    """Give the title whose words stand in `words`, the head last, with the field that follows it."""
    last = words[-1]
    field = {bare(word.text) for word in words[:-1]}
    if language == "en" and "-" in last.text:
        field.add(bare(last.text).rpartition("-")[0])
    whole = bare(last.text)
    if language == "sv" and whole != head:
        field.add(whole[: whole.rfind(head)].rstrip("s-"))
    end = last.end
    if (
        language == "en"
        and after
        and re.fullmatch(r"\s(?:of|in)\s", text[last.end : after[1].start] if len(after) > 1 else "")
        and (bare(after[0].text) == "of" or _is_field(after[1].text))
        and bare(after[1].text) not in function_words()
    ):
        field.add(bare(after[1].text))
        end = after[1].end
    elif (
        language == "sv"
        and len(after) > 1
        and bare(after[0].text) in {"för", "i"}
        and not any(bare(each.text) in _TIMES for each in after[2:4])
    ):
        field |= {bare(after[1].text)} if bare(after[0].text) == "för" or _is_field(after[1].text) else set()
    changes = frozenset(number for number, group in enumerate(_changes()) for word in field if word in group)
    plain = frozenset(
        word
        for word in field
        if word and word not in function_words() and not any(word in group for group in _changes())
    )
    return Title(head, language, plain, changes, words[0].start, end)


def _is_field(word: str) -> bool:
    """Whether what follows "in" is a field, as in "professor i teknikdidaktik", and no place or time."""
    return len(word) >= _SHORTEST_FIELD and word[0].islower() and word.isalpha()


@lru_cache(maxsize=20_000)
def head_of(word: str, language: Language) -> str:
    """The head in a word, or "": "analyschefen" has chef."""
    low = bare(word)
    heads: dict[str, list[str]] = load_words("roles")["heads"][language]
    if language == "en":
        last = low.rpartition("-")[2] if any(low.startswith(f"{each}-") for each in changing_words()) else low
        return next((head for head in heads if last == head), "")
    return next((head for head, ending in _swedish_heads() if ending.fullmatch(low)), "")


@cache
def _swedish_heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The Swedish heads, the longest first, each with what a word that ends in it looks like."""
    heads = sorted(load_words("roles")["heads"]["sv"], key=len, reverse=True)
    return tuple((head, re.compile(rf"(?:[\w-]{{3,}})?{head}(?:en|n|s|ens|ns)?")) for head in heads)


def has_same_head(one: Title, other: Title) -> bool:
    """Whether two titles have one head, or heads that mean the same in the two languages."""
    if one.language == other.language:
        return one.head == other.head
    heads = load_words("roles")["heads"]
    return other.head in heads[one.language][one.head] or one.head in heads[other.language][other.head]


def agrees(claimed: Title, known: Title) -> bool:
    """Whether a title says no more and nothing else than the known one."""
    if claimed.changes != known.changes:
        return False
    for word in claimed.field:
        if any(_same_word(word, other) for other in known.field):
            continue
        if claimed.language == known.language or (
            concepts(word) and any(concepts(other) for other in known.field)
        ):
            return False
    return True


def _same_word(one: str, other: str) -> bool:
    return (
        bool(stems(one) & stems(other) or concepts(one) & concepts(other))
        or fuzz.ratio(one, other) >= _LIKE_STEMS
        or (len(one) >= 5 and (other.startswith(one) or one.startswith(other) or other.endswith(one)))
    )


@cache
def changing_words() -> frozenset[str]:
    """Every word that changes a title, also with a hyphen: "vice-chair"."""
    return frozenset(word for group in _changes() for word in group)


@cache
def shortened() -> frozenset[str]:
    """Changing words of a title that are written short, with a point behind."""
    return frozenset({"tf", "bitr", "asst", "ass", "dep", "assoc", "sr", "jr", "vik"})


def is_joined(gap: str, word: str) -> bool:
    """Whether what stands between two words keeps them in one title: a space, or "tf. "."""
    return gap == " " or (gap == ". " and bare(word) in shortened())


@cache
def _changes() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(change["words"]) for change in load_words("roles")["changes"])


def without_former(title: Title) -> Title:
    """A title in a sentence about the past, where "former" goes without saying."""
    over = {number for number, group in enumerate(_changes()) if group & {"former", "acting"}}
    return replace(title, changes=title.changes - over)
