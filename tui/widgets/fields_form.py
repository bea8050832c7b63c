"""The fields of a person, the sender or someone written to, one a row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantBlur
from textual.widgets import Input, Static

from assistant.clock import zone
from assistant.wording import _
from tui.widgets.field import Field
from tui.widgets.line_input import LineInput
from tui.widgets.zone_suggester import ZoneSuggester

RECIPIENT: Final = ("name", "role", "organisation", "email", "time_zone", "languages", "conflict")
"""The fields of someone written to, in the order in which they are asked for."""
SENDER: Final = (
    "name",
    "role",
    "organisation",
    "goals",
    "about",
    "sign_off",
    "time_zone",
    "languages",
    "email",
)
"""The fields of the profile."""


class FieldsForm(Vertical):
    """A person's fields. Enter goes to the next; what time it is there stands below the time zone."""

    DEFAULT_CSS = """
    FieldsForm { height: auto; }
    FieldsForm > #clock { color: $text-muted; padding-left: 18; height: auto; display: none; }
    FieldsForm > #clock.-shown { display: block; }
    """

    def __init__(self, keys: Iterable[str], values: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._values = values

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        labels, placeholders = _labels(), _placeholders()
        for key in self._keys:
            suggester = ZoneSuggester() if key == "time_zone" else None
            yield Field(
                key,
                labels[key],
                self._values.get(key, ""),
                placeholder=placeholders.get(key, ""),
                suggester=suggester,
            )
            if key == "time_zone":
                yield Static(id="clock", markup=False)

    def on_mount(self) -> None:
        """Show the clock of a zone that is known already."""
        self._show_clock()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, from the top."""
        return tuple(self.query(Field))

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {each.key: each.value for each in self.fields}

    def given(self) -> dict[str, str]:
        """Give what belongs in the profile."""
        return self.typed()

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values in the fields that they name."""
        for each in self.fields:
            if each.key in values and each.value != values[each.key]:
                each.value = values[each.key]

    def go_to(self, key: str | None) -> None:
        """Put the cursor in a field, in the first when none is named."""
        fields = self.fields
        next((each for each in fields if each.key == key), fields[0]).line.focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        lines = [each.line for each in self.fields]
        if event.input in lines[:-1]:
            event.stop()
            lines[lines.index(event.input) + 1].focus()

    @on(Input.Changed, "#line-time_zone")
    def _zone_typed(self) -> None:
        self._show_clock()

    async def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Turn a city into its time zone once the field is left, where one can see it."""
        if isinstance(event.widget, LineInput) and event.widget.id == "line-time_zone":
            from assistant.importing.zones import zone_meant  # noqa: PLC0415 - reads the disk when used

            typed = event.widget.value
            meant = await asyncio.to_thread(zone_meant, typed)
            if meant and event.widget.value == typed and meant != typed:
                event.widget.value = meant

    def _show_clock(self) -> None:
        if "time_zone" not in self._keys:
            return
        there = zone(self.query_one("#field-time_zone", Field).value.strip())
        clock = self.query_one("#clock", Static)
        if there is not None:
            from assistant.wiring import now  # noqa: PLC0415 - loaded by now

            clock.update(_("There it is {time} now.").format(time=f"{now().astimezone(there):%H:%M}"))
        clock.set_class(there is not None, "-shown")


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "role": _("Role"),
        "organisation": _("Organisation"),
        "email": _("Mail"),
        "time_zone": _("Time zone"),
        "languages": _("Languages"),
        "conflict": _("Conflict"),
        "goals": _("You want to learn"),
        "about": _("About you"),
        "sign_off": _("You sign"),
    }


def _placeholders() -> dict[str, str]:
    return {
        "time_zone": _("a city, or Europe/Stockholm"),
        "languages": _("for example sv, en"),
        "conflict": _("a conflict of interest, for example: my manager"),
        "goals": _("put a semicolon between several"),
        "about": _("one more true sentence about you"),
        "sign_off": _("Best wishes / Sara"),
    }
