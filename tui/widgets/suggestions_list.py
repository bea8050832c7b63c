"""Suggested facts to go through, and below them what was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.wording import _
from tui.content import shown, shown_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from assistant.importing.sorting import Sorted, Sorting
    from assistant.importing.suggesting import Suspicion

_SIGNS = {"open": "?", "accepted": "\u2713", "dropped": "\u2013", "noted": "="}


class SuggestionsList(OptionList):
    """Each suggestion with its answer as a sign and a word; what was set aside cannot be accepted."""

    DEFAULT_CSS = """
    SuggestionsList { border: none; padding: 0 1; background: $background; height: 1fr; }
    SuggestionsList:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self) -> None:
        super().__init__(id="suggestions", markup=False)

    def show(self, sorting: Sorting, aside: Sequence[Suspicion], left_out: int) -> None:
        """Show all; the first without an answer is chosen."""
        self.clear_options()
        self.add_options(Option(_row(each), id=f"fact-{at}") for at, each in enumerate(sorting.items))
        if not sorting.items:
            nothing = shown_line(_("Nothing in the text says plainly what this person does or has done."))
            instead = shown_line(
                _("Save it as it is, or go back (esc) and write a sentence on what you have read or heard.")
            )
            self.add_option(Option(nothing + shown("\n") + instead, disabled=True))
        if left_out:
            words = _("{count} more are not shown; give a shorter text to see them.").format(count=left_out)
            self.add_option(Option(shown_line(words), disabled=True))
        if aside:
            self.add_option(
                Option(shown("\n") + shown_line(_("Set aside, never suggested:"), "bold"), disabled=True)
            )
        self.add_options(Option(_aside(each), id=f"aside-{at}") for at, each in enumerate(aside))
        self.action_first()

    def renew(self, at: int, item: Sorted) -> None:
        """Show one anew."""
        self.replace_option_prompt_at_index(at, _row(item))

    @property
    def chosen(self) -> tuple[str, int] | None:
        """What is highlighted: ("fact", its place) or ("aside", its place)."""
        option = self.highlighted_option
        if option is None or option.id is None:
            return None
        what, _sign, number = option.id.partition("-")
        return what, int(number)


def _row(item: Sorted) -> Content:
    from tui.records import kind_word  # noqa: PLC0415 - loaded by the time there are facts

    states = {"open": "", "accepted": _("accepted"), "dropped": _("dropped"), "noted": _("noted already")}
    fact = item.fact
    labels = (
        (_("title"), fact.title),
        (_("where"), fact.where),
        (_("when"), fact.when),
        (_("with"), fact.with_whom),
    )
    details = [kind_word(fact), *(f"{label}: {value}" for label, value in labels if value)]
    details += [_("confidential")] * fact.confidential
    style = {"dropped": "$text-muted strike", "noted": "$text-muted"}.get(item.state, "")
    content = shown(f"{_SIGNS[item.state]} ", "bold $accent") + shown_line(fact.text or fact.title, style)
    if states[item.state]:
        content += shown(f"  {states[item.state]}", "bold $accent")
    return content + shown("\n  ") + shown_line(", ".join(details), "$text-muted")


def _aside(suspicion: Suspicion) -> Content:
    return (
        shown("! ", "bold $warning")
        + shown_line(suspicion.excerpt)
        + shown("\n  ")
        + shown_line(suspicion.reason, "$text-muted")
    )
