"""A program in a pseudo-terminal, timed as a person sees it: from start to paint, from a key to its echo."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_LONGEST_SECONDS: Final = 60.0
"""After this long a bench gives up on what it waits for."""


class Terminal:
    """One program, `columns` wide and `rows` high, until it is closed."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.environment = environment
        self.started = time.perf_counter()
        self._pid, self._file = pty.fork()
        if self._pid == 0:  # the child becomes the program
            os.execvpe(command[0], list(command), {**environment, "TERM": "xterm-256color"})
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._seen = b""

    def until(self, text: str, seconds: float = _LONGEST_SECONDS) -> float:
        """Wait until `text` has been painted, and give that moment (`perf_counter`).

        Raises TimeoutError with the end of what was painted instead.
        """
        wanted = text.encode()
        ends = time.perf_counter() + seconds
        while wanted not in self._seen:
            if not self._read(ends - time.perf_counter()):
                raise TimeoutError(f"{text!r} was not painted; last: {self._seen[-300:]!r}")
        return time.perf_counter()

    def forget(self) -> None:
        """Look from here on only at what is painted anew."""
        self._read(0)
        self._seen = b""

    def rest(self, seconds: float) -> None:
        """Let the program be for a while, taking in what it paints."""
        ends = time.perf_counter() + seconds
        while (left := ends - time.perf_counter()) > 0:
            self._read(left)

    def press(self, keys: str) -> float:
        """Press keys, and give the moment."""
        pressed = time.perf_counter()
        os.write(self._file, keys.encode())
        return pressed

    def tell(self, signal_number: int) -> None:
        """Send the program a signal."""
        os.kill(self._pid, signal_number)

    @property
    def cpu_seconds(self) -> float:
        """User and system time of the program so far."""
        fields = Path(f"/proc/{self._pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory_mb(self) -> float:
        """Resident memory now."""
        status = Path(f"/proc/{self._pid}/status").read_text(encoding="utf-8")
        line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._file)

    def _read(self, seconds: float) -> bool:
        """Take in what has been painted; False when nothing came in time or the program has ended."""
        ready, _writable, _failed = select.select([self._file], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            piece = os.read(self._file, 1 << 16)
        except OSError:
            return False
        self._seen += piece
        return bool(piece)
