"""Who has to do with whom: a person of the brief, or one of the sender's own, tied to somebody by no fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.claim_people import OWN
from assistant.checks.claim_statements import shared, telling
from assistant.checks.claims import Claim, data, in_language, pattern
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, first_names
from assistant.checks.tokens import Token, bare, tokens, without_quotes
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from knowledge.languages import sentence_language

_WHO: Final = "\ue000"
"""Stands for each letter of a person's name, so that one pattern reads every name and places stay."""
_MY: Final = re.compile(r"\b(?:my|our|min|mitt|mina|vår)\s[\w-]+", re.IGNORECASE)
"""Who somebody is to the sender, which tells nothing of them and the reader."""
_AND: Final = re.compile(r"\s(?:och|and)\s(?=(?:min|mitt|mina|my|our)\s)", re.IGNORECASE)
"""Between two of the sender's own people, each of whom needs a fact."""
_STYLES: Final = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms"})
"""What stands before a name and is no part of it."""
_SHORTEST: Final = 3
"""Letters of a name at least."""


def unsupported_bonds(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a person of the brief who taught or met somebody, or sends regards, where no fact has it."""
    masked = without_quotes(text)
    if pattern(data("bonds")["open"]).search(masked):
        return
    here = {low for each in tokens(masked) if each.text[0].isupper() for low in _forms(each)}
    for person in _people(support):
        if here & person:
            marked = _marked(masked, person)
            yield from _strangers(marked, person, support)
            yield from _with_reader(marked, language, _told_of(person, support))
            yield from _with_sender(marked, language, person, support)
    yield from _own_people(masked, language, support)
    yield from _common(masked, support)


def _strangers(marked: str, person: frozenset[str], support: Support) -> Iterator[Claim]:
    """ "Paul has never met you" where a fact tells how they know each other."""
    match = pattern(data("bonds")["strangers"].replace("{who}", _WHO)).search(marked)
    contacts = (each for each in support.brief.facts if each.kind == "shared_contact")
    contact = next((each for each in contacts if person & _parts(each.with_whom)), None)
    if match and contact:
        yield Claim(*match.span(), "contradicted", "told", contact.text)


def _parts(name: str) -> frozenset[str]:
    return frozenset(bare(each.text) for each in tokens(name))


def _with_reader(marked: str, language: Language, told: str) -> Iterator[Claim]:
    """ "Beth taught you" where no fact about Beth has anybody teach."""
    bonds: Iterable[dict[str, str]] = load_rule("unsupported_claim").data["bond"]
    for bond in bonds:
        frames = data("bonds")
        sources = (frames[f"{name}_{language}"] for name in ("to_you", "by_you", "doing"))
        for source in sources:
            match = pattern(source.replace("{verb}", bond[language]).replace("{who}", _WHO)).search(marked)
            if match and not pattern(rf"\b(?:{bond['support']})\b").search(told):
                yield Claim(*match.span(), "not_found", "meeting")
                return


def _with_sender(
    marked: str, language: Language, person: frozenset[str], support: Support
) -> Iterator[Claim]:
    """ "Anneli told me" where no fact ties her to the sender."""
    if _is_senders(person, support):
        return
    match = pattern(in_language("bonds", "with_me", language).pattern.replace("{who}", _WHO)).search(marked)
    if match:
        yield Claim(*match.span(), "not_found", "meeting")


def _own_people(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "My boss sat on a board with you" where no fact has a boss."""
    for match in in_language("bonds", "own", language).finditer(text):
        told = [each.text for part in _texts(support.brief) if _is_mine(part) for each in tokens(part)]
        for own in _AND.split(match["own"]):
            words = [each.text for each in telling(own)]
            named = [each.text for each in tokens(own)[1:] if each.text[0].isupper()]
            if not shared([*words, *named], told):
                yield Claim(*match.span(), "not_found", "meeting")
                return


def _common(text: str, support: Support) -> Iterator[Claim]:
    """A friend in common where no contact is, and what is said of the reader where nobody told."""
    contacts = [each for each in _texts(support.brief) if _is_mine(each)]
    for name, key in (("common", "meeting"), ("heard", "hearsay")):
        match = pattern(data("bonds")[name]).search(text)
        where = [each.text for each in tokens(match["where"])] if match else []
        if match and not any(shared(where, [each.text for each in tokens(part)]) for part in contacts):
            yield Claim(*match.span(), "not_found", key)
            return


def _marked(text: str, person: frozenset[str]) -> str:
    """The text with a person's name blanked by the mark, where at least its capital letter stands."""
    found = text
    for token in tokens(text):
        if token.text[0].isupper() and person.intersection(_forms(token)):
            found = found[: token.start] + _WHO * len(token.text) + found[token.end :]
    return re.sub(rf"{_WHO} {_WHO}", _WHO * 3, found)


def _forms(token: Token) -> tuple[str, str]:
    """A name as it stands, and without a genitive's s."""
    return bare(token.text), bare(token.text).removesuffix("s")


@lru_cache(maxsize=2048)
def _is_mine(text: str) -> bool:
    """Whether a text of the brief speaks of the sender; Swedish "i" is no English "I"."""
    language: Language = "sv" if sentence_language(text, "en") == "sv" else "en"
    return bool(OWN[language].search(text))


def _told_of(person: frozenset[str], support: Support) -> str:
    """All that the brief tells in the facts and notes in which somebody stands."""
    brief = support.brief
    parts = [f"{fact.text} {fact.point} {fact.with_whom}" for fact in brief.facts]
    parts += brief.meeting.notes if brief.meeting else ()
    told = " | ".join(part for part in parts if person & _parts(part))
    return _MY.sub(" ", told)


def _is_senders(person: frozenset[str], support: Support) -> bool:
    """Whether a fact ties somebody to the sender: a shared contact, or one who stands beside "me"."""
    brief = support.brief
    for fact in brief.facts:
        here = person & {bare(each.text) for each in tokens(f"{fact.text} {fact.with_whom}")}
        if here and (fact.kind in {"shared_contact", "meeting"} or _is_mine(fact.text)):
            return True
    return any(
        _is_mine(each) and person & {bare(word.text) for word in tokens(each)} for each in _texts(brief)
    )


@lru_cache(maxsize=32)
def _people(support: Support) -> tuple[frozenset[str], ...]:
    """The people of a brief besides the two: named in their own field, or by a given name in a text."""
    brief = support.brief
    two = _parts(f"{brief.recipient.name} {brief.sender.name}") - _STYLES
    found = {each - _STYLES for each in support.people if not each & two}
    elsewhere = frozenset(bare(each.text) for each in tokens(_things(brief)))
    for text in _told(brief):
        for name in _names(text):
            if not name & elsewhere and not any(name <= known for known in found) and not name & two:
                found = {known for known in found if not known < name} | {name}
    return tuple(sorted(found, key=sorted))


def _told(brief: Brief) -> Iterator[str]:
    """The facts and notes, in which people are named."""
    yield from (fact.text for fact in brief.facts)
    yield from brief.meeting.notes if brief.meeting else ()


def _texts(brief: Brief) -> Iterator[str]:
    """All texts in which the sender can tell of their own."""
    yield from _told(brief)
    yield from (brief.own_words, brief.sender.about, brief.previous.outreach, brief.previous.followup)


def _things(brief: Brief) -> str:
    """The names that are no person's: of organisations, works and places."""
    named = [brief.recipient.organisation, brief.sender.organisation]
    named += [f"{fact.title} {fact.where}" for fact in brief.facts]
    return " ".join(named)


def _names(text: str) -> Iterator[frozenset[str]]:
    """Names of two or more words, and common given names that stand alone."""
    run: list[Token] = []
    for token in (*tokens(text), None):
        if token and token.text[0].isupper() and (not run or text[run[-1].end : token.start] == " "):
            run.append(token)
            continue
        kept = [each for each in run if each.start]  # the first word has its capital for another reason
        kept = run if run and _is_given(run[0]) else kept
        before = text[: kept[0].start].split() if kept else []
        kin = bool(before) and before[-1].casefold() in data("bonds")["kin"].split()
        if len(kept) > 1 or (kept and (kin or _is_given(kept[0]))):
            yield frozenset(bare(each.text) for each in kept) - _STYLES
        run = [token] if token and token.text[0].isupper() else []


def _is_given(token: Token) -> bool:
    low = bare(token.text)
    return len(low) >= _SHORTEST and low in first_names()
