"""A list in a text, row by row: reordered, edited, added to and cut, and put back where it stood.

What stands around the rows (a heading, indentation, blank lines) keeps its place, and numbers follow
the order; only the words of a row move. So a sentence that was moved is still the sentence it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant.cleaning import clean_line
from assistant.domain.draft import Draft

_MARKER: Final = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<number>\d{1,2})(?P<stop>[.)])|[-*\u2022\u2013])(?P<gap>[ \t]+)(?=\S|$)"
)
_FIRST: Final = "1. "


@dataclass(frozen=True, slots=True)
class Listed:
    """A text with a list in it, taken apart."""

    rows: tuple[str, ...]
    """What each item says, without its number; several lines are one."""
    around: tuple[str, ...] = ("",)
    """What stands before each row, its number left out, and after the last: one more than the rows.

    Without rows: what would stand before the first, and what after it.
    """
    markers: tuple[str, ...] = ()
    """What each row begins with as it was written ("  1. ", "- ")."""

    @property
    def text(self) -> str:
        """The whole text anew."""
        return self._put_together()[0]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each row, its number included, stands in `text`: first character and end."""
        return self._put_together()[1]

    def moved(self, at: int, by: int) -> Listed:
        """Move a row up (-1) or down (1); at an end it stays."""
        to = at + by
        if not (0 <= at < len(self.rows) and 0 <= to < len(self.rows)):
            return self
        rows = list(self.rows)
        rows.insert(to, rows.pop(at))
        return replace(self, rows=tuple(rows))

    def replaced(self, at: int, words: str) -> Listed:
        """Give a row other words."""
        line = _one_line(words)
        return replace(self, rows=(*self.rows[:at], line, *self.rows[at + 1 :]))

    def added(self, at: int, words: str) -> Listed:
        """Put a new row before the one at `at`, or last."""
        if not self.rows:
            before, after = self.around[0], "".join(self.around[1:])
            return Listed((_one_line(words),), (_ended(before), after and f"\n\n{after.lstrip()}"), (_FIRST,))
        line = _one_line(words)
        like = max(0, min(at, len(self.rows)) - 1)
        between = "\n\n" if self._is_spaced else "\n"
        place = like + 1
        return Listed(
            (*self.rows[:at], line, *self.rows[at:]),
            (*self.around[:place], between, *self.around[place:]),
            (*self.markers[:place], self.markers[like], *self.markers[place:]),
        )

    def removed(self, at: int) -> Listed:
        """Take a row out; what stood around it and says something stays."""
        if not 0 <= at < len(self.rows):
            return self
        before, after = self.around[at : at + 2]
        if len(self.rows) == 1:
            return Listed(
                (), (before.rstrip() + ("\n\n" if before.strip() and after.strip() else ""), after.lstrip())
            )
        follows = at + 1 < len(self.rows)
        leads = at == 0 or bool(before.strip())  # the next row takes its place, below the same heading
        if follows and not after.strip():
            kept, gone = (before, at + 1) if leads else (after, at)
        else:
            kept, gone = (_joined(before, after) if leads else after), at
        return Listed(
            (*self.rows[:at], *self.rows[at + 1 :]),
            (*self.around[:at], kept, *self.around[at + 2 :]),
            (*self.markers[:gone], *self.markers[gone + 1 :]),
        )

    @property
    def _is_spaced(self) -> bool:
        """Whether blank lines stand between the rows."""
        return any(not each.strip() and "\n\n" in each for each in self.around[1:-1])

    def _put_together(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        text = ""
        places: list[tuple[int, int]] = []
        number = 0
        for before, marker, row in zip(self.around, self.markers, self.rows, strict=False):
            text += before
            begun, number = _numbered(marker, number, anew=bool(before.strip()))
            places.append((len(text), len(text) + len(begun) + len(row)))
            text += begun + row
        return text + "".join(self.around[len(self.rows) :]), tuple(places)


def listed(draft: Draft) -> Listed:
    """Take the list of a draft apart; a first row goes before the ending."""
    text = draft.text
    spans: list[tuple[int, int, int]] = []
    for sentence in draft.items:
        start = text.rfind("\n", 0, sentence.start) + 1
        marker = _MARKER.match(text, start)
        if marker and marker.end("indent") == sentence.start:
            spans.append((start, marker.end(), sentence.end))
        elif spans:
            spans[-1] = (*spans[-1][:2], sentence.end)
    if not spans:
        ends = [each.start for each in draft.sentences if each.role in {"closing", "signature"}]
        end = min(ends, default=len(text))
        return Listed((), (text[:end], text[end:]))
    edges = [0, *(end for _start, _words, end in spans)]
    return Listed(
        rows=tuple(_one_line(text[words:end]) for _start, words, end in spans),
        around=(
            *(text[edge:start] for edge, (start, _w, _e) in zip(edges, spans, strict=False)),
            text[edges[-1] :],
        ),
        markers=tuple(text[start:words] for start, words, _end in spans),
    )


def unnumbered(text: str) -> str:
    """Give a line without the numbers or dashes that make it an item."""
    while marker := _MARKER.match(text):
        text = text[marker.end() :]
    return text


def _numbered(marker: str, before: int, *, anew: bool) -> tuple[str, int]:
    """Give a row's marker with the number that follows; under a heading of its own it may begin at 1."""
    found = _MARKER.fullmatch(marker)
    if found is None or not found["number"]:
        return marker, before
    number = int(found["number"]) if not before or (anew and found["number"] == "1") else before + 1
    return f"{found['indent']}{number}{found['stop']}{found['gap']}", number


def _one_line(words: str) -> str:
    """Give words as one item: no line break, and no number of their own before them."""
    return unnumbered(clean_line(words)).strip()


def _joined(before: str, after: str) -> str:
    """Put what stood on both sides of a row side by side, a blank line between."""
    if not after.strip():
        return before.rstrip("\n") + after if before.strip() else ""
    return f"{before.rstrip()}\n\n{after.lstrip()}" if before.strip() else after.lstrip("\n")


def _ended(before: str) -> str:
    return f"{before.rstrip()}\n\n" if before.strip() else ""
