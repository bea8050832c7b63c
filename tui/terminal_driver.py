"""The terminal's driver, for a terminal that may go away: a closed window ends Fika, it does not hang it."""

from __future__ import annotations

import select
import sys
import threading
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from typing import TextIO

    from tui.app import FikaApp


class _Patient:
    """Writes to a terminal, and to nobody once it is gone."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            return

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return True


class TerminalDriver(LinuxDriver):
    """Textual's driver; watches for the terminal's end, and shows on stdout so that stderr may be a file."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = _Patient(sys.__stdout__ or sys.stdout)

    def start_application_mode(self) -> None:
        """Take over the terminal, and watch it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        threading.Thread(target=self._watch, name="terminal-watch", daemon=True).start()

    def _watch(self) -> None:
        """Wait, at no cost, until the terminal hangs up."""
        watched = select.poll()
        watched.register(self.fileno, 0)
        try:
            found = watched.poll()
        except OSError:
            return
        if any(event & (select.POLLHUP | select.POLLERR) for _number, event in found):
            self._gone()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._gone()
        except Exception as error:  # noqa: BLE001 - the top of a thread
            app = self._app
            app.call_later(app._handle_exception, error)  # noqa: SLF001 - Textual's own way to end

    def _gone(self) -> None:
        """Tell the app that the terminal is gone; keys cannot come any more."""
        self.exit_event.set()
        app = cast("FikaApp", self._app)
        app.call_later(app.hang_up)
