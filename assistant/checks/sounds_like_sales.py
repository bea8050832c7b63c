"""`sounds_like_sales`: what a recipient's filter or ear takes for a sales mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.brief_texts import brief_texts
from assistant.checks.learned_acts import may_do
from assistant.checks.lexicon import plain
from assistant.checks.pushy_followup import REMINDER
from assistant.checks.rule import load_rule
from assistant.checks.signs import Sign, phrase_signs, weigh
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

_REPLY: Final = re.compile(r"\s*(?:(?:re|sv|vb|fwd?|aw|tr)\s?:\s*)+", re.IGNORECASE)
_LABEL_OF_REPLY: Final = re.compile(r"\s*\**re\**\s*:", re.IGNORECASE)
"""A text that begins with "Re:" itself: its label is the fake."""
_CAPITALS: Final = re.compile(r"(?<!\w)[A-ZÅÄÖÉ]{4,}(?!\w)")
_MARKS: Final = re.compile(r"!(?:\s?!)+|[!?]{3,}")
_EMOJI: Final = re.compile(
    "[\U0001f680\U0001f525\U0001f4b0\U0001f4c8\u2705\U0001f449\u23f0\U0001f381\U0001f4a5\U0001f3af\U0001f4b8\u26a1]"
)
"""Rocket, fire, money, chart, tick, pointing hand, clock, gift, bang, target, flying money, flash."""
_CALM: Final = 4
"""Exclamation marks in a body that are still glad: more are advertising."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find offers, booking links, urgency, teasers, customers counted, fake replies and shouting."""
    signs = [
        *_pitches(examined),
        *_fake_reply(examined),
        *_shouts(examined),
        *_loud_marks(examined.draft),
        *_emoji(examined.draft),
    ]
    yield from weigh(load_rule("sounds_like_sales"), examined, signs)


def _pitches(examined: Examined) -> Iterator[Sign]:
    """The phrases of sales, but for those in sentences that are unlike any of it."""
    draft = examined.draft
    for sign in phrase_signs("sales", examined):
        around = next((each.text for each in draft.sentences if each.start <= sign.start < each.end), "")
        if may_do("sales", plain(around), draft.language):
            yield sign


def _fake_reply(examined: Examined) -> Iterator[Sign]:
    """A first message whose subject says that it answers or forwards something; a reminder may say so."""
    draft, brief = examined.draft, examined.brief
    written_before = examined.kind.id == REMINDER or (brief is not None and bool(brief.previous.outreach))
    if draft.subject is None or not examined.kind.first_contact or written_before:
        return
    subject = draft.sentences[0]
    reply = _REPLY.match(subject.text)
    if reply or _LABEL_OF_REPLY.match(draft.text[: subject.start]):
        yield Sign("reply", 3, "E16", subject.start, subject.end, "reply")


def _shouts(examined: Examined) -> Iterator[Sign]:
    """Words in capitals that are no abbreviation of the brief: two in a line, or one with a mark behind."""
    given = set(_CAPITALS.findall("\n".join(brief_texts(examined.brief)))) if examined.brief else set()
    for sentence in _written(examined.draft):
        words = [word for word in _CAPITALS.finditer(sentence.text) if word[0] not in given]
        long = [word for word in words if len(word[0]) > 5 or re.search(r"[AEIOUYÅÄÖ]", word[0])]
        marked = bool(re.search(r"!", sentence.text)) and any(len(word[0]) > 5 for word in long)
        if len(long) >= 2 and (marked or sum(len(word[0]) for word in long) >= 12):
            start, end = sentence.start + long[0].start(), sentence.start + long[-1].end()
            yield Sign("shout", 3, "E8", start, end, "capitals")
        elif marked:
            start = sentence.start + long[0].start()
            yield Sign("shout", 1.5, "E8", start, start + len(long[0][0]), "capital")


def _loud_marks(draft: Draft) -> Iterator[Sign]:
    """Several exclamation marks at once, or far more than gladness has."""
    for sentence in _written(draft):
        for marks in _MARKS.finditer(sentence.text):
            weight = 3 if sentence.role == "subject" or len(marks[0]) > 2 else 1.5
            start = sentence.start + marks.start()
            yield Sign("shout", weight, "E8", max(sentence.start, start - 30), start + len(marks[0]), "marks")
    exclaimed = [each for each in draft.prose if each.text.rstrip(")\u201d\"'").endswith("!")]
    if len(exclaimed) > _CALM:
        yield Sign("shout", 3, "E8", exclaimed[0].start, exclaimed[0].end, "exclaimed")


def _emoji(draft: Draft) -> Iterator[Sign]:
    """The emoji of advertising; one alone is a smile."""
    found = list(_EMOJI.finditer(draft.text))
    if found:
        weight = 3 if len(found) > 2 else 1.5
        yield Sign("shout", weight, "E8", found[0].start(), found[-1].end(), "emoji")


def _written(draft: Draft) -> tuple[Sentence, ...]:
    return tuple(each for each in draft.sentences if each.role != "signature")
