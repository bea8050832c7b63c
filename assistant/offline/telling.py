"""What the person is told of the notes that stayed out of a letter: which, and why, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.offline.giving_back import Reason
from assistant.wording import _


def told_of_kept_back(kept: Mapping[int, Reason], total: int) -> str:
    """Name the notes that were left out, by their number from 1, with the reason; empty when none was.

    `total` is how many notes there are: when all are left out, what would help is said too.
    """
    if not kept:
        return ""
    words: dict[Reason, str] = {
        "private": _("not to be repeated"),
        "personal": _("about a person, or how the talk went"),
        "own": _("your own thought"),
        "shorthand": _("shorthand, or no whole sentence"),
    }
    parts = []
    for reason, why in words.items():
        numbers = ", ".join(str(at + 1) for at, kept_for in sorted(kept.items()) if kept_for == reason)
        if numbers:
            parts.append(f"{numbers} ({why})")
    told = _("left out of your notes: {notes}").format(notes=", ".join(parts))
    if len(kept) == total:
        told += "; " + _("write one thing you take with you as a whole sentence, and it goes in")
    return told
