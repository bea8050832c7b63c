"""Quotations and titles whose very words the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from assistant.checks.claim_scope import names_them, touches
from assistant.checks.claim_statements import shared, telling
from assistant.checks.claims import ME, YOU, Claim, data, pattern
from assistant.checks.support import Support, plain
from assistant.checks.tokens import Token, quotes, without_quotes
from knowledge.languages import sentence_language

_FEWEST = 3
"""Words that a note cut short still has to have."""
_PART = 3
"""One word of so many shows that a quotation is the brief's in another language."""
_WHOLE = 5
"""Words of a quotation that says something whole."""
_LONGER = 1.5
"""By how much a translation may be longer or shorter."""
_NEAR = 72
"""Likeness, of 100, from which a quotation is a changed one rather than a new one."""


def unsupported_quotes(text: str, support: Support) -> Iterator[Claim]:
    """Find quoted words, and titles without quotation marks, that differ from the brief."""
    for quote in quotes(text):
        if _is_exact(quote.text, support) or not _claims(quote, text):
            continue
        near = _nearest(quote.text, support)
        kept = near and near not in _notes(support)
        if kept or not (_is_of_others(quote, text, support) or _is_translated(quote.text, support)):
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
    wanted = plain(words).split()
    for note in _notes(support):
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
    if pattern(data("quotes")["rendered"]).search(text):
        return False
    words = len(plain(quote.text).split())
    attributed = bool(pattern(data("quotes")["attributed"]).search(text))
    if words == 1:
        return attributed and quote.text[0].isupper()
    return attributed or words >= 4 or quote.text[0].isupper()


def _is_of_others(quote: Token, text: str, support: Support) -> bool:
    """Whether the words are on the sender's own sign, or in the mouth of one of their people.

    A sentence that is nothing but a quotation does not say whose it is, unless it is on the brief's matter.
    """
    around = f"{text[: quote.start]} {text[quote.end :]}"
    if not re.search(r"\w", around):
        return not touches(YOU.sub(" ", quote.text), support)
    rules = data("quotes")
    before, after = text[: quote.start - 1], text[quote.end + 1 :]
    if pattern(rules["spoken_before"]).search(before) or pattern(rules["spoken_after"]).match(after):
        return True
    if _is_spoken_by_another(before, after, support):
        return True
    theirs = YOU.search(around) or names_them(around, support)
    if theirs or pattern(rules["attributed"]).search(around):
        return bool(pattern(rules["mine"]).search(before))
    return not (ME.search(around) and pattern(rules["taken_in"]).search(around))


def _is_spoken_by_another(before: str, after: str, support: Support) -> bool:
    """Whether the very clause names who says or wrote it, and that is nobody whom the brief has."""
    rules = data("quotes")
    if pattern(rules["you_say"]).search(before):
        return False
    found = (
        pattern(rules["speaker_before"]).search(before),
        pattern(rules["author_before"]).search(before),
        pattern(rules["speaker_after"]).match(after),
    )
    speakers = [each["who"].strip() or before for each in found if each]
    return any(not (YOU.search(who) or names_them(who, support) or _known(who, support)) for who in speakers)


def _known(who: str, support: Support) -> bool:
    """Whether a name of the brief is among the words."""
    return any(word[0].isupper() and support.has_name(word) for word in re.findall(r"[^\W\d_]{2,}", who))


def _is_translated(words: str, support: Support) -> bool:
    """Whether the brief has the words in another language, so that they cannot be compared one by one."""
    language = sentence_language(words, "") or support.brief.language
    mine = [each.text for each in telling(words)]
    spoken = {fact.quote for fact in support.brief.facts if fact.quote}
    return any(
        sentence_language(each, language) in {"sv", "en"} - {language}
        and (
            len(shared(mine, [word.text for word in telling(each)])) * _PART >= max(1, len(mine))
            or (each in spoken and _is_as_long(words, each))
        )
        for each in _quotable(support)
    )


def _is_as_long(words: str, other: str) -> bool:
    """Whether a quotation is about as long as one in another language, which it can be a translation of."""
    mine, theirs = len(plain(words).split()), len(plain(other).split())
    return min(mine, theirs) >= _WHOLE and max(mine, theirs) <= _LONGER * min(mine, theirs)


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
    yield from _notes(support)


def _notes(support: Support) -> tuple[str, ...]:
    return support.brief.meeting.notes if support.brief.meeting else ()


def _is_one_word_off(title: str, piece: str, *, named: bool) -> bool:
    """Whether a word of a title was swapped for another; one cut short or going on otherwise is no change."""
    wanted, given = plain(title).split(), plain(piece).split()
    if len(wanted) != len(given):
        return False
    if sorted(wanted) == sorted(given):
        return wanted != given
    same = sum(one == other for one, other in zip(wanted, given, strict=True))
    return len(wanted) - max(1, len(wanted) // 4) <= same < len(wanted) and (
        named or wanted[-1] == given[-1] or piece.rsplit(maxsplit=1)[-1][0].isupper()
    )


def _changed_titles(text: str, support: Support) -> Iterator[Claim]:
    """A title that stands without quotation marks, begins with its capital letter, and has a word changed."""
    for title in {fact.title for fact in support.brief.facts if len(fact.title.split()) >= 2}:
        if plain(title) in plain(text):
            continue
        first = title.split()[0]
        begins = re.finditer(rf"(?<=\w\s){re.escape(first)}\b", text) if len(title.split()) > 2 else ()
        starts = {match.start() for match in begins}
        named = {match.end() for match in pattern(data("quotes")["named"]).finditer(text)}
        for start in sorted(starts | {each for each in named if text[each : each + 1].isupper()}):
            words = list(re.finditer(r"\S+", text[start:]))[: len(title.split())]
            end = start + words[-1].end()
            piece = text[start:end].rstrip(".,;:!?")
            if _is_one_word_off(title, piece, named=start in named):
                yield Claim(start, start + len(piece), "contradicted", "given", title)
