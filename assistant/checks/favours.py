"""Favours that a message asks for: whose verb it is, what it does and to whose things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.lexicon import either, plain, table, words
from assistant.domain.value import Language

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|[.,;:!?()]", re.IGNORECASE)
_STOP: Final = frozenset(".;:!?()")
_LONGEST: Final = 400
"""Words of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Favour:
    """Something that the reader is to do or to give, in `text[start:end]` of its sentence."""

    verb: str
    thing: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def find_favours(text: str, language: Language) -> tuple[Favour, ...]:
    """Give the favours that a sentence asks for, each thing of a list on its own."""
    flat = plain(text)
    tokens = [_Token(each[0].lower(), each.start(), each.end()) for each in _WORD.finditer(flat)][:_LONGEST]
    found: dict[tuple[str, str], Favour] = {}
    for head, asked in _heads(flat, tokens, language):
        for favour in _from(tokens, head, language, getting=asked == "getting"):
            found.setdefault((favour.verb, favour.thing), favour)
    covered = list(found.values())
    for favour in _wished(flat, language):
        if not any(each.start < favour.end and favour.start < each.end for each in covered):
            found.setdefault((favour.verb, favour.thing), favour)
    return tuple(sorted(found.values(), key=lambda each: each.start))


def base_form(word: str, language: Language) -> str:
    """Give the dictionary form of a verb that the lists know, else the word."""
    known = _known(language)
    return next((each for each in _forms(word, language) if each in known), word)


@lru_cache(maxsize=2)
def _known(language: Language) -> frozenset[str]:
    lists = ("small", "favour", "getting_verbs", "getting_noun_verbs")
    made = frozenset(table("favours", language)["makes"])
    return made.union(*(words("favours", language, name) for name in lists))


def _forms(word: str, language: Language) -> Iterator[str]:
    yield word
    if language == "sv":
        yield word + "a"
        for cut, put in (("r", ""), ("er", "a"), ("de", ""), ("te", "a"), ("dde", ""), ("ar", "a")):
            if word.endswith(cut):
                yield word.removesuffix(cut) + put
    else:
        for cut, put in (("ing", ""), ("ing", "e"), ("ed", ""), ("d", ""), ("ting", ""), ("s", "")):
            if word.endswith(cut):
                yield word.removesuffix(cut) + put


def _heads(flat: str, tokens: Sequence[_Token], language: Language) -> Iterator[tuple[int, str]]:
    """Give where a verb is expected that the reader is to do ("asking"), or the sender to get ("getting")."""
    data = table("favours", language)
    adverbs = words("favours", language, "adverbs")
    refused = words("favours", language, "not_now")
    for name in ("openers", "getting"):
        for match in either(tuple(data[name])).finditer(flat):
            before = re.split(r"[.,;:!?]", flat[: match.start()])[-1]
            if name == "openers" and re.search(data["questions"], before, re.IGNORECASE):
                continue  # "how would you ..." is a question of the talk
            if refused & set(before.lower().split()):
                continue
            at = _after(tokens, match.end(), adverbs)
            if at is not None:
                yield at, name
    favours = words("favours", language, "favour") | frozenset(data["makes"])
    for match in re.finditer(data["imperative_start"], flat, re.IGNORECASE):
        at = _after(tokens, match.end(), adverbs)
        own = re.search(data["own_actor"], flat[: match.end()], re.IGNORECASE)
        if at is not None and not own and _is_imperative(tokens[at].text, favours, language):
            yield at, "openers"


def _is_imperative(word: str, favours: frozenset[str], language: Language) -> bool:
    if language == "en":
        return word in favours
    return word in favours or word + "a" in favours


def _after(tokens: Sequence[_Token], end: int, skipped: frozenset[str]) -> int | None:
    """Give the first word from `end` on that is no adverb; None after too many or at a stop."""
    start = next((at for at, each in enumerate(tokens) if each.start >= end), len(tokens))
    for at in range(start, min(start + 7, len(tokens))):
        if tokens[at].text not in skipped:
            return None if tokens[at].text in _STOP else at
    return None


