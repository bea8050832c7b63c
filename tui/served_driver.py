"""The driver behind `fika serve`, for a server that may go away: the app then saves and ends."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from tui.app import FikaApp


class ServedDriver(WebDriver):
    """Textual's driver; notices the end of its input, and writes to nobody once the server is gone."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        write = self._write

        def patient(packet: bytes) -> int:
            with contextlib.suppress(OSError):
                return write(packet)
            return len(packet)

        self._write = patient  # type: ignore[assignment]  # Textual's is a partial of os.write

    def run_input_thread(self) -> None:
        """Read until there is nothing left to read."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            app = cast("FikaApp", self._app)
            app.call_later(app.hang_up)
