"""Judges whether a sentence states something about a person's work, and gives it without layout."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from assistant.domain.brief import Recipient
from assistant.importing.understanding import signs_of_work

_LONGEST: Final = 500
"""Characters of a sentence that can still be one fact."""
_ADDRESS: Final = re.compile(r"\(?(?:https?://|www\.)[^\s)>]+\)?|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PHONE: Final = re.compile(r"(?<![\w-])(?:\+|00)?\d[\d ()/-]{7,18}\d(?![\w-])")
_LINK: Final = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_EMPHASIS: Final = re.compile(r"(?<!\w)(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?!\w)")
_TO_READER: Final = re.compile(
    r"\b(?:you|your|yours|yourself|the[ ](?:sender|recipient|applicant)|"
    r"the[ ]user(?=[ ](?:is|was|has|once|must|should|wants))|"
    r"du|dig|din|ditt|dina|avsändaren|mottagaren|must|måste)\b",
    re.IGNORECASE,
)
"""Said to the reader or about the message, so no fact about the person's work."""


def as_sentence(quote: str) -> str:
    """Give a quote as one line in its own words, without addresses and marks of layout."""
    text = _LINK.sub(r"\1", quote)
    text = _PHONE.sub("", _ADDRESS.sub("", text))
    text = _EMPHASIS.sub(r"\2", text)
    text = re.sub(r"^[\s`#>*\u2022\u00b7|-]+|[\s,;|\u00b7\u2022]+$", "", text)
    return re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))


def says_something(quote: str, said: str, recipient: Recipient | None) -> bool:
    """Whether a sentence says something about a person's work, as far as its words show."""
    if not may_be_fact(quote, said, recipient):
        return False
    signs = signs_of_work(said)
    return bool(signs) and (len(_words(said)) >= 3 or signs[0].kind == "role")


def may_be_fact(quote: str, said: str, recipient: Recipient | None) -> bool:
    """Whether a sentence could be a fact about somebody: no boilerplate, nothing said to the reader."""
    words = _words(said)
    if (
        not len(words) >= 2
        or len(said) > _LONGEST
        or said.endswith("?")
        or (said.isupper() and len(words) > 3)
    ):
        return False
    anywhere, whole = _boilerplate()
    if anywhere.search(quote) or whole.fullmatch(said.rstrip(".")):
        return False
    if _TO_READER.search(
        re.sub(r"[\"\u201c\u201d\u00ab\u00bb][^\"\u201c\u201d\u00ab\u00bb]{0,200}[\"\u201d\u00bb]", "", said)
    ):
        return False
    return not (recipient and _is_known(words, recipient))


def _words(said: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", said)


def _is_known(words: list[str], recipient: Recipient) -> bool:
    """Whether a line only repeats the name, role and organisation that are already known."""
    known = re.findall(r"\w+", f"{recipient.name} {recipient.role} {recipient.organisation}".casefold())
    return all(word.casefold() in known for word in words)


@cache
def _boilerplate() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads((Path(__file__).parent / "words" / "boilerplate.toml").read_text(encoding="utf-8"))
    anywhere, whole = ("|".join(f"(?:{each})" for each in table[key]) for key in ("anywhere", "whole"))
    return re.compile(anywhere, re.IGNORECASE), re.compile(whole, re.IGNORECASE)
