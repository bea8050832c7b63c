"""Numbers in a text, in digits or in words, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checks.lexicon import table
from assistant.domain.value import Language

_GROUPED: Final = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)(?:[.,]\d{1,2})?"
_VULGAR_SIGNS: Final = "[\u00bd\u00bc\u00be]"
DIGITS: Final = rf"(?:{_GROUPED}|\d+[.,]\d+|\d+)(?:[ ]?{_VULGAR_SIGNS})?|{_VULGAR_SIGNS}"
"""A number in digits: 15, 1,5, 1.5, 25 000, 25,000, 1½."""

_VULGAR: Final = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands in `text[start:end]`."""

    value: float
    start: int
    end: int


def find_numbers(text: str, language: Language) -> list[Number]:
    """Find numbers in digits (decimal comma or point, thousands) and words, in the order of the text.

    Articles ("en", "ett", "a") and ordinals are no numbers here; a range gives its two ends.
    """
    found = []
    for match in _finder(language).finditer(text):
        value = _fraction(match[0], language)
        if value is None:
            value = number_value(match[0], language)
        if value is not None:
            found.append(Number(value, match.start(), match.end()))
    return found


def number_value(written: str, language: Language) -> float | None:
    """Give the value of one number as written, articles included; None when it is not one."""
    written = written.strip().lower()
    if written in table("numbers", language)["articles"]:
        return 1.0
    half = _half_at_the_end(language).search(written)
    if half:
        whole = number_value(written[: half.start()], language)
        return None if whole is None else whole + 0.5
    scaled = _scaled(language).fullmatch(written)
    if scaled and scaled[1] != written:
        many = number_value(scaled[1], language) if not scaled[1].isalpha() else None
        if many is not None:
            return many * float(table("numbers", language)["scales"][scaled[2]])
    if written and (written[0].isdigit() or written[0] in _VULGAR):
        return _digits_value(written)
    return _words_value(written, language)


@cache
def number_source(language: Language) -> str:
    """Give a regular expression, without groups, for a number or article; to build larger ones on."""
    lexicon = table("numbers", language)
    articles = "|".join(lexicon["articles"])
    return rf"(?:(?:{DIGITS}|\b(?:{word_source(language)}|{articles})\b)(?:{lexicon['half']}\b)?)"


@cache
def _finder(language: Language) -> re.Pattern[str]:
    lexicon = table("numbers", language)
    fractions = "|".join(source for source, _value in lexicon["fractions"])
    ordinal = r"(?!\d|:[ea]\b|(?:st|nd|rd|th)\b)"
    digits = rf"(?<![^\W_])(?<!\d[.,])(?:{DIGITS}){ordinal}"
    articles = "|".join(lexicon["articles"])
    words = rf"\b(?:{fractions}|(?!(?:{articles})\b(?!{lexicon['half']})){word_source(language)})\b"
    scale = rf"(?:[ \u00a0]{_either(lexicon['scales'])}\b)?"
    return re.compile(rf"(?:{digits}|{words})(?:{lexicon['half']}\b)?{scale}", re.IGNORECASE)


@cache
def word_source(language: Language) -> str:
    """Give a regular expression, without groups, for a number in words; the longest reading comes first."""
    lexicon = table("numbers", language)
    joiner, plus = lexicon["joiner"], lexicon["and_word"]
    units, teens, tens = (_either(lexicon[name]) for name in ("units", "teens", "tens"))
    hundred, scales = _either(dict.fromkeys(lexicon["hundred"], 100)), _either(lexicon["scales"])
    small = rf"(?:{tens}(?:{joiner}{units})?|{teens}|{units})"
    one = _either(dict.fromkeys(lexicon["articles"], 1))
    below = rf"(?:(?:(?:{small}|{one}){joiner})?{hundred}(?:{plus}{small})?|{small})"
    return rf"(?:(?:{below}|{one}){joiner}{scales}(?:{plus}{below})?|{below})"


def _either(words: Mapping[str, float]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _fraction(written: str, language: Language) -> float | None:
    return next((value for bare, value in _fractions(language) if bare.fullmatch(written)), None)


def _digits_value(written: str) -> float | None:
    extra = sum(_VULGAR.get(sign, 0.0) for sign in written)
    bare = re.sub(_VULGAR_SIGNS, "", written).strip()
    if not bare:
        return extra
    grouped = re.fullmatch(r"(\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+)(?:[.,](\d{1,2}))?", bare)
    if grouped:
        return float(re.sub(r"\D", "", grouped[1]) + "." + (grouped[2] or "0")) + extra
    return float(bare.replace(",", ".")) + extra if re.fullmatch(r"\d+(?:[.,]\d+)?", bare) else None


def _words_value(written: str, language: Language) -> float | None:
    small, big, atom_of, whole = _atoms(language)
    if not whole.fullmatch(written):
        return None
    total = current = 0.0
    for atom in atom_of.findall(written):
        if atom in big and big[atom] > 100:
            total, current = total + (current or 1) * big[atom], 0.0
        elif atom in big:
            current = (current or 1) * big[atom]
        else:
            current += small.get(atom, 0)
    return total + current


@cache
def _fractions(language: Language) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Give what a fraction is called, without what must follow it, and its value."""
    return tuple(
        (re.compile(re.sub(r"\(\?=[^)]*\)+.*$", "", source), re.IGNORECASE), float(value))
        for source, value in table("numbers", language)["fractions"]
    )


@cache
def _half_at_the_end(language: Language) -> re.Pattern[str]:
    return re.compile(table("numbers", language)["half"] + "$")


@cache
def _scaled(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(.+)[ \u00a0]({_either(table('numbers', language)['scales'])})")


@cache
def _atoms(
    language: Language,
) -> tuple[Mapping[str, float], Mapping[str, float], re.Pattern[str], re.Pattern[str]]:
    """Give the words of small numbers and of large ones, and how one, and a row of them, is known."""
    lexicon = table("numbers", language)
    small = {
        **lexicon["units"],
        **lexicon["teens"],
        **lexicon["tens"],
        **dict.fromkeys(lexicon["articles"], 1),
    }
    big = {**dict.fromkeys(lexicon["hundred"], 100), **lexicon["scales"]}
    atom = _either({**small, **big, "och": 0, "and": 0})
    return small, big, re.compile(atom), re.compile(rf"{atom}(?:[- ]?{atom})*")
