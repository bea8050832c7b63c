"""Paragraphs with their places, so that after an edit only the one that changed is read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Give each paragraph with where it starts in the text."""
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]
