"""What keeps the vectors from being used, told in both languages. The words are in notices.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

NOTICES_FILE: Final = Path(__file__).parent / "notices.toml"


class Trouble(Exception):  # noqa: N818 - the base of errors that are told, never raised by itself
    """Something went wrong that a person may want to know; `code` names its sentence in notices.toml."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: _one_line(value) for name, value in values.items()}

    def text(self, language: str) -> str:
        """Say it in "sv" or "en", as a clause without a full stop."""
        clause: str = notices()["trouble"][self.code][language]
        return clause.format(**self.values)

    def __str__(self) -> str:
        return self.text("en")


@cache
def notices() -> dict[str, dict[str, dict[str, str]]]:
    """Read the words of notices and troubles."""
    return tomllib.loads(NOTICES_FILE.read_text(encoding="utf-8"))


def _one_line(value: object) -> object:
    """Give a foreign text (a server's, a library's) on one short line without control characters."""
    if not isinstance(value, str):
        return value
    line = " ".join("".join(each if each.isprintable() else " " for each in value).split())
    return line if len(line) <= 200 else line[:199] + "…"
