"""A document for a channel with little room: all at its shortest, then fuller slot by slot while it fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.offline.composing import LEVELS, Composer
from assistant.offline.phrasebook import Layout

_MATTER: Final = ("greeting", "ask", "takeaway")
"""What a short message must say in full, but for the last two levels of brevity."""


def pack(composer: Composer, level: int, fits: Callable[[str], bool]) -> str:
    """Write as much as fits at a level of brevity; empty when the name and the matter do not."""
    composer.picks = {}
    try:
        for layout in composer.layouts():
            page = composer.fill(layout, level)
            if page is not None:
                return _packed(composer, layout, level, page.written(), fits)
        return ""
    finally:
        composer.picks = None


def _packed(composer: Composer, layout: Layout, level: int, written: str, fits: Callable[[str], bool]) -> str:
    if not fits(written):
        return ""
    for slot in _by_weight(layout):
        before = dict(composer.picks or {})
        fuller = _fuller(composer, layout, slot, level, fits)
        if fuller:
            written = fuller
        elif _matters(slot, level) and composer.seen.get(slot):
            return ""
        else:
            composer.picks = before
    return written


def _fuller(composer: Composer, layout: Layout, slot: str, level: int, fits: Callable[[str], bool]) -> str:
    """Say more in one slot; empty when there is no room for it."""
    before = dict(composer.picks or {})
    composer.seen = {}
    composer.picks = {**before, slot: ""}
    composer.fill(layout, level)
    options = composer.seen.get(slot, [])
    if _matters(slot, level):
        fullest = max((option.fullness for option in options), default=0)
        options = [option for option in options if option.fullness == fullest]
    for option in sorted(options, key=lambda option: (-option.fullness, options.index(option))):
        composer.picks = {**before, slot: option.phrase.place}
        page = composer.fill(layout, level)
        tried = page.written() if page else ""
        if tried and fits(tried):
            return tried
    return ""


def _matters(slot: str, level: int) -> bool:
    return slot in _MATTER and level < LEVELS - 2


def _by_weight(layout: Layout) -> list[str]:
    """Order a layout's slots by what they are worth: the name, the ask, what must be there, the rest."""
    slots = [slot for paragraph in layout.paragraphs for slot in paragraph]
    first = [name for name in _MATTER if any(slot.name == name for slot in slots)]
    must = [slot.name for slot in slots if slot.must and slot.name not in first]
    rest = [
        slot.name
        for slot in sorted(slots, key=lambda slot: slot.less)
        if slot.name not in {*first, *must, "own", "signature", "subject"}
    ]
    return [*first, *must, *rest, "closing"]
