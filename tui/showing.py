"""A draft's sources and its review as plain lines of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.domain.brief import Ground
from assistant.domain.draft import Draft, Sentence
from assistant.domain.records import Version
from assistant.domain.review import Review
from assistant.wording import _, plural
from knowledge.corpus import Corpus

_MOST_SHOWN: Final = 160
"""Characters of a finding's excerpt."""


def source_lines(draft: Draft, grounds: Mapping[str, Ground], corpus: Corpus, language: str) -> list[str]:
    """Give each sentence with the fact and the guidance behind it, in words and with their sources."""
    lines: list[str] = []
    for sentence in draft.sentences:
        if sentence.role in {"greeting", "closing", "signature"}:
            continue
        lines.append(_one_line(sentence.text))
        lines += [f"    {line}" for line in _behind(sentence, grounds, corpus, language)]
    return lines


def review_lines(review: Review, explain: Callable[[str], str]) -> list[str]:
    """Give a review: a verdict, then each finding with its reason, the source of its rule, and a fix."""
    lines = [verdict(review)]
    for finding in review.findings:
        lines.append(f"[{severity_word(finding.severity)}] {finding.check}: {finding.message}")
        if finding.excerpt and _one_line(finding.excerpt) not in _one_line(finding.message):
            lines.append(
                "    " + _("there: \u201c{excerpt}\u201d").format(excerpt=_shortened(finding.excerpt))
            )
        source = explain(finding.why)
        if source:
            lines.append("    " + _("why: {source} [{id}]").format(source=source, id=finding.why))
        if finding.fix:
            lines.append("    " + _("fix: {fix}").format(fix=finding.fix))
    return lines


def saved_line(saved: Version) -> str:
    """Say that a new version is kept, and the next step with it."""
    line = (
        _("Saved as version {version} of draft {draft}. Next: mend what blocks with fika edit {draft}.")
        if saved.review.blocked
        else _(
            "Saved as version {version} of draft {draft}. Next: fika approve {draft}, fika export {draft}."
        )
    )
    return line.format(version=saved.number, draft=saved.draft_id)


def verdict(review: Review) -> str:
    """Say in one line what the review came to."""
    counts = {
        severity: sum(each.severity == severity for each in review.findings)
        for severity in ("block", "warn", "note")
    }
    size = plural("{words} word", "{words} words", review.words).format(words=review.words)
    if not review.findings:
        return _("Review: nothing found, {size}.").format(size=size)
    parts = [
        plural("{n} thing blocks", "{n} things block", counts["block"]).format(n=counts["block"])
        if counts["block"]
        else "",
        plural("{n} warning", "{n} warnings", counts["warn"]).format(n=counts["warn"])
        if counts["warn"]
        else "",
        plural("{n} note", "{n} notes", counts["note"]).format(n=counts["note"]) if counts["note"] else "",
    ]
    found = ", ".join(part for part in parts if part)
    return _("Review: {found}; {size}.").format(found=found, size=size)


def severity_word(severity: str) -> str:
    """Name a severity in the interface's language."""
    return {"block": _("blocks"), "warn": _("warning"), "note": _("note")}[severity]


def _behind(sentence: Sentence, grounds: Mapping[str, Ground], corpus: Corpus, language: str) -> list[str]:
    lines = [_fact_line(grounds[each]) for each in sentence.facts if each in grounds]
    for each in sentence.passages:
        passage = corpus.passages.get(each)
        if passage:
            lines.append(
                _("guidance: {title} [{id}; {source}]").format(
                    title=passage.wording(language).title,
                    id=passage.id,
                    source=corpus.cite(passage, language),
                )
            )
        else:
            lines.append(_("guidance that is no longer there [{id}]").format(id=each))
    lines += [_("unknown source: {id}").format(id=each) for each in sentence.unknown]
    if not lines:
        lines.append(_("claims nothing") if sentence.marked else _("nothing is noted behind this"))
    return lines


def _fact_line(ground: Ground) -> str:
    labels = {
        "fact": _("fact"),
        "recipient": _("the recipient"),
        "sender": _("your profile"),
        "goal": _("your goal"),
        "about": _("your profile"),
        "own_words": _("your own words"),
        "ask": _("your question"),
        "note": _("your notes"),
        "plan": _("your plan"),
        "meeting": _("the talk"),
    }
    source = f" ({ground.source})" if ground.source else ""
    return f"{labels[ground.origin]}: {ground.text}{source}"


def _shortened(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1].rstrip() + "\u2026"


def _one_line(text: str) -> str:
    return " ".join(text.split())
