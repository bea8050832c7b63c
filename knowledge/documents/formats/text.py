"""Plain text: paragraphs between blank lines, items by their bullets. Read line by line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge.documents.block import Block
from knowledge.documents.trouble import UnreadableError

NAME: Final = "text"
SUFFIXES: Final = (".txt", ".text")
MAX_BYTES: Final = 64_000_000

_ITEM: Final = re.compile(r"\s{0,12}(?:[-*•·–‣▪◦]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+(?=\S)")
_UNDERLINE: Final = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,})\s*$")
_LONGEST_LINE: Final = 65_536
_LONGEST_PARAGRAPH: Final = 20_000
"""Characters after which a paragraph is given on; a file may be one line."""
_LONGEST_HEADING: Final = 120
_LONGEST_TITLE: Final = 70
"""Characters of a line alone that may be a heading; what it stands over is longer."""


def matches(beginning: bytes) -> bool:
    """Tell whether a file without a known ending may be this; whatever is text may."""
    return b"\0" not in beginning


def blocks(path: Path) -> Iterator[Block]:
    """Give the file's blocks; a short line alone is a heading. Raises UnreadableError, OSError."""
    held: Block | None = None
    for block in _parts(path):
        if held is not None:
            yield _titled(held, block)
        held = block if _is_title(block) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _is_title(block: Block) -> bool:
    """Tell whether a line alone could be a heading."""
    text = block.text
    if block.kind != "paragraph" or len(text) > _LONGEST_TITLE or text[-1] in ".!?;,…":
        return False
    return text[0].isupper() or text[0].isdecimal()


def _titled(line: Block, following: Block) -> Block:
    """Give the line as a heading, when what follows has something to say under it."""
    paragraph = following.kind == "paragraph" and len(following.text) > _LONGEST_TITLE
    if line.text.endswith(":"):  # before a list it leads up to the list
        return Block("heading", line.text.rstrip(": "), level=4) if paragraph else line
    return Block("heading", line.text, level=3) if paragraph or following.kind == "item" else line


def _parts(path: Path) -> Iterator[Block]:
    kind: str = "paragraph"
    held: list[str] = []
    size = 0
    for line in lines(path):
        item = _ITEM.match(line)
        if (
            _UNDERLINE.match(line)
            and kind == "paragraph"
            and [len(each) <= _LONGEST_HEADING for each in held] == [True]
        ):
            yield Block("heading", held[0], level=1 if "=" in line else 2)
            held, size = [], 0
            continue
        if held and (not line.strip() or item or size > _LONGEST_PARAGRAPH):
            yield _block(kind, held)
            held, size, kind = [], 0, "paragraph"
        if not line.strip() or _UNDERLINE.match(line):
            continue
        if item:
            kind = "item"
        bulleted = item and not line.strip()[0].isalnum()
        held.append((line[item.end() :] if item and bulleted else line).strip())
        size += len(line)
    if held:
        yield _block(kind, held)


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a text file in UTF-8, or UTF-16 with its mark. Raises UnreadableError, OSError."""
    with path.open("rb") as file:
        beginning = file.read(4)
    utf16 = beginning[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        with path.open(encoding="utf-16" if utf16 else "utf-8-sig", errors="strict", newline=None) as text:
            while line := text.readline(_LONGEST_LINE):
                if "\0" in line:
                    raise UnreadableError("binary")
                yield line
    except UnicodeError as error:
        raise _not_text(path) from error


def _not_text(path: Path) -> UnreadableError:
    """Tell binary files from text in another encoding, and where the first wrong byte stands."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    at = 0
    with path.open("rb") as file:
        while part := file.read(_LONGEST_LINE):
            if b"\0" in part:
                return UnreadableError("binary")
            try:
                decoder.decode(part)
            except UnicodeDecodeError as error:
                return UnreadableError("encoding", at=at + error.start)
            at += len(part)
    return UnreadableError("encoding", at=at)


def _block(kind: str, held: list[str]) -> Block:
    return Block("item" if kind == "item" else "paragraph", " ".join(held))
