"""What the review found, in the order of the text; the chosen one in full, with its reason and its fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.wording import _
from tui.content import shown, shown_line
from tui.showing import severity_word

if TYPE_CHECKING:
    from assistant.domain.review import Finding

SIGNS: Final = {"block": "!", "warn": "?", "note": "\u00b7"}
_MOST_SHOWN: Final = 120
"""Characters of an excerpt."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as the list shows it."""

    finding: Finding
    why: str
    """The source of its rule, in words."""
    mends: str | None = None
    """What the one-key fix does; empty when it is mended by hand, None when it is not known yet."""
    confirms: bool = False
    """Whether the person can say that it is true."""

    @property
    def told(self) -> tuple[str, ...]:
        """All that the list says about it, apart from its mend."""
        finding = self.finding
        return finding.severity, finding.message, finding.excerpt, finding.fix, self.why

    @property
    def same(self) -> tuple[str, str]:
        """What makes it the same finding after an edit."""
        return self.finding.check, self.finding.excerpt


class FindingsList(OptionList):
    """A list of findings. It shows; whoever holds it moves the cursor and mends."""

    DEFAULT_CSS = """
    FindingsList { border: none; padding: 0 1; background: transparent; scrollbar-size-vertical: 1; }
    FindingsList:focus { border: none; }
    """

    @dataclass
    class Chosen(Message):
        """Another finding is chosen."""

        entry: Entry
        by_person: bool
        """Whether the person went to it in the list."""

    @dataclass
    class Opened(Message):
        """The person wants to be where the finding is."""

        finding: Finding

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self.entries: tuple[Entry, ...] = ()
        self._expanded: int | None = None

    @property
    def chosen(self) -> Entry | None:
        """The entry that is chosen now."""
        at = self.highlighted
        return self.entries[at] if at is not None and at < len(self.entries) else None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries; the one that was chosen stays chosen, else the one in its place."""
        before, place = self.chosen, self.highlighted or 0
        as_before = [each.told for each in entries] == [each.told for each in self.entries]
        known = {each.same: each for each in self.entries}
        self.entries = tuple(_answered(each, known.get(each.same)) for each in entries)
        if as_before and self.option_count:
            return  # a finding that only moved looks as it did, and typing waits for nothing
        same = [at for at, entry in enumerate(self.entries) if before and entry.same == before.same]
        at = same[0] if same else min(place, len(self.entries) - 1)
        self._expanded = at if self.entries else None
        self.set_options(
            Option(entry_content(entry, full=number == at)) for number, entry in enumerate(self.entries)
        )
        if self.entries:
            self.highlighted = at
        else:
            self.add_option(Option(shown(_nothing_found()), disabled=True))

    def tell_answers(self, entry: Entry, *, mends: str, confirms: bool) -> None:
        """Say what one key does to an entry, and whether it can be confirmed."""
        for at, each in enumerate(self.entries):
            if each.same != entry.same:
                continue
            answered = replace(each, mends=mends, confirms=confirms)
            self.entries = (*self.entries[:at], answered, *self.entries[at + 1 :])
            if each.mends != mends:
                self.replace_option_prompt_at_index(at, entry_content(answered, full=at == self.highlighted))

    def choose(self, at: int) -> None:
        """Choose the entry at a position."""
        self.highlighted = at

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Open the chosen entry, close the one before; tell of it when it was the person who went there."""
        event.stop()
        at = self.highlighted
        if at is None or at >= len(self.entries):
            return
        if self._expanded is not None and self._expanded != at and self._expanded < len(self.entries):
            self.replace_option_prompt_at_index(
                self._expanded, entry_content(self.entries[self._expanded], full=False)
            )
        if self._expanded != at:
            self.replace_option_prompt_at_index(at, entry_content(self.entries[at], full=True))
            self._expanded = at
            self.call_after_refresh(self.scroll_to_highlight, top=True)
        self.post_message(self.Chosen(self.entries[at], self.has_focus))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the finding."""
        event.stop()
        if event.option_index < len(self.entries):
            self.post_message(self.Opened(self.entries[event.option_index].finding))


def _answered(entry: Entry, before: Entry | None) -> Entry:
    """What could be done about it before stands until it is looked for anew."""
    return replace(entry, mends=before.mends, confirms=before.confirms) if before else entry


def _nothing_found() -> str:
    return _("Nothing found. Read it once more in your own voice, then hand it over.")


def entry_content(entry: Entry, *, full: bool) -> Content:
    """Give a finding on one line, or in full with where it is, why, and what to do."""
    finding = entry.finding
    head = Content.assemble(
        shown_line(f"{SIGNS[finding.severity]} {severity_word(finding.severity)}", "bold"),
        ": ",
        shown_line(finding.message),
    )
    if not full:
        return head
    lines = [head]
    if finding.excerpt and " ".join(finding.excerpt.split()) not in " ".join(finding.message.split()):
        lines.append(
            shown_line("  " + _("there: \u201c{excerpt}\u201d").format(excerpt=_short(finding.excerpt)))
        )
    if entry.why:
        lines.append(shown_line(_("Why: {source}").format(source=entry.why), "dim"))
    lines.append(_what_to_do(entry))
    return Content("\n").join(lines)


def _what_to_do(entry: Entry) -> Content:
    if entry.mends:
        return Content.assemble(shown("^f  ", "bold"), shown_line(entry.mends, "italic"))
    if entry.finding.fix:
        return shown_line(_("Mend it yourself: {fix}").format(fix=entry.finding.fix), "italic")
    return shown_line(_("Mend it yourself, in the text."), "italic")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1].rstrip() + "\u2026"
