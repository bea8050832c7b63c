"""What can be done with a version that is ready: a list, a line each, with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.wording import _
from tui.content import shown_line

if TYPE_CHECKING:
    from assistant.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do: the screen's action, its key, and what it says."""

    action: str
    key: str
    words: str


def acts_for(going: Outgoing, *, link_shown: bool) -> tuple[Act, ...]:
    """Give what can be done now, in the order in which one does it."""
    if not going.may_leave:
        return (Act("approve", "a", _("Approve this version")),)
    acts = [Act("copy", "c", _("Copy all of it"))]
    if going.version.draft.subject is not None:
        acts += [
            Act("copy_subject", "s", _("Copy the subject line")),
            Act("copy_body", "b", _("Copy the text without its subject")),
        ]
    if going.is_message:
        acts.append(Act("save_mail", "e", _("Save as an unsent mail (.eml)")))
        acts.append(
            Act("open_link", "o", _("Open the link in your mail program"))
            if link_shown
            else Act("link", "l", _("Show it as a mail link"))
        )
    acts.append(Act("save_markdown", "m", _("Save with its sources (Markdown)")))
    if going.is_message:
        acts.append(
            Act("take_back", "u", _("It was not sent: take the note back"))
            if going.sent
            else Act("sent", "i", _("I sent it"))
        )
    return tuple(acts)


class HandoverActs(OptionList):
    """The list of acts; a chosen one runs the screen's action."""

    DEFAULT_CSS = """
    HandoverActs { border: none; padding: 0 1; height: auto; max-height: 9; background: transparent; }
    HandoverActs:focus { border: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self.acts: tuple[Act, ...] = ()

    def show(self, acts: Sequence[Act]) -> None:
        """Show these acts; the chosen place stays."""
        at = self.highlighted or 0
        self.acts = tuple(acts)
        self.set_options(
            Option(Content.assemble(shown_line(act.key, "bold"), "  ", shown_line(act.words))) for act in acts
        )
        if self.acts:
            self.highlighted = min(at, len(self.acts) - 1)
