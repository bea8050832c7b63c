"""`placeholder`: a blank that the person would otherwise send by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.paragraphs import paragraphs
from assistant.checks.rule import load_rule
from assistant.checks.tokens import QUOTED
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.ports import Examined

_SIGNS: Final = re.compile(r"[\[\]{}<>$]|(?-i:TODO|FIXME)\b(?!:)")
"""What means something else where code is spoken of."""
_BRACKETED: Final = re.compile(r"\[\s?(?:[^\[\]\n]{1,40})\s?\]")
_LONG: Final = 6
"""Characters of a sign that is unlike anything else in the brief."""
_NEAR: Final = 300
"""Characters on either side of a sign in which it may be said that code is spoken of."""
_BEFORE: Final = re.compile(r"\w{1,40}[ \t]*$")
_AFTER: Final = re.compile(r"[ \t]*\w{1,40}")
_NUMBER: Final = re.compile(r"\[\s?\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3})*\s?\]")


def check(examined: Examined) -> Iterator[Finding]:
    """Find brackets, braces, blanks and stock names that stand for something not yet filled in.

    What stands so in the brief is no blank: a work can be called "What [not] to do". Nor are the signs of
    code where code is spoken of, a reference's number, or an omission in a quotation.
    """
    rule = load_rule("placeholder")
    draft = examined.draft
    given = _flat("\n".join(brief_texts(examined.brief))) if examined.brief else ""
    ends = 0
    spans = (
        (at + start, at + end) for at, each in paragraphs(draft.text) for start, end in _blank_spans(each)
    )
    for start, end in spans:
        if start >= ends and not _given(draft.text, start, end, given) and not _meant(draft, start, end):
            ends = end
            yield rule.finding(draft, start, end, examined.ui)


@lru_cache(maxsize=512)
def _blank_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Give what may be blanks, in the order of the text, the longer first."""
    found = (match.span() for pattern in _blanks() for match in pattern.finditer(text))
    return tuple(sorted(found, key=lambda span: (span[0], -span[1])))


@lru_cache(maxsize=16)
def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(quote.span() for quote in QUOTED.finditer(text))


def _given(text: str, start: int, end: int, given: str) -> bool:
    """Tell whether the brief has the sign, a short one with a neighbouring word: "Vault XX"."""
    sign = text[start:end]
    if len(sign) >= _LONG:
        return _flat(sign) in given
    before = _BEFORE.search(text, max(0, start - 60), start)
    after = _AFTER.match(text, end)
    around = [*([before[0] + sign] if before else []), *([sign + after[0]] if after else [])]
    return any(re.search(rf"(?<!\w){re.escape(_flat(each))}(?!\w)", given) for each in around)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _meant(draft: Draft, start: int, end: int) -> bool:
    """Tell whether the sign means what it says: code, a reference, the writer's word in a quotation."""
    sign = draft.text[start:end]
    if _NUMBER.fullmatch(sign):
        return True
    if _slot().search(sign):
        return False
    quoted = any(first < start and end < last for first, last in _quotes(draft.text))
    if quoted and _BRACKETED.fullmatch(sign):
        return True
    if not _SIGNS.search(sign) or len(sign.split()) > 1:
        return False
    around = next((each for each in draft.sentences if each.start <= start and end <= each.end), None)
    if around is None:
        return False
    near = draft.text[max(around.start, start - _NEAR) : min(around.end, end + _NEAR)]
    return bool(_code().search(near.replace(sign, " ")))


@cache
def _blanks() -> tuple[re.Pattern[str], ...]:
    data = load_rule("placeholder").data
    sources = (source for language in ("sv", "en") for source in data["patterns"][language]["blank"])
    return tuple(
        re.compile(source.replace("{slot}", data["slot"]), re.IGNORECASE | re.MULTILINE) for source in sources
    )


@cache
def _slot() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){load_rule('placeholder').data['slot']}(?![^\W_])", re.IGNORECASE)


@cache
def _code() -> re.Pattern[str]:
    return re.compile(load_rule("placeholder").data["code"], re.IGNORECASE)
