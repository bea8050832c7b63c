"""HTML: what a reader sees, with its headings; scripts, styles, menus and hidden parts are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from knowledge.documents.block import Block
from knowledge.documents.trouble import UnreadableError

NAME: Final = "html"
SUFFIXES: Final = (".html", ".htm", ".xhtml")
MAX_BYTES: Final = 20_000_000

_DROPPED: Final = {
    *(
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "menu",
        "dialog",
        "svg",
        "math",
        "iframe",
        "object",
    ),
    *("embed", "canvas", "audio", "video", "form", "button", "select", "input", "textarea"),
}
_ITEMS: Final = frozenset({"li", "dt", "dd"})
_CELLS: Final = frozenset({"td", "th"})
_INLINE: Final = {
    *(
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    ),
    *(
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
    ),
    *("tt", "u", "var", "wbr"),
}
_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{1,40})""", re.IGNORECASE
)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DEEPEST: Final = 400
_BROKEN_SHARE: Final = 0.02
"""Share of characters that may be unreadable; more means that the file says a wrong encoding."""


def matches(beginning: bytes) -> bool:
    """Tell whether a file without a known ending is this."""
    start = beginning.lstrip()[:200].lower()
    return start.startswith((b"<!doctype html", b"<html"))


def blocks(path: Path) -> Iterator[Block]:
    """Give the page's blocks. Raises UnreadableError, OSError."""
    from lxml import etree, html  # noqa: PLC0415 - only when a file is read

    text = _DECLARATION.sub("", _decoded(path.read_bytes()))
    if not text.strip():
        raise UnreadableError("empty")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("no_words") from error
    yield from _Walk().blocks(root)


def _decoded(content: bytes) -> str:
    """Decode by mark, by what the page says, as UTF-8, as what Windows writes; in that order."""
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _tolerant(content, charset)
    said = _CHARSET.search(content[:4096])
    if said:
        return _tolerant(content, said[1].decode("ascii"))
    if b"\0" in content[:4096]:
        raise UnreadableError("binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _tolerant(content: bytes, charset: str) -> str:
    try:
        text = content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
    if text.count("\ufffd") > _BROKEN_SHARE * len(text):
        raise UnreadableError("charset", charset=charset)
    return text.replace("\ufffd", "")


class _Walk:
    """Goes through a page in the order of reading; text gathers until a block's edge."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._kinds: list[tuple[str, int]] = [("paragraph", 0)]
        self._cells: list[str] | None = None
        self._rows = 0
        """Table rows that are open inside each other; the outermost is one block."""
        self._layout = 0
        """Open tables that only place things on the page: their cells are read like the page itself."""

    def blocks(self, root: Any) -> Iterator[Block]:
        """Walk without recursion: pages can be nested as deep as their maker likes."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        depth = 0
        while stack:
            element, leaving = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving:
                depth -= 1
                yield from self._leave(tag, element)
                self._held.append(element.tail or "")
                continue
            if not tag or tag in _DROPPED or _hidden(element):
                self._held.append(" " + (element.tail or ""))
                continue
            yield from self._enter(tag, element)
            self._held.append(element.text or "")
            depth += 1
            if depth > _DEEPEST:
                raise UnreadableError("too_deep")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        yield from self._flush()

    def _enter(self, tag: str, element: Any) -> Iterator[Block]:
        if tag in _INLINE:
            return
        if tag == "table" and self._cells is None and _places(element):
            self._layout += 1
        if tag == "tr" and self._layout == 0:
            self._rows += 1
            if self._rows == 1:
                yield from self._flush()
                self._cells = []
                return
        if tag in _CELLS and self._rows == 1:
            self._end_cell()
        elif tag == "br" or self._cells is not None:
            self._held.append(" " if self._kinds[-1][0] != "code" else "\n")
        else:
            yield from self._flush()
            self._kinds.append(_kind(tag, self._kinds[-1]))

    def _leave(self, tag: str, element: Any) -> Iterator[Block]:
        if tag in _INLINE or tag == "br":
            return
        if tag == "tr" and self._layout == 0:
            self._rows -= 1
            if self._rows == 0 and self._cells is not None:
                self._end_cell()
                row = " | ".join(cell for cell in self._cells if cell)
                self._cells = None
                if row:
                    yield Block("row", row)
            return
        if tag == "table" and self._cells is None and self._layout and _places(element):
            self._layout -= 1
        if tag in _CELLS and self._rows == 1:
            self._end_cell()
        elif self._cells is not None:
            self._held.append(" ")
        else:
            yield from self._flush()
            self._kinds.pop()

    def _end_cell(self) -> None:
        text = " ".join("".join(self._held).split())
        self._held = []
        if self._cells is not None and text:
            self._cells.append(text)

    def _flush(self) -> Iterator[Block]:
        text = "".join(self._held)
        self._held = []
        kind, level = self._kinds[-1]
        if kind == "code":
            if text.strip():
                yield Block("code", text.strip("\n").rstrip())
            return
        line = " ".join(text.split())
        if line and kind == "heading":
            yield Block("heading", line, level=level)
        elif line:
            yield Block("item" if kind == "item" else "paragraph", line)


def _places(table: Any) -> bool:
    """Tell a table that lays out the page from one that holds figures."""
    return next(table.iter("h1", "h2", "h3", "h4"), None) is not None


def _kind(tag: str, around: tuple[str, int]) -> tuple[str, int]:
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return "heading", int(tag[1])
    if tag in _ITEMS:
        return "item", 0
    if tag == "pre":
        return "code", 0
    return around if tag in {"p", "div"} and around[0] in {"item", "heading"} else ("paragraph", 0)


def _hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )
