"""Names of people, organisations and places in a sentence that the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from assistant.checks.abbreviations import is_shortened
from assistant.checks.claim_elsewhere import companions_elsewhere, places_elsewhere
from assistant.checks.claim_places import is_around, is_at_home, same_fact_elsewhere
from assistant.checks.claim_scope import (
    is_beside,
    is_own,
    is_private,
    is_senders,
    is_studied,
    names_them,
    touches,
)
from assistant.checks.claims import YOU, Claim, data, pattern
from assistant.checks.folding import load_words
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, first_names
from assistant.checks.tokens import Token, bare, function_words, tokens, without_quotes
from assistant.domain.value import Language

OPENS: Final = re.compile(
    r"(?:^|[:.!?\u2026]|\d[.)]|^\s*[-*\u2022\u2013])[\s*_#]*[\"'\u201c\u201d\u2018\u2019(\u2013-]*$"
)
_UNITS: Final = frozenset({"kw", "mw", "gw", "kwh", "mwh", "gwh", "twh", "db", "khz", "mhz", "ghz"})
"""Units that are written with a capital letter."""
_LIES: Final = re.compile(
    r"\b(?:i|in|vid|på|at|från|from|till|to|near|nära|utanför|outside|kring|around|genom|through|mot|towards"
    r"|(?:norr|söder|öster|väster)\som|(?:north|south|east|west)\sof)\s+(?:the\s)?$",
    re.IGNORECASE,
)
_SPOT: Final = re.compile(
    r"\b(?:i|in|vid|på|at|on|by|from|från|near|nära|utanför|outside)\s(?:the\s)?$", re.IGNORECASE
)
_PLACED: Final = re.compile(r"\b(?:på|hos|vid|i|från|till|at|in|for|from|with|of)\s+$", re.IGNORECASE)


def unsupported_names(
    text: str, language: Language, support: Support, *, subject: bool = False
) -> Iterator[Claim]:
    """Find names that the brief does not have; a slip of one that it has is contradicted.

    In English a subject line can have capitals everywhere; there only given names and abbreviations count.
    """
    text = without_quotes(text)
    titled = subject and is_title_case(text)
    for run in runs(text):
        names = [token for token in run if is_name(token, text, titled=titled)]
        missing = [
            token for token in names if not support.has_name(token.text) and not is_around(token, support)
        ]
        if names and missing and not _is_known_by_initials(names, support):
            claim = _claim(text, names, missing, support)
            if _is_told_before(text, run[0].start) and not YOU.search(_mine(text)):
                continue
            spot = claim.key == "given" and _SPOT.search(text[: names[0].start])
            if spot and not is_person(names) and is_senders(text, names[0].start, language, support):
                continue
            if claim.key == "given" or not _is_free(text, missing, language, support):
                yield claim
        elif stranger := _mixed_person(names, support):
            yield stranger
    if not subject:
        yield from (
            each
            for each in places_elsewhere(text, language, support)
            if not is_at_home(each, text, language, support)
        )
        yield from companions_elsewhere(text, support)
        yield from _speakers(text, language, support)


def _is_free(text: str, missing: list[Token], language: Language, support: Support) -> bool:
    """Whether names are of the sender's own world, or stand in a sentence about nothing of the brief."""
    text = _mine(text)
    before = text[: missing[0].start]
    named_place = _PLACED.search(before) and not YOU.search(text)
    open_ = named_place or all(token.text.isupper() for token in missing) or is_private(text, language)
    if open_ and not touches(text, support):
        return True
    if any(pattern(data("scope")[name]).search(before) for name in ("told_mine", "going", "anybody")):
        return True
    if pattern(data("scope")["as_i_say"]).match(text[missing[-1].end :]):
        return True
    if not is_person(missing) and all(is_senders(text, token.start, language, support) for token in missing):
        return True
    if _LIES.search(before) and is_beside(text, missing[0].start, language, support):
        return True
    return all(
        is_own(text, token.start, language, support) or is_studied(text, token.start, language, support)
        for token in missing
    )


def is_person(names: list[Token]) -> bool:
    """Whether a common given name is among the names."""
    return any(bare(each.text).removesuffix("s") in first_names() for each in names)


def _is_told_before(text: str, at: int) -> bool:
    """Whether a name follows what the sender says to have told: "the club I mentioned is called ..."."""
    return bool(pattern(data("scope")["mentioned"]).search(text[:at]))


def _mine(text: str) -> str:
    """A sentence without the reader in it who can reach the sender: "you'll find me"."""
    both = f"{data('scope')['reach']}|{data('scope')['mentioned']}"
    return pattern(both).sub(lambda match: "I".ljust(len(match[0])), text)


def runs(text: str) -> Iterator[list[Token]]:
    """Words with a capital letter that stand side by side."""
    run: list[Token] = []
    for token in tokens(text):
        if not _is_capital(token.text):
            if run:
                yield run
            run = []
            continue
        if run and text[run[-1].end : token.start] not in {" ", " & ", ". "}:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _is_capital(word: str) -> bool:
    return word[0].isupper() or any(ch.isupper() for ch in word[1:])


