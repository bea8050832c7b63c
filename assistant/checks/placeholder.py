"""`placeholder`: a blank that the person would otherwise send by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checks.brief_texts import brief_texts
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
    matches = (match for pattern in _blanks() for match in pattern.finditer(draft.text))
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= ends and not _given(match, given) and not _meant(match, draft):
            ends = match.end()
            yield rule.finding(draft, match.start(), match.end(), examined.ui)


def _given(match: re.Match[str], given: str) -> bool:
    """Tell whether the brief has the sign, a short one with a neighbouring word: "Vault XX"."""
    if len(match[0]) >= _LONG:
        return _flat(match[0]) in given
    start = max(0, match.start() - 60)
    before = _BEFORE.search(match.string, start, match.start())
    after = _AFTER.match(match.string, match.end())
    around = [
        *([before[0] + match[0]] if before else []),
        *([match[0] + after[0]] if after else []),
    ]
    return any(re.search(rf"(?<!\w){re.escape(_flat(each))}(?!\w)", given) for each in around)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _meant(match: re.Match[str], draft: Draft) -> bool:
    """Tell whether the sign means what it says: code, a reference, the writer's word in a quotation."""
    if _NUMBER.fullmatch(match[0]):
        return True
    if _slot().search(match[0]):
        return False
    if _BRACKETED.fullmatch(match[0]) and any(
        quote.start() < match.start() and match.end() < quote.end() for quote in QUOTED.finditer(draft.text)
    ):
        return True
    if not _SIGNS.search(match[0]) or len(match[0].split()) > 1:
        return False
    around = next(
        (each.text for each in draft.sentences if each.start <= match.start() and match.end() <= each.end), ""
    )
    return bool(_code().search(around.replace(match[0], " ")))


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
