"""Whose world a part of a sentence is about: the sender's own life and plans are theirs to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_statements import shared, statements, telling
from assistant.checks.claims import ME, YOU, in_language, is_ask, pattern
from assistant.checks.claims import data as rule_data
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import bare, function_words, tokens
from assistant.domain.value import Language

_BREAK: Final = re.compile(
    r"[,;:\u2013\u2014()!?]|(?<!\d)\.(?=\s)"
    r"|\s(?=(?:and|but|so|because|since|which|who|where|while|och|men|så|eftersom|som|där|medan|för\satt|me\sto|mig\satt)\s)",
    re.IGNORECASE,
)

_PAUSE: Final = re.compile(r"[,;:\u2013\u2014()](?=\s)")
_COUNTS: Final = re.compile(
    r"\d+|var|varit|två|tre|fyra|fem|sex|sju|åtta|nio|tio|först\w*|two|three|four|five|six|seven|eight|nine|ten|halv\w*|half",
    re.IGNORECASE,
)
"""Words that say nothing of what is spoken of, when shared with a fact."""
_OURS_DO: Final = re.compile(
    r"\W*(?:and\s|och\s|but\s|men\s)?(?:my|our|min|mitt|mina|vår|vårt|våra)\s(?:\w+\s){1,2}", re.IGNORECASE
)
"""One of the sender's own people, who learned and read in a world of their own."""


