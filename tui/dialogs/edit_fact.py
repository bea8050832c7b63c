"""One fact, to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from assistant.errors import FikaError
from assistant.wording import _, mark
from tui.content import shown_line
from tui.dialogs.sheet import Sheet
from tui.widgets.fact_form import FactForm

if TYPE_CHECKING:
    from assistant.domain.brief import Fact


class EditFact(Sheet["Fact"]):
    """The form of a fact. Gives the fact as typed, None when nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", mark("Save"), id="fact.save", tooltip=mark("Keep what stands here"))
    ]

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact

    def compose(self) -> ComposeResult:
        """Lay out the form, with the source's own words."""
        with Vertical(id="sheet"):
            yield Static(_("A fact"), id="title", markup=False)
            yield FactForm(self._fact)
            if self._fact.quote:
                quote = _("quote: \u201c{quote}\u201d").format(quote=self._fact.quote)
                yield Static(shown_line(quote), id="detail")
            yield Static(id="trouble", markup=False)
            with Horizontal(id="buttons"):
                yield Button(shown_line(_("Save (ctrl+s)")), id="save", compact=True)
                yield Button(shown_line(_("Cancel (esc)")), id="cancel", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave."""
        event.stop()
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the fact back, or say what is wrong."""
        from assistant.importing.fields import fact_with  # noqa: PLC0415 - loads when it is needed

        form = self.query_one(FactForm)
        try:
            self.dismiss(
                fact_with(self._fact, form.typed(), confidential=form.confidential, named=_("the form"))
            )
        except FikaError as error:
            trouble = self.query_one("#trouble", Static)
            trouble.update(shown_line(f"{error.message} {error.hint}"))
            trouble.add_class("-shown")
