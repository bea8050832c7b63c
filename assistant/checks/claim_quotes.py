"""Quotations and titles whose very words the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from assistant.checks.claims import Claim, data, pattern
from assistant.checks.support import Support, plain
from assistant.checks.tokens import Token, quotes, without_quotes

_FEWEST = 3
"""Words that a note cut short still has to have."""
_NEAR = 72
"""Likeness, of 100, from which a quotation is a changed one rather than a new one."""


def unsupported_quotes(text: str, support: Support) -> Iterator[Claim]:
    """Find quoted words, and titles without quotation marks, that differ from the brief."""
    for quote in quotes(text):
        if not _is_exact(quote.text, support) and _claims(quote, text):
            near = _nearest(quote.text, support)
            yield Claim(
                quote.start,
                quote.end,
                "contradicted" if near else "not_found",
                "given" if near else "quote",
                near,
            )
    yield from _changed_titles(without_quotes(text), support)


def _is_exact(words: str, support: Support) -> bool:
    """Whether the words stand so in the brief; an ellipsis may leave some out."""
    parts = [part for part in re.split(r"\.{3}|\u2026|\[[^\]]*\]", words) if plain(part)]
    return all(support.has_words(part) for part in parts) or _is_shortened_note(words, support)


def _is_shortened_note(words: str, support: Support) -> bool:
    """Whether the words are a note's with some left out; a note is in the sender's own words already."""
    notes = support.brief.meeting.notes if support.brief.meeting else ()
    wanted = plain(words).split()
    for note in notes:
        if len(wanted) < _FEWEST or any(quotes(note)):
            continue
        rest = iter(plain(note).split())
        if all(word in rest for word in wanted):
            return True
    return False


def _claims(quote: Token, text: str) -> bool:
    """Whether the quotation says that somebody said or wrote it; scare quotes and own thoughts do not."""
    before = text[: quote.start - 1]
    if pattern(data("quotes")["own"]).search(before[-40:]):
        return False
    words = len(plain(quote.text).split())
    attributed = bool(pattern(data("quotes")["attributed"]).search(text))
    if words == 1:
        return attributed and quote.text[0].isupper()
    return attributed or words >= 4 or quote.text[0].isupper()


def _nearest(words: str, support: Support) -> str:
    """The title or note of which the quotation is a changed form, else ""."""
    wanted = plain(words)
    best, likeness = "", float(_NEAR)
    for candidate in _quotable(support):
        score = fuzz.ratio(wanted, plain(candidate))
        if score >= likeness:
            best, likeness = candidate, score
    return best


def _quotable(support: Support) -> Iterator[str]:
    brief = support.brief
    for fact in brief.facts:
        yield from (part for part in (fact.title, fact.quote, fact.point) if part)
        yield from (quote.text for quote in quotes(fact.text))
    if brief.meeting:
        yield from brief.meeting.notes


def _is_one_word_off(title: str, piece: str) -> bool:
    """Whether a word of a title was swapped for another; one cut short or going on otherwise is no change."""
    wanted, given = plain(title).split(), plain(piece).split()
    if len(wanted) != len(given):
        return False
    same = sum(one == other for one, other in zip(wanted, given, strict=True))
    return len(wanted) - max(1, len(wanted) // 4) <= same < len(wanted) and (
        wanted[-1] == given[-1] or piece.rsplit(maxsplit=1)[-1][0].isupper()
    )


def _changed_titles(text: str, support: Support) -> Iterator[Claim]:
    """A title that stands without quotation marks, begins with its capital letter, and has a word changed."""
    for title in {fact.title for fact in support.brief.facts if len(fact.title.split()) >= 3}:
        if plain(title) in plain(text):
            continue
        first = title.split()[0]
        for start in (match.start() for match in re.finditer(rf"(?<=\w\s){re.escape(first)}\b", text)):
            words = list(re.finditer(r"\S+", text[start:]))[: len(title.split())]
            end = start + words[-1].end()
            piece = text[start:end].rstrip(".,;:!?")
            if _is_one_word_off(title, piece):
                yield Claim(start, start + len(piece), "contradicted", "given", title)
