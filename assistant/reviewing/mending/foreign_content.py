"""What does not belong in the message: an address, a number, a wrong name, more time than was decided on."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reviewing.cutting import bracketed_out, signed_out
from assistant.reviewing.lengths import shorter_talk
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Ask for the time that was decided on, take out what is foreign, or sign with the right name."""
    yield from shorter_talk(place)
    sentence, finding = place.sentence, place.finding
    if sentence is not None:
        find = signed_out if sentence.role in {"closing", "signature"} else bracketed_out
        cut = find(place.seen.text, sentence, finding.start, finding.end)
        if cut:
            yield place.taken_out(cut, finding.excerpt)
    yield from place.signed()
    yield from place.without_sentence()
