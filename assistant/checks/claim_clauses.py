"""A sentence taken apart: for every verb who does it, to what, and whether it is denied, possible or over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_moods import (
    THAN,
    is_asked,
    is_irrealis,
    is_loose,
    is_negated,
    is_reported,
)
from assistant.checks.claim_subjects import Side, openers, party_of, subject_of, third
from assistant.checks.claim_verbs import Form, Reading, particles, readings
from assistant.checks.lexicon import plain, words
from assistant.checks.tokens import Token, tokens, without_quotes
from assistant.domain.value import Language

_HOLDING: Final = frozenset({"utan", "bli", "från", "undvika", "undvek", "slippa", "slapp"})
"""Words that deny what "att" brings, so that it stays in their clause."""
_WEAK: Final = frozenset({"in", "on", "over", "om", "av", "med", "with", "up"})
_BREAK: Final = re.compile(r"[;:!?()\u2013\u2014]|(?<!\d)[.,]|[.,](?!\d)|\s-\s")
_REACH: Final = 8
"""Words between a verb and its particle, or its subject, at most."""


@dataclass(frozen=True, slots=True)
class Predication:
    """A verb with what belongs to it, in `text[start:end]` of its sentence."""

    start: int
    end: int
    meanings: frozenset[str]
    form: Form
    subject: Side
    objects: Side
    """What follows the verb in its clause; in the passive what is acted on."""
    to_you: bool
    """Whether it is done to or for the reader ("du" as an object)."""
    negated: bool
    irrealis: bool
    asked: bool
    reported: bool
    implied: bool
    """Whether no subject stands in the clause."""
    clause: tuple[int, int]
    light: bool
    passive: bool


@lru_cache(maxsize=2048)
def predications(sentence: str, language: Language) -> tuple[Predication, ...]:
    """Give the predications of a sentence in its order; words in quotation marks are left out."""
    text = plain(without_quotes(sentence))
    found: list[Predication] = []
    ahead: tuple[Token, ...] = ()
    for clause in _clauses(text, language):
        for at in range(len(clause)):
            options = _verb(clause, at, language)
            if options:
                before = found[-1].subject if found else Side("")
                found.append(_predication(_Verb(text, clause, at, options, ahead, before), language))
        ahead = clause
    return tuple(found)


def _clauses(text: str, language: Language) -> Iterator[tuple[Token, ...]]:
    """The words between marks and the words that open a clause; such a word begins its clause."""
    opens, joins = words("clauses", language, "boundary"), words("clauses", language, "joined")
    all_tokens = tokens(text)
    clause: list[Token] = []
    for at, token in enumerate(all_tokens):
        low = token.text.casefold()
        mark = _BREAK.search(text, clause[-1].end) if clause else None
        parted = mark is not None and mark.start() < token.start
        joined = low in joins and _opens_clause(all_tokens[at + 1 : at + 4], language)
        held = low == "att" and clause and clause[-1].text.casefold() in _HOLDING
        opening = low in opens and _is_opener(low, all_tokens[at + 1 : at + 6], language)
        if clause and not held and (parted or opening or joined):
            yield tuple(clause)
            clause = []
        clause.append(token)
    if clause:
        yield tuple(clause)


def _is_opener(word: str, following: tuple[Token, ...], language: Language) -> bool:
    """Whether "as" and "som" open a clause: "as a nurse" has no verb."""
    if word == "as":
        return _opens_clause(following[:1], language)
    if word != "som":
        return True
    return any(each.form != "base" for token in following for each in readings(token.text, language))


def _opens_clause(following: tuple[Token, ...], language: Language) -> bool:
    """Whether what follows "and" is a clause: a verb or a subject comes at once."""
    if not following:
        return False
    first = following[0].text.casefold()
    subjects = words("clauses", language, "you") | words("clauses", language, "me") | third(language)
    adverbs = words("clauses", language, "adverbs")
    if first in subjects or first in words("clauses", language, "auxiliaries"):
        return True
    verb = next((each for each in following if each.text.casefold() not in adverbs), following[0])
    return any(each.form in {"present", "past"} for each in readings(verb.text, language))


def _verb(clause: tuple[Token, ...], at: int, language: Language) -> tuple[Reading, ...]:
    """What the word is as a verb here; nothing when it is a noun or only helps another verb."""
    options = readings(clause[at].text, language)
    if not options or _is_noun(clause, at, options, language):
        return ()
    after = [each.text.casefold() for each in clause[at + 1 : at + 1 + _REACH]]
    nearby = after[: next((n for n, word in enumerate(after) if _is_full(word, language)), _REACH)]
    exact = tuple(each for each in options if each.particle and _follows(each.particle, nearby, language))
    chosen = exact or tuple(each for each in options if not each.particle)
    helps = clause[at].text.casefold() in words("clauses", language, "auxiliaries") and any(
        _is_full(word, language) for word in after[:4]
    )
    return () if helps else chosen


def _follows(particle: str, after: list[str], language: Language) -> bool:
    """Whether a verb's particle follows; one that is mostly a preposition has to stand close."""
    if particle not in after:
        return False
    between = after[: after.index(particle)]
    return particle not in _WEAK or all(word in words("clauses", language, "adverbs") for word in between)


def _is_full(word: str, language: Language) -> bool:
    return any(not each.is_light for each in readings(word, language)) and word not in particles()


