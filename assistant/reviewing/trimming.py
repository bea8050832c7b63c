"""Taking a phrase out where a whole sentence is left of it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.cutting import bracketed_out, opening_out
from assistant.reviewing.place import Mend, Place


def trimmed(place: Place) -> Iterator[Mend]:
    """Take out brackets or an English opening with the phrase in it, or a sentence resting on nothing."""
    sentence, finding, text = place.sentence, place.finding, place.seen.text
    if sentence is None or sentence.role in {"closing", "signature"}:
        return
    cuts = [bracketed_out(text, sentence, finding.start, finding.end)]
    if place.draft.language == "en":
        cuts.append(opening_out(text, sentence, finding.start, finding.end))
    for cut in cuts:
        if cut:
            yield place.taken_out(cut, finding.excerpt)
    if not sentence.facts:
        yield from place.without_sentence()
