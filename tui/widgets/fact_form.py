"""The fields of one fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Select

from assistant.wording import _
from tui.widgets.field import Field
from tui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from assistant.domain.brief import Fact

_LINES: Final = ("text", "title", "where", "when", "with_whom", "point", "reaction", "source")


class FactForm(Vertical):
    """A fact's kind, its fields, and whether it is confidential."""

    DEFAULT_CSS = """
    FactForm { height: auto; }
    FactForm Select { width: 40; margin-left: 18; }
    FactForm TickBox { margin-left: 18; }
    """

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        from assistant.domain.brief import Fact, FactKind  # noqa: PLC0415 - loads when a form opens
        from tui.records import kind_word  # noqa: PLC0415

        for key, label in _labels().items():
            yield Field(key, label, getattr(self._fact, key))
        yield Select(
            [(kind_word(Fact(kind=kind)), kind) for kind in get_args(FactKind)],
            value=self._fact.kind,
            allow_blank=False,
            compact=True,
            id="kind",
        )
        yield TickBox(_("confidential: never in a message"), self._fact.confidential, id="confidential")

    def on_mount(self) -> None:
        """Begin with the fact itself."""
        self.query_one(f"#field-{_LINES[0]}", Field).line.focus()

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        lines = {key: self.query_one(f"#field-{key}", Field).value for key in _LINES}
        return {**lines, "kind": str(self.query_one("#kind", Select).value)}

    @property
    def confidential(self) -> bool:
        """Whether it is to stay out of every message."""
        return self.query_one("#confidential", TickBox).value


def _labels() -> dict[str, str]:
    return {
        "text": _("Fact"),
        "title": _("Title"),
        "where": _("Where"),
        "when": _("When"),
        "with_whom": _("With whom"),
        "point": _("What it says"),
        "reaction": _("Your reaction"),
        "source": _("Read or heard"),
    }
