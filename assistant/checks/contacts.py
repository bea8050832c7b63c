"""What a message must not bring in by itself: links, addresses, numbers, amounts, accounts, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from assistant.checks.folding import fold
from assistant.checks.numbers import number_value
from assistant.checks.paragraphs import paragraphs
from assistant.checks.rule import load_rule

_ORDER: Final = ("mail", "url", "account", "code", "handle", "amount", "phone", "address")
"""Which reading wins where two overlap."""

_SPACED: Final = re.compile(r"(?<!\S)(?:[\w@.:/-][ ]){6,}[\w@.:/-](?!\S)")
_CURRENCY: Final = (
    (re.compile(r"t?kr(?![a-z])|kronor|spänn|lax|sek|mkr|mnkr|:-|,-"), "kr"),
    (re.compile(r"eur|€"), "eur"),
    (re.compile(r"usd|dollar|\$"), "usd"),
    (re.compile(r"£|pound|pund|gbp|quid"), "gbp"),
)
_SCALES: Final = (
    (re.compile(r"miljard|billion|(?<=\d)\s?(?:mdr|bn|mdkr)"), 1e9),
    (re.compile(r"miljon|million|(?<=\d)\s?(?:mn|mkr|mnkr|msek|m)\b"), 1e6),
    (re.compile(r"\d\s?(?:tusen|thousand|tkr|ksek|k)\b"), 1e3),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One such thing, at `text[start:end]` of the text as given."""

    what: str
    """"mail", "url", "account", "code", "handle", "amount", "phone" or "address"."""
    start: int
    end: int
    canonical: str
    """The same thing always written alike, so that two can be compared."""


@lru_cache(maxsize=64)
def find_contacts(text: str) -> tuple[Contact, ...]:
    """Find links, addresses, numbers, amounts, accounts and codes, also in disguise, in order."""
    return tuple(
        replace(each, start=start + each.start, end=start + each.end)
        for start, paragraph in paragraphs(text)
        for each in _in_paragraph(paragraph)
    )


@lru_cache(maxsize=512)
def _in_paragraph(text: str) -> tuple[Contact, ...]:
    folded = fold(text)
    found: list[Contact] = []
    for what, start, end in _matches(folded.text):
        first, last = folded.span(start, end)
        if all(last <= other.start or first >= other.end for other in found):
            found.append(Contact(what, first, last, _canonical(what, folded.text[start:end])))
    return tuple(sorted(found, key=lambda each: each.start))


def _matches(text: str) -> Iterator[tuple[str, int, int]]:
    """Give what the patterns find, in the order in which one reading wins over another."""
    for run in _SPACED.finditer(text):
        tight = run[0].replace(" ", "")
        for what in ("mail", "url", "phone"):
            if any(pattern.search(tight) for pattern in _patterns()[what]):
                yield what, run.start(), run.end()
    for what in _ORDER:
        for pattern in _patterns()[what]:
            for match in pattern.finditer(text):
                end = match.start() + len(
                    match[0].rstrip(" \u00a0.,;:!?)-" if what != "amount" else " \u00a0.;!?)")
                )
                if end > match.start():
                    yield what, match.start(), end


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = load_rule("foreign_content").data
    compiled = {}
    for what, sources in data["content"].items():
        filled = []
        for source in sources:
            for name, piece in data["pieces"].items():
                source = source.replace("{" + name + "}", piece)  # noqa: PLW2901  (built up piece by piece)
            filled.append(re.compile(source, re.IGNORECASE))
        compiled[what] = tuple(filled)
    return compiled


def _canonical(what: str, written: str) -> str:
    low = written.casefold()
    match what:
        case "mail" | "url":
            return _address(what, low)
        case "phone":
            digits = re.sub(r"\D", "", low.replace("+", "00", 1) if low.startswith("+") else low)
            return re.sub(r"^00\d\d0?", "0", digits) or _letters(low)
        case "amount":
            return _amount(low)
        case _:
            return _letters(low)


def _letters(low: str) -> str:
    return re.sub(r"\W+", "", low)


def _address(what: str, low: str) -> str:
    pieces = load_rule("foreign_content").data["pieces"]
    if _SPACED.fullmatch(low):
        low = low.replace(" ", "")
    if what == "mail":
        low = re.sub(pieces["at"], "@", low.removeprefix("mailto:"), count=1)
    low = re.sub(r"\s+", "", re.sub(pieces["dot"], ".", low))
    return re.sub(r"^(?:h[tx]{2}ps?://)?(?:www\.)?", "", low).rstrip("/.,")


def _amount(low: str) -> str:
    currency = next(
        (name for pattern, name in _CURRENCY if pattern.search(low)), _letters(re.sub(r"[\d\s.,]", "", low))
    )
    digits = re.search(r"\d[\d\s\u00a0.,]*", low)
    if digits:
        bare = digits[0].strip(" \u00a0.,")
        value = number_value(bare, "sv")
        if value is None:
            value = float(re.sub(r"\D", "", bare))
        value *= next((factor for pattern, factor in _SCALES if pattern.search(low)), 1.0)
    else:
        words = re.sub(
            r"\b(?:kronor|spänn|euros?|dollars?|pounds?|pund|bitcoins?|svenska|us)\b", "", low
        ).strip()
        read = (number_value(words, language) for language in ("sv", "en"))
        value = next((each for each in read if each is not None), 0.0)
        if not value:
            return _letters(low)
    return f"{value:g} {currency}"
