"""`vague_subject`: a subject line that says nothing about the matter, or none."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.lexicon import plain
from assistant.checks.rule import load_rule
from assistant.checks.stems import content_words, generic_stems, stems
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.ports import Examined

_SHORTEST_PART = 3
"""Letters in a part of a compound."""


def check(examined: Examined) -> Iterator[Finding]:
    """Find a subject of nothing but greetings, stock words and names, on channels that have one."""
    draft = examined.draft
    if not examined.kind.limit(draft.channel).subject:
        return
    rule = load_rule("vague_subject")
    subject = (draft.subject or "").strip()
    if not subject:
        yield rule.finding(draft, 0, 0, examined.ui, key="missing")
        return
    if rule.search(plain(subject), draft.language, "enough"):
        return
    empty = (
        generic_stems(draft.language)
        | _names(examined)
        | stems(rule.data["empty"][draft.language], draft.language)
    )
    words = content_words(subject, draft.language)
    if all(word.text.isdigit() or _is_empty(word.stem, empty) for word in words):
        first = draft.sentences[0]
        yield rule.finding(draft, first.start, first.end, examined.ui)


def _is_empty(stem: str, empty: frozenset[str]) -> bool:
    """Whether a word, or both parts of a compound ("karriärråd"), says nothing."""
    cuts = range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1)
    return stem in empty or any(stem[:at] in empty and stem[at:].lstrip("s-") in empty for at in cuts)


def _names(examined: Examined) -> frozenset[str]:
    """Stems of the two persons' names: a name alone is no matter."""
    draft, brief = examined.draft, examined.brief
    names = [each.text for each in draft.sentences if each.role == "greeting"] + _signature(draft)
    if brief:
        names += [brief.sender.name, brief.recipient.name]
    return stems(" ".join(names), draft.language)


def _signature(draft: Draft) -> list[str]:
    return [each.text for each in draft.sentences if each.role == "signature"][:1]
