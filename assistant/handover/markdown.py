"""A version as Markdown: the message, the fact and guidance behind each sentence, and the review."""

from __future__ import annotations

import re
from typing import Final

from assistant.cleaning import clean, clean_line
from assistant.domain.brief import Ground, grounds
from assistant.domain.draft import Draft, Sentence
from assistant.domain.records import Version
from assistant.domain.value import Language
from assistant.wording import _
from knowledge.corpus import Corpus

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP: Final = re.compile(r"[\\`*_\[\]{}|~$^@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START: Final = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+\-=:%]))")
"""What would make a heading, a list, a rule or a definition at the start of a line."""


def escape(text: str) -> str:
    """Give text as Markdown that shows just these characters: no markup, HTML, link or list comes of it."""
    return "\\\n".join(_escape_line(line.strip()) for line in clean(text).strip().split("\n"))


def as_markdown(version: Version, corpus: Corpus, ui: Language) -> str:
    """Give a version as Markdown with footnotes; `ui` is the language of what stands around the message."""
    notes = _Notes(version, corpus, ui)
    draft = version.draft
    to = ", ".join(filter(None, (version.brief.recipient.name, version.brief.recipient.organisation)))
    title = draft.subject or _("Draft {id}").format(id=version.draft_id)
    about = (
        _("To {name}. Draft {id}, version {number}, {date}.")
        if to
        else _("Draft {id}, version {number}, {date}.")
    )
    line = about.format(
        name=to, id=version.draft_id, number=version.number, date=version.made_at.date().isoformat()
    )
    parts = [f"# {_escape_line(clean_line(title))}", escape(line), _message(draft, notes), "---"]
    parts += ["## " + _("Review"), _review(version, corpus, ui)]
    if notes.lines:
        parts += ["## " + _("Sources"), "\n".join(notes.lines)]
    return "\n\n".join(parts) + "\n"


class _Notes:
    """The footnotes; sentences that rest on the same things share one."""

    def __init__(self, version: Version, corpus: Corpus, ui: Language) -> None:
        self._grounds = {ground.id: ground for ground in grounds(version.brief)}
        self._version = version
        self._corpus = corpus
        self._ui = ui
        self._numbers: dict[tuple[str, ...], int] = {}
        self.lines: list[str] = []

    def mark(self, sentence: Sentence) -> str:
        """Give the mark that follows a sentence; a sentence that rests on nothing has none."""
        key = (*sentence.facts, *sentence.passages)
        if not key:
            return ""
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            behind = [self._fact(each) for each in sentence.facts]
            behind += [self._passage(each) for each in sentence.passages]
            self.lines.append(f"[^{self._numbers[key]}]: {'; '.join(behind)}.")
        return f"[^{self._numbers[key]}]"

    def _fact(self, ground_id: str) -> str:
        ground = self._grounds.get(ground_id)
        if ground is None:
            return _escape_line(ground_id)
        said = (
            _("a confidential fact") if self._is_confidential(ground) else clean_line(ground.text).rstrip(".")
        )
        source = (
            f" ({_escape_line(ground.source)})" if ground.source and said == ground.text.rstrip(".") else ""
        )
        return f"{_escape_line(ground_id)}: {_escape_line(said)}{source}"

    def _is_confidential(self, ground: Ground) -> bool:
        return ground.origin == "fact" and self._version.brief.facts[ground.index].confidential

    def _passage(self, passage_id: str) -> str:
        passage = self._corpus.passages.get(passage_id)
        if passage is None:
            return _escape_line(passage_id)
        title = passage.wording(self._ui).title.rstrip(".")
        return _escape_line(f"{passage_id}: {title} ({self._corpus.cite(passage, self._ui)})")


def _message(draft: Draft, notes: _Notes) -> str:
    """Give the body with a footnote mark after each sentence that rests on something."""
    shown = ""
    paragraph: int | None = None
    at = draft.body_start
    for sentence in draft.sentences:
        if sentence.role == "subject":
            continue
        if paragraph is not None:
            broken = "\n" in draft.text[at : sentence.start]
            shown += "\n\n" if sentence.paragraph != paragraph else "\\\n" if broken else " "
        shown += escape(sentence.text)
        mark = notes.mark(sentence)
        shown = f"{shown[:-1]}\\!{mark}" if mark and shown.endswith("!") else shown + mark
        paragraph, at = sentence.paragraph, sentence.end
    return shown


def _review(version: Version, corpus: Corpus, ui: Language) -> str:
    labels = {"block": _("Blocks"), "warn": _("Warning"), "note": _("Note")}
    lines = []
    for finding in version.review.findings:
        said = " ".join(filter(None, (finding.message, finding.fix)))
        why = corpus.explain(finding.why, ui)
        lines.append(f"- {labels[finding.severity]}: {_flat(said)}" + (f" ({_flat(why)})" if why else ""))
    return "\n".join(lines) or _("Nothing was found.")


def _flat(text: str) -> str:
    return _escape_line(clean_line(text))


def _escape_line(line: str) -> str:
    escaped = "".join(
        f"\\{character}" if _MARKUP.match(line, at) else _ENTITIES.get(character, character)
        for at, character in enumerate(line)
    )
    return _LINE_START.sub(r"\1\\", escaped)
