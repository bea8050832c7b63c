"""A yes or a no, said in a few words; anything else is neither."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_YES: Final = frozenset(("ja", "j", "jo", "japp", "yes", "y", "yep", "ok", "okej", "okay", "gärna", "sure"))
_NO: Final = frozenset(("nej", "n", "nä", "no", "nope", "inte", "not"))
_BESIDE: Final = frozenset(("tack", "gör", "det", "spara", "please", "thanks", "do", "it", "save", "that"))


def decision(text: str) -> bool | None:
    """Give what a line decides when it says nothing else; a pasted text that holds a yes does not."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words or set(words) - _YES - _NO - _BESIDE:
        return None
    if set(words) & _NO:
        return False
    return True if set(words) & _YES else None
