"""The full-screen app: opens screens, tells what went wrong, and leaves the terminal as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.app import App
from textual.binding import Binding, BindingType

from assistant.cleaning import clean
from assistant.wording import _, mark
from tui import messages
from tui.workspace import in_own_language

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.errors import FikaError
    from assistant.wiring import Services

Begin: TypeAlias = "Callable[[Services], Screen[None]]"
"""Gives the first screen once the services are there."""


class FikaApp(App[None]):
    """Fika in the whole terminal window."""

    TITLE = "Fika"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", mark("Quit"), id="app.quit", tooltip=mark("Save and leave Fika")),
    ]

    def __init__(self, flags: dict[str, str] | None = None, *, begin: Begin | None = None) -> None:
        super().__init__()
        self._flags = flags or {}
        self._begin_with: Begin | None = begin
        self.services: Services | None = None
        in_own_language(self)

    def on_mount(self) -> None:
        """Paint first; what is heavy loads behind the first screen."""
        self.call_after_refresh(lambda: self.run_worker(self._load(), exit_on_error=False))

    async def _load(self) -> None:
        import asyncio  # noqa: PLC0415 - loaded by now

        from assistant.errors import FikaError  # noqa: PLC0415

        try:
            self.services = await asyncio.to_thread(_services, self._flags, self._notice)
            begin = self._begin_with
            if begin is None:
                begin = await asyncio.to_thread(_people_screen)
            await self.push_screen(begin(self.services))
        except FikaError as error:
            self.tell(error)
        except Exception as error:  # noqa: BLE001 - the top of a worker
            self.report(error)

    def _notice(self, sentence: str) -> None:
        self.call_from_thread(self.say, sentence)

    def tell(self, error: FikaError) -> None:
        """Show an error's sentence and its next step."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(clean(text), severity="error", markup=False, timeout=10)

    def say(self, sentence: str) -> None:
        """Show one sentence for a while."""
        self.notify(clean(sentence), markup=False)

    def report(self, error: Exception) -> None:
        """Show once that something went wrong inside Fika."""
        self.notify(
            _("Something went wrong inside Fika ({error}). Your text is safe.").format(
                error=type(error).__name__
            ),
            severity="error",
            markup=False,
            timeout=10,
        )

    def on_open_people(self, message: messages.OpenPeople) -> None:
        """Go back to the list of people."""
        from tui.screens.people import PeopleScreen  # noqa: PLC0415 - each screen loads when it is opened

        while len(self.screen_stack) > 1 and not isinstance(self.screen, PeopleScreen):
            self.pop_screen()
        if isinstance(self.screen, PeopleScreen):
            self.screen.choose(message.person_id)

    def _open(self, screen: Begin) -> None:
        if self.services is not None:
            self.push_screen(screen(self.services))


def _services(flags: dict[str, str], notice: Callable[[str], None]) -> Services:
    from assistant.wiring import Services  # noqa: PLC0415 - loads behind the first paint

    return Services.from_environment(notice, flags)


def _people_screen() -> Begin:
    from tui.screens.people import PeopleScreen  # noqa: PLC0415

    return PeopleScreen
