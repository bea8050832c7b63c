"""Quotation marks as each language writes them, and titles found between them."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language

_PAIR: Final = {"sv": ("”", "”", "’"), "en": ("“", "”", "’")}
_STRAIGHT: Final = re.compile(
    r"\"(?P<double>[^\"]+)\"|[“”](?P<curly>[^“”]+)[”“]|»(?P<angle>[^«»]+)[«»]"
    r"|(?<!\w)['‘’](?P<single>[^'‘’]+(?:['’](?=\w)[^'‘’]*)*)['’](?!\w)"
)


def quoted(title: str, language: Language) -> str:
    """Give a title in the language's quotation marks; quotation marks inside it become single ones."""
    title = _bare(title)
    if not title:
        return ""
    opening, closing, single = _PAIR[language]
    inner = re.sub(r"[\"“”«»„]", single, title)
    if language == "en":
        inner = re.sub(r"(?<!\w)’(?=\w)", "‘", inner)
    return f"{opening}{inner}{closing}"


def typographic(text: str, language: Language) -> str:
    """Write the quotations in a text with the language's own marks."""
    return _STRAIGHT.sub(lambda found: quoted(next(part for part in found.groups() if part), language), text)


def title_in(text: str) -> str:
    """Give the first title between quotation marks; empty when there is none."""
    found = _STRAIGHT.search(text)
    return next((part.strip() for part in found.groups() if part), "") if found else ""


def _bare(title: str) -> str:
    title = title.strip()
    whole = _STRAIGHT.fullmatch(title)
    return next((part for part in whole.groups() if part), "").strip() if whole else title
