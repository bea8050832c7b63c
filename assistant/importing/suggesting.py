"""Takes a pasted text apart into suggested facts with their quotes, and shows apart what tries to instruct.

No model is asked. A person confirms each fact; nothing else from the text is ever used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant.cleaning import MAX_CHARACTERS, clean_line
from assistant.domain.brief import Fact, Recipient
from assistant.errors import InputError
from assistant.importing.html_text import looks_like_html, read_html
from assistant.importing.sentences import Span, sentences
from assistant.importing.statements import as_sentence, says_something
from assistant.importing.suspicion import Mark, begin_of_clause, goes_on, marks, reads_as_instruction
from assistant.importing.understanding import understand
from assistant.importing.visible import Hidden, Page, Visible
from assistant.wording import _

_MOST: Final = 200
"""Suggestions shown for one text."""
_EXCERPT: Final = 200
"""Characters of what is set aside that are shown."""
_SUBJECT: Final = re.compile(r"(?:she|he|they|hon|han|hen|de)\b")

SuspicionKind = Literal[
    "instruction", "markup", "call", "link", "code", "characters", "control", "comment", "hidden", "attribute"
]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact that a text may hold; a person accepts it or not."""

    number: int
    """From 1, in the order of the text."""
    fact: Fact
    quote: str
    """The exact words, `text[start:end]` of the suggestions' text."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something that was set aside: it instructs a machine, or it hides."""

    start: int
    end: int
    """Place in the suggestions' text; start == end for what is not seen there."""
    excerpt: str
    reason: str
    """Why it was set aside, in the interface's language."""
    kind: SuspicionKind


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a text gave."""

    text: str
    """The text as it is seen, cleaned; places count in here."""
    suggestions: tuple[Suggestion, ...]
    set_aside: tuple[Suspicion, ...]
    left_out: int = 0
    """Further suggestions beyond the most that are shown."""


def suggest(text: str, *, recipient: Recipient | None, source: str = "") -> Suggestions:
    """Take a pasted text about `recipient` apart; `source` is noted on each fact.

    Plain text, Markdown and HTML will do. Raises InputError for a text that is too long.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            _("The text is too long: {count} characters, at most {most}.").format(
                count=len(text), most=MAX_CHARACTERS
            ),
            hint=_("Give the part that is about the person."),
        )
    visible = _seen(text)
    spans = list(sentences(visible.text))
    found_marks = sorted([*marks(visible.text), *_turned(visible)], key=lambda mark: (mark.start, -mark.end))
    aside = _merged(_set_aside(visible.text, spans, found_marks))
    found = list(_suggested(visible.text, spans, aside, recipient, source))
    set_aside = [_suspicion(visible.text, mark) for mark in aside] + [
        _hidden(each) for each in visible.hidden
    ]
    return Suggestions(
        text=visible.text,
        suggestions=tuple(found[:_MOST]),
        set_aside=tuple(sorted(set_aside, key=lambda each: (each.start, each.end))),
        left_out=max(0, len(found) - _MOST),
    )


def _seen(raw: str) -> Visible:
    """Give what is seen of a plain text or of HTML."""
    page = Page()
    if looks_like_html(raw):
        read_html(raw, page, reads_as_instruction)
    else:
        page.show(raw)
    return page.finished()


def _turned(visible: Visible) -> Iterator[Mark]:
    """Give the places where letters were turned round, so that what was seen is not what stands there."""
    for hidden in visible.hidden:
        if hidden.kind == "characters" and re.search("U\\+202[DE]", hidden.excerpt):
            line_end = visible.text.find("\n", hidden.end)
            end = (
                hidden.end if hidden.end > hidden.start else line_end if line_end >= 0 else len(visible.text)
            )
            yield Mark("code", hidden.start, end, whole=True)


def _set_aside(text: str, spans: list[Span], found: list[Mark]) -> Iterator[Mark]:
    """Give what is set aside: structure as it stands, an instruction to the end of its sentence and on."""
    whole = [mark for mark in found if mark.whole]
    yield from whole
    commands = list(_outside([mark for mark in found if not mark.whole], whole))
    at = 0
    paragraph_instructs = -1
    for span in spans:
        mine = []
        while at < len(commands) and commands[at].start < span.end:
            mine.append(commands[at])
            at += 1
        if mine:
            start = begin_of_clause(text, span.start, max(span.start, min(mark.start for mark in mine)))
            yield Mark("instruction", start, max(span.end, min(mine[-1].end, span.end)))
            paragraph_instructs = span.paragraph
        elif paragraph_instructs == span.paragraph:
            if goes_on(text[span.start : span.end]):
                yield Mark("instruction", span.start, span.end)
            else:
                paragraph_instructs = -1


