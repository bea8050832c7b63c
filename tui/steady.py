"""An app that a fault does not take down: told once, and noted without anybody's words."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.worker import Worker, WorkerFailed

from assistant.cleaning import clean
from assistant.errors import FikaError
from assistant.settings import load_settings
from assistant.wording import _
from tui import crash

if TYPE_CHECKING:
    from assistant.wiring import Services

_OPENING = (events.Load, events.Compose, events.Mount)
"""Without these there is nothing to go on with."""


class SteadyApp(App[None]):
    """Tells what went wrong; ends cleanly when nothing else is left."""

    services: Services | None = None
    VERSION = ""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[BaseException] = []
        """What was Fika's own fault in this run, for tests."""
        self.fatal: BaseException | None = None
        """What ended the app."""
        self._told_places: set[str] = set()

    def work(self, job: Coroutine[Any, Any, None], *, group: str = "app") -> Worker[None]:
        """Run a job beside the interface; what goes wrong is told and never ends the app."""
        return self.run_worker(self._told(job), group=group, exclusive=True, exit_on_error=False)

    async def _told(self, job: Coroutine[Any, Any, None]) -> None:
        try:
            await job
        except FikaError as error:
            self.tell(error)
        except Exception as error:  # noqa: BLE001 - the top of a worker
            self.report(error)

    def tell(self, error: FikaError) -> None:
        """Show an error's sentence and its next step."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(clean(text), severity="error", markup=False, timeout=10)

    def say(self, sentence: str) -> None:
        """Show one sentence for a while."""
        self.notify(clean(sentence), markup=False)

    def report(self, error: Exception) -> None:
        """Show once that something went wrong inside Fika, and note it without anybody's words."""
        at = f"{type(error).__name__} {crash.place(error)}"
        self.faults.append(error)
        if at in self._told_places:
            return
        self._told_places.add(at)
        self._note(error)
        said, _hint = crash.sentence(error)
        self.notify(
            said + "\n" + _("What you wrote is kept. Go on, or leave with ctrl+q."),
            severity="error",
            markup=False,
            timeout=10,
        )

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except FikaError as error:
            self.tell(error)
        except Exception as error:
            if isinstance(message, _OPENING):
                raise
            self.report(error)

    def _handle_exception(self, error: Exception) -> None:
        """End because of a fault. Textual's own way prints every local value, so it is not used."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        self._return_code = crash.EXIT_INTERNAL
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.fatal is None:
            self.fatal = cause
            self._note(cause)
            self.save_all()
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without Textual's print-out; the terminal's input broke off."""
        del renderables
        self._return_code = crash.EXIT_INTERNAL
        self.save_all()
        self._close_messages_no_wait()

    def save_all(self) -> None:
        """Write what is on its way."""
        if self.services is not None:
            self.services.keeping.flush()

    def _note(self, error: BaseException) -> None:
        home = self._home()
        if home is not None:
            crash.note(home / "log", error, self.VERSION)

    def _home(self) -> Path | None:
        if self.services is not None:
            return self.services.settings.home
        try:
            return load_settings().settings.home
        except FikaError:
            return None
