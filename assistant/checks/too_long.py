"""`too_long`: more text than the channel bears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.rule import load_rule
from assistant.domain.review import Finding
from assistant.parsing import count_words
from assistant.ports import Examined

_WORD = re.compile(r"\S*\w\S*")
LONGEST_MAIL = 200
"""Words that any mail bears; a kind's own limit is what its prompt asks for, and may be lower (E8)."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a body over the kind's words or characters for its channel; the channel's hard limit blocks."""
    rule = load_rule("too_long")
    draft = examined.draft
    limit = examined.kind.limit(draft.channel)
    characters, words = len(draft.body.rstrip()), count_words(draft.body)
    most_words = limit.words and max(limit.words, LONGEST_MAIL)
    end = draft.body_start + characters
    if limit.hard_characters and characters > limit.hard_characters:
        over = draft.body_start + limit.hard_characters
        yield rule.finding(
            draft,
            over,
            end,
            examined.ui,
            key="hard",
            severity="block",
            count=characters,
            limit=limit.hard_characters,
        )
    elif limit.characters and characters > limit.characters:
        over = draft.body_start + limit.characters
        yield rule.finding(
            draft,
            over,
            end,
            examined.ui,
            key="characters",
            why="E10",
            count=characters,
            limit=limit.characters,
        )
    elif most_words and words > most_words:
        over = _start_of_word(draft.text, draft.body_start, most_words)
        yield rule.finding(draft, over, end, examined.ui, count=words, limit=most_words)


def _start_of_word(text: str, start: int, number: int) -> int:
    """Where the word after `number` words begins."""
    for at, word in enumerate(_WORD.finditer(text, start)):
        if at == number:
            return word.start()
    return len(text)
