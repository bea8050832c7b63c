"""Numbers in a sentence that the brief does not have, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.claims import ME, WH, YOU, Claim, data, is_ask, pattern
from assistant.checks.contacts import find_contacts
from assistant.checks.durations import find_durations
from assistant.checks.figures import find_figures
from assistant.checks.numbers import Number
from assistant.checks.support import Support, unit_after
from assistant.checks.tokens import without_quotes
from assistant.domain.value import Language


def unsupported_numbers(
    text: str, language: Language, support: Support, taken: list[tuple[int, int]]
) -> Iterator[Claim]:
    """Find numbers that the brief does not have; the same thing counted otherwise is contradicted.

    `taken` are spans that another finder has read (dates, years). The sender's own counting is left alone:
    minutes and questions asked for, lessons, the time until something.
    """
    masked = without_quotes(text)
    taken = [*taken, *((each.start, each.end) for each in find_contacts(masked))]
    taken += [(each.start, each.end) for each in find_durations(masked, language) if each.minutes <= 30]
    taken += [match.span() for match in re.finditer(r"^\s*\d{1,2}[.)]\s", masked)]
    taken += [match.span() for match in pattern(data("numbers")["clock"]).finditer(masked)]
    taken += _windows(masked, support)
    for number in _numbers(masked, language):
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        if _is_own(masked, number, language, support):
            continue
        claim = _judge(masked, number, support)
        if claim:
            yield claim


def _windows(text: str, support: Support) -> Iterator[tuple[int, int]]:
    """Weeks that the sender proposes, and numbers that stand beside the same word as in the ask's window."""
    proposes = is_ask(text) or _is_private(text) or not pattern(data("numbers")["happened"]).search(text)
    for match in pattern(data("numbers")["week"]).finditer(text):
        if proposes or support.has_words(match[0]):
            yield match.span()
    for given in re.finditer(r"([^\W\d_]+)\W+(\d{1,2})(?!\d)", support.brief.ask.window):
        same = rf"\b{re.escape(given[1])}\W+{given[2]}(?!\d)"
        yield from (match.span() for match in pattern(same).finditer(text))


def _numbers(text: str, language: Language) -> list[Number]:
    """Numbers of two or more, and shares; "one" claims little and is often an article."""
    found = find_figures(text, language)
    digits_in_words = [
        n for n in found if re.match(r"[A-Za-zÅÄÖåäö]-?$", text[max(0, n.start - 1) : n.start])
    ]
    return [n for n in found if n.value not in {0, 1} and n not in digits_in_words]


def _is_own(text: str, number: Number, language: Language, support: Support) -> bool:
    before, after = text[: number.start], text[number.end :]
    if re.match(r"\s(?:tack|thanks)\b", after, re.IGNORECASE):
        return True
    rules = data("numbers")
    if re.match(
        rf"[\s-]*(?:(?:-|–|till|to|or|eller)\s?\w+\s)?{rules[f'own_{language}']}\b", after, re.IGNORECASE
    ):
        unit = re.match(r"[\s-]*(?:\w+\s)?(\w+)", after)
        counted = unit is not None and not re.match(r"(?:dagar|days|timm|hour)", unit[1], re.IGNORECASE)
        return counted or is_ask(text) or bool(pattern(rules["future"]).search(before))
    if re.match(
        r"\s*(?:-|–|till|to|or|eller)\s*[\w]+\s*-?(?:minut|min\b|frågor|questions|minutes|mins)",
        after,
        re.IGNORECASE,
    ):
        return True
    if WH.search(text) and pattern(rules["asked_before"]).search(before):
        return True
    if pattern(rules["future"]).search(before) or (
        is_ask(text) and pattern(rules["future_after"]).search(after)
    ):
        return True
    return number.value in {support.brief.ask.minutes, support.brief.ask.questions} and is_ask(text)


def _judge(text: str, number: Number, support: Support) -> Claim | None:
    unit = unit_after(text, number.end)
    rough = bool(pattern(data("numbers")["rough"]).search(text[: number.start]))
    same = [figure for figure in support.figures if _equal(number.value, figure.value, rough=rough)]
    of_unit = [figure for figure in support.figures if figure.unit & unit and _is_telling(figure.unit & unit)]
    if same and (not of_unit or any(figure in of_unit for figure in same) or not unit):
        return None
    if of_unit:
        return Claim(number.start, number.end, "contradicted", "given", of_unit[0].written)
    if same or _is_private(text):
        return None
    return Claim(number.start, number.end, "not_found")


def _is_telling(shared: frozenset[str]) -> bool:
    return any(len(stem) > 2 for stem in shared)


def _equal(value: float, known: float, *, rough: bool) -> bool:
    if (
        abs(value - known) < 0.001
        or (value < 1 and abs(value * 100 - known) <= 2)
        or (known < 1 and abs(known * 100 - value) <= 2)
    ):
        return True
    return rough and known > 0 and abs(value - known) / known <= 0.1


def _is_private(text: str) -> bool:
    """Whether a sentence is about the sender alone: what they did or plan is theirs to say."""
    text = pattern(data("numbers")["advised"]).sub("", text)
    return bool(ME.search(text)) and not YOU.search(text)
