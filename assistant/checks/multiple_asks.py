"""`multiple_asks`: several favours at once beside the small talk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from assistant.checks.asks import Request, favours_asked
from assistant.checks.asks_to_be_mentor import find_asking
from assistant.checks.learned_acts import Act, act_score, does, likely_does
from assistant.checks.lexicon import pattern, plain
from assistant.checks.rule import load_rule
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_JOINT: Final = re.compile(r"[,;:]\s+|\s[\u2013\u2014-]\s|\s(?:och|samt|eller|and|or|plus)\s")
_ASKS_HOW: Final = re.compile(
    r"\b(?:hur|vad|vilken|vilket|vilka|när|varför)[ ](?:skulle|hade|brukar|gör|tycker)[ ](?:du|ni)\b"
    r"|\b(?:how|what|which|when|why|where)[ ](?:would|do|did|might)[ ]you\b",
    re.IGNORECASE,
)
"""A question of the talk: "what would you translate?"."""
_SAYS: Final = re.compile(
    r"^\W*(?:säga?|berätta|say|tell[ ]me)[ ](?:\w+[ ])?(?:vad|hur|om|what|how|whether|if)\b", re.IGNORECASE
)
"""What goes with a look at something, and is no second favour: "... and say what you'd change"."""
_BESIDE: Final = -4.0
"""The score above which a part of a sentence asks for a favour where another part likely does: in messages of
the training it finds seven more of 65 with several favours, and six more of 3,183 others."""
_FEWEST_WORDS: Final = 4
"""Words of a part of a sentence that may ask by itself."""
MOST_EXTRA = 1
"""Requests beyond the one small talk that a message bears."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find the second and later requests beyond a talk, where there are two or more."""
    rule = load_rule("multiple_asks")
    draft = examined.draft
    known = favours_asked(draft)
    more = _learned(draft, known) if examined.kind.message else _supposed(draft, known)
    extra = sorted([*known, *more], key=lambda each: each.start)
    if len(extra) > MOST_EXTRA:
        last = extra[-1]
        yield rule.finding(draft, last.start, last.end, examined.ui, count=len(extra))


def _learned(draft: Draft, known: list[Request]) -> Iterator[Request]:
    """Favours in other words than the rules': each clause that asks for one, else the whole sentence.

    One is to be sure, the others need only be likely: who asks for one favour too many asks for more.
    """
    if not known and not any(_is_favour(each.text, draft.language, does) for each in draft.prose):
        return
    for sentence in draft.prose:
        begin = sentence.start
        flat = plain(sentence.text)
        refused = not flat.rstrip().endswith("?") and pattern("asks", draft.language, "refusal").search(flat)
        if refused or _ASKS_HOW.search(flat) or not _is_favour(flat, draft.language, likely_does):
            continue
        asking = _asking(sentence.text, draft.language)
        free = [*known]
        for start, end in [(begin + start, begin + end) for start, end in asking] or [(begin, sentence.end)]:
            same = next((each for each in free if each.start < end and start < each.end), None)
            if same:
                free.remove(same)  # a rule's find is one favour; a second part of it is another
            elif asking or not any(each.start < end and start < each.end for each in known):
                yield Request("favour", start, end)


def _asking(text: str, language: Language) -> list[tuple[int, int]]:
    """The parts of a sentence that likely ask for a favour, and those beside one that may."""
    parts = [place for place in _clauses(text) if not _SAYS.match(text[slice(*place)])]
    if not any(_is_favour(text[slice(*place)], language, likely_does) for place in parts):
        return []
    return [place for place in parts if _is_favour(text[slice(*place)], language, _may)]


def _may(act: Act, text: str, language: Language) -> bool:
    return act_score(act, text, language) > _BESIDE


def _is_favour(text: str, language: Language, asks: Callable[[Act, str, Language], bool]) -> bool:
    """Whether words ask for a favour, other than the big question, which has a check of its own."""
    return asks("favour", text, language) and not find_asking(text, language)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Give from where to where each part of a sentence goes that may ask by itself."""
    start = 0
    for match in (*_JOINT.finditer(text), None):
        end = match.start() if match else len(text)
        if len(text[start:end].split()) >= _FEWEST_WORDS:
            yield start, end
        start = match.end() if match else end


def _supposed(draft: Draft, known: list[Request]) -> Iterator[Request]:
    """Another talk, or own work to be read, in a list for a talk that is given: "if you read my thesis"."""
    for sentence in draft.prose:
        for name in ("further", "own_work"):
            match = pattern("asks", draft.language, name).search(plain(sentence.text))
            start, end = (sentence.start + at for at in match.span()) if match else (0, 0)
            told = name == "own_work" and any(each.start < end and start < each.end for each in known)
            if match and not told:
                yield Request(name, start, end)
