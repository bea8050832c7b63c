"""Titles by which a sentence describes the recipient: "it takes nerve to write to a professor"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.checks.claim_posts import held_titles, is_denied, is_told_otherwise
from assistant.checks.claim_scope import names_them
from assistant.checks.claims import Claim, pattern
from assistant.checks.folding import load_words
from assistant.checks.occupations import occupation_source
from assistant.checks.support import Support
from assistant.checks.title_parts import (
    Title,
    agrees,
    has_same_head,
    head_of,
    take_apart,
    titles,
    without_former,
)
from assistant.checks.tokens import Token, bare, function_words, stems, tokens
from assistant.domain.value import Language
from knowledge.languages import sentence_language

_LONGEST: Final = 4
"""Words of a title, its head included."""
_NAMED: Final = re.compile(r"\s[A-ZÅÄÖ][a-zåäö]")
"""Somebody's name right after a title."""
_NEXT: Final = 30
"""Letters within which that name stands."""
_PASSING: Final = frozenset(["före", "detta", "vice", "of"])
"""Words without content that a title can have inside."""


def described_titles(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a title that a sentence gives the one it is written to, without saying "you are"."""
    rules = load_words("roles")["described"]
    for match in pattern(rules[f"before_{language}"]).finditer(text):
        found = _title_at(text, match.end(), language)
        if found is None:
            continue
        words, head = found
        after = text[words[-1].end :]
        gives = match.lastgroup != "who_gives" or pattern(rules[f"gives_{language}"]).match(after)
        if not gives or pattern(rules["like_me"]).match(after):
            continue
        if _NAMED.match(after) and not names_them(after[:_NEXT], support):
            continue  # "with the nurse Ann Ek"
        claim = _judge(text, words, head, language, support)
        if claim:
            yield claim
            return


def _title_at(text: str, at: int, language: Language) -> tuple[list[Token], str] | None:
    """The words of a title that begins at `at`, and its head; "" when the head is in no list of titles."""
    words: list[Token] = []
    occupation = pattern(occupation_source(language))
    for token in [each for each in tokens(text) if each.start >= at][:_LONGEST]:
        if words and text[words[-1].end : token.start] != " ":
            return None
        low = bare(token.text)
        head = head_of(token.text, language) or head_of(low.removesuffix("s"), language)
        if low in function_words() and low not in _PASSING and not head:
            return None
        words.append(token)
        following = next((each for each in tokens(text) if each.start >= token.end), None)
        goes_on = following is not None and _is_title_word(following, text, token, language)
        if (head or occupation.fullmatch(low)) and not goes_on:
            return words, head
    return None


def _is_title_word(word: Token, text: str, before: Token, language: Language) -> bool:
    """Whether the next word is a title's head too: "nurse" in "assistant nurse"."""
    return text[before.end : word.start] == " " and bool(head_of(word.text, language))


def _is_mine(title: Title, words: list[Token], support: Support) -> bool:
    """Whether the title is what the sender is or wants to be."""
    sender = support.brief.sender
    told = (sender.role, sender.about, *sender.goals)
    if title.head:
        mine = [each for text in told for each in titles(text) if has_same_head(title, each)]
        return any(title.changes == each.changes for each in mine)
    return bool(stems(words[-1].text) & {stem for each in tokens(sender.role) for stem in stems(each.text)})


def _judge(text: str, words: list[Token], head: str, language: Language, support: Support) -> Claim | None:
    start, end, own = words[0].start, words[-1].end, support.brief.recipient.role
    if not own or is_told_otherwise(text[start:end], support):
        return None
    after = [each for each in tokens(text) if each.start >= end][:4]
    title = take_apart(text, words, head or bare(words[-1].text), language, after)
    if not head:
        if _is_mine(replace(title, head=""), words, support):
            return None
        known = any(_has_word(words[-1], each, support) for each in _told(support))
        same_language = (sentence_language(own, "") or support.brief.language) == language
        return None if known or not same_language else Claim(start, end, "not_found")
    if _is_mine(title, words, support) or _has_done(title, support):
        return None
    title = without_former(title)
    held = [without_former(each) for told in _told(support) for each in held_titles(told, support)]
    alike = [each for each in held if has_same_head(title, each)]
    if any(agrees(_without_praise(title), each) for each in alike):
        return None
    return Claim(start, end, "contradicted", "given", own)


def _without_praise(title: Title) -> Title:
    praise = frozenset(load_words("roles")["described"]["praise"].split())
    return Title(title.head, title.language, title.field - praise, title.changes)


def _has_done(title: Title, support: Support) -> bool:
    """Whether the brief tells of a deed that makes the title: who taught was a teacher."""
    deed: str = load_words("roles")["deeds"].get(title.head, "")
    if not deed:
        return False
    found = ((told, match) for told in _told(support) for match in pattern(rf"\b(?:{deed})\b").finditer(told))
    return any(not is_denied(told, match.end()) for told, match in found)


def _has_word(word: Token, told: str, support: Support) -> bool:
    known = {stem for each in tokens(told) for stem in stems(each.text)}
    return bool(stems(word.text) & known) or support.has(word.text)


@lru_cache(maxsize=32)
def _told(support: Support) -> tuple[str, ...]:
    """What the brief tells of the recipient's work."""
    brief = support.brief
    facts = [f"{fact.text}" for fact in brief.facts if fact.kind != "shared_contact"]
    return (brief.recipient.role, *facts, *(brief.meeting.notes if brief.meeting else ()), brief.own_words)
