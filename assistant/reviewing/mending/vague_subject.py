"""A subject line that says nothing, or none."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.parsing import SUBJECT_LABEL
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Name the topic or the fact in it; after a talk thank for that."""
    finding = place.finding
    if finding.excerpt:
        yield from place.phrased(place.subject, finding.start, finding.end)
        return
    start = len(place.seen.text) - len(place.seen.text.lstrip())
    label = SUBJECT_LABEL[place.draft.language]
    for words in place.phrases.fitting(place.subject):
        yield place.added(start, "", f"{label}: {words}", "\n\n")
