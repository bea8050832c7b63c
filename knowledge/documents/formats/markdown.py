"""Markdown, read in parts: headings, paragraphs, lists, tables; what looks like a heading in code is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knowledge.documents.block import Block
from knowledge.documents.formats.text import lines

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME: Final = "markdown"
SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkd")
MAX_BYTES: Final = 64_000_000

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_PART: Final = 100_000
"""Characters after which the next heading begins a new part, and ten times as many the next blank line."""
_FRONT: Final = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*\n")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def matches(beginning: bytes) -> bool:
    """Tell whether a file without a known ending is this; it is then read as text."""
    del beginning
    return False


def blocks(path: Path) -> Iterator[Block]:
    """Give the file's blocks. Raises UnreadableError, OSError."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only when a file is read

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    for number, part in enumerate(_parts(lines(path))):
        source = _FRONT.sub("", part, count=1) if number == 0 and _FRONT.match(part) else part
        reading = _Reading()
        for token in parser.parse(source):
            block = reading.block(token)
            if block is not None:
                yield block


def _parts(source: Iterable[str]) -> Iterator[str]:
    """Cut the source where nothing is open, so that a long file is never held whole."""
    held: list[str] = []
    size, fence = 0, ""
    for line in source:
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and (
            (size > _PART and _HEADING.match(line)) or (size > 10 * _PART and not line.strip())
        ):
            yield "".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line)
        if size > 40 * _PART:  # code without an end, or a line without one
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


class _Reading:
    """Goes through the tokens of a part."""

    def __init__(self) -> None:
        self._lists = 0
        self._item: str | None = None
        """The number of a list's item that has begun, empty for a bullet; None within it."""
        self._heading = 0
        self._cells: list[str] | None = None

    def block(self, token: Token) -> Block | None:
        """Take a token, and give the block that it ends."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self._lists += token.nesting
            case "list_item_open":
                self._item = f"{token.info}{token.markup} " if token.info else ""
            case "heading_open" | "heading_close":
                self._heading = int(token.tag[1]) if token.nesting == 1 else 0
            case "tr_open":
                self._cells = []
            case "tr_close":
                return self._row()
            case "inline":
                return self._said(_plain(token))
            case "fence" | "code_block":
                return Block("code", token.content.rstrip()) if token.content.strip() else None
            case "html_block":
                text = " ".join(_TAG.sub(" ", _COMMENT.sub(" ", token.content)).split())
                return Block("paragraph", text) if text else None
            case _:
                pass
        return None

    def _row(self) -> Block | None:
        cells, self._cells = self._cells or (), None
        row = " | ".join(cell for cell in cells if cell)
        return Block("row", row) if row else None

    def _said(self, text: str) -> Block | None:
        if self._cells is not None:
            self._cells.append(text)
            return None
        if not text:
            return None
        if self._heading:
            return Block("heading", text, level=self._heading)
        number, self._item = self._item, None
        if number is not None and self._lists:
            return Block("item", number + text, level=self._lists - 1)
        return Block("paragraph", text)


def _plain(token: Token) -> str:
    """Give a line's words without its marks: a link's text without its address, a picture's description."""
    said: list[str] = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            said.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            said.append(" ")
        elif child.type == "image":
            said.append(_alternative(child))
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            said.append(" ")
    return " ".join("".join(said).split())


def _alternative(image: Any) -> str:
    return " ".join(child.content for child in image.children or () if child.type == "text")
