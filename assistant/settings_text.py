"""A settings file's text with values changed, its comments, order and everything else left alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

_HEADER: Final = re.compile(r"^\s*\[")


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Give a TOML text with these values by dotted key, for example "model.name".

    Raises ValueError for a text that is no TOML, or that holds a key in a way that only a person can change.
    """
    expected = tomllib.loads(text)
    for key, value in values.items():
        table, _dot, name = key.rpartition(".")
        inside = expected.setdefault(table, {}) if table else expected
        if not isinstance(inside, dict):
            raise ValueError(key)  # noqa: TRY004 - it is the file that is wrong
        inside[name] = value
        text = _with_value(text, table, name, json.dumps(value, ensure_ascii=False))
    if not _same(text, expected):
        raise ValueError(", ".join(values))
    return text


def _with_value(text: str, table: str, name: str, value: str) -> str:
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    begin, end = _span(lines, table)
    if begin is None:
        dotted = _line_of(lines[: _span(lines, "")[1]], f"{table}.{name}")
        if dotted is not None:
            lines[dotted] = _changed(lines[dotted], value, newline)
            return "".join(lines)
        blank = newline if lines and lines[-1].strip() else ""
        ended = newline if lines and not lines[-1].endswith(("\n", "\r")) else ""
        return f"{text}{ended}{blank}[{table}]{newline}{name} = {value}{newline}"
    at = _line_of(lines[begin:end], name)
    if at is not None:
        lines[begin + at] = _changed(lines[begin + at], value, newline)
    else:
        last = max((at for at in range(begin, end) if lines[at].strip()), default=begin - 1)
        lines[last + 1 : last + 1] = [f"{name} = {value}{newline}"]
        if last >= 0 and not lines[last].endswith(("\n", "\r")):
            lines[last] += newline
    return "".join(lines)


def _span(lines: list[str], table: str) -> tuple[int | None, int]:
    """Give the lines inside a table, "" for those before the first; None where there is no such table."""
    headers = [at for at, line in enumerate(lines) if _HEADER.match(line)]
    if not table:
        return 0, headers[0] if headers else len(lines)
    own = re.compile(rf"^\s*\[\s*{re.escape(table)}\s*\]")
    for at in headers:
        if own.match(lines[at]):
            return at + 1, next((each for each in headers if each > at), len(lines))
    return None, len(lines)


def _line_of(lines: list[str], name: str) -> int | None:
    given = re.compile(rf"^\s*{re.escape(name)}\s*=")
    return next((at for at, line in enumerate(lines) if given.match(line)), None)


def _changed(line: str, value: str, newline: str) -> str:
    """Give a line with another value; a comment behind it stays."""
    given = re.match(
        r"""(?P<key>\s*[\w.-]+\s*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#\s]*)(?P<rest>[^\r\n]*)""", line
    )
    return f"{given['key']}{value}{given['rest']}{newline}" if given else line


def _same(text: str, expected: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False