def is_own(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether the part of a sentence around `place` tells of the sender's own circumstances or doings.

    What the sender read, heard, was told or was advised is about the other side, and so is a part that speaks
    to the reader or names them.
    """
    if rule_advised(text):
        return False
    own = False
    for start, end in parts(text):
        part = text[start:end]
        perceived = in_language("scope", "perceived", language).search(part)
        if (perceived and not _OURS_DO.match(part)) or YOU.search(part) or names_them(part, support):
            own = False
        elif start and pattern(rule_data("scope")["advises"]).search(text[:start]):
            own = False  # "you told | me to visit five schools"
        elif in_language("scope", "me", language).search(part[: max(0, place - start)]):
            own = True
        if start <= place < end:
            return own
    return False


def is_beside(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether a part of a sentence tells of neither side, in a sentence that does not speak to the reader."""
    if YOU.search(text) or names_them(text, support):
        return False
    begin, part = next(
        ((start, text[start:end]) for start, end in parts(text) if start <= place < end), (0, text)
    )
    if in_language("scope", "perceived", language).search(part) or names_work(part, language):
        return False
    known = [each for each in tokens(text[begin:place]) if each.text[0].isupper() and begin + each.start]
    if any(support.has(each.text) for each in known):
        return False  # "when the Tern glides into ..."
    if ME.search(part) or pattern(rule_data("scope")["others"]).search(part):
        return True
    words = [each.text for each in telling(part) if not each.text[0].isupper()]
    return not any(each.origin != "other" and shared(words, each.words) for each in statements(support))


def is_senders(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether the part around `place` has the sender in it and nothing of the reader or of the brief's."""
    some = pattern(rule_data("scope")["some"]).search(text[:place])
    if some and ME.search(text) and not YOU.search(text):
        return True
    begin, end = _with_sides(text, place)
    to_you = pattern(rule_data("scope")["to_you"])
    part = to_you.sub(lambda each: each[1].ljust(len(each[0])), text[begin:end])
    theirs = YOU.search(part) or names_them(part, support) or names_work(part, language)
    told = rule_advised(text) or (begin and pattern(rule_data("scope")["advises"]).search(text[:begin]))
    if theirs or told or not ME.search(part):
        return False
    named = [each.text for each in tokens(text[begin:place]) if each.text[0].isupper() and each.start]
    if any(support.has_name(each) for each in named if len(each) > 1):
        return False
    return not _takes_in(part, text[:place], language, support)


def _with_sides(text: str, place: int) -> tuple[int, int]:
    """The parts of a sentence up to the one around `place`, from the last that has either side in it."""
    begin, end = 0, len(text)
    for start, stop in parts(text):
        if start > place:
            break
        end = stop
        if ME.search(text, start, stop) or YOU.search(text, start, stop):
            begin = start
    return begin, end


def _takes_in(part: str, before: str, language: Language, support: Support) -> bool:
    """Whether the sender read or heard what a part tells: a work, or at a place a matter of the brief's."""
    studies = pattern(rule_data("scope")["studies"]).sub(" ", part)
    if not in_language("scope", "perceived", language).search(studies):
        return False
    words = [each.text for each in telling(part) if not each.text[0].isupper()]
    there = pattern(rule_data("scope")["there"]).search(before)
    return not there or any(
        each.origin != "other" and shared(words, each.words) for each in statements(support)
    )


def is_studied(text: str, place: int, language: Language, support: Support) -> bool:
    """Whether a name is that of somebody else whom the sender has read, in a sentence on neither side."""
    if YOU.search(text) or names_them(text, support) or names_work(text, language):
        return False
    found = pattern(rule_data("scope")["studied"]).search(text)
    return found is not None and found.start() <= place < found.end()


def names_work(part: str, language: Language) -> bool:
    """Whether a part names a kind of work, by the works of the rule's file."""
    kinds = load_rule("unsupported_claim").data["work"]
    return any(pattern(rf"\b(?:{kind[language]})\b").search(part) for kind in kinds)


def is_private(text: str, language: Language) -> bool:
    """Whether a whole sentence is about the sender, and takes in nothing of the other side."""
    if YOU.search(text) or rule_advised(text) or in_language("scope", "perceived", language).search(text):
        return False
    return bool(ME.search(text))


def is_future(text: str, place: int, language: Language) -> bool:
    """Whether the part of a sentence around `place` tells of what the sender will do."""
    part = next((text[start:end] for start, end in parts(text) if start <= place < end), text)
    return bool(in_language("scope", "will", language).search(part))


def is_apart(text: str, place: int, support: Support) -> bool:
    """Whether the part of a sentence around `place` has nothing of the reader or of a fact."""
    ends = [0, *(match.end() for match in _PAUSE.finditer(text)), len(text)]
    return not any(
        start <= place < end and touches(text[start:end], support) for start, end in pairwise(ends)
    )


def is_offered(text: str, place: int, language: Language) -> bool:
    """Whether the clause around `place` says when or how long the two could talk, and tells nothing done."""
    if not pattern(rule_data("scope")["offered"]).search(text):
        return False
    all_told = predications(text, language)
    here = [each for each in all_told if each.clause[0] <= place <= each.clause[1]]
    if not is_ask(text):
        here += [each for each in all_told if each.subject.party == "you" and each.form == "past"]
    told = (each for each in here if not each.irrealis)
    return not any(
        each.form in {"past", "perfect"} or (each.subject.party == "you" and not each.light) for each in told
    )


def rule_advised(text: str) -> bool:
    """Whether a sentence says that the reader advised what it tells, or that the sender learned it."""
    return any(pattern(rule_data("scope")[name]).search(text) for name in ("advised", "taken_away"))


@lru_cache(maxsize=512)
def touches(text: str, support: Support, least: int = 1) -> bool:
    """Whether a sentence can be about the recipient: it speaks to them, or shares words with a fact.

    `least` is how many words of one sentence of the brief it has to share.
    """
    if YOU.search(text) or names_them(text, support) or rule_advised(text):
        return True
    words = {token.text.casefold() for token in telling(text) if not _COUNTS.fullmatch(token.text)}
    return any(
        each.origin != "other" and len(shared(words, each.words)) >= least for each in statements(support)
    )


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[tuple[int, int], ...]:
    """Give the places of a sentence's clauses, roughly: from one mark or joining word to the next."""
    return tuple(_cut(plain(text)))


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text) + 1


def names_them(part: str, support: Support) -> bool:
    """Whether a part names the recipient or their organisation."""
    known = _theirs(support)
    lows = {bare(token.text).removesuffix("s") for token in tokens(part) if token.text[0].isupper()}
    return bool(known & lows)


@lru_cache(maxsize=32)
def _theirs(support: Support) -> frozenset[str]:
    """The words with a capital letter in the recipient's name and organisation."""
    brief = support.brief
    mine = {bare(t.text) for t in tokens(f"{brief.sender.organisation} {brief.sender.role}")}
    theirs = {
        bare(token.text).removesuffix("s")
        for token in tokens(f"{brief.recipient.name} {brief.recipient.organisation}")
        if token.text[0].isupper()
    }
    return frozenset(theirs - mine - function_words())
