"""A text with look-alike letters and digits put back, character for character, to match patterns against."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_LEET: Final = str.maketrans("013457@$", "oieastas")
_LEET_WORD: Final = re.compile(
    r"(?<![\w@$])(?=[\w@$]{0,30}[a-z]{1})(?=[a-z]{0,30}[013457@$])[a-z013457@$]{4,30}(?![\w@$])"
)


def skeleton_of(text: str) -> str:
    """Give `text` in lower case with look-alikes put back, character for character."""
    if not text.isascii():
        text = text.translate(_plain_letters(frozenset(each for each in set(text) if ord(each) > 0x7F)))
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return _LEET_WORD.sub(_unleet, lower)


def _unleet(word: re.Match[str]) -> str:
    is_address = "@" in word[0] and word.string.startswith(".", word.end())
    return word[0] if is_address else word[0].translate(_LEET)


def _plain_letters(characters: frozenset[str]) -> dict[int, str]:
    plain = {}
    for each in characters:
        same = unicodedata.normalize("NFKC", each)
        found = _lookalikes().get(each) or (same if len(same) == 1 else each)
        plain[ord(each)] = " " if found.isspace() and found != "\n" else found
    return plain


@cache
def _lookalikes() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "words" / "lookalikes.toml").read_text(encoding="utf-8"))
    return {each: latin for latin, others in table.items() for each in others}
