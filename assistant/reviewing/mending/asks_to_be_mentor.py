"""A question for mentorship itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from assistant.reviewing.cutting import salutation_end
from assistant.reviewing.place import Mend, Place


def mends(place: Place) -> Iterator[Mend]:
    """Ask for a small talk instead; where the message does so anyway, take the sentence out."""
    sentence = place.sentence
    small: Iterator[Mend] = iter(())
    if sentence is not None and sentence.role in {"sentence", "item"}:
        small = place.phrased("ask", salutation_end(sentence), sentence.end)
    lacks_ask = any(each.check == "no_specific_ask" for each in place.seen.review.findings)
    yield from chain(small, place.without_sentence()) if lacks_ask else chain(place.without_sentence(), small)
