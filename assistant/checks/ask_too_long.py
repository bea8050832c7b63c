"""`ask_too_long`: more than half an hour asked of someone who does not know the sender."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.checks.asks import asked_durations, asks_in_subject, is_ask
from assistant.checks.durations import find_durations
from assistant.checks.learned_acts import Act, does, likely_does
from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_FEWEST_WORDS = 6
"""Words of a sentence that tells a length of time without a figure: "could we talk?" tells none."""
LONGEST_MINUTES = 30.0
"""More than this is too much to ask of a stranger; of a range the longer end counts."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find each duration over thirty minutes that the reader is asked for."""
    rule = load_rule("ask_too_long")
    draft = examined.draft
    asked = [*asks_in_subject(draft), *(found for _sentence, found in asked_durations(draft))]
    for found in asked:
        if found.minutes > LONGEST_MINUTES:
            yield rule.finding(draft, found.start, found.end, examined.ui, minutes=f"{found.minutes:g}")
    surely = does if asked else likely_does
    for sentence in draft.prose:
        if asks_long(sentence.text, draft.language, surely):
            yield rule.finding(draft, sentence.start, sentence.end, examined.ui)


def asks_long(text: str, language: Language, surely: Callable[[Act, str, Language], bool]) -> bool:
    """Whether a sentence asks for a long time without a figure: "a morning", "until you lock up".

    `surely` says how sure to be: `does`, or `likely_does` where the message names no time at all.
    """
    if len(text.split()) < _FEWEST_WORDS or find_durations(plain(text), language):
        return False
    return is_ask(text, language) and surely("long", text, language)
