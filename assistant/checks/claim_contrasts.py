"""One thing and not another: what a fact denies or tells as given up, and what it puts first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_people import OWN, part_around
from assistant.checks.claim_scope import is_own
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling
from assistant.checks.claims import YOU, Claim, data, pattern
from assistant.checks.figures import find_figures
from assistant.checks.support import Support
from assistant.checks.tokens import Token, content, tokens, without_quotes
from assistant.domain.value import Language

_SURE: Final = 2
"""Words of the rest of a fact that make it sure that a sentence is about it, whatever else has the word."""
_LONG: Final = 7
"""Letters of a denied word that shows by itself what is spoken of, in a sentence to the reader."""
_BEFORE: Final = 12
"""Characters before a part in which a denial still reaches it."""


@dataclass(frozen=True, slots=True)
class _Contrast:
    """What a statement denies, and what else it says."""

    told: Statement
    denied: tuple[str, ...]
    rest: tuple[str, ...]
    refused: bool
    """Whether it was thought of and given up, so that no word of the rest has to stand beside it."""


def contrasted(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what a fact denies told as true: "fewer welders" where it says "better welders, not fewer"."""
    if text.rstrip().endswith("?") and not pattern(data("states")["granted"]).search(text):
        return
    contrasts = _contrasts(support)
    masked = without_quotes(text) if contrasts else ""
    words = [each.text for each in telling(masked)]
    for contrast in contrasts:
        here = [each for each in tokens(masked) if shared([each.text], contrast.denied)]
        named = [each for each in here if is_same(each.text, contrast.denied[-1])]
        if len(here) < len(contrast.denied) or not named or not _is_about(contrast, masked, words, support):
            continue
        if _is_affirmed(masked, named[-1], contrast, language, support):
            start = min(here[0].start, named[-1].start)
            yield Claim(start, named[-1].end, "contradicted", "told", contrast.told.text)
            return


def _is_about(contrast: _Contrast, text: str, words: list[str], support: Support) -> bool:
    """Whether a sentence with the denied word speaks of what the statement does."""
    about = {word.casefold() for word in shared(words, contrast.rest)}
    spoken = bool(YOU.search(text)) and len(contrast.denied[-1]) >= _LONG
    if not (about or contrast.refused or spoken):
        return False
    return len(about) >= _SURE or not _is_elsewhere(contrast, support)


def turned_orders(text: str, _language: Language, support: Support) -> Iterator[Claim]:
    """Find two things in the other order than the brief gives: "charts first and the question later"."""
    if not pattern(data("orders")["any"]).search(text) or pattern(data("orders")["either"]).search(text):
        return
    for said in _orders(without_quotes(text)):
        for told in statements(support):
            if not _is_saying(told):
                continue
            for order in _orders(told.text) if _denies(told.text) == _denies(text) else ():
                ones, twos = (_words(order[name]) for name in ("one", "two"))
                if _only(_words(said["one"]), twos, ones) and _only(_words(said["two"]), ones, twos):
                    yield Claim(*said.span(), "contradicted", "told", told.text)
                    return


def _denies(text: str) -> bool:
    """Whether a text says that something does not come first: "nobody spars before week ten"."""
    return bool(pattern(data("orders")["denied"]).search(text))


def _is_saying(told: Statement) -> bool:
    """Whether it is something that the recipient said; their life can be told from either end."""
    return told.origin == "note" or (told.fact is not None and told.text in told.fact.point)


def _orders(text: str) -> Iterator[re.Match[str]]:
    for name in ("forth", "back", "listed"):
        yield from pattern(data("orders")[name]).finditer(text)


def _words(text: str) -> list[str]:
    return [each.text for each in content(text)]


def _only(words: list[str], here: list[str], there: list[str]) -> bool:
    """Whether words are of one side of an order, and none of them of the other alone."""
    return bool(shared(words, here)) and not [
        each for each in shared(words, there) if not shared([each], here)
    ]


@lru_cache(maxsize=32)
def _contrasts(support: Support) -> tuple[_Contrast, ...]:
    return tuple(_found(support))


def _found(support: Support) -> Iterator[_Contrast]:
    for told in statements(support):
        if told.origin == "other":
            continue
        for name in ("not_this", "refused"):
            for match in pattern(data("contrasts")[name]).finditer(told.text):
                if pattern(data("contrasts")["not_only"]).search(match[0]):
                    continue
                denied = [each.text for each in telling(_without_figures(match["what"], told.language))]
                rest = [word for word in told.words if not any(is_same(word, each) for each in denied)]
                if denied:
                    yield _Contrast(told, tuple(denied), tuple(rest), name == "refused")


def _without_figures(text: str, language: Language) -> str:
    """A text without its numbers, of which another check has the care."""
    for number in find_figures(text, language):
        text = text[: number.start] + " " * (number.end - number.start) + text[number.end :]
    return text


def _is_elsewhere(contrast: _Contrast, support: Support) -> bool:
    """Whether another statement has the word, so that it may be that which the text speaks of."""
    denying = [each.told for each in _contrasts(support) if shared(each.denied, contrast.denied)]
    return any(
        is_same(word, denied)
        for each in statements(support)
        if each not in denying
        for word in each.text.split()
        for denied in contrast.denied
    )


def _is_affirmed(text: str, here: Token, contrast: _Contrast, language: Language, support: Support) -> bool:
    """Whether the text has it so, in a part of the reader's side that denies and compares nothing."""
    start, end = part_around(text, here)
    known = pattern(data("contrasts")["known"]).sub(lambda each: " " * len(each[0]), text)
    reach = start if contrast.refused else max(0, start - _BEFORE)
    until = end if contrast.refused else here.start
    if pattern(data("contrasts")["denial"]).search(known[reach:until]):
        return False
    after = text if contrast.refused else text[here.start : end]
    ours = OWN[language].search(after) and not YOU.search(text if contrast.refused else text[start:end])
    return not ours and not is_own(known, here.start, language, support)
