"""The index's folder: a pointer to the generation in use, one writer at a time, marks of who was opening it.

  index/
lock           held (flock) by the one process that builds
current.json   the pointer: generation, what it was made from, its files and their checksums
attempts.json  builds begun and not finished; there only while something is wrong
opening-*      held by a process while it uses Chroma; one that nobody holds was left by a crash
g-<hex>/       a generation: Chroma's files
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from knowledge.files import private_folder, write_whole

MOST_ATTEMPTS: Final = 3
"""Builds of the same thing that may end in a crash before Fika stops trying."""
_LOCK_SECONDS: Final = 60.0
_DATABASE: Final = "chroma.sqlite3"


class LockedError(Exception):
    """Another process has been building for longer than anyone should wait."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The generation in use."""

    generation: str
    fingerprint: str
    """What it was made from: guidance, embedder, layout."""
    vectors: int
    files: dict[str, tuple[int, str]]
    """Size in bytes and SHA-256 of each file that Chroma does not change by reading."""


class Generations:
    """Keeps generations in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pointer(self) -> Pointer | None:
        """Give the pointer, or None when there is none that can be read."""
        try:
            row = json.loads((self.folder / "current.json").read_bytes())
            files = {str(name): (int(size), str(checksum)) for name, (size, checksum) in row["files"].items()}
            return Pointer(str(row["generation"]), str(row["fingerprint"]), int(row["vectors"]), files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def path(self, pointer: Pointer) -> Path:
        """Give the folder of a generation."""
        return self.folder / Path(pointer.generation).name

    def whole(self, pointer: Pointer) -> bool:
        """Tell whether the generation's files are there in their sizes, without reading them."""
        folder = self.path(pointer)
        try:
            sizes = all((folder / name).stat().st_size == size for name, (size, _) in pointer.files.items())
            return sizes and (folder / _DATABASE).stat().st_size > 0
        except OSError:
            return False

    def sound(self, pointer: Pointer) -> bool:
        """Tell whether the generation can be opened: checksums agree and its database is intact.

        A damaged file can end the process inside Chroma, where no except helps, so this comes first.
        """
        folder = self.path(pointer)
        try:
            for name, (_, checksum) in pointer.files.items():
                if hashlib.sha256((folder / name).read_bytes()).hexdigest() != checksum:
                    return False
            with closing(sqlite3.connect(f"file:{folder / _DATABASE}?mode=ro", uri=True)) as database:
                return bool(database.execute("PRAGMA quick_check").fetchone() == ("ok",))
        except (OSError, sqlite3.Error):
            return False

    def new(self) -> Path:
        """Make an empty folder for a generation."""
        return private_folder(self.folder / f"g-{secrets.token_hex(8)}")

    def switch(self, generation: Path, fingerprint: str, vectors: int) -> None:
        """Point to a finished generation and remove all others."""
        for path in generation.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        files = {
            str(path.relative_to(generation)): (path.stat().st_size, _checksum(path))
            for path in sorted(generation.rglob("*"))
            if path.is_file() and not path.name.startswith(_DATABASE)
        }
        pointer = Pointer(generation.name, fingerprint, vectors, files)
        write_whole(self.folder / "current.json", json.dumps(asdict(pointer)).encode())
        self.sweep(keep=generation.name)

    def sweep(self, keep: str) -> None:
        """Remove every generation but one, and the marks of openers that are gone."""
        for path in self.folder.glob("g-*"):
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob("opening-*"):
            if not _held(path):
                path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises OSError where nothing can be written, LockedError after a minute."""
        private_folder(self.folder)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            deadline = time.monotonic() + _LOCK_SECONDS
            while not _locked(handle):
                if time.monotonic() > deadline:
                    raise LockedError
                time.sleep(0.02)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def opening(self, pointer: Pointer) -> Iterator[None]:
        """Leave a mark while Chroma is at work, so that a crash in there is seen at the next start."""
        name = f"{pointer.generation}-{os.getpid()}-{secrets.token_hex(4)}"
        draft, mark = self.folder / f".{name}", self.folder / f"opening-{name}"
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _locked(handle)
            draft.rename(mark)  # held before anyone can see it
            yield
        finally:
            with suppress(OSError):
                mark.unlink(missing_ok=True)
            os.close(handle)

    def crashed(self, pointer: Pointer) -> bool:
        """Tell whether a process ended while it used this generation."""
        return any(not _held(path) for path in self.folder.glob(f"opening-{pointer.generation}-*"))

    def begin_attempt(self, fingerprint: str) -> int:
        """Count a build of `fingerprint` and give how many have begun and not finished."""
        path = self.folder / "attempts.json"
        try:
            row = json.loads(path.read_bytes())
            before = int(row["count"]) if row["fingerprint"] == fingerprint else 0
        except (OSError, ValueError, KeyError, TypeError):
            before = 0
        write_whole(path, json.dumps({"fingerprint": fingerprint, "count": before + 1}).encode())
        return before + 1

    def end_attempts(self) -> None:
        """Forget the count: a build came to its end, well or with an error that was seen."""
        (self.folder / "attempts.json").unlink(missing_ok=True)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _held(mark: Path) -> bool:
    """Tell whether a living process holds the mark."""
    try:
        handle = os.open(mark, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True  # just let go of, in good order
    except OSError:
        return False
    try:
        # It may have been let go of, in good order, between being opened here and being tried.
        return not _locked(handle) or not mark.exists()
    finally:
        os.close(handle)


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