def _outside(commands: list[Mark], whole: list[Mark]) -> Iterator[Mark]:
    """Give the commands that do not stand inside what is set aside as a whole."""
    at, covered = 0, -1
    for command in commands:
        while at < len(whole) and whole[at].start <= command.start:
            covered = max(covered, whole[at].end)
            at += 1
        if command.start >= covered:
            yield command


def _merged(aside: Iterator[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(aside, key=lambda mark: (mark.start, -mark.end)):
        last = kept[-1] if kept else None
        if last and mark.start <= last.end + 1 and (mark.start < last.end or mark.kind == last.kind):
            kept[-1] = Mark(last.kind, last.start, max(last.end, mark.end), last.whole)
        else:
            kept.append(mark)
    return kept


def _suggested(
    text: str, spans: list[Span], aside: list[Mark], recipient: Recipient | None, source: str
) -> Iterator[Suggestion]:
    number = 0
    seen: set[str] = set()
    for start, end in _left(text, spans, aside):
        quote = text[start:end]
        said = as_sentence(quote)
        if said.casefold() in seen or not says_something(quote, said, recipient):
            continue
        seen.add(said.casefold())
        number += 1
        fact = understand(said).model_copy(update={"quote": " ".join(quote.split()), "source": source})
        yield Suggestion(number, fact, quote, start, end)


def _left(text: str, spans: list[Span], aside: list[Mark]) -> Iterator[tuple[int, int]]:
    """Give the parts of sentences that are not set aside."""
    at = 0
    for span in spans:
        while at and aside[at - 1].end > span.start:
            at -= 1
        start = span.start
        while at < len(aside) and aside[at].start < span.end:
            if aside[at].end > start:
                yield from _piece(text, start, aside[at].start, begins=start == span.start)
                start = aside[at].end
            at += 1
        if start < span.end:
            uncut = start == span.start
            yield from _piece(text, start, span.end, begins=uncut, uncut=uncut)


def _piece(
    text: str, start: int, end: int, *, begins: bool, uncut: bool = False
) -> Iterator[tuple[int, int]]:
    """Give a part of a sentence without what joins it; what follows an attack must begin anew."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip(" \n,;:.!?)]}>`-\u2013\u2014|"))
    last = start + len(piece.rstrip(" \n,;:([{<-\u2013\u2014|"))
    anew = begins or not text[first : first + 1].islower() or _SUBJECT.match(text, first)
    says_enough = uncut or len(text[first:last].split()) > 3
    if first < last and anew and says_enough:
        yield first, last


def _suspicion(text: str, mark: Mark) -> Suspicion:
    reasons = {
        "instruction": _("This reads as an instruction to a machine, not as a fact."),
        "markup": _("This looks like a machine's own tags or marks."),
        "call": _("This looks like a call of a tool."),
        "link": _("This link or picture could carry what you know to somebody else."),
        "code": _("This is coded or spelled out in a way that people do not write; it was not decoded."),
    }
    return Suspicion(mark.start, mark.end, _short(text[mark.start : mark.end]), reasons[mark.kind], mark.kind)


def _hidden(hidden: Hidden) -> Suspicion:
    reasons: dict[str, tuple[SuspicionKind, str]] = {
        "characters": ("characters", _("Invisible or direction-turning characters hide here.")),
        "control": ("control", _("Terminal control characters stood here; they were taken out.")),
        "comment": ("comment", _("An HTML comment, which a reader of the page does not see.")),
        "markup": ("hidden", _("The page hides this text from its readers.")),
        "attribute": ("attribute", _("A hidden attribute of the page reads as an instruction.")),
    }
    kind, reason = reasons[hidden.kind]
    return Suspicion(hidden.start, hidden.end, _short(hidden.excerpt), reason, kind)


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}\u2026"
