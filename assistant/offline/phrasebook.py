"""A kind's template: layouts and, for each slot in them, the sentences that may stand there.

The file is Markdown (`offline.sv.md`, `offline.en.md`):

```
# fact_first                         a layout; its lines are paragraphs of slots
greeting
opening! second???
introduction
ask thanks
closing

## opening: talk, article [outreach.personal_opening]
- {{ work | cap }} gave me something to try at work. // {{ reaction }}
- (warm) I keep thinking about {{ work }}.
```

A layout's name may carry its number and channels: `# 2 self_first (mail, linkedin)`. Layouts with one number
stand in for each other: the first that can be filled is taken. A slot with `!` must be filled; one with
`?` may be left out when the text is too long, those with most `?` first; `*` takes a list of items.

A slot's sentences are Jinja, one or more to a bullet, parted by ` // `. A sentence can be used when every
variable in it has a value, so what a brief lacks is never said. `: talk, article` binds a section to a fact
of that kind, `: goal`, `: topic`, `: note` to one of those. In brackets stand the guidance topics behind it.
`(warm)` keeps a bullet to a tone, `(mail)` to a channel.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from prompts.rendering import Compiled, RenderingError, compile_template

_TAGS: Final = frozenset({"plain", "warm", "formal", "mail", "linkedin", "linkedin-note", "sms"})
_HEADING: Final = re.compile(
    r"(?P<slots>[\w, ]+?)\s*(?::\s*(?P<bound>[\w, ]+?))?\s*(?:\[(?P<topics>[\w., ]+)\])?"
)
_LAYOUT: Final = re.compile(r"(?:(?P<number>\d+)\s+)?(?P<name>\w+)\s*(?:\((?P<channels>[\w, -]+)\))?")
_SLOT: Final = re.compile(r"(?P<name>\w+)(?P<must>!?)(?P<items>\*?)(?P<less>\?*)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say something: its sentences, and when it may be used."""

    sentences: tuple[Compiled, ...]
    tags: frozenset[str]
    place: str
    """FILE:LINE."""
    source: str
    """As it stands in the file; what varies between people hangs on it, not on its line."""

    @property
    def variables(self) -> frozenset[str]:
        """All variables of all sentences."""
        return frozenset().union(*(sentence.variables for sentence in self.sentences))


@dataclass(frozen=True, slots=True)
class Section:
    """The phrases for a slot, perhaps bound to a kind of fact."""

    slots: tuple[str, ...]
    bound: tuple[str, ...]
    topics: tuple[str, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a layout."""

    name: str
    must: bool
    items: bool
    less: int
    """How early it is left out; 0 never."""


@dataclass(frozen=True, slots=True)
class Layout:
    """An order of slots, in paragraphs."""

    number: int
    name: str
    channels: frozenset[str]
    """Channels it is for; empty for all."""
    paragraphs: tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """A kind's template in one language."""

    layouts: tuple[Layout, ...]
    sections: tuple[Section, ...]
    fingerprint: str
    """First characters of the SHA-256 of the file."""

    def has_slot(self, name: str) -> bool:
        """Tell whether any layout has a slot."""
        return any(
            slot.name == name for layout in self.layouts for line in layout.paragraphs for slot in line
        )

    def sections_for(self, slot: str, bound: str) -> tuple[Section, ...]:
        """Give the sections for a slot that are bound to `bound` ("" for those bound to nothing)."""
        return tuple(
            section
            for section in self.sections
            if slot in section.slots and (bound in section.bound if bound else not section.bound)
        )

    def bindings(self, slot: str) -> frozenset[str]:
        """Give what a slot's sections are bound to."""
        return frozenset(
            bound for section in self.sections if slot in section.slots for bound in section.bound
        )


@cache
def load_phrasebook(path: Path, allowed: frozenset[str]) -> Phrasebook:
    """Read a template file. Raises RenderingError with file, line and mend."""
    text = path.read_text(encoding="utf-8")
    layouts: list[Layout] = []
    sections: list[Section] = []
    for title, level, line, body in _blocks(text):
        name = f"{path.parent.name}/{path.name}"
        if level == 1:
            layouts.append(_layout(title, body, len(layouts) + 1, f"{name}:{line}"))
        else:
            sections.append(_section(title, body, line, name, allowed))
    if not layouts:
        raise RenderingError(f"{path.name}: no layout. Begin one with '# 1 name'.")
    book = Phrasebook(tuple(layouts), tuple(sections), hashlib.sha256(text.encode()).hexdigest()[:12])
    known = {slot for section in sections for slot in section.slots} | {"own", "signature"}
    for layout in layouts:
        for slot in (slot for paragraph in layout.paragraphs for slot in paragraph if slot.name not in known):
            raise RenderingError(
                f"{path.name}: layout '{layout.name}' names '{slot.name}'. Add '## {slot.name}'."
            )
    return book


def _blocks(text: str) -> list[tuple[str, int, int, list[tuple[int, str]]]]:
    """Cut a file at its headings: title, level, line, and the numbered lines below."""
    text = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    blocks: list[tuple[str, int, int, list[tuple[int, str]]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"(#{1,2}) +(.+)", line)
        if heading:
            blocks.append((heading[2].strip(), len(heading[1]), number, []))
        elif blocks and line.strip():
            blocks[-1][3].append((number, line.strip()))
    return blocks


def _layout(title: str, body: list[tuple[int, str]], default: int, place: str) -> Layout:
    found = _LAYOUT.fullmatch(title)
    if not found:
        raise RenderingError(
            f"{place}: '{title}' is no layout. Write '# 1 name' or '# 1 name (channel, channel)'."
        )
    paragraphs = []
    for number, line in body:
        slots = [_SLOT.fullmatch(word) for word in line.split()]
        if not all(slots):
            raise RenderingError(
                f"{place}: line {number}: '{line}' are no slots. Write names with !, * or ? behind."
            )
        paragraphs.append(
            tuple(
                Slot(slot["name"], bool(slot["must"]), bool(slot["items"]), len(slot["less"]))
                for slot in slots
                if slot
            )
        )
    channels = frozenset(re.split(r",\s*", found["channels"])) if found["channels"] else frozenset()
    return Layout(int(found["number"] or default), found["name"], channels, tuple(paragraphs))


def _section(
    title: str, body: list[tuple[int, str]], line: int, name: str, allowed: Collection[str]
) -> Section:
    found = _HEADING.fullmatch(title)
    if not found:
        raise RenderingError(f"{name}:{line}: '{title}' is no slot. Write '## slot: kind [topic]'.")
    phrases = tuple(_phrase(text, number, name, allowed) for number, text in body)
    return Section(_list(found["slots"]), _list(found["bound"]), _list(found["topics"]), phrases)


def _phrase(text: str, number: int, name: str, allowed: Collection[str]) -> Phrase:
    found = re.fullmatch(r"- (?:\((?P<tags>[a-z, -]+)\) )?(?P<text>.+)", text)
    if not found:
        raise RenderingError(f"{name}:{number}: '{text[:40]}' is no sentence. Begin it with '- '.")
    tags = frozenset(_list(found["tags"]))
    if tags - _TAGS:
        # A bracket that is no tag belongs to the sentence.
        tags, body = frozenset(), text[2:]
    else:
        body = found["text"]
    sentences = tuple(compile_template(part, allowed, name, number) for part in body.split(" // "))
    return Phrase(sentences, tags, f"{name}:{number}", text)


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
