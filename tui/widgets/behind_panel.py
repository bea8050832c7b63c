"""What stands behind the sentence at the cursor: the facts and the guidance, in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.wording import _
from tui.content import shown, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from assistant.domain.brief import Ground
    from assistant.reviewing.document import Behind, Cited


class BehindPanel(VerticalScroll):
    """Shows what stands behind one sentence."""

    DEFAULT_CSS = """
    BehindPanel { padding: 0 1; scrollbar-size-vertical: 1; }
    BehindPanel > Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        yield Static(behind_content(None), markup=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown = ""

    def show(self, behind: Behind | None) -> None:
        """Show what stands behind a sentence, from its first line."""
        content = behind_content(behind)
        if content.plain != self._shown:
            self._shown = content.plain
            self.query_one(Static).update(content)
            self.scroll_home(animate=False)


def behind_content(behind: Behind | None) -> Content:
    """Give what stands behind a sentence, a line each."""
    if behind is None or behind.sentence is None:
        return shown(_("Put the cursor in a sentence to see what it rests on."), "dim")
    return Content("\n").join(_lines(behind))


def _lines(behind: Behind) -> Iterator[Content]:
    match behind.state:
        case "outside":
            yield shown(_("A greeting or an ending: it claims nothing."))
        case "yours":
            yield shown(_("Your own words. Nothing else is noted behind them."))
        case "claims_nothing":
            yield shown(_("Claims nothing."))
        case "unsupported":
            yield shown(_("? Nothing supports this. Change it, or confirm it if it is true."), "bold")
        case "supported":
            pass
    for fact in behind.facts:
        yield _fact_line(fact)
    for cited in behind.guidance:
        yield _guidance_line(cited)


def _fact_line(fact: Ground) -> Content:
    labels = {
        "fact": _("Fact"),
        "recipient": _("The recipient"),
        "sender": _("Your profile"),
        "goal": _("Your goal"),
        "about": _("Your profile"),
        "own_words": _("Your own words"),
        "ask": _("Your question"),
        "note": _("Your notes"),
        "plan": _("Your plan"),
        "meeting": _("The talk"),
    }
    source = shown("  ") + shown_line(f"({fact.source})", "dim") if fact.source else Content()
    return Content.assemble(shown(f"{labels[fact.origin]}: ", "bold"), shown_line(fact.text), source)


def _guidance_line(cited: Cited) -> Content:
    title = shown_line(cited.title, "italic")
    said = shown_line(cited.text)
    source = shown_line(f"({cited.source})", "dim") if cited.source else Content()
    return Content.assemble(shown(_("Guidance") + ": ", "bold"), title, "  ", source, "\n", said)
