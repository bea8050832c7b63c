"""The visible text of HTML, by the standard library's parser; comments and hidden parts stay apart.

The text is first cut into whole tags and comments here, because html.parser's time grows with the
square of the text when tags are left open.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from assistant.importing.visible import Page

_ELEMENTS: Final = tomllib.loads((Path(__file__).parent / "words" / "html.toml").read_text(encoding="utf-8"))
_BLOCK: Final = frozenset(_ELEMENTS["block"].split())
_VOID: Final = frozenset(_ELEMENTS["void"].split())
_DROPPED: Final = frozenset(_ELEMENTS["dropped"].split())
_KNOWN: Final = _BLOCK | frozenset(_ELEMENTS["inline"].split())
_TAG: Final = re.compile(r"""</?[a-zA-Z][\w:-]*+(?:[^<>"']|"[^"<]{0,4000}+"|'[^'<]{0,4000}+')*>""")
_RAW: Final = re.compile(r"<(script|style)\b[^>]*+>", re.IGNORECASE)
_LOOKS: Final = re.compile(
    r"<!--|<!doctype[ ]html|</?(?:{})\b[^<>]*>".format("|".join(sorted(_KNOWN))), re.IGNORECASE
)
_RULE: Final = re.compile(r"[.#]([\w-]{1,80})\s*\{([^{}]{0,500})\}")
_HIDING: Final = re.compile(
    r"display:none|visibility:hidden|opacity:0?(?:\.0\d*)?(?:;|!|$)|font-size:(?:0|[0-3](?:\.\d+)?(?:px|pt)|0?\.[0-2]\d*(?:em|rem)|\d%)"
    r"|(?:text-indent|left|top|right|margin-left):-(?:[5-9]\d\d|\d{4,})|clip:rect\(0|clip-path:inset\((?:50|100)%|transform:scale\(0"
    r"|(?:^|;)(?:max-)?(?:height|width):[01]?(?:px)?(?:;|$).*overflow:hidden|mso-hide:all"
)
_PALE: Final = re.compile(
    r"(?:^|;)color:(?:white|#fff(?:fff)?|#f[c-f]f[c-f]f[c-f]|transparent|rgba?\(25[0-5],25[0-5],25[0-5]|rgba\([\d,]+,0?(?:\.0\d*)?\)|hsla?\(\d+,\d+%,100%)"
)
_BACKGROUND: Final = re.compile(r"background(?:-color)?:([^;]+)")
_COLOUR: Final = re.compile(r"(?:^|;)color:([^;]+)")
_FOR_READERS: Final = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader\S*)\b", re.IGNORECASE)
_TOLD: Final = (
    "alt",
    "title",
    "aria-label",
    "content",
    "value",
    "placeholder",
    "data-prompt",
    "summary",
    "href",
    "src",
)
_LONGEST: Final = 300
"""Characters of a hidden part that are shown."""


def looks_like_html(text: str) -> bool:
    """Whether a text holds a tag or a comment of HTML."""
    return bool(_LOOKS.search(text))


def read_html(raw: str, page: Page, reads_as_instruction: Callable[[str], bool]) -> None:
    """Put what HTML shows on `page`, and what it hides beside it."""
    reader = _Reader(page, reads_as_instruction, hiding_names=frozenset(_hiding_names(raw)))
    reader.keeps_breaks = not any(
        f"<{tag}" in raw.lower() for tag in ("p", "div", "br", "li", "h1", "h2", "td", "body")
    )
    reader.feed("".join(_whole(raw)))
    reader.close()
    reader.finish()


def _whole(raw: str) -> Iterator[str]:
    """Give the text with every stray "<" escaped and scripts and styles taken out."""
    at = 0
    comments_end = True
    while (opening := raw.find("<", at)) >= 0:
        yield raw[at:opening]
        if raw.startswith("<!--", opening) and comments_end:
            end = raw.find("-->", opening + 4)
            comments_end = end >= 0
            if comments_end:
                inside = raw[opening + 4 : end].replace("--", "\u2010\u2010")
                yield f"<!--{inside}-->"
                at = end + 3
                continue
        script = _RAW.match(raw, opening)
        if script:
            close = re.compile(rf"</{script[1]}[^>]*+>", re.IGNORECASE).search(raw, script.end())
            at = close.end() if close else len(raw)
            continue
        tag = _TAG.match(raw, opening)
        if tag and _name(tag[0]) in _KNOWN:
            yield tag[0]
            at = tag.end()
        elif raw[opening : opening + 9].lower() == "<!doctype":
            end = raw.find(">", opening, opening + 300)
            at = end + 1 if end >= 0 else opening + 1
        else:
            yield "&lt;"
            at = opening + 1
    yield raw[at:]


def _name(tag: str) -> str:
    found = re.match(r"</?([\w:-]+)", tag)
    return found[1].lower() if found else ""


def _hiding_names(raw: str) -> Iterator[str]:
    """Give the classes and ids that a style sheet in the page hides."""
    for style in re.finditer(r"<style\b[^>]*+>([^<]{0,20000})", raw, re.IGNORECASE):
        for rule in _RULE.finditer(style[1]):
            if _hides(rule[2]):
                yield rule[1].lower()


def _hides(style: str) -> bool:
    style = re.sub(r"\s+", "", style.lower())
    if _HIDING.search(style):
        return True
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if background:
        return bool(colour and colour[1] == background[1])
    return bool(_PALE.search(style))


class _Reader(HTMLParser):
    def __init__(
        self, page: Page, reads_as_instruction: Callable[[str], bool], hiding_names: frozenset[str]
    ) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._reads_as_instruction = reads_as_instruction
        self._hiding_names = hiding_names
        self._open: list[tuple[str, str]] = []
        """Open elements with what they do to their text: "", "hidden", "quiet" or "dropped"."""
        self._counts: Counter[str] = Counter()
        self._effects: Counter[str] = Counter()
        self._buried: list[str] = []
        self.keeps_breaks = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self._look_at(values)
        if tag in _BLOCK:
            self._break()
        if tag in _VOID:
            return
        effect = self._effect(tag, values)
        self._open.append((tag, effect))
        self._counts[tag] += 1
        self._effects[effect] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self._break()
        if not self._counts[tag]:
            return
        while self._open:
            name, effect = self._open.pop()
            self._counts[name] -= 1
            self._effects[effect] -= 1
            if effect in {"hidden", "quiet"} and not self._effects["hidden"] and not self._effects["quiet"]:
                self._unearth(effect)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._effects["hidden"] or self._effects["quiet"]:
            self._buried.append(data)
        elif not self._effects["dropped"]:
            self._write(data)

    def handle_comment(self, data: str) -> None:
        words = re.findall(r"[^\W\d_]{2,}", data)
        is_build = re.match(r"\s*(?:/?wp:|\[if\b|<!\[endif|\[endif|#|/?ko\b|react-)", data)
        if self._reads_as_instruction(data) or (len(words) >= 3 and not is_build):
            self._page.hide("comment", _short(data))

    def finish(self) -> None:
        """Show what an element that was never closed hides."""
        self._unearth("hidden")

    def _write(self, data: str) -> None:
        if not self.keeps_breaks:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if self._page.ends_with("\n") or self._page.ends_with(" "):
                data = data.lstrip(" ")
        if data:
            self._page.show(data)

    def _break(self) -> None:
        if not self._effects["hidden"] and not self._page.ends_with("\n"):
            self._page.show("\n")

    def _effect(self, tag: str, values: dict[str, str]) -> str:
        names = {*values.get("class", "").lower().split(), values.get("id", "").lower()}
        pale = values.get("color", "").lower() in {"white", "#fff", "#ffffff"} and "bgcolor" not in values
        hides = "hidden" in values or tag == "template" or pale or names & self._hiding_names
        if hides or _hides(values.get("style", "")) or values.get("size") == "0":
            return "hidden"
        if values.get("aria-hidden") == "true" or _FOR_READERS.search(values.get("class", "")):
            return "quiet"
        return "dropped" if tag in _DROPPED else ""

    def _look_at(self, values: dict[str, str]) -> None:
        """Show an attribute that reads as an instruction; no reader sees it."""
        for key in _TOLD:
            if len(values.get(key, "")) >= 12 and self._reads_as_instruction(values[key]):
                self._page.hide("attribute", _short(f"{key}: {values[key]}"))

    def _unearth(self, effect: str) -> None:
        text = " ".join("".join(self._buried).split())
        self._buried = []
        few = effect == "quiet" and len(text.split()) < 6 and not self._reads_as_instruction(text)
        if text and not few:
            self._page.hide("markup", _short(text))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\u2026"
