"""A person's name, role, organisation and the rest, to edit."""

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
from tui.widgets.fields_form import RECIPIENT, FieldsForm

if TYPE_CHECKING:
    from assistant.domain.brief import Recipient


class EditPerson(Sheet["Recipient"]):
    """The form of a person. Gives the person as typed, None when nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", mark("Save"), id="person.save", tooltip=mark("Keep what stands here"))
    ]

    def __init__(self, recipient: Recipient) -> None:
        super().__init__()
        self._recipient = recipient

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        from assistant.importing.fields import fields_of  # noqa: PLC0415 - loads when the window opens

        with Vertical(id="sheet"):
            yield Static(_("What you know about this person"), id="title", markup=False)
            yield FieldsForm(RECIPIENT, fields_of(self._recipient))
            yield Static(id="trouble", markup=False)
            with Horizontal(id="buttons"):
                yield Button(shown_line(_("Save (ctrl+s)")), id="save", compact=True)
                yield Button(shown_line(_("Cancel (esc)")), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one(FieldsForm).go_to("name")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave."""
        event.stop()
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the person back, or say what cannot be."""
        from assistant.importing.fields import faulty_field, with_fields  # noqa: PLC0415 - as above

        form = self.query_one(FieldsForm)
        typed = form.typed()
        if not typed["name"].strip():
            self._tell(_("A name is needed, as you would greet the person."), "name")
            return
        try:
            self.dismiss(with_fields(self._recipient, typed, _("the form")))
        except FikaError as error:
            said = f"{error.message} {error.hint}"
            self._tell(said, faulty_field(self._recipient, typed, _("the form")))

    def _tell(self, sentence: str, field: str | None) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.update(shown_line(sentence))
        trouble.add_class("-shown")
        self.query_one(FieldsForm).go_to(field)
