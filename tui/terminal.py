"""Whether a terminal will do for the full screen, and leaving it for good."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from typing import Final, TextIO

from assistant.wording import _

LEAST_COLUMNS: Final = 60
LEAST_ROWS: Final = 20
_PATIENCE_SECONDS: Final = 3.0
"""For what still runs in threads when Fika is left."""


def served(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this run's screen is a browser (`fika serve`)."""
    return environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def is_there(stdin: TextIO, stdout: TextIO) -> bool:
    """Whether somebody sits at a screen."""
    return served() or (stdin.isatty() and stdout.isatty())


def refusal(columns: int, rows: int, environment: Mapping[str, str] = os.environ) -> str:
    """Say why the full screen cannot be shown here; empty when it can."""
    if served(environment):
        return ""
    if environment.get("TERM", "").strip() in {"", "dumb", "unknown"}:
        return _("This terminal (TERM={term}) cannot show a full screen.").format(
            term=environment.get("TERM", "").strip() or '""'
        )
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return _(
            "This window has {columns} columns and {rows} rows; "
            "Fika needs at least {least_columns} by {least_rows}."
        ).format(columns=columns, rows=rows, least_columns=LEAST_COLUMNS, least_rows=LEAST_ROWS)
    return ""


def end_soon(code: int) -> None:
    """End the process in a moment even when a thread is busy; what matters is saved by now."""

    def end() -> None:
        for stream in (sys.__stdout__, sys.__stderr__):
            try:
                if stream is not None:
                    stream.flush()
            except (OSError, ValueError):
                continue
        os._exit(code)

    timer = threading.Timer(_PATIENCE_SECONDS, end)
    timer.daemon = True
    timer.start()
