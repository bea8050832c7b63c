"""Titles that a sentence gives the recipient or the sender and the brief does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz

from assistant.checks.claims import Claim, pattern
from assistant.checks.folding import load_words
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, concepts, function_words, stems, tokens, without_quotes
from assistant.domain.brief import Fact
from assistant.domain.value import Language

_LONGEST_TITLE = 6
"""Words looked at after "as a" for a title."""
_SHORTEST_FIELD = 7
_PAST = r"\b(?:år|tid|arbetade|jobbade|var|blev|years?|time|worked|were|was|became)\b"
_BECAME = re.compile(r",?\s(?:som|who|turned|to|till|before|innan|then|sedan)\b", re.IGNORECASE)
"""What follows a title that somebody has left: "who became", "turned"."""
_LIKE_STEMS = 80
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


def unsupported_roles(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a title given to the recipient or the sender that is not theirs."""
    text = without_quotes(text)
    context = load_words("roles")["context"][language]
    seen: set[int] = set()
    parties: tuple[Literal["you", "me"], ...] = ("you", "me")
    for party in parties:
        for match in pattern(context[party]).finditer(text):
            title = _title_after(text, match.end(), language)
            if title is None or title.start in seen:
                continue
            seen.add(title.start)
            claim = _judge(text, title, party, support)
            if claim:
                yield claim


def _judge(text: str, title: Title, party: Literal["you", "me"], support: Support) -> Claim | None:
    brief = support.brief
    own = brief.recipient.role if party == "you" else brief.sender.role
    rest = (
        [part for fact in brief.facts for part in _told_roles(fact)]
        if party == "you"
        else [brief.sender.about, *brief.sender.goals]
    )
    rest += [brief.own_words, *brief.previous.outreach.splitlines()]
    if brief.meeting:
        rest += [*brief.meeting.notes, brief.meeting.plan]
    known = [*titles(own), *(each for other in rest for each in titles(other))]
    if re.search(_PAST, text[: title.start], re.IGNORECASE) or _BECAME.match(text, title.end):
        title, known = _without_former(title), [_without_former(each) for each in known]
    alike = [each for each in known if has_same_head(title, each)]
    if any(agrees(title, each) for each in alike):
        return None
    if party == "me" and any(title.changes <= each.changes for each in alike):
        return None  # how somebody describes their own work is theirs to say
    if party == "you" and not title.changes and _has_done(title, rest):
        return None
    if alike or titles(own):
        return Claim(title.start, title.end, "contradicted", "given" if own else "against", own)
    if any(
        support.has(token.text)
        for token in tokens(text[title.start : title.end])
        if bare(token.text) == title.head
    ):
        return None
    return Claim(title.start, title.end, "not_found")


def _has_done(title: Title, texts: list[str]) -> bool:
    """Whether the brief tells of a deed that makes the title: who taught was a teacher."""
    deed: str = load_words("roles")["deeds"].get(title.head, "")
    return bool(deed) and any(pattern(rf"\b(?:{deed})\b").search(text) for text in texts)


def _told_roles(fact: Fact) -> tuple[str, ...]:
    """What a fact says of somebody's work: its text, and its title where the fact is about a role."""
    return (fact.text, f"{fact.title}, {fact.where}") if fact.kind == "role" else (fact.text,)


def _without_former(title: Title) -> Title:
    """A title in a sentence about the past, where "former" goes without saying."""
    former = next(number for number, group in enumerate(_changes()) if "former" in group)
    return replace(title, changes=title.changes - {former})


def titles(text: str) -> list[Title]:
    """Give the titles in a text of the brief, whichever its language."""
    found = []
    for language in ("sv", "en"):
        for token in tokens(text):
            head = head_of(token.text, language)
            if head:
                before = [t for t in tokens(text) if t.end <= token.start][-3:]
                after = [t for t in tokens(text) if t.start >= token.end][:5]
                found.append(take_apart(text, [*before, token], head, language, after))
    return found


def _title_after(text: str, at: int, language: Language) -> Title | None:
    """The title that begins at `at`, with what belongs to it."""
    words: list[Token] = []
    rest = [token for token in tokens(text) if token.start >= at]
    for token in rest[:_LONGEST_TITLE]:
        between = text[words[-1].end if words else at : token.start]
        if between.strip(" -") and not (between == ". " and bare(words[-1].text) in _shortened()):
            return None
        words.append(token)
        head = head_of(token.text, language)
        if head:
            after = [each for each in rest if each.start >= token.end][:4]
            return take_apart(text, words, head, language, after)
        if token.text.casefold() in function_words() and token.text.casefold() not in {"of", "vice"}:
            return None
    return None


def take_apart(text: str, words: list[Token], head: str, language: Language, after: list[Token]) -> Title:
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
    elif language == "sv" and len(after) > 1 and bare(after[0].text) in {"för", "i"}:
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
        last = low.rpartition("-")[2] if any(low.startswith(f"{each}-") for each in _prefixes()) else low
        return next((head for head in heads if last == head), "")
    for head in sorted(heads, key=len, reverse=True):
        if re.fullmatch(rf"(?:[\w-]{{3,}})?{head}(?:en|n|s|ens|ns)?", low):
            return head
    return ""


def has_same_head(one: Title, other: Title) -> bool:
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
def _prefixes() -> frozenset[str]:
    """Changing words that stand before a title with a hyphen: "vice-chair"."""
    return frozenset(word for group in _changes() for word in group)


@cache
def _shortened() -> frozenset[str]:
    """Changing words of a title that are written short, with a point behind."""
    return frozenset({"tf", "bitr", "asst", "ass", "dep", "assoc", "sr", "jr", "vik"})


def is_joined(gap: str, word: str) -> bool:
    """Whether what stands between two words keeps them in one title: a space, or "tf. "."""
    return gap == " " or (gap == ". " and bare(word) in _shortened())


@cache
def _changes() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(change["words"]) for change in load_words("roles")["changes"])
