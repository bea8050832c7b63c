"""A blank that was never filled in."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.cutting import alone_out, bracketed_out
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Put the name in that belongs there, take the blank out where it stands alone, or its sentence."""
    sentence, finding, text = place.sentence, place.finding, place.seen.text
    yield from place.signed()
    if sentence is not None and sentence.role == "greeting" and "first" in place.phrases.words:
        yield place.changed(finding.start, finding.end, place.phrases.words["first"])
    elif sentence is not None and sentence.role == "sentence":
        cuts = (
            alone_out(text, finding.start, finding.end),
            bracketed_out(text, sentence, finding.start, finding.end),
        )
        for cut in filter(None, cuts):
            yield place.taken_out(cut, finding.excerpt)
    yield from place.without_sentence()
