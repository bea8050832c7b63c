"""Text from people, pages and models, made safe to show: never markup, never terminal control.

Textual hands control characters to the terminal and reads brackets as markup (SAFETY.md, facts 1-2),
so nothing from outside reaches a widget but through `shown`, or in a widget with markup off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.cleaning import clean, clean_line

if TYPE_CHECKING:
    from textual.content import Content


def shown(text: str, style: str = "") -> Content:
    """Give any text as content that is shown as it is; line breaks stay."""
    from textual.content import Content  # noqa: PLC0415 - this module is read by light code too

    return Content.styled(clean(text), style) if style else Content(clean(text))


def shown_line(text: str, style: str = "") -> Content:
    """Give any text as content on one line."""
    return shown(clean_line(text), style)