def _is_noun(clause: tuple[Token, ...], at: int, options: tuple[Reading, ...], language: Language) -> bool:
    word = clause[at].text.casefold()
    before = clause[at - 1].text.casefold() if at else ""
    if before in words("clauses", language, "determiners"):
        return True
    if word in words("clauses", language, "not_verbs") and all(each.form == "base" for each in options):
        return True
    if language == "en" and all(each.form == "base" for each in options):
        lead = words("clauses", language, "auxiliaries") | words("clauses", language, "adverbs")
        subjects = words("clauses", language, "you") | words("clauses", language, "me") | third(language)
        if before.endswith(("'ll", "'d", "n't")):
            return False
        opening = at == 0 or (at == 1 and before in openers(language))
        return not (
            opening
            or before in lead | subjects | {"to", "please", "who", "that", "and", "'ll", "let", "help"}
        )
    return False


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb in its clause, with the clause in front and the subject before it."""

    text: str
    clause: tuple[Token, ...]
    at: int
    options: tuple[Reading, ...]
    ahead: tuple[Token, ...]
    before: Side


def _predication(verb: _Verb, language: Language) -> Predication:
    clause, at, options = verb.clause, verb.at, verb.options
    low = [each.text.casefold() for each in clause]
    form: Form = _form(low, at, options, language)
    passive = _is_passive(low, at, options, language)
    subject, objects, implied = _sides(verb, language, passive=passive)
    if form == "ing" and at and low[at - 1] == "for" and "thank" in verb.text.casefold():
        subject, implied, form = Side("you"), True, "past"
    span = (clause[0].start, clause[-1].end)
    compared = bool(THAN.search(verb.text[span[0] : span[1] + 6]))
    joined = any(each.particle and low[at + 1 : at + 2] == [each.particle] for each in options)
    return Predication(
        start=clause[at].start,
        end=clause[at + joined].end,
        meanings=frozenset(each.meaning for each in options),
        form=form,
        subject=subject,
        objects=Side("", objects),
        to_you=any(word in words("clauses", language, "you_object") for word in low[at + 1 :]),
        negated=is_negated(
            _without_particle(low, at, options),
            at,
            language,
            compared=compared,
            loose=is_loose(low, at, form),
        ),
        irrealis=is_irrealis(low, at, form, language),
        asked=is_asked(verb.text, clause, at, language),
        reported=is_reported(verb.text, span[0], language),
        implied=implied,
        clause=span,
        light=all(each.is_light for each in options),
        passive=passive,
    )


def _without_particle(low: list[str], at: int, options: tuple[Reading, ...]) -> list[str]:
    """The clause's words without the verb's own "no": who says no denies nothing that the verb tells."""
    own = {each.particle for each in options} - {""}
    return ["" if place > at and word in own else word for place, word in enumerate(low)]


def _sides(verb: _Verb, language: Language, *, passive: bool) -> tuple[Side, tuple[Token, ...], bool]:
    """The subject, what it is done to, and whether the subject is taken over; turned round in the passive."""
    clause, at = verb.clause, verb.at
    subject, implied = subject_of(clause, at, language, verb.before, verb.ahead)
    until = next((n for n in range(at + 1, len(clause)) if _is_next(clause[n], language)), len(clause))
    objects = tuple(each for each in clause[at + 1 : until] if each not in subject.words)
    relative = clause[0].text.casefold() in words("clauses", language, "who")
    if relative and not implied and verb.ahead and subject.words[-1:] != verb.ahead[-1:]:
        objects = (verb.ahead[-1], *objects)  # "the study that you led"
    if not passive:
        return subject, objects, implied
    agents = words("clauses", language, "agent")
    by = next((n for n in range(at + 1, len(clause)) if clause[n].text.casefold() in agents), len(clause))
    agent = clause[by + 1 :]
    party = party_of(agent, language)
    return Side(party, agent), (*subject.words, *clause[at + 1 : by]), not party


def _is_next(token: Token, language: Language) -> bool:
    """Whether the clause around goes on here: "som aldrig blev av är numera ..."."""
    options = readings(token.text, language)
    return language == "sv" and bool(options) and all(each.form in {"present", "past"} for each in options)


def _form(low: list[str], at: int, options: tuple[Reading, ...], language: Language) -> Form:
    forms = {each.form for each in options}
    helped = set(low[max(0, at - 4) : at])
    if "past" in forms and not (helped & {"have", "has", "had", "har", "hade", "be", "been", "is", "are"}):
        return "past"
    if "base" in forms and "present" in forms and language == "sv":
        return "base" if helped & {"att", "ska", "skulle", "kan", "kunde", "vill"} else "present"
    for form in ("perfect", "present", "ing", "past"):
        if form in forms and not (form == "present" and "base" in forms):
            return form
    if (
        language == "en"
        and at
        and low[at - 1] in {"you", "we", "they", "who", "still", "also", "always", "often"}
    ):
        return "base" if helped & {"did", "will", "would", "can", "could", "do"} else "present"
    return "base"


def _is_passive(low: list[str], at: int, options: tuple[Reading, ...], language: Language) -> bool:
    if all(each.passive for each in options):
        return True
    perfect = any(each.form == "perfect" for each in options)
    helped = set(low[max(0, at - 4) : at])
    if language == "en":
        be = {"is", "are", "was", "were", "been", "being", "be"}
        return perfect and (bool(helped & be) or (len(low) > at + 1 and low[at + 1] == "by"))
    return any(each.passive for each in options) and (
        bool(helped & {"är", "var", "blev", "blir", "blivit"}) or (len(low) > at + 1 and low[at + 1] == "av")
    )
