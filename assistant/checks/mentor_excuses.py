"""What excuses the words of a mentorship: they are denied, somebody else's, or agreed before."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.checks.rule import load_rule
from assistant.domain.value import Language

_CLAUSE: Final = re.compile(
    r"[.;:!?\u2013\u2014]\s|,\s|\s(?:men|but|fast|dock|though|although|however|utan)\s", re.IGNORECASE
)


def clause_before(text: str, start: int) -> str:
    """Give what stands before a place in the same clause."""
    return _CLAUSE.split(text[:start])[-1]


@cache
def excuses(name: str, language: Language) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of one kind of excuse."""
    sources = load_rule("asks_to_be_mentor").data["excuse"][language][name]
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def is_excused(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a negation takes the question back, or what stands before gives it to somebody else."""
    before = clause_before(text, start)
    whole = before + text[start:end]
    for pattern in excuses("still_asks", language):
        before, whole = pattern.sub(" ", before), pattern.sub(" ", whole)
    if text.rstrip().endswith("?"):
        for pattern in excuses("in_question", language):
            before, whole = pattern.sub(" ", before), pattern.sub(" ", whole)
    return any(pattern.search(whole) for pattern in excuses("negated", language)) or any(
        pattern.search(before) for pattern in excuses("other", language)
    )


def is_settled(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a role was agreed before, or is somebody else's: "Sara is going to be my mentor"."""
    if any(pattern.search(text[:end]) for pattern in excuses("agreed", language)):
        return True
    return is_of_others(clause_before(text, start) + text[start:end], language)


def is_of_others(clause: str, language: Language) -> bool:
    """Whether somebody else is the subject, and the reader is not named."""
    if any(pattern.search(clause) for pattern in excuses("reader", language)):
        return False
    return any(pattern.search(clause) for pattern in excuses("others", language))


def is_about_others(text: str, language: Language) -> bool:
    """Whether a sentence is about somebody else: neither the sender nor the reader acts in it."""
    own = any(pattern.search(text) for pattern in excuses("sender", language))
    return not own and is_of_others(text, language)


def is_reported(text: str, language: Language) -> bool:
    """Whether a sentence tells what the reader said: "You said that everybody needs a mentor."."""
    told = any(pattern.search(text) for pattern in excuses("reported", language))
    return told and not text.rstrip().endswith("?")
