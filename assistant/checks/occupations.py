"""Occupations and stages of study by which a sender says who they are."""

from __future__ import annotations

from functools import cache
from typing import Final

from assistant.checks.lexicon import words
from assistant.domain.value import Language

_WHOLE: Final = 4
"""Letters from which the end of a word may also be a whole word."""


@cache
def occupation_source(language: Language) -> str:
    """Give a regular expression, without groups, for one word that names an occupation."""
    never = "|".join(sorted(words("occupations", language, "never")))
    ends = sorted(words("occupations", language, "ends"), key=len, reverse=True)
    long, short = (
        "|".join(each for each in ends if (len(each) >= _WHOLE) is whole) for whole in (True, False)
    )
    whole = "|".join(sorted(words("occupations", language, "whole"), key=len, reverse=True))
    parts = [whole, rf"[\w-]{{0,30}}?(?:{long})", *([rf"[^\W\d_][\w-]{{1,30}}?(?:{short})"] if short else [])]
    return rf"\b(?!(?:{never})\b)(?:{'|'.join(parts)})\b"
