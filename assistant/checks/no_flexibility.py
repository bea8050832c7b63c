"""`no_flexibility`: one fixed slot, or no word of when."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.asks import asked_durations, asking_sentences, asks_to_talk, end_of_message, is_ask
from assistant.checks.lexicon import plain
from assistant.checks.rule import Rule, load_rule
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.ports import Examined

SHORT_CHANNELS = frozenset({"linkedin-note", "sms"})
"""Channels with little room: there only a fixed slot is found, never that no time was named."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find an ask for a talk at one fixed time, or without any room in time."""
    rule = load_rule("no_flexibility")
    draft = examined.draft
    if _is_flexible(examined, rule):
        return
    talks = [each for each in asking_sentences(draft) if asks_to_talk(each.text, draft.language)]
    talks += [sentence for sentence, _found in asked_durations(draft)]
    slots = _slots(draft, rule)
    if len({name for name, _start, _end in slots}) == 1:
        _name, start, end = slots[0]
        yield rule.finding(draft, start, end, examined.ui, key="fixed")
    elif talks and not slots and draft.channel not in SHORT_CHANNELS:
        end = max(each.end for each in talks) if talks else end_of_message(draft)
        yield rule.finding(draft, end, end, examined.ui)


def _is_flexible(examined: Examined, rule: Rule) -> bool:
    draft, brief = examined.draft, examined.brief
    window = brief.ask.window.lower() if brief else ""
    for sentence in draft.prose:
        flat = plain(sentence.text)
        if rule.search(flat, draft.language, "told") and not is_ask(sentence.text, draft.language):
            continue
        if rule.search(flat, draft.language, "flexible"):
            return True
        if window and window in flat.lower():
            return True
    return False


def _slots(draft: Draft, rule: Rule) -> list[tuple[str, int, int]]:
    """Days that are proposed for the talk, each with the clock time that follows it."""
    found: list[tuple[str, int, int]] = []
    for sentence in draft.prose:
        flat = plain(sentence.text)
        if rule.search(flat, draft.language, "told"):
            continue
        at = sentence.start
        matches = (
            each for pattern in rule.patterns(draft.language, "slot") for each in pattern.finditer(flat)
        )
        found += [(each["day"].lower(), at + each.start(), at + each.end()) for each in matches]
    kept: list[tuple[str, int, int]] = []
    for each in sorted(found, key=lambda each: (each[1], -each[2])):
        if not kept or each[1] >= kept[-1][2]:
            kept.append(each)
    return kept
