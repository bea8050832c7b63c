"""`no_takeaway`: a follow-up without one concrete lesson from the talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.asks import end_of_message
from assistant.checks.figures import find_figures
from assistant.checks.learned_acts import does, likely_does
from assistant.checks.lexicon import plain
from assistant.checks.likeness import same_words, telling
from assistant.checks.matter import Matter, note_matters
from assistant.checks.rule import Rule, load_rule
from assistant.checks.stems import specific_words, stems
from assistant.checks.tokens import quotes
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_WORDS = re.compile(r"[^\W_]+")
_WORDS_IN_A_ROW = 5
_FEWEST_WORDS = 3
_MOTTO = 7
"""Words of a sentence so short that one word of a note is its subject."""
_TOLD = 2
"""Words of a lesson that are not anyone's."""
_SHARED = 2
"""Telling words of a note that tell it again."""
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e\u00bb\u00ab]\S+(?:\s\S+){2,}[\"\u201c\u201d\u00ab\u00bb]")


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that repeats no note of the meeting and names no lesson of its own."""
    rule = load_rule("no_takeaway")
    draft = examined.draft
    if _from_notes(draft, examined) or any(_is_lesson(each, examined, rule) for each in draft.prose):
        return
    vague = _vague_lesson(draft, rule)
    if vague:
        yield rule.finding(draft, *vague, examined.ui, key="vague")
    else:
        end = end_of_message(draft)
        yield rule.finding(draft, end, end, examined.ui)


def _from_notes(draft: Draft, examined: Examined) -> bool:
    """Whether a sentence, or two that follow each other, take up a note, in whatever wording."""
    brief = examined.brief
    if not brief or not brief.meeting:
        return False
    told = [each.text for each in draft.prose]
    pairs = [" ".join(told[at : at + 2]) for at in range(len(told))]
    if any(_quotes(note, text) for note in brief.meeting.notes for text in told):
        return True
    matters = note_matters(brief)
    if any(_takes_up(matter, text) for matter in matters for text in pairs):
        return True
    return any(
        _changes(matter, text, draft.language) or _is_motto(matter, text, draft.language)
        for matter in matters
        for text in told
    )


def _is_motto(matter: Matter, text: str, language: Language) -> bool:
    """Whether a few words are a note in short: "Fukt först, färg sedan.", or quote two of its words."""
    if any(
        f" {' '.join(_WORDS.findall(plain(quote.text).lower()))} " in matter.plain for quote in quotes(text)
    ):
        return True
    if len(text.split()) > _MOTTO or load_rule("no_takeaway").search(plain(text), language, "courtesy"):
        return False
    words = matter.touched(text) - matter.own
    return any(not find_figures(word, language) for word in words)


def _changes(matter: Matter, text: str, language: Language) -> bool:
    """Whether a sentence says that something is done otherwise now, with a word of a note in it."""
    rule = load_rule("no_takeaway")
    if not rule.search(plain(text), language, "change"):
        return False
    empty = stems(rule.data["empty"][language], language)
    return any(stems(word, language) - empty for word in matter.touched(text) - matter.own)


def _takes_up(matter: Matter, text: str) -> bool:
    """Whether a text shares two telling words with a note, or all of a short one's, or four in a row."""
    enough = min(_SHARED, len(matter.words - matter.own) or _SHARED)
    touched = matter.touched(text)
    return (len(touched) >= enough and bool(touched - matter.own)) or matter.echoed(text)


def _quotes(note: str, text: str) -> bool:
    """Whether a sentence has words of a note in their own order: all of a short one, five of a longer."""
    noted, said = (_WORDS.findall(plain(each).lower()) for each in (note, text))
    many = min(_WORDS_IN_A_ROW, len(noted))
    runs = (" ".join(noted[at : at + many]) for at in range(len(noted) - many + 1))
    return many >= _FEWEST_WORDS and any(f" {run} " in f" {' '.join(said)} " for run in runs)


def _is_lesson(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether a sentence tells a lesson; beside notes that it does not take up, it is
    surely to be one, or a rule is to find it too."""
    text, language = sentence.text, examined.draft.language
    if _QUOTED.search(text):
        return True
    if examined.brief and examined.brief.meeting and examined.brief.meeting.notes:
        likely = likely_does("lesson", text, language) and _names_lesson(sentence, examined, rule)
        return likely or does("lesson", text, language)
    empty = stems(rule.data["empty"][language], language)
    told = specific_words(plain(text), language, empty)
    likely = len(told) >= _TOLD and likely_does("lesson", text, language)
    return likely or _names_lesson(sentence, examined, rule)


def _names_lesson(sentence: Sentence, examined: Examined, rule: Rule) -> bool:
    """Whether the sentence says what was learned or will be done, in words that are not anyone's."""
    draft = examined.draft
    flat = plain(sentence.text)
    empty = stems(rule.data["empty"][draft.language], draft.language)
    field = _field(examined.brief) if examined.brief else frozenset()
    for name, needed in (("about", 1), ("lesson", 2), ("plan", 2), ("deed", 3)):
        for pattern in rule.patterns(draft.language, name):
            for match in pattern.finditer(flat):
                told = (
                    flat[match.end() :]
                    if name == "about"
                    else flat[: match.start()] + " " + flat[match.end() :]
                )
                specific = specific_words(told, draft.language, empty)
                if sum(word.text.lower() not in _of_field(told, field) for word in specific) >= needed:
                    return True
    return False


@lru_cache(maxsize=32)
def _field(brief: Brief) -> frozenset[str]:
    """Words of the two persons' work: "your insights into game design" names no lesson."""
    sender, recipient = brief.sender, brief.recipient
    parties = (sender.role, sender.organisation, recipient.name, recipient.role, recipient.organisation)
    return frozenset(telling(" ".join(parties)))


def _of_field(text: str, field: frozenset[str]) -> frozenset[str]:
    return same_words(telling(text), field) if field else frozenset()


def _vague_lesson(draft: Draft, rule: Rule) -> tuple[int, int] | None:
    """Where the message claims to have learned something without saying what."""
    for sentence in draft.prose:
        if rule.search(plain(sentence.text), draft.language, "vague"):
            return sentence.start, sentence.end
    return None