def _from(tokens: Sequence[_Token], head: int, language: Language, *, getting: bool) -> Iterator[Favour]:
    """Give the favours of a verb and of those that "and" joins to it."""
    coordinators = words("favours", language, "coordinators")
    adverbs = words("favours", language, "adverbs")
    known = _known(language)
    while head < len(tokens):
        last, following = len(tokens), None
        for at in range(head + 1, len(tokens)):
            if tokens[at].text in _STOP:
                last = at
                break
            if tokens[at].text in coordinators:
                joined = _after(tokens, tokens[at].end, adverbs | coordinators)
                if joined is not None and _is_joined(tokens, joined, known, language):
                    last, following = at, joined
                    break
        yield from _favours_of(tokens[head:last], language, getting=getting)
        if following is None:
            return
        head = following


def _is_joined(tokens: Sequence[_Token], at: int, known: frozenset[str], language: Language) -> bool:
    """Whether the word there is a verb: one of the lists, or one with "me" or "my" right after it."""
    if base_form(tokens[at].text, language) in known:
        return True
    own = words("favours", language, "own")
    determined = tokens[at].text in own | words("favours", language, "determiners")
    beside = any(each.text in own for each in tokens[at + 1 : at + 3])
    return not determined and beside and _is_verb(tokens[at].text, language)


def _favours_of(phrase: Sequence[_Token], language: Language, *, getting: bool) -> Iterator[Favour]:
    """Give the favours of one verb with all that follows it, one for each thing in a list."""
    verb = base_form(phrase[0].text, language)
    rest = [each.text for each in phrase[1:]]
    if words("favours", language, "not_now") & {each.text for each in phrase[:4]}:
        return
    if not (_is_gotten(verb, rest, language) if getting else _is_favour(verb, rest, language)):
        return
    things = _things(phrase, language) if verb in words("favours", language, "thing_verbs") else [0]
    for at in things:
        thing = next((each for each in rest[at:] if len(each) > 3), "")
        yield Favour(verb, thing, phrase[at].start, phrase[-1].end)


def _is_favour(verb: str, rest: Sequence[str], language: Language) -> bool:
    data = table("favours", language)
    after = frozenset(rest)
    for needed in data["makes"].get(verb, "").split():
        if after.issuperset(needed.split(",")):
            return True
    if verb in words("favours", language, "favour"):
        return bool(rest) and not after & frozenset(data["unless"].get(verb, "").split())
    known = verb in words("favours", language, "small")
    return (
        not known
        and verb.isalpha()
        and _is_verb(verb, language)
        and bool(after & words("favours", language, "own"))
    )


def _is_verb(word: str, language: Language) -> bool:
    """Whether an unknown word may be a verb in its dictionary form."""
    if language == "sv":
        return len(word) > 3 and word.endswith("a")
    return len(word) > 3 and not word.endswith(("ly", "s", "ion", "able"))


def _is_gotten(verb: str, rest: Sequence[str], language: Language) -> bool:
    after = frozenset(rest)
    small = frozenset(table("favours", language)["unless"].get(verb, "").split())
    if verb in words("favours", language, "getting_verbs"):
        return bool(after & (words("favours", language, "own") | {"med", "along"})) and not after & small
    yours = {"er", "ert", "era", "din", "ditt", "dina", "your"}
    return (
        verb in words("favours", language, "getting_noun_verbs")
        and bool(after & yours)
        and bool(pattern_noun(language).search(" ".join(rest)))
    )


def pattern_noun(language: Language) -> re.Pattern[str]:
    """Give the pattern of things that are favours by themselves."""
    return either((table("favours", language)["nouns"]["noun"],))


def _things(phrase: Sequence[_Token], language: Language) -> list[int]:
    """Give where each thing of a list starts: "your slides, the template and your budget"."""
    coordinators = words("favours", language, "coordinators")
    determiners = words("favours", language, "determiners")
    starts = [0]
    for at in range(1, len(phrase) - 1):
        following = phrase[at + 1].text
        definite = (
            language == "sv"
            and len(following) > 4
            and following.endswith(("erna", "orna", "arna", "et", "en"))
        )
        if phrase[at].text in coordinators and (following in determiners or definite):
            starts.append(at + 1)
    return starts


def _wished(flat: str, language: Language) -> Iterator[Favour]:
    """Give favours named by a noun that a wish is spoken of: "a reference would be welcome"."""
    data = table("favours", language)
    refused = re.compile(r"\b(?:" + "|".join(words("favours", language, "not_now")) + r")\b", re.IGNORECASE)
    if not re.search(data["nouns"]["wish"], flat, re.IGNORECASE) or refused.search(flat):
        return
    for match in pattern_noun(language).finditer(flat):
        yield Favour("", match[0].lower(), match.start(), match.end())