def is_name(token: Token, text: str, *, titled: bool) -> bool:
    word = bare(token.text)
    if (
        len(word) < 2
        or _is_plain(word)
        or word in function_words()
        or word in _UNITS
        or is_shortened(text, token.start, token.end)
        or word.split("'")[0] in {"i", "you", "we"}
    ):
        return False
    acronym = len(word) > 1 and token.text.isupper()
    given = word in first_names() or (word.endswith("s") and word[:-1] in first_names())
    if titled or OPENS.search(text[: token.start]):
        return given or acronym or any(ch.isupper() for ch in token.text[1:])
    return True


def _is_known_by_initials(names: list[Token], support: Support) -> bool:
    return len(names) > 1 and "".join(name.text[0] for name in names).casefold() in support.words


def _claim(text: str, names: list[Token], missing: list[Token], support: Support) -> Claim:
    start, end = names[0].start, names[-1].end
    slips = [near for token in missing if (near := support.nearest(token.text))]
    nearest = slips[0] if slips else ""
    if nearest and (len(missing) < len(names) or len(slips) == len(missing)):
        return Claim(start, end, "contradicted", "given", nearest)
    if len(names) > len(missing):
        known = next(token.text for token in names if token not in missing)
        return Claim(start, end, "contradicted", "given", _whole_name(known, support))
    if _PLACED.search(text[:start]) and same_fact_elsewhere(text, support):
        return Claim(start, end, "contradicted", "against")
    return Claim(start, end, "not_found")


def _whole_name(known: str, support: Support) -> str:
    """The full name in the brief to which a known part belongs."""
    brief = support.brief
    fields = [
        brief.recipient.name,
        brief.recipient.organisation,
        brief.sender.name,
        brief.sender.organisation,
    ]
    fields += [part for fact in brief.facts for part in (fact.where, fact.title, fact.with_whom)]
    low = bare(known)
    return next(
        (field for field in fields if any(bare(t.text).startswith(low[:5]) for t in tokens(field))), known
    )


def _mixed_person(names: list[Token], support: Support) -> Claim | None:
    """One person's given name with another's surname is nobody."""
    parts = [bare(token.text) for token in names]
    for first, last in pairwise(names):
        given = [person for person in support.people if _in(bare(first.text), person)]
        other = [person for person in support.people if _in(bare(last.text), person)]
        if given and other and not any(_in(bare(last.text), person) for person in given):
            names_known = (support.brief.recipient.name, support.brief.sender.name)
            whole = next((name for name in names_known if parts[0] in name.casefold()), "")
            if whole:
                return Claim(first.start, last.end, "contradicted", "given", whole)
    return None


def _in(word: str, person: frozenset[str]) -> bool:
    return word in person or (word.endswith("s") and word[:-1] in person)


def _speakers(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A first word that speaks of the reader: "Berndtsson sa att du ..." is somebody, "Kollegan sa" is not.

    What somebody says of other things is the sender's to tell; who greets or recommends is a contact anyhow.
    """
    words = load_words("names")
    inverted = r"(?!\s(?:jag|vi|du|ni|han|hon|de|man|den|det)\b)"
    found = re.match(rf"\W*([A-ZÅÄÖ][\w-]+)\s({words[f'speaking_{language}']})\b{inverted}", text)
    if not found:
        return
    if not (re.fullmatch(words["vouching"], found[2]) or YOU.search(text) or names_them(text, support)):
        return
    word = bare(found[1])
    ordinary = word in _nobody() or word in function_words() or word in first_names()
    definite = language == "sv" and re.search(r"(?:en|et|an|un|na|erna|arna|or|ar|er|are)$", word)
    plural = language == "en" and word.endswith("s")
    if not (ordinary or definite or plural or support.has_name(found[1]) or word in _plain()):
        yield Claim(found.start(1), found.end(1), "not_found")


def is_title_case(text: str) -> bool:
    long = [token.text for token in tokens(text) if len(token.text) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


@cache
def _plain() -> frozenset[str]:
    """Words with a capital letter that are no names: tools, abbreviations, titles, days and months."""
    roles, dates = load_words("roles"), _dates()
    return frozenset(
        [*load_words("names")["plain"].split(), *roles["heads"]["sv"], *roles["heads"]["en"], *dates]
        + [word for change in roles["changes"] for word in change["words"]]
    )


def _dates() -> list[str]:
    dates = load_rule("unsupported_claim").data["dates"]
    words = [word for name in ("months_sv", "months_en", "days_sv", "days_en") for word in dates[name]]
    return words + [f"{day}s" for day in dates["days_en"]]


def _is_plain(word: str) -> bool:
    """Whether a word is no name in spite of its capital letter: "CVs", "HR-chef"."""
    head, _hyphen, tail = word.partition("-")
    parts = word.split("-")
    if tail in _plain() and head in load_words("names")["before_plain"].split():
        return True
    return (
        word in _plain()
        or (word.endswith("s") and word[:-1] in _plain())
        or bool(tail and head in _plain())
        or (len(parts) > 2 and parts[-1] in _plain() and not set(parts[:-1]) - function_words() - {"end"})
    )


@cache
def _nobody() -> frozenset[str]:
    return frozenset(load_words("names")["nobody"].split())
