"""Times without a date ("last month", "i våras", "two years ago") beside the dates of what they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_periods import (
    Period,
    fact_periods,
    month_names,
    month_of,
    season,
    season_names,
    told_years,
)
from assistant.checks.claim_scope import is_private
from assistant.checks.claim_statements import is_same, shared, statements, telling
from assistant.checks.claims import ME, YOU, Claim, data, in_language, is_ask, pattern
from assistant.checks.figures import find_figures
from assistant.checks.numbers import number_value
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import tokens
from assistant.domain.brief import Fact
from assistant.domain.value import Language

_ROUGH: Final = 0.12
"""How far "nearly thirty years" may lie from the true time, as a share of it."""
_SOON: Final = 6
"""Months ahead within which a month without a year is the coming one."""
_PERCEIVED: Final = frozenset({"read", "listen", "see"})
_SENT: Final = frozenset({"write", "send", "ask"})
"""What the sender has done to the reader, at a time that only the sender can know."""
_AHEAD: Final = 20
"""By how many letters a verb after a time counts as further away than one before it."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time in a sentence, with what it can mean."""

    start: int
    end: int
    periods: tuple[Period, ...]
    month: int | None = None
    """The number of a month that is named without a year."""


def contradicted_times(text: str, language: Language, support: Support, today: date) -> Iterator[Claim]:
    """Find times that cannot be when the thing that the sentence speaks of was."""
    return (claim for _said, claim in _judged(text, language, support, today) if claim)


def settled_times(text: str, language: Language, support: Support, today: date) -> list[tuple[int, int]]:
    """Give the places of the times that agree with what they are told of, so that no number is seen there."""
    settled = [(said.start, said.end) for said, claim in _judged(text, language, support, today) if not claim]
    for match in pattern(load_rule("unsupported_claim").data["times"][language]["ago"]).finditer(text):
        year = today.year - (number_value(match["many"], language) or 1.0)
        if match["unit"].casefold().startswith(("year", "år")) and any(
            abs(year - y) <= 1 for y in support.years
        ):
            settled.append(match.span())
    settled += _lasting(text, language, support, today)
    own = (each for each in times(text, language, today) if whose(text, language, each) == "own")
    settled += [(each.start, each.end) for each in own]
    return settled


def _lasting(text: str, language: Language, support: Support, today: date) -> Iterator[tuple[int, int]]:
    """The years that something has gone on, counted from a year of the brief: "well over seven years now"."""
    lasting = pattern(data("times")["lasting"]).search(text)
    for number in find_figures(text, language):
        years = re.match(r"[\s-](?:years?|år|åren)\b", text[number.end :])
        rough = pattern(data("numbers")["rough"]).search(text[: number.start])
        slack = max(1.0, _ROUGH * number.value) if rough else 1.0
        near = any(abs(today.year - number.value - year) <= slack for year in support.years)
        if years and near and (lasting or rough):
            yield number.start, number.end


def _judged(
    text: str, language: Language, support: Support, today: date
) -> Iterator[tuple[SaidTime, Claim | None]]:
    found = times(text, language, today)
    asked = is_ask(text) and (
        text.rstrip().endswith("?") or not any(each.form == "past" for each in predications(text, language))
    )
    if not found or asked or _is_private(text, language):
        return
    about = spoken_of(text, support)
    if not about:
        return
    for said in found:
        kind = whose(text, language, said)
        if kind == "own" or _is_ahead(text, language, said, support, today):
            continue
        if pattern(data("times")["owned"]).search(text[: said.start]) or is_told_so(text, said, support):
            continue
        told = [*(_headed(text, said, support) or about), *_clause_facts(text, language, said, support)]
        if kind == "later" and not pattern(data("times")["with_you"]).search(text):
            possible = any(period.last >= fact.first for period in said.periods for fact, _given in told)
        else:
            possible = any(period.meets(fact) for period in said.periods for fact, _given in told)
        yield said, None if possible else Claim(said.start, said.end, "contradicted", "given", told[0][1])


def _is_private(text: str, language: Language) -> bool:
    """Whether a sentence begins with the sender and is theirs alone, or is none and speaks to nobody."""
    fragment = not predications(text, language) and not YOU.search(text)
    return fragment or bool(ME.match(text) and is_private(text, language))


