"""A line to say how the text should be instead, what can be asked for, and how far the writing has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.wording import _
from tui.content import shown, shown_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

_MOST_TYPED: Final = 1_000
"""Characters of a wish."""


class RevisePane(Vertical):
    """Takes a wish in the person's own words, or one of those that are offered."""

    DEFAULT_CSS = """
    RevisePane Input { border: none; height: 1; padding: 0 1; }
    RevisePane Input:focus { border: none; }
    RevisePane OptionList { border: none; padding: 0; height: 1fr; background: transparent; }
    RevisePane OptionList:focus { border: none; }
    RevisePane Static { height: auto; padding: 0 1; }
    RevisePane #revise-growing { height: 1fr; display: none; }
    RevisePane.-writing #revise-growing { display: block; }
    RevisePane.-writing OptionList, RevisePane.-writing Input { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "offers", show=False, id="revise.offers"),
    ]

    @dataclass
    class Wished(Message):
        """The person says how the text should be instead."""

        wish: str

    @dataclass
    class Again(Message):
        """The person wants it written once more from the same brief."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._offers: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield Input(
            placeholder=_("How should it be? For example: shorter"), max_length=_MOST_TYPED, id="revise-wish"
        )
        yield Static(id="revise-told", markup=False)
        yield OptionList(id="revise-offers", markup=False)
        yield Static(id="revise-growing", markup=False)

    def offer(self, offers: Sequence[str]) -> None:
        """Show what can be asked for, last of all to write it once more."""
        self._offers = tuple(offers)
        again = Content(_("Write it once more from the same brief"))
        self.query_one(OptionList).set_options(
            [*(Option(shown_line(each)) for each in offers), Option(again)]
        )

    def begin(self) -> None:
        """Show that a writer is at it."""
        self.add_class("-writing")
        self.tell(_("Writing. Your text stays until it is done. Escape stops."))
        self.grow("")

    def grow(self, text: str) -> None:
        """Show what is written so far, its end when it is long."""
        pane = self.query_one("#revise-growing", Static)
        width, height = max(20, self.size.width - 4), max(1, self.size.height - 2)
        pane.update(shown(text[-width * height :], "dim"))

    def end(self, told: str = "") -> None:
        """Show the line again, and what came of the writing."""
        self.remove_class("-writing")
        self.tell(told)

    def clear(self) -> None:
        """Empty the line; a wish that was not granted stays there to be changed."""
        self.query_one(Input).clear()

    def tell(self, sentence: str) -> None:
        """Show a sentence below the line."""
        told = self.query_one("#revise-told", Static)
        told.display = bool(sentence)
        told.update(shown(sentence))

    def action_offers(self) -> None:
        """Go from the line to what is offered."""
        offers = self.query_one(OptionList)
        if offers.display:
            offers.focus()

    def on_mount(self) -> None:
        """Begin without a sentence."""
        self.tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the wish."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Wished(event.value))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was offered."""
        event.stop()
        at = event.option_index
        self.post_message(self.Wished(self._offers[at]) if at < len(self._offers) else self.Again())
