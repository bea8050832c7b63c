"""Something that was marked as confidential."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.cutting import bracketed_out
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Take out the brackets that it stands in, or its sentence."""
    sentence, finding = place.sentence, place.finding
    if sentence is not None:
        cut = bracketed_out(place.seen.text, sentence, finding.start, finding.end)
        if cut:
            yield place.taken_out(cut, place.seen.text[cut[0] : cut[1]])
    yield from place.without_sentence()
