"""Files that can be made again: written whole or not at all, for their owner only, checked when read."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from pathlib import Path
from typing import Any, Final

_SUM: Final = 32
_DIALECT: Final = f"{sys.implementation.cache_tag}-{marshal.version}".encode()
"""Marshal's format belongs to an interpreter; another one reads the file as stale."""


def private_folder(path: Path) -> Path:
    """Make `path` if it is not there, readable by its owner only (0700). Raises OSError."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by `content` in one step (0600). Raises OSError; what stood there is then untouched."""
    import tempfile  # noqa: PLC0415 - ten milliseconds that only a write should cost

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_compiled(path: Path, key: str, value: Any) -> bool:
    """Keep plain data under `key`; False when the folder cannot be written, which costs only time."""
    payload = marshal.dumps((key, value))
    try:
        private_folder(path.parent)
        write_whole(path, _checksum(payload) + payload)
    except OSError:
        return False
    return True


def read_compiled(path: Path, key: str) -> Any | None:
    """Give what `write_compiled` kept under `key`; None when it is missing, damaged or another's."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    payload = memoryview(content)[_SUM:]
    if content[:_SUM] != _checksum(payload):  # it could crash marshal, in C
        return None
    kept_key, value = marshal.loads(payload)  # noqa: S302 - our own file, in the owner's folder, checked above
    return value if kept_key == key else None


def _checksum(payload: bytes | memoryview) -> bytes:
    return hashlib.sha256(_DIALECT + bytes(payload)).digest()
