"""`vague_subject`: a subject line that says nothing about the matter, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.lexicon import plain
from assistant.checks.rule import Rule, load_rule
from assistant.checks.stems import Word, content_words, generic_stems, names_doer, stems
from assistant.checks.tokens import quotes
from assistant.domain.draft import Draft
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

_SHORTEST_PART = 3
"""Letters in a part of a compound."""
_LONG_TITLE = 4
"""Words from which a title is one, though each of them is plain."""


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
    if _names_title(subject, examined, rule):
        return
    generic = generic_stems(draft.language)
    empty = _names(examined) | stems(rule.data["empty"][draft.language], draft.language)
    words = content_words(_without_greeting(subject, draft.language, rule), draft.language)

    def says_nothing(word: Word) -> bool:
        doer = word.stem in generic and names_doer(word.text, draft.language)
        return word.text.isdigit() or _is_empty(word.stem, empty if doer else empty | generic)

    if all(says_nothing(word) for word in words):
        first = draft.sentences[0]
        yield rule.finding(draft, first.start, first.end, examined.ui)


def _without_greeting(subject: str, language: Language, rule: Rule) -> str:
    """The subject with greetings and courtesies blanked out: "Hej Eva, hoppas allt är bra"."""
    flat = plain(subject)
    for pattern in rule.patterns(language, "courtesy"):
        flat = pattern.sub(lambda match: " " * len(match[0]), flat)
    return flat


def _names_title(subject: str, examined: Examined, rule: Rule) -> bool:
    """Whether the subject has a title in it: a fact's, or one in quotation marks that is no stock phrase."""
    language = examined.draft.language
    stock = stems(rule.data["empty"][language], language)
    said = f" {_bare(subject)} "
    titles = [fact.title for fact in examined.brief.facts] if examined.brief else []
    quoted = [quote.text for quote in quotes(subject)]
    return any(
        len(_bare(title).split()) >= 2
        and f" {_bare(title)} " in said
        and (
            len(_bare(title).split()) >= _LONG_TITLE
            or not (stems(title, language) and stems(title, language) <= stock)
        )
        for title in (*titles, *quoted)
    )


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


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
