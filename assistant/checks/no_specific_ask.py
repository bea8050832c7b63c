"""`no_specific_ask`: nothing small and clear that the reader can say yes to."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.ask_too_long import asks_long
from assistant.checks.asks import (
    asked_durations,
    asking_sentences,
    end_of_message,
    extra_requests,
    is_bounded,
    names_small_bound,
)
from assistant.checks.learned_acts import does, likely_does
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

DEFINITE = frozenset({"review", "introduce", "recommend", "forward", "material", "visit", "survey", "speak"})
"""Requests that are definite without any time; whether they are small is another check's matter."""

_FEWEST_WORDS = 7
"""Words of a sentence that says by itself what is asked: "could you be a sounding board?" does not."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message in which no ask has a time, a format, a number of questions or one named subject."""
    draft, rule = examined.draft, load_rule("no_specific_ask")
    told = [plain(each.text) for each in draft.prose]
    if any(_is_sure(each, draft.language) for each in told):
        return
    loose = next((each for each in draft.prose if does("vague", plain(each.text), draft.language)), None)
    if loose and not any(likely_does("bounded", each, draft.language) for each in told):
        yield rule.finding(draft, loose.start, loose.end, examined.ui, key="vague")
        return
    asking = asking_sentences(draft)
    if any(is_bounded(sentence.text, draft.language) for sentence in asking) or (
        names_small_bound(draft) or next(asked_durations(draft), None)
    ):
        return
    if any(request.name.split()[0] in DEFINITE for request in extra_requests(draft)):
        return
    if any(_asks_outright(each.text, draft.language) for each in draft.prose):
        return
    if asking:
        vague = asking[0]
        yield rule.finding(draft, vague.start, vague.end, examined.ui, key="vague")
    else:
        end = end_of_message(draft)
        yield rule.finding(draft, end, end, examined.ui)


def _is_sure(flat: str, language: Language) -> bool:
    """Whether a sentence is surely like the asks that have a bound, and unlike the vague ones."""
    long_enough = len(flat.split()) >= _FEWEST_WORDS
    return long_enough and does("bounded", flat, language) and not likely_does("vague", flat, language)


def _asks_outright(text: str, language: Language) -> bool:
    """Whether a sentence says what the question is, or asks for a definite long visit."""
    if load_rule("no_specific_ask").search(plain(text), language, "question"):
        return True
    return asks_long(text, language, does)
