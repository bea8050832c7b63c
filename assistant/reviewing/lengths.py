"""A shorter talk in the place of a long one, in the form in which the long one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.durations import find_durations
from assistant.reviewing.place import Mend, Place


def shorter_talk(place: Place) -> Iterator[Mend]:
    """Put the brief's minutes, 20 at most when it has none, where a longer time is asked for."""
    finding = place.finding
    long = [each for each in find_durations(finding.excerpt, place.draft.language) if each.end]
    if not long:
        return
    start, end = finding.start + long[0].start, finding.start + long[0].end
    minutes = place.phrases.words["minutes"]
    yield place.changed(start, end, _formed(place.seen.text, start, end, minutes, place.draft.language))


def _formed(text: str, start: int, end: int, minutes: str, language: str) -> str:
    """ "20 minuters samtal" for "en timmes samtal", "a 20-minute call" for "an hour-long call"."""
    said = text[start:end]
    if language == "sv":
        return f"{minutes}s" if said.endswith("s") else minutes
    before_noun = "-" in said and re.match(r" [a-z]", text[end:])
    return re.sub(r" minutes?$", "-minute", minutes) if before_noun else minutes
