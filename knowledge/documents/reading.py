"""Opens a file: is it one, how large, which format; then its blocks, with every fault in words."""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol, cast

from knowledge.documents import formats
from knowledge.documents.block import Block
from knowledge.documents.trouble import UnreadableError, refused

_BEGINNING: Final = 4_096
_MEGABYTE: Final = 1_000_000


class Format(Protocol):
    """What a module in `formats` offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    MAX_BYTES: int

    def matches(self, beginning: bytes) -> bool:
        """Tell whether a file without a known ending is this."""
        ...

    def blocks(self, path: Path) -> Iterator[Block]:
        """Give the file's blocks, in order. Raises UnreadableError, or whatever its library raises."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be taken in."""

    path: Path
    checksum: str
    """SHA-256 of its bytes."""
    format: Format
    state: tuple[int, int, int]
    """Size, time of change and number of the file, to see whether it changed while it was read."""


@cache
def known_formats() -> dict[str, Format]:
    """Give the formats by name: the modules that lie in `formats`."""
    names = sorted(each.name for each in pkgutil.iter_modules(formats.__path__))
    modules = [importlib.import_module(f"{formats.__name__}.{name}") for name in names]
    return {module.NAME: cast("Format", module) for module in modules}  # a module cannot declare a Protocol


def is_known(path: Path) -> bool:
    """Tell whether a file's ending is one that is read."""
    return path.suffix.lower() in {suffix for each in known_formats().values() for suffix in each.SUFFIXES}


def opened(path: Path) -> Opened:
    """Look at a file: its kind, its size, its format and its checksum. Raises UnreadableError."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError("not_a_file")
        if state.st_size == 0:
            raise UnreadableError("empty")
        with path.open("rb") as file:
            chosen = _format(path, file.read(_BEGINNING))
            if state.st_size > chosen.MAX_BYTES:
                raise UnreadableError(
                    "too_large",
                    size=-(-state.st_size // _MEGABYTE),
                    most=chosen.MAX_BYTES // _MEGABYTE,
                )
            file.seek(0)
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise refused(error) from error
    return Opened(path, checksum, chosen, _state(state))


def blocks(file: Opened) -> Iterator[Block]:
    """Give a file's blocks as they are read. Raises UnreadableError, also when it changed meanwhile."""
    try:
        yield from file.format.blocks(file.path)
        changed = _state(file.path.stat()) != file.state
    except UnreadableError:
        raise
    except OSError as error:
        raise refused(error) from error
    except Exception as error:  # libraries meet a broken file with errors of every type
        raise UnreadableError("damaged", format=file.format.NAME) from error
    if changed:
        raise UnreadableError("changed")


def _format(path: Path, beginning: bytes) -> Format:
    """Choose by the file's ending, else by how it begins. Raises UnreadableError."""
    all_formats = known_formats().values()
    named = next((each for each in all_formats if path.suffix.lower() in each.SUFFIXES), None)
    if named is not None:
        return named
    binary = b"\0" in beginning
    found = next(
        (each for each in all_formats if each.NAME != "text" and each.matches(beginning)),
        None if binary or path.suffix else known_formats()["text"],
    )
    if found is None:
        raise UnreadableError("unknown_format")
    return found


def _state(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_size, state.st_mtime_ns, state.st_ino
