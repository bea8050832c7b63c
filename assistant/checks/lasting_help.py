"""A lasting relation asked for in words that name no role: help to me, learning or care without an end.

What is asked for is found by classes of words, in any order: what one does for a learner (`help`) with a time
that has no end (`time`), or an idiom that means nothing else. The words before it say who does it: somebody
else's help, a habit of mine, or what the reader wrote is nothing that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final, Literal

from assistant.checks.durations import find_durations
from assistant.checks.lexicon import either, table
from assistant.checks.rule import load_rule
from assistant.domain.value import Language

_NAME: Final = "lasting_help"
_WORDS: Final = re.compile(r"(\\w|\[[^\]]*\\w[^\]]*\])([+*])")
_MOST_MATCHES: Final = 4
"""Places at which one wording is tried."""


def find_lasting(text: str, language: Language) -> tuple[Literal["explicit", "guiding"], int, int] | None:
    """Give `explicit` or `guiding` and where a lasting relation is asked for in plain text, or None."""
    request = load_rule("asks_to_be_mentor").search(text, language, "request")
    if not (request or _says(text, "request", language)):
        return None
    asked: tuple[tuple[str, Literal["explicit", "guiding"]], ...] = (
        ("idiom", "explicit"),
        ("held", "guiding"),
    )
    for rule, asking in asked:
        found = [
            match.span() for match in _matches(rule, text, language) if _asked(rule, text, match, language)
        ]
        if found:
            return asking, *min(found)
    return None


def find_helper(text: str, language: Language) -> re.Match[str] | None:
    """Find somebody who is to help, named in general: "someone to steer me"."""
    found = (pattern.search(text) for pattern in _rules("needs", language))
    return next((match for match in found if match), None)


def _matches(rule: str, text: str, language: Language) -> Iterator[re.Match[str]]:
    if rule == "held" and not (_piece("help", language).search(text) or _says(text, "learner", language)):
        return
    for pattern in _rules(rule, language):
        yield from islice(pattern.finditer(text), _MOST_MATCHES)


def _asked(rule: str, text: str, match: re.Match[str], language: Language) -> bool:
    """Whether it is the reader who is asked for it."""
    before = text[: match.start()]
    if _says(match[0], "inside", language) or _says(text, "told", language):
        return False
    if _says(before, "third", language) and not _says(before, "asks", language):
        return False
    if rule == "held":
        own = _says(before, "own", language) and not _says(before, "wished", language)
        if own or _says(before, "embedded", language):
            return False
    bounded = rule == "held" and (find_durations(text, language) or _says(text, "small", language))
    return not bounded or _says(text, "grows", language)


def _says(text: str, excuse: str, language: Language) -> bool:
    return bool(either(tuple(table(_NAME, language)["excuse"][excuse])).search(text))


@cache
def _rules(rule: str, language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(_built(source, language) for source in table(_NAME, language)["rules"][rule])


@cache
def _piece(name: str, language: Language) -> re.Pattern[str]:
    return _built("{" + name + "}", language)


@lru_cache(maxsize=256)
def _built(source: str, language: Language) -> re.Pattern[str]:
    pieces = table(_NAME, language)["pieces"]
    while (longer := re.sub(r"\{([a-z]+)\}", lambda name: pieces[name[1]], source)) != source:
        source = longer
    return re.compile(
        _WORDS.sub(lambda word: word[1] + ("{1,40}" if word[2] == "+" else "{0,40}"), source), re.IGNORECASE
    )
