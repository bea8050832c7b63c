"""A desk for the vectors of own passages: a few passages to tell apart, and as many as are needed."""

from __future__ import annotations

GARDEN = ("Gödsla rabarberna i april.", "Vattna tomaterna på morgonen.", "Beskär äppelträdet i mars.")


def many(count: int, word: str = "odling") -> list[str]:
    """Give passages that differ."""
    return [
        f"{word} nummer{at} om sak{at * 7 % count} och {'ärtor' if at % 2 else 'bönor'}"
        for at in range(count)
    ]
