"""A real pseudo-terminal with Fika in it: keys in, bytes out, and the terminal's own settings."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent
_PATIENCE_SECONDS = 30.0


def _without_size() -> dict[str, str]:
    """The environment without a size that some other test may have left, for it outweighs the terminal's."""
    return {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}


class Terminal:
    """Runs a Python program on a terminal of its own; `fika` unless told otherwise."""

    def __init__(
        self, *arguments: str, columns: int = 80, rows: int = 24, controlling: bool = True, **environment: str
    ) -> None:
        """`controlling` makes it the session's terminal, whose end the kernel tells with SIGHUP."""
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = self.settings()
        self.shown = b""
        self._process = subprocess.Popen(
            [sys.executable, *(arguments or ("-m", "tui.launch"))],
            cwd=ROOT,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**_without_size(), "TERM": "xterm-256color", **environment},
            start_new_session=True,
            preexec_fn=_take_terminal if controlling else None,  # noqa: PLW1509 - no threads here
        )

    def settings(self) -> list[Any]:
        """Give echo, line editing and the like, as the kernel has them now."""
        return termios.tcgetattr(self._slave)

    def wait_for(self, text: str) -> None:
        """Read until a text has been shown."""
        self._read_until(lambda: text.encode() in self.shown, text)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the window: the terminal is gone for the program."""
        os.close(self._slave)
        os.close(self._master)
        self._master = -1

    def end(self) -> int:
        """Read to the program's end and give its exit code."""
        if self._master >= 0:
            self._read_until(lambda: self._process.poll() is not None, "the end")
        return self._process.wait(_PATIENCE_SECONDS)

    def kill(self) -> None:
        """Kill the program, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_about: object) -> None:
        if self._process.poll() is None:
            self.kill()
        if self._master >= 0:
            os.close(self._master)
            os.close(self._slave)

    def _read_until(self, reached: Any, wanted: str) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            over = reached()
            while select.select([self._master], [], [], 0 if over else 0.05)[0]:
                self.shown += os.read(self._master, 65536)
            if over:
                return
            assert time.monotonic() < deadline, f"no {wanted!r} in {self.shown[-2000:]!r}"


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
