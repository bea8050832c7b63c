"""The names and titles of a sentence, each with how the brief has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.claim_names import OPENS, is_name, is_person, is_title_case, runs
from assistant.checks.claim_titles import posts_of
from assistant.checks.said import Place, Said
from assistant.checks.support import Support
from assistant.checks.title_parts import (
    Title,
    agrees,
    has_same_head,
    head_of,
    is_other_word,
    take_apart,
    titles,
)
from assistant.checks.tokens import Token, bare, function_words, tokens
from assistant.domain.draft import Role
from assistant.domain.value import Language

_LONGEST_RUN = 3
"""A name of more words is seen as one of this many."""
_DOER = re.compile(r"(?P<deed>\w{3,}?)(?:are|ent|er|or|ör)")
_AFTER = 4
"""Words behind a title in which its field can stand."""


def names_said(text: str, role: Role, support: Support) -> Iterator[Said]:
    """Give each run of names of a sentence whose quotations are blanked."""
    titled = role == "subject" and is_title_case(text)
    for run in runs(text):
        names = [token for token in run if is_name(token, text, titled=titled)]
        if names:
            yield _name(text, names, support)


def _name(text: str, names: list[Token], support: Support) -> Said:
    known = [support.has_name(each.text) for each in names]
    standing = "known" if all(known) else "part" if any(known) else "new"
    slips = [support.nearest(each.text) for each, has in zip(names, known, strict=True) if not has]
    letters = all(each.text.isupper() for each in names)
    kind = "person" if is_person(names) else "letters" if letters else "name"
    words = frozenset(_known_as(each.text) for each in names)
    traits = [
        kind,
        f"words:{min(_LONGEST_RUN, len(names))}",
        f"first:{bool(OPENS.search(text[: names[0].start])):d}",
    ]
    traits += ["slip"] * any(slips)
    traits += [whose for whose, theirs in _parties(support) if words & theirs]

    def place_in(told: str) -> Place:
        if words & _words_of(told):
            return "same"
        return "other" if _has_name(told) else "none"

    return Said(
        kind="name",
        start=names[0].start,
        end=names[-1].end,
        standing=standing,
        lacked=standing == "new",
        traits=tuple(traits),
        place_in=place_in,
        given=next((slip for slip in slips if slip), "") if standing == "new" and len(names) == 1 else "",
    )


def titles_said(text: str, language: Language, support: Support) -> Iterator[Said]:
    """Give each title of a sentence: "professor", "head of research"."""
    words = tokens(text)
    for at, token in enumerate(words):
        head = head_of(token.text, language)
        if head and not is_other_word(text, token):
            first = at - 1 if at and _is_joined(text, words[at - 1], token) else at
            after = list(words[at + 1 : at + 1 + _AFTER])
            title = take_apart(text, list(words[first : at + 1]), head, language, after)
            yield _title(token, title, support)


def _is_joined(text: str, before: Token, token: Token) -> bool:
    """Whether the word before a title can belong to it."""
    return text[before.end : token.start] == " " and before.text.casefold() not in function_words()


def _title(token: Token, title: Title, support: Support) -> Said:
    theirs = [each.title for each in posts_of(support) if has_same_head(title, each.title)]
    if any(agrees(title, each) for each in theirs):
        standing = "agrees"
    elif theirs:
        standing = "head"
    elif any(has_same_head(title, each) for each in titles(support.brief.sender.role)):
        standing = "mine"
    else:
        anywhere = any(has_same_head(title, each) for told in support.texts for each in titles(told))
        standing = "any" if anywhere else "new"

    def place_in(told: str) -> Place:
        heads = _heads_of(told)
        return "same" if title.head in heads else "other" if heads else "none"

    return Said(
        kind="title",
        start=token.start,
        end=token.end,
        standing=standing,
        lacked=standing == "new",
        traits=(
            f"changed:{bool(title.changes):d}",
            f"head:{title.head}",
            f"deed:{_is_deed(title.head, support):d}",
        ),
        place_in=place_in,
    )


def _is_deed(head: str, support: Support) -> bool:
    """Whether the brief has the deed of who is named after it: "samordnare" and "samordnar"."""
    doer = _DOER.fullmatch(head)
    if doer is None:
        return False
    return any(word.startswith(doer["deed"]) for word in support.words if word != head)


def _known_as(word: str) -> str:
    return bare(word).removesuffix("s")


@lru_cache(maxsize=32)
def _parties(support: Support) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of the names of the recipient, their organisation, and the sender's side."""
    recipient, sender = support.brief.recipient, support.brief.sender
    mine = f"{sender.name} {sender.organisation}"
    return (
        ("recipient", _words_of(recipient.name)),
        ("organisation", _words_of(recipient.organisation)),
        ("sender", _words_of(mine)),
    )


@lru_cache(maxsize=1024)
def _words_of(told: str) -> frozenset[str]:
    return frozenset(_known_as(each.text) for each in tokens(told))


@lru_cache(maxsize=1024)
def _has_name(told: str) -> bool:
    return any(each.text[0].isupper() and each.start for each in tokens(told))


@lru_cache(maxsize=1024)
def _heads_of(told: str) -> frozenset[str]:
    return frozenset(each.head for each in titles(told))
