"""`sounds_machine_written`: what a reader takes for unedited machine text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.lexicon import plain, table, words
from assistant.checks.phrases import split_words
from assistant.checks.rule import Rule, load_rule
from assistant.checks.signs import Sign, in_prose, phrase_signs, weigh
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_MARKDOWN: Final = re.compile(
    r"\*\*[^*\n]{1,120}\*\*|__[^_\n]{1,120}__|^[ \t]{0,3}#{1,6}[ \t]+\S[^\n]*|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$"
    r"|```|\[[^\[\]\n]{1,80}\]\(https?:[^)\s]*\)|^[ \t]*>[ \t]+\S",
    re.MULTILINE,
)
"""Bold, a heading, a rule, a code fence, a link or a quotation of Markdown."""
_DASH: Final = re.compile(r"(?<=\S)(?:[ \t]+[\u2013\u2014-][ \t]+|\u2014)(?=\S)")
_ECHO: Final = re.compile(
    r"\b(?P<word>[^\W\d_]{3,})[ \t]*[\u2013\u2014][ \t]*(?:[^\W\d_]+[ \t]+)?(?P=word)\b", re.IGNORECASE
)
"""A word taken up again behind a dash: "restraint, a dash, restraint in growth"."""
_CHAIN: Final = 3
"""Dashes in one sentence that are no longer a parenthesis."""
_LOFTY: Final = 3
"""Lofty words in one sentence from which they say something; one more is enough alone."""
_LOFTY_SHARE: Final = 0.4
_CONCRETE: Final = re.compile(r"\d|[\"\u201c\u201d\u00bb]|(?<=\s)[A-ZÅÄÖ]")
"""A number, a quotation or a name: something concrete."""
_SHORT: Final = 8
"""Words of a sentence that is short."""
_OFTEN: Final = 6
"""Dashes in a message that a person seldom writes."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find an assistant's own words, stock turns, inflated words, triads, chains of dashes, Markdown."""
    rule = load_rule("sounds_machine_written")
    yield from _markdown(examined, rule)
    signs = [
        *phrase_signs("machine", examined),
        *_dashes(examined.draft),
        *_lofty(examined.draft),
        *_strengthened(examined.draft),
        *_turned(examined.draft),
    ]
    yield from weigh(rule, examined, signs)


def _markdown(examined: Examined, rule: Rule) -> Iterator[Finding]:
    """Marks of a formatted text that a mail shows as they are: each one, for each must be taken away."""
    for mark in _MARKDOWN.finditer(examined.draft.text):
        yield rule.finding(examined.draft, mark.start(), mark.end(), examined.ui, key="markdown", why="E21")


def _dashes(draft: Draft) -> Iterator[Sign]:
    """A chain of dashes in one sentence, an echo behind a dash, or dashes all over."""
    everywhere = []
    for sentence in in_prose(draft):
        dashes = list(_DASH.finditer(sentence.text))
        everywhere += [sentence.start + dash.start() for dash in dashes]
        echo = _ECHO.search(sentence.text)
        if len(dashes) >= _CHAIN or (echo and len(dashes) > 1):
            start, end = sentence.start + dashes[0].start(), sentence.start + dashes[-1].end()
            yield Sign("dashes", 3, "E21", max(sentence.start, start), end, "chain")
        elif echo:
            start, end = sentence.start + echo.start(), sentence.start + echo.end()
            yield Sign("dashes", 1.5, "E21", start, end, "echo")
    if len(everywhere) >= _OFTEN:
        yield Sign("dashes", 2, "E21", everywhere[0], everywhere[0] + 1, "dashes")


def _lofty(draft: Draft) -> Iterator[Sign]:
    """A sentence of fine abstract words with nothing that one could see, count or name."""
    for sentence in in_prose(draft):
        share, many = _lofty_words(sentence.text, draft.language)
        if many >= _LOFTY and share >= _LOFTY_SHARE and not _CONCRETE.search(sentence.text, 1):
            start, end = sentence.start, sentence.end
            yield Sign("inflated", 3, "E21", start, end, "lofty")


@lru_cache(maxsize=1024)
def _lofty_words(text: str, language: Language) -> tuple[float, int]:
    """Give the share of lofty words among the longer ones that carry content, and how many there are."""
    small = words("common", language, "stop")
    long = [word.text for word in split_words(text) if len(word.text) > 3 and word.text not in small]
    whole, beginnings = _lofty_list(language)
    lofty = sum(word in whole or word.startswith(beginnings) for word in long)
    return (lofty / len(long) if long else 0.0), lofty


@cache
def _lofty_list(language: Language) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the lofty words, and the beginnings of others."""
    listed = table(f"machine_{language}", language)["lofty"].split()
    beginnings = tuple(each[:-1] for each in listed if each.endswith("*"))
    return frozenset(each for each in listed if not each.endswith("*")), beginnings


def _strengthened(draft: Draft) -> Iterator[Sign]:
    """Words like "truly" and "deeply", one upon the other."""
    strong = words(f"machine_{draft.language}", draft.language, "strengthening")
    found = [
        (sentence.start + match.start(), sentence.start + match.end())
        for sentence in in_prose(draft)
        for match in re.finditer(r"[^\W\d_]+", sentence.text)
        if match[0].lower() in strong
    ]
    if len(found) > 2:
        yield Sign("inflated", 1.5, "E20", *found[0], "strengthened")


def _turned(draft: Draft) -> Iterator[Sign]:
    """Two short sentences, the first denying what the second claims: "It's not about X. It's about Y."."""
    turned = table(f"machine_{draft.language}", draft.language)["turned"]
    denied, claimed = (re.compile(turned[name], re.IGNORECASE) for name in ("denied", "claimed"))
    for first, second in pairwise(in_prose(draft)):
        short = len(second.text.split()) <= _SHORT
        if short and denied.match(plain(first.text)) and claimed.match(plain(second.text)):
            yield Sign("not_only", 3, "E21", first.start, first.end, "turned")
