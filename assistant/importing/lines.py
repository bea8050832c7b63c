"""Finds the line on which each key and list element of a TOML or JSON text stands.

tomllib and json give values without places. This walks the structure of a text that they have
already accepted, so it need not judge, only count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

Path = tuple[str | int, ...]
"""Keys and positions from the top, for example ("facts", 1, "kind")."""

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING: Final = re.compile(
    r'"""(?:[^"\\]|\\.|""?(?!"))*"{3,5}'
    r"|'''(?:[^']|''?(?!'))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*+'",
    re.DOTALL,
)
_SCALAR: Final = re.compile(r"[^,\]}\n#]*+")
_PART: Final = re.compile(r"""[ \t]*+(?:([A-Za-z0-9_-]++)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*+)')[ \t]*+""")
_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(["\\/bfnrt]))')
_SHORT: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Lines:
    """The lines of a text's keys, from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        self.repeated: tuple[Path, int] | None = None
        """The first key that stands twice in one JSON object, and the line where it does so."""
        try:
            self._walk()
        except (RecursionError, IndexError):
            return  # deeper than any brief; what was found until here is enough

    def of(self, path: Path) -> int | None:
        """Give the line of `path`, or of the nearest thing around it."""
        while path:
            if path in self._found:
                return self._found[path]
            path = path[:-1]
        return None

    def at(self, position: int) -> int:
        """Give the line of a position in the text."""
        return bisect_right(self._breaks, position - 1) + 1

    def _walk(self) -> None:
        self._skip()
        if self._text.startswith("{", self._at):
            self._value(())
            return
        table: Path = ()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _header(self) -> Path:
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        parts = self._key()
        self._at = self._text.index("]", self._at) + (2 if many else 1)
        path = (*self._inside(parts[:-1]), parts[-1])
        self._note(path, start)
        if many:
            self._tables[path] = self._tables.get(path, 0) + 1
        path = self._inside(parts)
        self._note(path, start)
        return path

    def _inside(self, parts: Path) -> Path:
        """Give the path of a header's parts; an array of tables means its last table."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        parts = self._key()
        for part in parts:
            path = (*path, part)
            if part is parts[-1] and path in self._found and self.repeated is None:
                self.repeated = (path, self.at(start))
            self._note(path, start)
        self._skip()
        self._at += 1  # "=" or ":"
        self._value(path)

    def _key(self) -> Path:
        parts: list[str] = []
        while found := _PART.match(self._text, self._at):
            bare, basic, literal = found.groups()
            parts.append(_unescaped(basic) if basic is not None else bare or literal or "")
            self._at = found.end()
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        if not parts:
            raise IndexError("no key here")
        return tuple(parts)

    def _value(self, path: Path) -> None:
        self._skip()
        match self._text[self._at]:
            case "[":
                self._items(path)
            case "{":
                self._pairs(path)
            case '"' | "'":
                found = _STRING.match(self._text, self._at)
                self._at = found.end() if found else len(self._text)
            case _:
                self._at = _SCALAR.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches ""

    def _items(self, path: Path) -> None:
        self._at += 1
        number = 0
        while not self._ends("]"):
            self._note((*path, number), self._at)
            self._value((*path, number))
            number += 1

    def _pairs(self, path: Path) -> None:
        self._at += 1
        while not self._ends("}"):
            self._pair(path)

    def _ends(self, closing: str) -> bool:
        self._skip()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip()
        if self._text[self._at] != closing:
            return False
        self._at += 1
        return True

    def _skip(self) -> None:
        self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches ""

    def _note(self, path: Path, position: int) -> None:
        self._found.setdefault(path, self.at(position))


def _unescaped(basic: str) -> str:
    return _ESCAPE.sub(
        lambda found: chr(int(found[1] or found[2], 16)) if not found[3] else _SHORT.get(found[3], found[3]),
        basic,
    )
