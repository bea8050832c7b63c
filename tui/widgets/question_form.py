"""A question for what is missing, with its reason and the guidance behind it, and a line to answer on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Static

from assistant.cleaning import clean, clean_line
from assistant.wording import _
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from assistant.events import Question


class QuestionForm(VerticalScroll, can_focus=False):
    """Asks one thing at a time, where the draft will be."""

    DEFAULT_CSS = """
    QuestionForm { padding: 0 1; }
    QuestionForm Static { height: auto; }
    QuestionForm #asked { text-style: bold; }
    QuestionForm #reason, QuestionForm #behind { color: $text-muted; }
    QuestionForm LineInput { margin: 1 0; background: $surface; }
    QuestionForm LineInput:focus { background: $boost; }
    """

    @dataclass
    class Answered(Message):
        """The person answered what was asked."""

        need: str
        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._need = ""

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        yield Static(id="left-to-ask", markup=False)
        yield Static(id="asked", markup=False)
        yield LineInput(id="answer", placeholder=_("Your answer; Enter goes on"))
        yield Static(id="reason", markup=False)
        yield Static(id="behind", markup=False)

    def ask(self, question: Question, guidance: str, left: int) -> None:
        """Ask; `guidance` is what stands behind the reason, `left` how many questions there are with this."""
        self._need = question.input
        shown = {
            "#left-to-ask": _("Before the first word, one thing is missing:")
            if left == 1
            else _("Before the first word, {count} things are missing. The first:").format(count=left),
            "#asked": clean_line(question.text),
            "#reason": clean(question.reason),
            "#behind": clean(guidance),
        }
        for name, text in shown.items():
            self.query_one(name, Static).update(text)
        line = self.query_one("#answer", LineInput)
        line.value = ""
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer, if there is one."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Answered(self._need, event.value))


class UnderstoodForm(Vertical):
    """Shows how a plain fact was understood; the person says whether that is right."""

    DEFAULT_CSS = """
    UnderstoodForm { padding: 0 1; }
    UnderstoodForm Static { height: auto; }
    UnderstoodForm #understood { margin-bottom: 1; }
    UnderstoodForm Horizontal { height: 1; }
    UnderstoodForm Button { margin-right: 2; }
    """

    @dataclass
    class Said(Message):
        """The person said whether it was understood."""

        right: bool

    def compose(self) -> ComposeResult:
        """Lay out what was understood and the two answers."""
        yield Static(_("This is how it was understood:"), markup=False)
        yield Static(id="understood", markup=False)
        with Horizontal():
            yield Button(_("That is right (y)"), id="say-right", compact=True)
            yield Button(_("Keep only my words (n)"), id="say-plain", compact=True)

    def show(self, fact: str, parts: list[tuple[str, str]]) -> None:
        """Show a fact and what was read out of it."""
        lines = [clean_line(fact), *(f"  {label}: {clean_line(value)}" for label, value in parts)]
        self.query_one("#understood", Static).update("\n".join(lines))
        self.query_one("#say-right", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the answer of a pressed button."""
        event.stop()
        self.post_message(self.Said(event.button.id == "say-right"))