def whose(text: str, language: Language, said: SaidTime) -> str:
    """Whether a time is of the sender's own doing ("own"), of reading ("later"), or of the thing itself."""
    near = [each for each in predications(text, language) if each.clause[0] <= said.start <= each.clause[1]]
    part = re.split(r"[,;:()]", text[: said.start])[-1] + re.split(r"[,;:()]", text[said.start :])[0]
    mine = bool(ME.search(part)) and not YOU.search(part)
    topic = bool(pattern(data("times")["topic"]).search(text[: said.start]))
    if topic or not near:
        return "own" if topic or mine else "thing"
    others = any(each.subject.party in {"name", "noun", "third"} for each in near)
    if mine and not others and not in_language("scope", "perceived", language).search(part):
        return "own"  # "I drove across it this summer", whatever the verb
    near = [each for each in near if each.subject.party] or near
    closest = min(near, key=lambda each: abs(each.start - said.start) + _AHEAD * (each.start > said.start))
    if closest.meanings & {"meet", "speak"} or (closest.passive and "see" in closest.meanings):
        return "thing"  # the two met
    if closest.start > said.start and YOU.search(text[closest.clause[0] : said.start]):
        return "thing"
    if closest.meanings & _PERCEIVED and closest.subject.party in {"me", ""}:
        return "later"
    sent = not closest.to_you or closest.meanings & _SENT
    return "own" if closest.subject.party == "me" and sent else "thing"


def _headed(text: str, said: SaidTime, support: Support) -> list[tuple[Period, str]]:
    """The dated facts of the kind that the word right before a time names: "the post in October"."""
    before = tokens(text[: said.start])[-1:]
    kinds = load_rule("unsupported_claim").data["times"]["kinds"]
    return [
        (period, fact.when)
        for fact in support.brief.facts
        if before and any(is_same(before[0].text, word) for word in kinds.get(fact.kind, "").split())
        for period in fact_periods(fact)
    ]


def _clause_facts(
    text: str, language: Language, said: SaidTime, support: Support
) -> list[tuple[Period, str]]:
    """The dated facts that the clause of a time is about, where its sentence is more about others."""
    here = [each for each in predications(text, language) if each.clause[0] <= said.start <= each.clause[1]]
    return spoken_of(text[here[0].clause[0] : here[0].clause[1]], support) if here else []


def _is_ahead(text: str, language: Language, said: SaidTime, support: Support, today: date) -> bool:
    """Whether a month without a year is one still to come: no verb of its clause is in the past."""
    if said.month is None:
        return False
    if said.month in _planned_months(support):
        return True
    near = [each for each in predications(text, language) if each.clause[0] <= said.start <= each.clause[1]]
    soon = 0 < (said.month - today.month) % 12 <= _SOON
    return soon and not any(each.form in {"past", "perfect"} for each in near)


def is_told_so(text: str, said: SaidTime, support: Support) -> bool:
    """Whether the brief itself says this time so, in either language: "Farfar dog i fjol", "last winter"."""
    written = text[said.start : said.end]
    kinds = load_rule("unsupported_claim").data["times"]["told"]
    alike = [pattern(kind) for kind in kinds if pattern(kind).fullmatch(written)]
    named = alike or ([pattern(rf"\b(?:{month_names()[said.month - 1]})\b")] if said.month else [])
    told = [each.text for each in statements(support) if each.origin != "other"]
    return any(each.search(text) for each in named for text in told)


@lru_cache(maxsize=32)
def _planned_months(support: Support) -> frozenset[int]:
    """The months that the sender's plan and the ask name."""
    brief = support.brief
    own = f"{brief.meeting.plan if brief.meeting else ''} {brief.ask.window} {brief.own_words}"
    named = enumerate(month_names(), 1)
    return frozenset(number for number, names in named if re.search(rf"\b(?:{names})\b", own, re.IGNORECASE))


