"""Word documents (docx): headings by style, lists, tables also inside tables, pages where Word noted them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from knowledge.documents.block import Block
from knowledge.documents.trouble import UnreadableError

NAME: Final = "docx"
SUFFIXES: Final = (".docx",)
MAX_BYTES: Final = 60_000_000

_MOST_UNPACKED: Final = 300_000_000
"""Bytes of all parts together; python-docx unpacks every part."""
_MOST_TEXT: Final = 60_000_000
"""Bytes of one XML part; a tree of it takes some ten times as much."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_NAME: Final = re.compile(r"(?:heading|rubrik|überschrift|titre|overskrift)\s*([1-9])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|innehåll|table of)\b", re.IGNORECASE)
_DEEPEST: Final = 30


def matches(beginning: bytes) -> bool:
    """Tell whether a file without a known ending is this."""
    return beginning.startswith(b"PK\x03\x04") and (b"word/" in beginning or b"[Content_Types]" in beginning)


def blocks(path: Path) -> Iterator[Block]:
    """Give the document's blocks. Raises UnreadableError, OSError, and what python-docx raises."""
    _refuse_bombs(path)
    import docx  # noqa: PLC0415 - only when a file is read

    document = docx.Document(str(path))
    walk = _Walk(_levels(document), document.element.body)
    yield from walk.blocks(document.element.body)


def _refuse_bombs(path: Path) -> None:
    """Look at the sizes before anything is unpacked. Raises UnreadableError."""
    with path.open("rb") as file:
        if file.read(8) == _OLE:
            locked = _LOCKED in file.read(4_000_000)
            raise UnreadableError("encrypted") if locked else UnreadableError("damaged", format="docx")
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError("damaged", format="docx") from error
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("encrypted")
    parts = [member.file_size for member in members if member.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in members) > _MOST_UNPACKED or len(members) > 20_000:
        raise UnreadableError("unpacks_too_large", most=_MOST_UNPACKED // 1_000_000)
    if max(parts, default=0) > _MOST_TEXT:
        raise UnreadableError("unpacks_too_large", most=_MOST_TEXT // 1_000_000)


def _levels(document: Any) -> dict[str, int]:
    """Give the heading level of each style that is or builds on a heading's; -1 for a table of contents."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        seen = 0
        current = style
        while current is not None and seen < 20:
            level = _own_level(current)
            if level is not None:
                levels[style.get(f"{_W}styleId", "")] = level
                break
            based = current.find(f"{_W}basedOn")
            parent = based.get(f"{_W}val") if based is not None else None
            current = next(
                (
                    each
                    for each in document.styles.element.iter(f"{_W}style")
                    if parent and each.get(f"{_W}styleId") == parent
                ),
                None,
            )
            seen += 1
    return levels


def _own_level(style: Any) -> int | None:
    named = style.find(f"{_W}name")
    name = named.get(f"{_W}val", "") if named is not None else ""
    if name.lower() == "title":
        return 0
    heading = _HEADING_NAME.match(name)
    if heading:
        return int(heading[1])
    if _CONTENTS.match(name):
        return -1
    outline = style.find(f"{_W}pPr/{_W}outlineLvl")
    return _outline(outline)


def _outline(element: Any) -> int | None:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else None


class _Walk:
    """Goes through the body; counts pages by the breaks that Word noted when it last showed it."""

    def __init__(self, levels: dict[str, int], body: Any) -> None:
        self._levels = levels
        noted = next(body.iter(f"{_W}lastRenderedPageBreak"), None) is not None
        asked = any(each.get(f"{_W}type") == "page" for each in body.iter(f"{_W}br"))
        self._break = "noted" if noted else "asked" if asked else ""
        self._page = 1

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """Give the blocks of a body or of a content control."""
        if depth > _DEEPEST:
            raise UnreadableError("too_deep")
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in {f"{_W}sdt", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"}:
                content = child.find(f"{_W}sdtContent")
                yield from self.blocks(content if content is not None else child, depth + 1)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text, page = self._read(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        level = _outline(paragraph.find(f"{_W}pPr/{_W}outlineLvl"))
        level = self._levels.get(name) if level is None else level
        if not text or level == -1:
            return
        if level is not None:
            yield Block("heading", text, level=level, page=page)
        elif paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith(("list", "punkt")):
            yield Block("item", text, page=page)
        else:
            yield Block("paragraph", text, page=page)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue  # a table inside a cell is part of the cell
            read = [self._cell(cell, depth) for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")]
            filled = [(text, page) for text, page in read if text]
            if filled:
                yield Block("row", " | ".join(text for text, _ in filled), page=filled[0][1])

    def _cell(self, cell: Any, depth: int) -> tuple[str, int | None]:
        read = [self._read(paragraph) for paragraph in cell.iter(f"{_W}p")]
        if depth > _DEEPEST:
            raise UnreadableError("too_deep")
        filled = [(text, page) for text, page in read if text]
        return " ".join(text for text, _ in filled), filled[0][1] if filled else None

    def _read(self, paragraph: Any) -> tuple[str, int | None]:
        """Give a paragraph's text and the page on which it begins, counting the breaks in it."""
        said: list[str] = []
        begins: int | None = None
        for element in paragraph.iter():
            tag = element.tag
            if tag == f"{_W}t":
                if begins is None and (element.text or "").strip():
                    begins = self._page
                if next(element.iterancestors(_FALLBACK), None) is None:
                    said.append(element.text or "")
            elif tag in {f"{_W}tab", f"{_W}cr", f"{_W}br"}:
                said.append(" ")
                self._page += self._break == "asked" and element.get(f"{_W}type") == "page"
            elif tag == f"{_W}lastRenderedPageBreak":
                self._page += 1
            elif tag == f"{_W}noBreakHyphen":
                said.append("-")
        return " ".join("".join(said).split()), begins if self._break else None
