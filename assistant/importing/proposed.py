"""Facts that a model proposed: only those whose quotation stands in the text are suggested to the person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.domain.brief import Recipient
from assistant.importing.statements import as_sentence, may_be_fact
from assistant.importing.suggesting import Suggestion, Suggestions
from assistant.importing.understanding import understand
from assistant.ports import Proposed

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_NUMBER: Final = re.compile(r"\d+")
_STEM: Final = 4
"""Letters by which two forms of a word are held to be one."""
_NEGATION: Final = re.compile(
    r"\b(?:not|never|no longer|\w+n['\u2019]t|inte|aldrig|ej|ingen|inget|inga)\b", re.IGNORECASE
)
_QUOTES: Final = "\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"


def suggested(
    found: Suggestions, proposed: Sequence[Proposed], *, recipient: Recipient, source: str
) -> Suggestions:
    """Give the proposals that the text bears out, in its order, in place of `found.suggestions`.

    A proposal is dropped when its quotation does not stand word for word in what is seen of the text, or
    reaches into what was set aside there.
    """
    placed = sorted(set(_placed(found, proposed)), key=lambda each: (each[0], each[1]))
    suggestions: list[Suggestion] = []
    for start, end, said in placed:
        quote = found.text[start:end]
        overlaps = bool(suggestions) and start < suggestions[-1].end
        if overlaps or not may_be_fact(quote, as_sentence(quote), recipient):
            continue
        text = said if _says_no_more(said, quote, recipient) else as_sentence(quote)
        fact = understand(text).model_copy(update={"quote": " ".join(quote.split()), "source": source})
        suggestions.append(Suggestion(len(suggestions) + 1, fact, quote, start, end))
    return replace(found, suggestions=tuple(suggestions), left_out=0)


def readable(found: Suggestions) -> str:
    """Give what a model may read of a pasted text: what is seen of it, without what was set aside."""
    parts, at = [], 0
    for suspicion in sorted(found.set_aside, key=lambda each: each.start):
        parts.append(found.text[at : max(at, suspicion.start)])
        at = max(at, suspicion.end)
    return "".join([*parts, found.text[at:]])


def _placed(found: Suggestions, proposed: Sequence[Proposed]) -> Iterator[tuple[int, int, str]]:
    for each in proposed:
        place = _place(each.quote, found.text)
        aside = place and any(
            place[0] < suspicion.end and suspicion.start < place[1] for suspicion in found.set_aside
        )
        if place and not aside:
            yield *place, " ".join(each.said.split())


def _place(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quotation word for word; blanks may differ, and the marks around it are not part of it."""
    for tried in (quote, quote.strip(f"{_QUOTES} ")):
        words = [re.escape(word) for word in tried.split()]
        place = re.search(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text) if words else None
        if place:
            return place.span()
    return None


def _says_no_more(said: str, quote: str, recipient: Recipient) -> bool:
    """Tell whether every word and number of a sentence comes from its quotation, or is the person's own."""
    known = " ".join([quote, recipient.name, recipient.role, recipient.organisation]).casefold()
    stems = {word[:_STEM] for word in _WORD.findall(known)}
    numbers = set(_NUMBER.findall(known))
    return (
        all(word[:_STEM] in stems for word in _WORD.findall(said.casefold()))
        and set(_NUMBER.findall(said)) <= numbers
        and bool(_NEGATION.search(said)) == bool(_NEGATION.search(quote))
    )
