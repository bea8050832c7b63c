"""Shows the keys of a screen with what they do, as plain text that scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from assistant.wording import _, mark
from tui.content import shown
from tui.dialogs.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import App


def keys_of(app: App[None]) -> tuple[tuple[str, str], ...]:
    """Give the keys that work where the person is now: the screen's first, then the app's."""
    found: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    ours: list[str] = []
    of_app: list[str] = []
    for active in app.screen.active_bindings.values():
        binding = active.binding
        if not binding.id or not binding.description or not active.enabled:
            continue
        found.setdefault(binding.id, []).append(app.get_key_display(binding))
        words[binding.id] = active.tooltip or binding.tooltip or binding.description
        order = of_app if active.node is app else ours
        if binding.id not in order:
            order.append(binding.id)
    return tuple((", ".join(found[each]), words[each]) for each in [*ours, *of_app])


class KeysDialog(Sheet[bool]):
    """The keys of the screen below."""

    DEFAULT_CSS = """
    KeysDialog #keys { height: auto; max-height: 15; }
    KeysDialog #keys Static { height: auto; }
    KeysDialog .line { height: auto; }
    KeysDialog .key { width: 17; color: $text-accent; }
    KeysDialog .words { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark,q,enter", "leave", mark("Close"), id="keys.close", tooltip=mark("Go back")),
    ]

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out one line a key."""
        with Vertical(id="sheet"):
            yield Static(_("The keys here"), id="title", markup=False)
            with VerticalScroll(id="keys"):
                for key, words in self._keys:
                    with Horizontal(classes="line"):
                        yield Static(shown(key), classes="key")
                        yield Static(shown(words), classes="words")
                yield Static(shown("\n" + _own_keys()))
            yield Static(_("Escape closes. Up and down scroll."), id="detail", markup=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()


def _own_keys() -> str:
    return (
        _("Tab and shift+tab go from field to field; Enter presses what is chosen.")
        + "\n"
        + _("Your own keys: the table [keys] in the settings file (fika config shows where it is).")
    )
