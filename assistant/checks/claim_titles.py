"""Titles that stand beside a name, an employer or a field, without "you are"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.checks.claim_described import described_titles
from assistant.checks.claim_posts import PAST, is_told_otherwise
from assistant.checks.claims import Claim, pattern
from assistant.checks.folding import load_words
from assistant.checks.support import Support
from assistant.checks.title_parts import (
    Title,
    agrees,
    has_same_head,
    head_of,
    is_joined,
    take_apart,
    titles,
    without_former,
)
from assistant.checks.tokens import Token, bare, concepts, function_words, stems, tokens, without_quotes
from assistant.domain.value import Language

_OPENING = 15
"""Letters within which a fact begins that tells of a post."""
_WINDOW = 7
"""Words after a title in which its employer stands."""


@dataclass(frozen=True, slots=True, eq=False)
class _Post:
    """A title that the brief gives the recipient, with the names beside it."""

    title: Title
    names: frozenset[str]
    text: str


def unsupported_titles(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a title at one of the recipient's employers, or in their field, that is not theirs there."""
    masked = without_quotes(text)
    words = tokens(masked)
    for at, token in enumerate(words):
        head = head_of(token.text, language)
        if not head or not _is_title(words, at, masked):
            continue
        claim = _judge(masked, words, at, language, support)
        if claim and not is_told_otherwise(masked[claim.start : claim.end], support):
            yield claim
            return
    yield from described_titles(masked, language, support)


