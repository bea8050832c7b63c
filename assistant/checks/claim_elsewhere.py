"""What the brief has, but of something else: a number, year, place or companion of another fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from assistant.checks.claim_amounts import is_near
from assistant.checks.claim_periods import ANY_YEAR
from assistant.checks.claim_scope import is_own
from assistant.checks.claim_statements import shared
from assistant.checks.claims import YOU, Claim, data, is_ask, pattern
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.passages import figures_of, known_by, passages
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import bare, stems, tokens
from assistant.checks.told_figures import unit_after, unit_before
from assistant.domain.value import Language
from knowledge.languages import sentence_language

_CLAUSE: Final = re.compile(r"[,;:()]|\s(?:and|och|but|men|while|medan)\s")
_ABOUT: Final = 2
"""Words shared with a passage from which a sentence is about it."""
_FEW: Final = 3
"""Numbers up to this may stand in two passages by chance."""
_KIND: Final = 6
"""Letters by which a word for a kind of work is known, whatever its ending."""
_OTHERWISE: Final = frozenset({"workshop", "panel", "text", "presentation"})
"""Words for a kind of work that are something else as often."""
_NEAR_SHARE: Final = 0.04
"""By how much a share may differ from another and be the same."""
_YEAR: Final = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
_TOWN: Final = re.compile(r"\b(?:i|in|från|from)\s(?P<name>[A-ZÅÄÖ][\w-]{2,})(?=[\s.,;:!?)]|$)(?!\s[A-ZÅÄÖ])")
"""A place in the brief that another can contradict."""
_PLACE: Final = re.compile(
    r"\b(?:i|in|från|from|till|to|at|på|vid|near|utanför|outside)\s"
    r"(?P<name>[A-ZÅÄÖ][\w-]{2,})(?=[\s.,;:!?)]|$)(?!\s[A-ZÅÄÖ])"
)
_WITH: Final = re.compile(
    r"\b(?:with|med|alongside|och|and)\s(?:(?:Dr|Prof|Rev|Mr|Mrs|Ms|dr|prof)\.?\s)?"
    r"(?P<name>[A-ZÅÄÖ][\wåäöé'-]+\s[A-ZÅÄÖ][\wåäöé'-]+)"
)
_Finder = Callable[[str], str]
"""Gives what a text of the brief has of a kind, "" when it has none."""


def number_elsewhere(
    text: str, number: Number, language: Language, support: Support, today: date, *, least: int = 0
) -> Claim | None:
    """Find a number or share that the brief has, but of another thing than the sentence is about.

    With `least`, one that the brief need not have, where so many words tell that the thing has another.
    """
    written = text[number.start : number.end]
    unit = frozenset(each for each in unit_after(text, number.end) if len(each) > 2)
    is_share = number.value < 1
    if not (unit or is_share) or pattern(data("numbers")["ordinal"]).fullmatch(written):
        return None
    if is_ask(text) or is_own(text, number.start, language, support):
        return None

    def kind(told: str) -> str:
        found = (each for each in figures_of(told) if each.value != 1 and (each.value < 1) is is_share)
        alike = (each for each in found if is_share or unit_after(told, each.end) & unit)
        return next((told[each.start : each.end] for each in alike), "")

    def near(known: float) -> bool:
        if is_share:
            return abs(known - number.value) < _NEAR_SHARE
        return is_near(number.value, known, text[: number.start], text[number.end :])

    def same(told: str) -> str:
        found = (each for each in figures_of(told) if near(each.value))
        written = next((told[each.start : each.end] for each in found), "")
        return written or (_lasted(told, number.value, today) if unit & _year_unit() else "")

    def other(told: str) -> str:
        return "" if same(told) else kind(told)

    free = is_share or bool(least)
    given = _of_another(text, support, same, other, told=not free, least=least or _ABOUT, language=language)
    if not given and unit_before(text, number.end):
        given = _of_another_clause(text, support, same, kind)
    return Claim(number.start, number.end, "contradicted", "given", given) if given else None


def years_elsewhere(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find years that the brief has, but of another thing than the sentence is about."""
    for match in _YEAR.finditer(text):
        if is_own(text, match.start(), language, support):
            continue
        same, other = _finders(match[0], ANY_YEAR)
        given = _of_another(text, support, same, other) or _of_another_clause(text, support, same, other)
        given = given or _of_kind(text, match, support)
        if given:
            yield Claim(*match.span(), "contradicted", "given", given)


