"""Praise and stock phrases that would fit anyone, found by their words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

_HOPE: Final = re.compile(
    r"\b(?:i |we |jag |vi )?(?:hope|hoping|trust|hoppas|önskar)\b[^,.;:!?]*", re.IGNORECASE
)
"""A wish: "hope you are having a great week" praises nobody."""


@lru_cache(maxsize=512)
def fits_anyone(text: str, language: Language) -> bool:
    """Whether a sentence is praise or a stock phrase."""
    flat = plain(text)
    rule = load_rule("vague_generic_opening")
    found = any(rule.search(flat, language, name) for name in ("anyone", "anyone_more", "hollow"))
    said = without_wish(flat)
    return bool(found or any(pattern.search(said) for pattern in _praise(language)))


def without_wish(flat: str) -> str:
    """Give a sentence with blanks for what it only hopes."""
    return _HOPE.sub(lambda match: " " * len(match[0]), flat)


@cache
def _praise(language: Language) -> tuple[re.Pattern[str], ...]:
    """The patterns of praise, with the words of praise put into them."""
    data = load_rule("vague_generic_opening").data
    lists = {f"<{name}>": listed.replace("\n", "") for name, listed in data["praise"][language].items()}
    adjectives, nouns = lists["<adjective>"], lists["<noun>"]
    return tuple(
        re.compile(source.replace("<adjective>", adjectives).replace("<noun>", nouns), re.IGNORECASE)
        for source in data["patterns"][language]["praise"]
    )
