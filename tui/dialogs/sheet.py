"""The base of a small window over a screen: it asks for one thing and gives it back, or None."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from assistant.wording import mark
from tui.workspace import in_own_language

_Given = TypeVar("_Given")


class Sheet(ModalScreen[_Given | None]):
    """A window over the screen. Escape closes it and changes nothing."""

    DEFAULT_CSS = """
    Sheet { align: center middle; }
    Sheet > #sheet {
        width: 90%; max-width: 84; height: auto; max-height: 95%;
        background: $panel; padding: 1 2; overflow-y: auto;
    }
    Sheet #title { text-style: bold; margin-bottom: 1; height: auto; }
    Sheet #detail { color: $text-muted; margin-bottom: 1; height: auto; }
    Sheet #trouble { color: $text-error; height: auto; display: none; margin-top: 1; }
    Sheet #trouble.-shown { display: block; }
    Sheet #buttons { height: 1; margin-top: 1; }
    Sheet #buttons Button { margin-right: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            mark("Cancel"),
            id="sheet.leave",
            tooltip=mark("Close this and change nothing"),
        )
    ]

    def __init__(self) -> None:
        super().__init__()
        in_own_language(self)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
