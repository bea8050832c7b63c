"""One `clean()` for every way in: text becomes plain text, without terminal control.

What is removed, and why (measured in SAFETY.md, facts 1-2): escape sequences (CSI, OSC, DCS and kin)
and C0/C1 controls, because terminals act on them; directional and invisible characters, because they
hide what a person is about to send; more than a few combining marks on one letter, because they
flood a line. Letters of every script, emoji and their joiners stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_CHARACTERS: Final = 400_000
"""Longest text taken in at once, in characters; a long book chapter fits."""

_MAX_COMBINING: Final = 4
"""Marks kept on one letter; Vietnamese needs two, polytonic Greek three."""

# A string sequence (OSC, DCS, SOS, PM, APC) runs to BEL, ST or, unfinished, to the end of its line.
_STRING: Final = (
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c|(?=\x1b)|(?=\n)|$)"
)
_CSI: Final = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
_ESCAPE: Final = r"\x1b[ -/]*[0-~]?"
_SEQUENCE: Final = re.compile(f"{_STRING}|{_CSI}|{_ESCAPE}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
_JOINER: Final = re.compile("[\u200c\u200d]")
_COMBINING: Final = re.compile(
    rf"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{_MAX_COMBINING}}})"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_UNFINISHED: Final = re.compile(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*\x1b?$"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*$|\x1b[ -/]*$|\r$"
)


def clean(text: str) -> str:
    """Give `text` as plain text in NFC: no control sequence, no invisible or directional character.

    Line breaks become `\\n`, tabs a space. Idempotent. Names in every script are unchanged.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u0085", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    text = _SEQUENCE.sub("", text)
    text = _CONTROL.sub("", text)
    text = _INVISIBLE.sub("", _DIRECTION.sub("", text))
    text = _JOINER.sub(lambda joiner: joiner[0] if _joins(text, joiner.start()) else "", text)
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be stored or shown
    return _COMBINING.sub(r"\1", unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """Give `text` cleaned and on one line, with single spaces."""
    return " ".join(clean(text).split())


def hidden_characters(text: str) -> list[str]:
    """Name the characters in `text` that hide or turn text, once each, in order."""
    found = re.findall(f"{_DIRECTION.pattern}|{_INVISIBLE.pattern}", text)
    return list(dict.fromkeys(unicodedata.name(each, f"U+{ord(each):04X}") for each in found))


def _joins(text: str, position: int) -> bool:
    """Tell whether a joiner is part of an emoji or of a word in a script that needs it."""
    if position == 0 or position + 1 >= len(text):
        return False
    before, after = text[position - 1], text[position + 1]
    emoji = unicodedata.category(before) in {"So", "Sk", "Mn"} and unicodedata.category(after) == "So"
    script = all(ch.isalpha() or unicodedata.combining(ch) for ch in (before, after)) and ord(before) > 0x590
    return emoji or (script and ord(after) > 0x590)


class StreamCleaner:
    """Cleans text that arrives in pieces; an unfinished sequence waits for its end."""

    _MAX_HELD = 4_096

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """Take a piece and give what is safe to show now."""
        text = self._held + piece
        unfinished = _UNFINISHED.search(text)
        if unfinished and len(unfinished[0]) <= self._MAX_HELD:
            self._held, text = unfinished[0], text[: unfinished.start()]
        else:
            self._held = ""
        return clean(text)

    def close(self) -> str:
        """Give what was held back, cleaned."""
        rest, self._held = self._held, ""
        return clean(rest)