def spoken_of(text: str, support: Support) -> list[tuple[Period, str]]:
    """The dated facts that a sentence is about, the likeliest only, with their dates as given."""
    words = [token.text for token in telling(text)]
    scored: list[tuple[int, Period, str]] = []
    for fact in support.brief.facts:
        periods = (*fact_periods(fact), *told_years(fact))
        if not fact_periods(fact):
            continue
        common = shared(words, _fact_words(fact))
        named = any(word[0].isupper() for word in common)
        score = len({word.casefold() for word in common}) + (1 if named else 0)
        if score >= 2:
            scored += [(score, period, fact.when or period.first.isoformat()[:7]) for period in periods]
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    if held_at and not scored and pattern(data("dates")["about_meeting"]).search(text):
        scored.append((2, Period(held_at.date(), held_at.date()), f"{held_at:%Y-%m-%d}"))
    most = max((score for score, _period, _given in scored), default=0)
    return [(period, given) for score, period, given in scored if score >= most - 1]


@lru_cache(maxsize=512)
def _fact_words(fact: Fact) -> tuple[str, ...]:
    kinds = load_rule("unsupported_claim").data["times"]["kinds"].get(fact.kind, "")
    told = " ".join((fact.text, fact.title, fact.where, fact.quote, fact.point, fact.with_whom, kinds))
    return tuple({token.text for token in telling(told)})


@lru_cache(maxsize=512)
def times(text: str, language: Language, today: date) -> tuple[SaidTime, ...]:
    """Give the times without a date in a sentence, each with the periods that it can mean."""
    return tuple(_times(text, language, today))


def _times(text: str, language: Language, today: date) -> Iterator[SaidTime]:
    rules = load_rule("unsupported_claim").data["times"][language]
    seasons = "|".join(f"(?P<s{index}>{names})" for index, names in enumerate(season_names()))
    for source, mode in rules["seasons"]:
        written = source.replace("{season}", f"(?:{seasons})").replace(
            "{past}", f"(?=\\w+as\\b)(?:{seasons})"
        )
        for match in pattern(written).finditer(text):
            index = next(at for at in range(4) if match[f"s{at}"])
            yield SaidTime(*match.span(), tuple(_recent(index, today, mode)))
    for source, unit in rules["last"]:
        for match in pattern(source).finditer(text):
            yield SaidTime(*match.span(), (_last(unit, today),))
    for match in pattern(rules["ago"]).finditer(text):
        many = number_value(match["many"], language) or 1.0
        yield SaidTime(*match.span(), (_ago(many, match["unit"].casefold(), today),))
    either = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(month_names(), 1))
    for match in pattern(rf"\b(?:{rules['in_month']})\s+(?:{either})\b(?!\s+\d)").finditer(text):
        month = next(number for number in range(1, 13) if match[f"m{number}"])
        if (
            match[f"m{month}"].casefold() in {"may", "march"}
            and match[f"m{month}"].islower()
            and language == "en"
        ):
            continue
        years = range(today.year - 60, today.year + 2)
        yield SaidTime(*match.span(), tuple(month_of(year, month) for year in years), month)


def _recent(index: int, today: date, mode: str) -> Iterator[Period]:
    """The season that was last begun, and for "last" the one before it too."""
    year = today.year if date(today.year, 3 + 3 * index, 1) <= today else today.year - 1
    yield season(year, index)
    if mode == "last":
        yield season(year - 1, index)


def _last(unit: str, today: date) -> Period:
    if unit == "year":
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if unit == "this_year":
        return Period(date(today.year, 1, 1), date(today.year, 12, 31))
    first = today.replace(day=1)
    if unit == "this_month":
        return Period(first - timedelta(days=7), today)
    if unit == "month":
        before = (first - timedelta(days=1)).replace(day=1)
        return Period(before - timedelta(days=5), first + timedelta(days=4))
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(days=8), monday)


def _ago(many: float, unit: str, today: date) -> Period:
    days = next(
        days
        for names, days in (("year år", 365), ("month månad", 30), ("week veck", 7), ("day dag dygn", 1))
        if any(unit.startswith(n) for n in names.split())
    )
    middle, slack = many * days, _slack(many, days)
    return Period(_back(today, middle + slack), _back(today, middle - slack))


def _slack(many: float, days: int) -> float:
    """By how many days "many years ago" may miss: most of a year, four tenths of months or weeks, a day."""
    if days == 1:
        return 1
    return (0.8 if days > 100 else max(0.4 * many, 0.75)) * days


def _back(today: date, days: float) -> date:
    return today - timedelta(days=min(days, today.toordinal() - 1))
