"""How many tokens a text is, about: counted here, so that nothing has to be fetched to know."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_ENGLISH_LETTERS: Final = 6
"""Letters that a token of English carries at most; longer words are cut."""
_OTHER_LETTERS: Final = 3
"""Letters that a token carries in a word with letters beyond a-z: å, ä, ö and other scripts."""
_DIGITS: Final = 3
_PER_MESSAGE: Final = 4
"""Tokens that a message costs beside its text."""


def about_tokens(*texts: str) -> int:
    """Count the tokens of a request's messages, about.

    Every model cuts words in its own way; this counts words, long ones more than once, and signs.
    """
    return sum(_PER_MESSAGE + sum(map(_pieces, _WORD.findall(text))) for text in texts)


def _pieces(word: str) -> int:
    if word[0].isdigit():
        return -(-len(word) // _DIGITS)
    return -(-len(word) // (_ENGLISH_LETTERS if word.isascii() else _OTHER_LETTERS))