def titled_greeting(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a greeting that gives the recipient a title ("Dear Professor Stroud") which is not theirs."""
    words = tokens(text)
    posts = posts_of(support)
    for token in words:
        head = head_of(token.text, language)
        if head and posts and not _holds(head, language, posts):
            given = support.brief.recipient.role or posts[0].text
            yield Claim(token.start, token.end, "contradicted", "given", given)


def _holds(head: str, language: Language, posts: tuple[_Post, ...]) -> bool:
    bare_title = Title(head, language, frozenset(), frozenset())
    return any(has_same_head(bare_title, each.title) for each in posts)


def _judge(
    text: str, words: tuple[Token, ...], at: int, language: Language, support: Support
) -> Claim | None:
    posts = posts_of(support)
    rules = load_words("roles")["beside"][language]
    token, before = words[at], text[: words[at].start]
    head = head_of(token.text, language)
    if not posts:
        return None
    if _is_at_name(words, at, support) and not _holds(head, language, posts):
        return Claim(token.start, token.end, "contradicted", "given", support.brief.recipient.role)
    title = _whole(text, words, at, head, language)
    mine = pattern(rules["mine"]).search(before[-60:]) or _is_senders(title, support)
    if mine or _is_of_another(words, at, support):
        return None
    beside = _beside(text, title, words[at + 1 : at + 1 + _WINDOW], posts, rules["at"])
    given = beside or (posts if _in_field(title, posts) else ())
    if given:
        known = [each.title for each in beside or posts]
        if pattern(PAST).search(before):
            title, known = without_former(title), [without_former(each) for each in known]
        agreed = any(has_same_head(title, each) and (not beside or agrees(title, each)) for each in known)
        return None if agreed else Claim(title.start, title.end, "contradicted", "given", given[0].text)
    if pattern(rules["met"]).search(before) and not _is_anywhere(title, support):
        return Claim(title.start, title.end, "not_found")
    return None


def _is_senders(title: Title, support: Support) -> bool:
    """Whether the brief gives the sender that title."""
    mine = titles(support.brief.sender.role)
    return any(has_same_head(title, each) and agrees(title, each) for each in mine)


def _beside(
    text: str, title: Title, after: tuple[Token, ...], posts: tuple[_Post, ...], at: str
) -> tuple[_Post, ...]:
    """The posts at an employer or place that stands behind a title."""
    gap = text[title.end : after[-1].end] if after else ""
    near = {
        bare(each.text)
        for each in after
        if each.text[0].isupper() and not re.search(r"[,.;:!?]", text[title.end : each.start])
    }
    named = near | {each.removesuffix("s") for each in near}
    return tuple(post for post in posts if named & post.names) if pattern(at).search(gap) else ()


def _is_title(words: tuple[Token, ...], at: int, text: str) -> bool:
    """Whether the word can be a title here: "the lead" and "a doctor's note" are none."""
    following = text[words[at].end : words[at].end + 2]
    return (
        not following.startswith(("'s", "\u2019s"))
        and words[at].text.casefold() not in {"lead", "head", "partner", "officer", "member"}
    ) or (
        words[at].text.casefold() == "head" and len(words) > at + 1 and words[at + 1].text.casefold() == "of"
    )


def _is_of_another(words: tuple[Token, ...], at: int, support: Support) -> bool:
    """Whether the title stands at the name of somebody else: "my supervisor, notarie Hanna Lodin"."""
    near = {bare(each.text) for each in words[max(0, at - 4) : at + 4]}
    theirs = {bare(token.text) for token in tokens(support.brief.recipient.name)}
    others = frozenset[str]().union(*support.people) - theirs if support.people else frozenset()
    return bool(near & others)


def _is_at_name(words: tuple[Token, ...], at: int, support: Support) -> bool:
    """Whether the recipient's name follows at once: "professor Rydell"."""
    theirs = {bare(token.text) for token in tokens(support.brief.recipient.name)}
    return len(words) > at + 1 and bare(words[at + 1].text) in theirs


def _whole(text: str, words: tuple[Token, ...], at: int, head: str, language: Language) -> Title:
    first = at
    while (
        first > 0
        and first > at - 3
        and is_joined(text[words[first - 1].end : words[first].start], words[first - 1].text)
    ):
        low = words[first - 1].text.casefold()
        if low in function_words() and low not in {"vice", "senior"}:
            break
        if low in load_words("roles")["beside"]["stops"].split():
            break
        first -= 1
    return take_apart(text, list(words[first : at + 1]), head, language, list(words[at + 1 : at + 5]))


def _in_field(title: Title, posts: tuple[_Post, ...]) -> bool:
    telling = [word for word in title.field if len(word) >= 6]
    return any(
        stems(word) & stems(other) or (concepts(word) & concepts(other))
        for word in telling
        for post in posts
        for other in post.title.field
        if len(other) >= 6
    )


def _is_anywhere(title: Title, support: Support) -> bool:
    texts = [*support.texts]
    return any(has_same_head(title, each) for text in texts for each in titles(text))


@lru_cache(maxsize=32)
def posts_of(support: Support) -> tuple[_Post, ...]:
    brief = support.brief
    found = [
        _Post(
            _in_whole(each, brief.recipient.role), _names(brief.recipient.organisation), brief.recipient.role
        )
        for each in titles(brief.recipient.role)
    ]
    for fact in brief.facts:
        opening = any(each.start <= _OPENING for each in titles(fact.text))
        if (fact.kind not in {"role", "other"} and not opening) or fact.kind == "shared_contact":
            continue
        for part in re.split(
            r"(?<=[.;])\s", f"{fact.text}. {fact.title}, {fact.where}" if fact.kind == "role" else fact.text
        ):
            found += [_Post(each, _names(part), part.strip().rstrip(".")) for each in titles(part)]
    return tuple(found)


def _in_whole(title: Title, role: str) -> Title:
    """A title whose field is also what follows in the role: "enhetschef signalteknik"."""
    words = {bare(each.text) for each in tokens(role) if each.start >= title.end} - function_words()
    return replace(title, field=title.field | words)


def _names(text: str) -> frozenset[str]:
    words = [each for each in tokens(text) if each.text[0].isupper() and (each.start or len(each.text) > 3)]
    return frozenset(
        bare(each.text) for each in words if not head_of(each.text, "sv") and not head_of(each.text, "en")
    )
