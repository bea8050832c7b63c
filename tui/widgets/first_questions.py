"""The three questions of the first start, and how the first answer was understood."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from assistant.wording import _
from tui.widgets.field import Field
from tui.widgets.fields_form import FieldsForm
from tui.widgets.line_input import LineInput

_UNDERSTOOD = ("name", "role", "organisation")
_ASKED = ("who", "goals", "sign_off")


class FirstQuestions(Vertical):
    """Who are you, what do you want to learn, how do you sign.

    The name, role and organisation that the first answer says are shown below them all, so that no field
    comes between two questions while one types, and can be mended; what was mended by hand is not touched
    again.
    """

    DEFAULT_CSS = "FirstQuestions { height: auto; }"

    def __init__(self, typed_before: Mapping[str, str]) -> None:
        super().__init__()
        self._before = typed_before
        self._by_hand: set[str] = set()
        self._filled: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        before = self._before.get
        yield Static(_("Who are you?"), classes="ask", markup=False)
        yield Field(
            "who", "", before("who", ""), placeholder=_("for example: Sara Lindqvist, analyst at Nordljus")
        )
        yield Static(_("What do you want to learn?"), markup=False)
        yield Field(
            "goals", "", before("goals", ""), placeholder=_("for example: make forecasts that are trusted")
        )
        yield Static(_("How do you sign?"), markup=False)
        yield Field("sign_off", "", before("sign_off", ""), placeholder=_("for example: Best wishes, Sara"))
        with Vertical(id="understood"):
            yield Static(_("So your first answer was understood:"), classes="quiet", markup=False)
            yield FieldsForm(_UNDERSTOOD, self._before)

    def on_mount(self) -> None:
        """Show what was typed before."""
        self._by_hand = {key for key in _UNDERSTOOD if self._before.get(key)}
        self._understand()

    def typed(self) -> dict[str, str]:
        """Give everything that stands in the fields."""
        return {each.key: each.value for each in self.query(Field)}

    def given(self) -> dict[str, str]:
        """Give what belongs in the profile, with the machine's time zone."""
        from assistant.importing.zones import machine_zone  # noqa: PLC0415 - only when it is saved

        typed = self.typed()
        del typed["who"]
        return {**typed, "time_zone": machine_zone()}

    def go_to(self, key: str | None) -> None:
        """Put the cursor in a field, in the first when none is named."""
        self.query_one(f"#field-{key if key in (*_ASKED, *_UNDERSTOOD) else 'who'}", Field).line.focus()

    @on(Input.Changed, "#line-who")
    def _who_typed(self) -> None:
        self._understand()

    @on(Input.Changed, "#line-name, #line-role, #line-organisation")
    def _mended(self, event: Input.Changed) -> None:
        key = (event.input.id or "").removeprefix("line-")
        if event.value != self._filled.get(key, ""):
            self._by_hand.add(key)

    @on(Input.Submitted, "#line-who, #line-goals")
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        following = {"line-who": "goals", "line-goals": "sign_off"}
        self.go_to(following[event.input.id or "line-who"])

    def _understand(self) -> None:
        from assistant.importing.fields import understood_who  # noqa: PLC0415 - loaded when typing begins

        who = self.query_one("#line-who", LineInput).value
        self.query_one("#understood").set_class(bool(who.strip() or self._by_hand), "-shown")
        found = {key: text for key, text in understood_who(who).items() if key not in self._by_hand}
        self._filled.update(found)
        self.query_one(FieldsForm).fill(found)
