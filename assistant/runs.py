"""Which runs of Fika are still there: each holds a locked file, and a lock ends with its process.

The lock is the kernel's (flock), so it is let go of after `kill -9` and a power cut too. Where there is
no flock (Windows), an open file cannot be deleted, and that tells the same.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from assistant.paths import private_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_ENDING: Final = ".lock"


class Run:
    """One run of Fika: a name that no other run has, and a lock that shows that it is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._held: dict[str, int] = {}
        """Open files by the run whose place they hold."""

    def stand(self) -> None:
        """Show from here on that this run is there. Raises StoreError, OSError."""
        private_folder(self._folder)
        while not self._hold(self.name):
            self.name = f"{os.getpid()}-{secrets.token_hex(4)}"

    def claim(self, name: str) -> bool:
        """Take the place of a run that is gone, so that nobody else does; False while somebody is there."""
        return name in self._held or self._hold(name)

    def let_go(self, name: str, *, forget: bool) -> None:
        """Give a claimed place back; `forget` removes it, when nothing is left in it."""
        file = self._held.pop(name, None)
        if file is None:
            return
        if forget and fcntl is not None:  # while it is locked, so that nobody locks a removed file
            self._path(name).unlink(missing_ok=True)
        os.close(file)
        if forget and fcntl is None:
            self._path(name).unlink(missing_ok=True)

    def others(self) -> tuple[str, ...]:
        """Name the other runs that are, or were, there."""
        names = (path.name.removesuffix(_ENDING) for path in self._folder.glob(f"*{_ENDING}"))
        return tuple(sorted(name for name in names if name not in self._held))

    def close(self) -> None:
        """Leave; claimed places are given back as they are."""
        for name in tuple(self._held):
            self.let_go(name, forget=name == self.name)

    def __del__(self) -> None:
        """Leave when nobody asked for it; what is kept stays."""
        self.close()

    def _path(self, name: str) -> Path:
        return self._folder / f"{Path(name).name}{_ENDING}"

    def _hold(self, name: str) -> bool:
        private_folder(self._folder)
        path = self._path(name)
        if fcntl is None and name != self.name:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                return False
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _locked(file) or not _is_at(file, path):
            os.close(file)
            return False
        self._held[name] = file
        return True


def _locked(file: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_at(file: int, path: Path) -> bool:
    """Tell whether the locked file is still the one with this name; another run may have removed it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
