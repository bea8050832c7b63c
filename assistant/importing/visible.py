"""What a person sees of a pasted text: plain text, and apart from it what hides in characters or markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.cleaning import clean, hidden_characters

HiddenKind = Literal["characters", "control", "comment", "markup", "attribute"]

_SHOWN_CODES: Final = 6
"""Characters of a hidden run that are named."""
_MERGED: Final = 40
"""Hidden runs at most this many characters apart are shown as one."""
_BIDI: Final = "\u202a-\u202e\u2066-\u2069"
_MARKS: Final = "\u061c\u200e\u200f"
_SELECTORS: Final = "\ufe00-\ufe0f"
_RUN: Final = re.compile(
    f"(?P<control>(?:\x1b[^\n]?|[\x80-\x84\x86-\x9f\x08])+)"
    f"|(?P<characters>[{_BIDI}{_MARKS}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\U0001d173-\U0001d17a]+"
    f"|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])|[{_SELECTORS}]{{3,}})"
)
_QUIET: Final = re.compile(f"[\u00ad\ufeff\u2060\u180e{_MARKS}]{{1,2}}|\u200b")
"""What ordinary pages and right-to-left names hold: soft hyphens, marks, a byte order mark."""
_FLAG: Final = re.compile("[\U000e0030-\U000e007a]{3,6}\U000e007f")
"""The tail of a flag emoji such as Scotland's."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that a reader does not see, at `start` to `end` of the visible text."""

    start: int
    end: int
    kind: HiddenKind
    excerpt: str


@dataclass(frozen=True, slots=True)
class Visible:
    """A text as it is seen."""

    text: str
    hidden: tuple[Hidden, ...]


class Page:
    """Collects what is seen, piece by piece, and what is not."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._hidden: list[Hidden] = []
        self.length = 0

    def show(self, raw: str) -> None:
        """Take visible text; what hides in its characters is kept apart."""
        at = 0
        for run in _RUN.finditer(raw):
            self._put(clean(raw[at : run.start()]))
            if run["control"]:
                self._put(clean(raw[run.start() : run.end()]))
                self.hide("control", " ".join(f"U+{ord(each):04X}" for each in run[0][:_SHOWN_CODES]))
            elif not _is_quiet(raw, run):
                self.hide("characters", _named(run[0]))
            at = run.end()
        self._put(clean(raw[at:]) if at else clean(raw))

    def hide(self, kind: HiddenKind, excerpt: str) -> None:
        """Note something hidden at this place."""
        last = self._hidden[-1] if self._hidden else None
        near = last and last.kind == kind and self.length - last.end <= _MERGED
        if last and near and kind in {"characters", "control"}:
            more = (
                last.excerpt
                if excerpt in last.excerpt or len(last.excerpt) > 150
                else f"{last.excerpt}, {excerpt}"
            )
            self._hidden[-1] = Hidden(last.start, self.length, kind, more)
        else:
            self._hidden.append(Hidden(self.length, self.length, kind, excerpt))

    def ends_with(self, character: str) -> bool:
        """Whether the text so far ends with `character`; an empty text ends with any."""
        return not self._pieces or self._pieces[-1].endswith(character)

    def finished(self) -> Visible:
        """Give what was collected."""
        joined = "".join(self._pieces)
        text = clean(joined)
        most = len(text)
        hidden = tuple(
            Hidden(min(each.start, most), min(each.end, most), each.kind, each.excerpt)
            for each in self._hidden
        )
        return Visible(text, hidden)

    def _put(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self.length += len(piece)


def _is_quiet(raw: str, run: re.Match[str]) -> bool:
    """Whether a run of hidden characters is ordinary typography."""
    if _FLAG.fullmatch(run[0]) and raw[run.start() - 1 : run.start()] == "\U0001f3f4":
        return True
    if not _QUIET.fullmatch(run[0]):
        return False
    around = raw[run.start() - 1 : run.start()] + raw[run.end() : run.end() + 1]
    return run[0] != "\u200b" or not (len(around) == 2 and around.isalpha())


def _named(run: str) -> str:
    codes = " ".join(f"U+{ord(each):04X}" for each in run[:_SHOWN_CODES])
    more = f" \u2026 ({len(run)})" if len(run) > _SHOWN_CODES else ""
    names = hidden_characters(run)
    is_tags = any("\U000e0000" <= each <= "\U000e007f" for each in run)
    shown = f"{names[0]} " if names and not is_tags and not names[0].startswith("U+") else ""
    return f"{shown}{codes}{more}"
