"""`no_takeaway`: a follow-up without one concrete lesson from the talk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.asks import end_of_message
from assistant.checks.lexicon import plain
from assistant.checks.rule import Rule, load_rule
from assistant.checks.stems import generic_stems, shared_stems, specific_words, stems
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined

_WORDS = re.compile(r"[^\W_]+")
_WORDS_IN_A_ROW = 5
_FEWEST_WORDS = 3
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e\u00bb\u00ab]\S+(?:\s\S+){2,}[\"\u201c\u201d\u00ab\u00bb]")


def check(examined: Examined) -> Iterator[Finding]:
    """Find a message that repeats no note of the meeting and names no lesson of its own."""
    rule = load_rule("no_takeaway")
    draft = examined.draft
    if any(_from_notes(each, examined) or _names_lesson(each, draft, rule) for each in draft.prose):
        return
    vague = _vague_lesson(draft, rule)
    if vague:
        yield rule.finding(draft, *vague, examined.ui, key="vague")
    else:
        end = end_of_message(draft)
        yield rule.finding(draft, end, end, examined.ui)


def _from_notes(sentence: Sentence, examined: Examined) -> bool:
    """Whether the sentence takes up a note, in whatever inflection."""
    meeting = examined.brief.meeting if examined.brief else None
    if not meeting:
        return False
    language = examined.draft.language
    said = stems(sentence.text, language)
    for note in meeting.notes:
        if _quotes(note, sentence.text):
            return True
        noted = stems(note, language) - generic_stems(language)
        if noted and len(shared_stems(said, noted)) >= min(2, len(noted)):
            return True
    return False


def _quotes(note: str, text: str) -> bool:
    """Whether a sentence has words of a note in their own order: all of a short one, five of a longer."""
    noted, said = (_WORDS.findall(plain(each).lower()) for each in (note, text))
    many = min(_WORDS_IN_A_ROW, len(noted))
    runs = (" ".join(noted[at : at + many]) for at in range(len(noted) - many + 1))
    return many >= _FEWEST_WORDS and any(f" {run} " in f" {' '.join(said)} " for run in runs)


def _names_lesson(sentence: Sentence, draft: Draft, rule: Rule) -> bool:
    """Whether the sentence says what was learned or will be done, in words that are not anyone's."""
    flat = plain(sentence.text)
    if _QUOTED.search(sentence.text):
        return True
    empty = stems(rule.data["empty"][draft.language], draft.language)
    for name, needed in (("about", 1), ("lesson", 2), ("plan", 2), ("deed", 3)):
        for pattern in rule.patterns(draft.language, name):
            for match in pattern.finditer(flat):
                told = (
                    flat[match.end() :]
                    if name == "about"
                    else flat[: match.start()] + " " + flat[match.end() :]
                )
                if len(specific_words(told, draft.language, empty)) >= needed:
                    return True
    return False


def _vague_lesson(draft: Draft, rule: Rule) -> tuple[int, int] | None:
    """Where the message claims to have learned something without saying what."""
    for sentence in draft.prose:
        if rule.search(plain(sentence.text), draft.language, "vague"):
            return sentence.start, sentence.end
    return None
