"""The full-screen app: opens on the people, keeps every text, and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from assistant.errors import FikaError
from assistant.wording import _, mark, ui_language, use_language
from tui.navigation import Begin, Navigation
from tui.terminal import end_soon
from tui.themes import THEMES, chosen_theme
from tui.unhindered import SWEEP_SECONDS, Unhindered
from tui.version import VERSION
from tui.workspace import in_own_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver

    from assistant.recovering import Left
    from assistant.wiring import Services
    from tui.dialogs.left_behind import Choice

__all__ = ["Begin", "FikaApp"]

# ruff: noqa: PLC0415 - what is not needed for the first paint loads behind it

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
_HUNG_UP = 129
"""Exit code when the terminal went away, as a shell gives it for SIGHUP."""

_SWITCH_SECONDS = 0.0005
"""How long another thread may hold up the interface's.

Measured, key to echo while checks ran in a thread: median 11 ms, and 25 ms with Python's usual 5 ms.
"""


def _commands() -> type[Provider]:
    from tui.palette import Commands

    return Commands


class FikaApp(Navigation):
    """Fika in the whole terminal window."""

    TITLE = "Fika"
    VERSION = VERSION
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[Callable[[], type[Provider]]]] = {_commands}  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1,question_mark",
            "keys",
            mark("Help"),
            id="app.keys",
            tooltip=mark("Show the keys of this screen"),
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            mark("Commands"),
            show=False,
            priority=True,
            id="app.commands",
            tooltip=mark("Find a command, a person or a draft"),
        ),
        Binding(
            "ctrl+q",
            "quit",
            mark("Quit"),
            priority=True,
            id="app.quit",
            tooltip=mark("Save and leave Fika"),
        ),
    ]

    def __init__(self, flags: dict[str, str] | None = None, *, begin: Begin | None = None) -> None:
        super().__init__()
        self._flags = flags or {}
        self._begin_with: Begin | None = begin
        self.refused: FikaError | None = None
        """Why nothing could be opened at all."""
        self._runs_alone = False
        self._unhindered = Unhindered()
        self._told_clashes: set[str] = set()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen_theme("auto")
        in_own_language(self)

    def run(self, **options: Any) -> None:
        """Run in the terminal until the person leaves. Whatever happens, what was typed is on disk then."""
        self._runs_alone = True
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            with self._unhindered.typing():
                super().run(**options)
        finally:
            self._put_away()

    def get_driver_class(self) -> type[Driver]:
        """Give the driver that notices a closed window, or a server that is gone."""
        driver = super().get_driver_class()
        match driver.__name__:
            case "LinuxDriver":
                from tui.terminal_driver import TerminalDriver

                return TerminalDriver
            case "WebDriver":
                from tui.served_driver import ServedDriver

                return ServedDriver
            case _:
                return driver

    def on_load(self) -> None:
        """Be told when the system wants Fika to end, before the terminal is taken over."""
        if not self._runs_alone:
            return
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and sys.platform != "win32":
                asyncio.get_running_loop().add_signal_handler(number, self.end_with, 128 + number)

    def on_mount(self) -> None:
        """Load the first screen beside the empty one; what is heavy loads when it is painted."""
        self.work(self._load(), group="loading")
        if self._runs_alone:
            self.set_interval(SWEEP_SECONDS, self._unhindered.sweep)

    async def on_event(self, event: events.Event) -> None:
        """Take note of keys."""
        if isinstance(event, events.Key):
            self._unhindered.stir()
        await super().on_event(event)

    async def _load(self) -> None:
        try:
            services, begin = await asyncio.to_thread(_first, self._flags, self._notice, self._begin_with)
        except FikaError as error:  # wrong settings: nothing can be shown, so the terminal tells it
            self.refused = error
            self.exit(return_code=error.exit_code)
            return
        self.services = services
        await self._settle(services)
        await self.push_screen(begin(services))
        self.call_after_refresh(lambda: self.work(self._offer_what_was_left(services), group="left"))

    async def _settle(self, services: Services) -> None:
        """Take the look and the keys from the settings; what is wrong there is told, and the rest holds."""
        self.theme = chosen_theme(services.settings.theme)
        if services.settings.keys:
            self.work(self._remap(services.settings.keys), group="keys")

    async def _remap(self, keys: Mapping[str, str]) -> None:
        from tui.keymap import checked_keys

        self.set_keymap(await asyncio.to_thread(checked_keys, keys))

    async def _offer_what_was_left(self, services: Services) -> None:
        """Ask once about the texts of a run that ended before they were saved."""
        found = await asyncio.to_thread(services.recovering.found)
        if not found:
            return
        from tui.dialogs.left_behind import LeftBehind
        from tui.recovering import described

        lines = await asyncio.to_thread(described, services, found)

        def decided(choice: Choice | None) -> None:
            self.asked()
            self.work(self._settle_left(services, found, choice or "later"), group="recovering")

        self.asking = True
        self.push_screen(LeftBehind(lines), decided)

    async def _settle_left(self, services: Services, found: tuple[Left, ...], choice: Choice) -> None:
        from tui.recovering import settle

        opened, troubles = await asyncio.to_thread(settle, services, found, choice)
        for message in opened:
            self.post_message(message)
        for trouble in troubles:
            self.tell(trouble)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Tell, once, that a key of the settings took another key's place."""
        del node
        for binding in clashed_bindings:
            if binding.id and binding.id not in self._told_clashes:
                self._told_clashes.add(binding.id)
                self.say(
                    _("The key {key} of your settings took the place of “{what}”.").format(
                        key=self.get_key_display(binding), what=binding.description
                    )
                )

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from tui.dialogs.keys import KeysDialog, keys_of

        if not isinstance(self.screen, KeysDialog):
            self.push_screen(KeysDialog(keys_of(self)))

    def action_command_palette(self) -> None:
        """Open the list of everything that can be done here."""
        from tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=_("Search for a command, a person or a draft")))

    def action_help_quit(self) -> None:
        """Answer ctrl+c where there is nothing to copy: it ends nothing here."""
        self.say(_("Nothing was stopped. Escape goes back, ctrl+q leaves Fika; your text is kept."))

    async def action_quit(self) -> None:
        """Save and leave."""
        await asyncio.to_thread(self.save_all)
        self.exit()
        self._end_soon(0)

    def end_with(self, code: int) -> None:
        """Save and leave because the system asked for it."""
        self.save_all()
        self.exit(return_code=code)
        self._end_soon(code)

    def hang_up(self) -> None:
        """Save and leave because the terminal is gone."""
        self.end_with(_HUNG_UP)

    def use_theme(self, choice: str) -> None:
        """Take other colours, now and for the next start."""
        self.theme = chosen_theme(choice)
        self.work(self._keep_setting("theme", choice), group="settings")

    def choose_language(self, code: str) -> None:
        """Show everything in another language, now and for the next start."""
        if self.services is None or code == ui_language():
            return
        self.save_all()
        use_language(code)
        self.services.__dict__.pop("ui", None)  # it was read from the language before
        in_own_language(self)
        self.begin_anew()
        self.refresh_bindings()
        self.work(self._keep_setting("ui_language", code), group="settings")

    async def _keep_setting(self, key: str, value: str) -> None:
        from assistant.settings_file import keep_setting

        await asyncio.to_thread(keep_setting, key, value)

    async def on_unmount(self) -> None:
        """Put the store away once every screen has said its last."""
        await asyncio.to_thread(self._put_away)

    def _end_soon(self, code: int) -> None:
        if self._runs_alone:
            end_soon(code)

    def _notice(self, sentence: str) -> None:
        if self.is_running:
            self.call_later(self.say, sentence)

    def _put_away(self) -> None:
        services = self.services
        if services is None:
            return
        if "keeping" in services.__dict__:
            services.keeping.close()
        if "store" in services.__dict__:
            services.store.close()


def _first(
    flags: dict[str, str], notice: Callable[[str], None], begin: Begin | None
) -> tuple[Services, Begin]:
    """Give the services and what opens the first screen, with all that has to be imported for both."""
    from assistant.wiring import Services

    services = Services.from_environment(notice, flags, someone_types=True)
    if begin is None:
        from tui.screens.people import PeopleScreen

        begin = PeopleScreen
    return services, begin
