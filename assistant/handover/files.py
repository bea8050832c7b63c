"""File names made from people's names, and files that never overwrite unasked."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.cleaning import clean_line
from assistant.errors import InputError
from assistant.paths import write_private
from assistant.wording import _, reason

_LONGEST_BYTES: Final = 120
"""A name may have 255 bytes on most file systems; this leaves room for what sync programs add."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def file_name(parts: Sequence[str], ending: str) -> str:
    """Give a file name of letters, digits and hyphens from `parts`, with `ending` ("eml")."""
    words = ["-".join(re.findall(r"[^\W_]+", clean_line(part).casefold())) for part in parts]
    stem = "-".join(word for word in words if word)
    stem = stem.encode("utf-8")[:_LONGEST_BYTES].decode("utf-8", "ignore").strip("-")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"draft-{stem}".rstrip("-")
    return f"{stem}.{ending}"


def write_file(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file for its owner only; one that is there is kept unless `replace`.

    Raises InputError with the reason and the mend.
    """
    try:
        if replace:
            write_private(path, content)
        else:
            _write_new(path, content)
    except FileExistsError as error:
        raise InputError(
            _("'{path}' is already there.").format(path=path),
            hint=_("Give another name."),
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = reason(error) if isinstance(error, OSError) else error
        raise InputError(
            _("'{path}' cannot be written: {reason}.").format(path=path, reason=why),
            hint=_("Give a folder that is there and that you may write to."),
        ) from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
