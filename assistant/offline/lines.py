"""Sentences in the writing format, and the page that they make up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from assistant.parsing import parse_plain

_LOOKS_LIKE_MARK: Final = re.compile(r"\[(\s*(?:-|[FG]\d{1,3}(?:[\s,;]+[FG]\d{1,3})*)\s*)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in the writing format."""

    text: str
    mark: tuple[str, ...]
    subject: bool = False

    def written(self) -> str:
        """Give it with its mark."""
        return f"{'Subject: ' if self.subject else ''}{self.text} [{' '.join(self.mark) or '-'}]"


@dataclass
class Page:
    """What is on the page so far, and which facts and notes it used."""

    paragraphs: list[list[Line]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def written(self) -> str:
        """Give the page in the writing format."""
        return "\n\n".join("\n".join(line.written() for line in lines) for lines in self.paragraphs if lines)


def unmarked(text: str) -> str:
    """Put round brackets where a person's own text has what would read as a mark."""
    return _LOOKS_LIKE_MARK.sub(r"(\1)", text)


def tidy(text: str) -> str:
    """Mend what filling in can leave: double spaces and marks, a space before a comma."""
    text = unmarked(" ".join(text.split()))
    text = re.sub(r"\s+([,.;:?!])(?=\s|$)", r"\1", text)
    text = re.sub(r"([?!…])\.(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    return re.sub(r",(?=[,.?!])", "", text)


def split(text: str, mark: tuple[str, ...]) -> list[Line]:
    """Cut a text where the parser will, so that each sentence carries the mark."""
    pieces = [sentence.text for sentence in parse_plain(text, kind="", language="en").sentences]
    return [Line(piece, mark) for piece in pieces] if len(pieces) > 1 else [Line(text, mark)]
