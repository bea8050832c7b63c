"""A text with look-alike letters and digits put back, character for character, to match patterns against."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LOOKALIKES: Final = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u04bb\u0455\u0501\u051b\u0261\u043a\u043c\u0442\u043d\u0432\u03bf\u03b1\u03b5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c5\u03c7\u0131\u0410\u0412\u0415\u0406\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0391\u0392\u0395\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7",
        "aeopcyxijhsdwgkmthvoaeikvptuxiabeikmhopctxabeikmhoptx",
        strict=False,
    )
)
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
        found = _LOOKALIKES.get(each) or (same if len(same) == 1 else each)
        plain[ord(each)] = " " if found.isspace() and found != "\n" else found
    return plain
