"""Data for a model, in blocks that their content cannot close: what people said, never instructions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assistant.cleaning import clean

# What chat templates use for turns and roles; a local server reads it as such even inside a message.
_TURN: Final = r"\[\s*/?\s*INST\s*\]"
_EDGE: Final = re.compile(r"^\s*(?:BEGIN|END)\b", re.MULTILINE)
_ANGLES: Final = str.maketrans({"<": "\u2039", ">": "\u203a", "\uff1c": "\u2039", "\uff1e": "\u203a"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of data."""

    name: str
    title: str
    """What it is, in our own words; stands outside the block."""
    lines: tuple[str, ...]


def new_code() -> str:
    """Give a code that no data can know; it ends the blocks of one request."""
    return secrets.token_hex(8)


def block(name: str, title: str, texts: Iterable[str], code: str) -> Block:
    """Make a block whose lines can neither end it nor look like a turn of the conversation."""
    return Block(
        name=name, title=title, lines=tuple("\n".join(harmless(each, code) for each in texts).split("\n"))
    )


def harmless(text: str, code: str) -> str:
    """Give `text` without the code, angle brackets, marks of a turn, or a line like a block's edge."""
    text = clean(text).translate(_ANGLES)
    taken = re.compile(f"{re.escape(code)}|{_TURN}", re.IGNORECASE)
    found = 1
    while found:  # taking something out can put a new one together
        text, found = taken.subn("", text)
    return _EDGE.sub(r"| \g<0>", text)
