"""What a talk, a text or a project is called: a keynote, a column, a thesis."""

from __future__ import annotations

import re

from assistant.domain.brief import Fact
from assistant.domain.value import Language
from assistant.offline.vocabulary import vocabulary


def called(fact: Fact, language: Language) -> tuple[str, str]:
    """Give what a work is called, and its definite form: ("föredrag", "föredraget").

    The noun follows from the fact's own text; a newsletter that something stood in does not name it.
    """
    data = vocabulary(language).data
    first: tuple[str, str] = tuple(data["works"].get(fact.kind, ("", "")))
    if fact.kind == "role":
        return first
    text = re.sub(re.escape(fact.title) or r"(?!)", '"', fact.text)
    for row in data["works_called"]:
        if fact.kind in row.get("kinds", [fact.kind]) and any(
            _names(word, text) for word in row["words"].split()
        ):
            return row["noun"][0], row["noun"][1]
    return first


def _names(word: str, text: str) -> bool:
    """Tell whether a word names the work: it stands there, and not only as where the work stood."""
    found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    stood_in = re.compile(
        rf"\b(?:in|on|i|på) (?:[\w'’]+ ){{0,3}}?{re.escape(word)}(?![\w-])(?! *[\"'“”‘’»])", re.IGNORECASE
    )
    return bool(found.search(stood_in.sub(" ", text)))
