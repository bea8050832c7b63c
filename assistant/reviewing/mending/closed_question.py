"""A question that yes or no answers: reworded where a safe way is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reviewing.phrases import load_phrases
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Open the question with another first word, or ask for the reason too."""
    start, question = place.finding.start, place.finding.excerpt
    for source, opened in load_phrases()["open_question"][place.draft.language]["rewordings"]:
        found = re.fullmatch(source, question, re.IGNORECASE)
        if found:
            yield place.changed(start, start + len(question), _opened(found, opened))


def _opened(found: re.Match[str], opened: str) -> str:
    """The open question: a word that led the closed one loses its capital where another leads now."""
    parts = [part or "" for part in found.groups()]
    if not opened.startswith("\\1"):
        parts[0] = parts[0].lower()
    for number, part in enumerate(parts, start=1):
        opened = opened.replace(f"\\{number}", part)
    return opened
