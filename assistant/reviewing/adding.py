"""Adding one sentence to a draft, where a person would have put it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.domain.draft import Sentence
from assistant.reviewing.cutting import salutation_end
from assistant.reviewing.place import Mend, Place

_THANKS: Final = re.compile(r"\b(?:tack|thanks?|thank|mvh|hälsningar|regards)\b", re.IGNORECASE)
_CLOSED: Final = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def at_the_start(place: Place, phrase: str) -> Iterator[Mend]:
    """Add a phrase before the first sentence that says something, behind a greeting on its line."""
    prose = place.draft.prose
    first = next((each for each in prose if salutation_end(each) < each.end), None)
    at = salutation_end(first) if first else place.draft.body_start
    gap = " " if first and first.role == "sentence" else "\n\n"
    for words in place.phrases.fitting(phrase):
        yield place.added(at, "", words, gap)


def at_the_end(place: Place, phrase: str) -> Iterator[Mend]:
    """Add a phrase behind the last sentence that says something and is no thanks, in its paragraph."""
    prose = list(place.draft.prose)
    while len(prose) > 1 and _ends(prose[-1], place.seen.brief.sender.name):
        prose.pop()
    if prose:
        yield from behind(place, prose[-1], phrase)


def behind(place: Place, sentence: Sentence, phrase: str) -> Iterator[Mend]:
    """Add a phrase behind a sentence; one that was never closed is closed first."""
    stop = "" if _CLOSED.search(sentence.text) else "."
    gap = "\n\n" if sentence.role == "item" else " "
    for words in place.phrases.fitting(phrase):
        yield place.added(sentence.end, f"{stop}{gap}", words, "")


def _ends(sentence: Sentence, sender: str) -> bool:
    """Whether a sentence only ends the message: thanks, or the name under a text without a line for it."""
    words = re.findall(r"[^\W\d_]+", sentence.text.casefold())
    signed = set(words) & set(sender.casefold().split()) or not _CLOSED.search(sentence.text)
    return bool(_THANKS.search(sentence.text)) or (len(words) <= 3 and bool(signed))