def places_elsewhere(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find places that the brief has, but of another thing than the sentence is about."""
    for match in _PLACE.finditer(text):
        name = match["name"]
        recipient = support.brief.recipient
        around = f"{recipient.organisation} {recipient.role}"
        if (
            bare(name) not in support.words
            or name in around
            or is_own(text, match.start("name"), language, support)
        ):
            continue
        theirs = frozenset(bare(each.text) for each in tokens(recipient.organisation))
        counted = [each for each in find_figures(text, language) if each.value > _FEW]
        given = _of_another(text, support, *_finders(name, _TOWN), counted=counted, without=theirs)
        if given:
            yield Claim(match.start("name"), match.end("name"), "contradicted", "given", given)


def companions_elsewhere(text: str, support: Support) -> Iterator[Claim]:
    """Find somebody with whom the recipient is said to have done what they did with another."""
    low = text.casefold()
    titled = [fact for fact in support.brief.facts if len(fact.title) >= 5 and fact.title.casefold() in low]
    for match in _WITH.finditer(text):
        name = match["name"].removesuffix("'s")
        for fact in titled:
            told = f"{fact.text} {fact.with_whom} {fact.point} {fact.title} {fact.where}"
            known = any(part in told for part in name.split())
            if fact.with_whom and support.has_words(name) and not known:
                yield Claim(match.start("name"), match.end("name"), "contradicted", "given", fact.with_whom)
                return


@cache
def _year_unit() -> frozenset[str]:
    return frozenset(stem for word in ("år", "year", "years") for stem in stems(word))


def _lasted(told: str, many: float, today: date) -> str:
    """The years of a text between which, or since one of which, so many have passed."""
    years = sorted({int(each) for each in ANY_YEAR.findall(told)})
    ends = [*years, today.year]
    spans = (last - first for at, first in enumerate(years) for last in ends[at + 1 :])
    return "-" if any(abs(many - span) <= 1 for span in spans) else ""


def _finders(said: str, kind: re.Pattern[str]) -> tuple[_Finder, _Finder]:
    """What finds the very word in a text of the brief, and what finds another of its kind instead."""

    def same(told: str) -> str:
        return said if said in told else ""

    def other(told: str) -> str:
        found = next(kind.finditer(told), None)
        if found is None or said in told:
            return ""
        return str(found.groupdict().get("name") or found[0])

    return same, other


def _of_kind(text: str, year: re.Match[str], support: Support) -> str:
    """The year of the recipient's works of a kind when the sentence has another: "din artikel 2018"."""
    words = known_by(text)
    known = any(
        year[0] in f"{each.text} {each.beside}" and shared(words, each.words) for each in passages(support)
    )
    if known or not YOU.search(text):
        return ""
    near = [each.text for each in tokens(text[max(0, year.start() - 40) : year.end() + 20])]
    for kind, names in load_rule("unsupported_claim").data["times"]["kinds"].items():
        called = tuple(name[:_KIND] for name in names.split() if name not in _OTHERWISE)
        named = bool(called) and any(each.casefold().startswith(called) for each in near)
        if kind in {"talk", "article", "post"} and named:
            told = [f"{fact.when} {fact.text}" for fact in support.brief.facts if fact.kind == kind]
            years = {found for each in told for found in ANY_YEAR.findall(each)}
            if told and all(ANY_YEAR.search(each) for each in told) and year[0] not in years:
                return str(min(years))
    return ""


def _of_another(
    text: str,
    support: Support,
    same: _Finder,
    other: _Finder,
    *,
    counted: Sequence[Number] = (),
    told: bool = True,
    least: int = _ABOUT,
    language: Language | None = None,
    without: frozenset[str] = frozenset(),
) -> str:
    """What the brief says of the thing that a sentence is about, when only other things have what it says.

    The sentence shares words with passages that have something else in its place, and none with those that
    have it. A number in `counted` that a passage has too is worth two words, and so is a word of another
    sentence of its fact worth one. `told` is false where the brief may nowhere say the same. Given a
    language, a passage in the other one that has the same may be of the same thing in other words.
    """
    words = [each for each in known_by(text) if not same(each) and bare(each) not in without]
    best, given, elsewhere = 0, "", not told
    for each in passages(support):
        mine = {word.casefold() for word in shared(words, each.words)}
        common = len(mine) + _ABOUT * _has_figure(counted, each.text)
        if same(each.text) or same(each.beside):
            elsewhere = True
            if common or (language and sentence_language(each.text, "") not in {"", language}):
                return ""
            continue
        common += bool({word.casefold() for word in shared(words, each.around)} - mine) if common else 0
        if common > best and (found := other(each.text) or other(each.beside)):
            best, given = common, found
    return given if best >= least and elsewhere else ""


def _of_another_clause(text: str, support: Support, same: _Finder, kind: _Finder) -> str:
    """The like within one passage: "X-ray back on day 4, the lab on day 11"."""
    words = known_by(text)
    for passage in passages(support):
        clauses = [each for each in _CLAUSE.split(passage.text) if each.strip()]
        having = [each for each in clauses if same(each)]
        about = [each for each in clauses if shared(words, known_by(each))]
        if having and about and not any(same(each) or not kind(each) for each in about):
            return kind(about[0])
    return ""


def _has_figure(counted: Sequence[Number], told: str) -> bool:
    known = {each.value for each in figures_of(told)} if counted else set()
    return any(each.value in known for each in counted)
