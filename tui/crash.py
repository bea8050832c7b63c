"""When Fika itself is at fault: one sentence for the person, one line in a log, nothing personal.

A traceback shows local values, and those are somebody's words. The log names types, files and lines only.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from assistant.wording import _

EXIT_INTERNAL: Final = 70
LOG_BYTES: Final = 200_000
"""Longest log; the older half goes when it is reached."""

_FRAMES: Final = 20
"""Most frames noted of one fault."""


def sentence(error: BaseException) -> tuple[str, str]:
    """Say that Fika is at fault, and what to do: the sentence and its hint."""
    said = _("Something went wrong inside Fika ({error}, {place}).").format(
        error=type(error).__name__, place=place(error)
    )
    return said, _("Your saved drafts are safe. Please report this line; it holds nothing of yours.")


def place(error: BaseException) -> str:
    """Name the file and line where it broke, without any local value."""
    return next(reversed(list(_frames(error))), "?").rpartition("/")[2]


def note(folder: Path, error: BaseException, version: str) -> None:
    """Write a fault to the log in `folder`; what cannot be written is let go."""
    from datetime import UTC, datetime  # noqa: PLC0415 - only when something broke

    from assistant.errors import FikaError  # noqa: PLC0415
    from assistant.paths import private_folder  # noqa: PLC0415

    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} fika {version} {_chain(error)}\n"
    with contextlib.suppress(OSError, FikaError):
        path = private_folder(folder) / "fika.log"
        _shorten(path)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode("utf-8", "replace"))
        finally:
            os.close(handle)


def _chain(error: BaseException) -> str:
    told = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.append(f"{type(current).__name__} at {' > '.join(list(_frames(current))[-_FRAMES:]) or '?'}")
        current = current.__cause__ or current.__context__
    return " | from ".join(told)


def _frames(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        yield f"{'/'.join(path.parts[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next


def _shorten(path: Path) -> None:
    if not path.exists() or path.stat().st_size < LOG_BYTES:
        return
    from assistant.paths import write_private  # noqa: PLC0415

    kept = path.read_bytes()[-LOG_BYTES // 2 :]
    write_private(path, kept[kept.find(b"\n") + 1 :])
