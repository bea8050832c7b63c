"""The versions of a draft: who made each and when, and what has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.wording import _
from tui.content import shown, shown_line
from tui.dates import moment_words
from tui.records import who

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from assistant.domain.records import Version
    from assistant.reviewing.document import Change

_AROUND: Final = 30
"""Characters of what is the same that are shown beside a change."""


class VersionsPane(Container):
    """Lists the versions, newest first, and shows what has changed since the chosen one."""

    DEFAULT_CSS = """
    VersionsPane { layout: vertical; }
    VersionsPane OptionList { border: none; padding: 0; background: transparent; }
    VersionsPane OptionList:focus { border: none; }
    VersionsPane VerticalScroll { padding: 0 1; }
    VersionsPane Static { height: auto; }
    """

    @dataclass
    class Chosen(Message):
        """The person looks at a version."""

        number: int

    @dataclass
    class Restored(Message):
        """The person wants a version's text back."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._numbers: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield OptionList(id="versions-list", markup=False)
        with VerticalScroll(id="versions-diff", can_focus=True):
            yield Static(markup=False)

    def show(self, versions: Sequence[Version]) -> None:
        """Show these versions, given oldest first."""
        numbers = [each.number for each in reversed(versions)]
        if numbers == self._numbers:
            return
        self._numbers = numbers
        listed = self.query_one(OptionList)
        listed.set_options(Option(version_line(each)) for each in reversed(versions))
        listed.highlighted = min(1, len(numbers) - 1)  # what the last change was is asked for most

    def show_changes(self, number: int, changes: Sequence[Change]) -> None:
        """Show what has changed since a version."""
        self.query_one(Static).update(changes_content(number, changes))
        self.query_one("#versions-diff", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which version is looked at."""
        event.stop()
        if event.option_index < len(self._numbers):
            self.post_message(self.Chosen(self._numbers[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask for that version's text back."""
        event.stop()
        if event.option_index < len(self._numbers):
            self.post_message(self.Restored(self._numbers[event.option_index]))


def version_line(version: Version) -> Content:
    """Give a version on one line: its number, when, and who made it."""
    sign = " !" if version.review.blocked else ""
    head = Content.assemble(
        shown(f"{version.number}{sign}  ", "bold"), shown(_when(version) + ", "), shown_line(who(version))
    )
    note = version.origins.note
    return Content.assemble(head, ". ", shown_line(note, "dim")) if note else head


def _when(version: Version) -> str:
    from assistant.wiring import now  # noqa: PLC0415 - loaded by now

    return moment_words(version.made_at.astimezone(), now(), short=True)


def changes_content(number: int, changes: Sequence[Change]) -> Content:
    """Show what is different with signs as well as style, and shorten what is the same."""
    if not any(each.kind != "same" for each in changes):
        return shown(_("Version {number} has this very text.").format(number=number), "dim")
    signs = f"-{_('taken out')}- +{_('put in')}+"
    head = _("Since version {number}: {signs}").format(number=number, signs=signs)
    return Content.assemble(shown(head + "\n", "dim"), *_pieces(changes))


def _pieces(changes: Sequence[Change]) -> Iterator[Content]:
    last = len(changes) - 1
    for at, change in enumerate(changes):
        text = change.text
        match change.kind:
            case "same":
                yield shown(_shortened(text, first=at == 0, last=at == last), "dim")
            case "removed":
                yield _signed("-", text, "strike")
            case "added":
                yield _signed("+", text, "bold underline")


def _signed(sign: str, text: str, style: str) -> Content:
    """Put signs around the words, and leave the space around them outside."""
    words = text.strip()
    if not words:
        return shown(text)
    before, behind = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return Content.assemble(shown(before), shown(f"{sign}{words}{sign}", style), shown(behind))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    text = re.sub(r"\n+", "\n", text)
    most = _AROUND if first or last else 2 * _AROUND
    if len(text) <= most:
        return text
    head = "" if first else re.split(r"\s+\S*$", text[:_AROUND])[0] + " "
    tail = "" if last else " " + re.split(r"^\S*\s+", text[-_AROUND:])[-1]
    return f"{head}\u2026{tail}"
