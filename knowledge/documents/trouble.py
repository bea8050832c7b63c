"""Why a file was not taken in. The words are in reasons.toml, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "reasons.toml"


class UnreadableError(Exception):
    """A file that cannot be taken in; `code` is a key of reasons.toml, `values` fill its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def text(self, language: str) -> str:
        """Say it in "sv" or "en", as the end of a sentence."""
        return reason_text(self.code, language, **self.values)


def refused(error: OSError, what: str = "") -> UnreadableError:
    """Give the reason for which the system refused; `what` is "folder" for a folder."""
    if isinstance(error, PermissionError):
        return UnreadableError(f"{what}_denied" if what else "denied")
    if isinstance(error, FileNotFoundError):
        return UnreadableError("missing")
    return UnreadableError(what or "system", reason=error.strerror or str(error))


def reason_text(code: str, language: str, **values: object) -> str:
    """Give a reason's words in "sv" or "en"."""
    return _reasons()[code][language].format(**values)


def note_text(note: str, language: str) -> str:
    """Give the words of a document's note, kept as "code:number"."""
    code, _colon, count = note.partition(":")
    return reason_text(code, language, count=count)


def is_note(note: str) -> bool:
    """Tell whether a note has words, wherever it comes from."""
    code, _colon, count = note.partition(":")
    return code in _reasons() and (not count or count.isdecimal())


@cache
def _reasons() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table
