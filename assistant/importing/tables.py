"""Reads a TOML or JSON text strictly: every refusal is one sentence with file, line, key and mend."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NoReturn

from assistant.cleaning import MAX_CHARACTERS, clean_line
from assistant.errors import InputError
from assistant.importing.lines import Lines, Path
from assistant.wording import _

_PLACE: Final = re.compile(r" ?\((?:at line (\d+), column (\d+)|at end of document)\)$")
_LONG_KEY: Final = re.compile(r"""(?:(?:[\w-]{1,99}+|"[^"\n]{0,99}"|'[^'\n]{0,99}')[ \t]*+\.[ \t]*+){100}""")
"""A key of a hundred parts: the parser's time grows with the square of them."""
_CURLY: Final = re.compile("[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]")
_OFF_KEY: Final = re.compile(r"^\s*([^\s=\[\]#\"']+)\s*=")


class Table:
    """A parsed file: its values, its name, and where each key stands."""

    def __init__(self, text: str, name: str, values: dict[str, Any], around: Path = ()) -> None:
        self.text = text
        self.name = name
        self.values = values
        self._around = around

    def within(self, key: str) -> Table:
        """Give the table under `key`; paths then begin inside it."""
        return Table(self.text, self.name, self.values[key], (*self._around, key))

    def line(self, path: Path) -> int | None:
        """Give the line of `path` or of the nearest thing around it; None for the file as a whole."""
        return self.lines.of((*self._around, *path))

    @cached_property
    def lines(self) -> Lines:
        """Where each key stands; worked out when something is wrong."""
        return Lines(self.text)

    def refused(self, path: Path, problem: str, hint: str) -> InputError:
        """Make an InputError on the line of `path`."""
        return refusal(self.name, self.line(path), problem, hint)


def refusal(name: str, line: int | None, problem: str, hint: str) -> InputError:
    """Make the one sentence: file, line, what is wrong; the mend goes in the hint."""
    shown = clean_line(name)
    where = (
        _("'{name}', line {line}: {problem}").format(name=shown, line=line, problem=problem)
        if line
        else _("'{name}': {problem}").format(name=shown, problem=problem)
    )
    return InputError(clean_line(where), hint=clean_line(hint))


def read_table(text: str | bytes, name: str, *, example: str) -> Table:
    """Parse a TOML text, or JSON when it starts with "{". Raises InputError.

    `example` is the least that such a file may hold, shown when the text is empty.
    """
    text = _as_text(text, name).replace("\r\n", "\n")
    if not text.strip():
        raise refusal(
            name, None, _("the file is empty."), _("The least it can hold: {example}").format(example=example)
        )
    try:
        values = _json(text, name) if text.lstrip().startswith("{") else _toml(text, name)
    except RecursionError as error:
        raise refusal(
            name, None, _("the lists or tables are nested too deeply."), _("Two levels are enough.")
        ) from error
    table = Table(text, name, values)
    if text.lstrip().startswith("{") and table.lines.repeated:
        path, line = table.lines.repeated
        problem = _("'{key}' stands twice.").format(key=path[-1])
        raise refusal(name, line, problem, _("Keep one of them and remove the other."))
    return table


def _as_text(text: str | bytes, name: str) -> str:
    if isinstance(text, bytes):
        text = _decoded(text, name)
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        problem = _("the file is too long: {count} characters, at most {most}.")
        problem = problem.format(count=len(text), most=MAX_CHARACTERS)
        raise refusal(name, None, problem, _("Give the part that matters."))
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        problem = _("there is a NUL byte, so this is not a text file.")
        raise refusal(name, line, problem, _("Save it as UTF-8 text and try again."))
    return text


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(name, None, _("the file is UTF-16, not UTF-8."), _("Save it as UTF-8 text."))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = _("this is not UTF-8 text (byte {at}).").format(at=error.start)
        raise refusal(name, line, problem, _("Save it as UTF-8 text and try again.")) from error


def _toml(text: str, name: str) -> dict[str, Any]:
    long_key = _LONG_KEY.search(text)
    if long_key:
        raise refusal(
            name,
            text.count("\n", 0, long_key.start()) + 1,
            _("a key has too many parts."),
            _("Two parts are enough, as in ask.minutes."),
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        message = str(error)[: place.start()] if place else str(error)
        lines = text.split("\n")
        line = int(place[1]) if place and place[1] else len(text.rstrip("\n").split("\n"))
        column = int(place[2]) if place and place[2] else 1
        if message.startswith("Cannot overwrite"):
            line -= (place is not None and place[1] is not None and column == 1) or (
                not lines[line - 1].strip()
            )
        problem, hint = _toml_mend(message, lines[min(line, len(lines)) - 1], column)
        raise refusal(name, line, problem, hint) from error
    except ValueError as error:  # a number of thousands of digits, a time that no calendar has
        raise refusal(
            name, None, _("a number or a time is impossible."), _("Put text in quotes; numbers are short.")
        ) from error


def _toml_mend(message: str, line: str, column: int) -> tuple[str, str]:
    """Say in plain words what the TOML parser met, and how to mend it."""
    rest = line[column - 1 :].strip()
    key = _OFF_KEY.match(line)
    if _CURLY.match(rest):
        return _("typographic quotes cannot enclose a value."), _('Use straight quotes, as in name = "Sara".')
    if key and not key[1].replace("-", "").replace(".", "").replace("_", "").isascii():
        return (
            _("'{key}' is not a key: keys have only the letters a-z.").format(key=key[1]),
            _("Keys are English in both languages, for example name, goals, facts."),
        )
    if "=" not in line and re.match(r"\s*[\w-]+\s*:", line):
        return _("a key and its value are joined with '=', not ':'."), _('Write it as name = "Sara".')
    if re.search(r"=\s*\d{4}-\d\d-\d\d|=\s*\d\d:\d\d", line):
        message = "Invalid date"
    if message.startswith("Invalid value"):
        return (
            _("the value cannot be read."),
            _('Put text in quotes, as in name = "Sara"; close every list with ].'),
        )
    return _known_mend(message)


def _known_mend(message: str) -> tuple[str, str]:
    known = {
        "Unterminated string": (_("a text is not closed."), _("End it with the same quotes it began with.")),
        "Expected \"'''\"": (_("a text is not closed."), _("End it with the same quotes it began with.")),
        "Illegal character": (
            _("a text ends in the middle, or holds a control character."),
            _('Close it with ", or put a text of several lines in """ """.'),
        ),
        "Unescaped": (
            _("a backslash stands alone."),
            _("Write \\\\ for one backslash, or use '...' quotes."),
        ),
        "Unclosed array": (_("a list is not closed."), _("End it with ].")),
        "Expected '='": (_("a key has no value."), _('Write key = "value".')),
        "Expected ']'": (_("the table's name is not closed."), _("Write it as [sender] or [[facts]].")),
        "Cannot overwrite": (
            _("this key or table stands twice."),
            _("Keep one of them and remove the other."),
        ),
        "Cannot mutate immutable": (
            _("this list was already given as a whole."),
            _("Give all facts one way: in facts = [...], or as [[facts]] tables."),
        ),
        "Cannot declare": (
            _("this table stands twice."),
            _("Put both in one; several facts are [[facts]] each."),
        ),
        "Expected newline": (
            _("something stands after the value."),
            _("One key on each line; put a whole text in one pair of quotes."),
        ),
        "Invalid date": (
            _("there is no such date or time."),
            _("Write it as 2026-03-12T15:00:00+01:00."),
        ),
    }
    for start, mend in known.items():
        if message.startswith(start):
            return mend
    return (
        _("this is not valid TOML: {reason}.").format(reason=message),
        _("Mend this line; examples/en.toml shows the format."),
    )


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        values = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise refusal(
            name,
            error.lineno,
            _("this is not valid JSON: {reason}.").format(reason=error.msg),
            _("Check quotes, commas and brackets just before this place."),
        ) from error
    except ValueError as error:
        raise refusal(
            name, None, _("a number is impossible."), _("Numbers are whole and short, as 15.")
        ) from error
    if not isinstance(values, dict):
        raise refusal(name, 1, _("the file must be one object."), _("Begin with { and end with }."))
    return values


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def shown_key(path: Sequence[str | int]) -> str:
    """Name a key as a person finds it: 'kind' in [[facts]] number 2."""
    *around, last = path
    if isinstance(last, int):
        return _("entry {number} of '{key}'").format(number=last + 1, key=".".join(map(str, around)))
    if not around:
        return f"'{last}'"
    if isinstance(around[-1], int):
        table = ".".join(str(part) for part in around[:-1])
        return _("'{key}' in [[{table}]] number {number}").format(
            key=last, table=table, number=around[-1] + 1
        )
    return _("'{key}' in [{table}]").format(key=last, table=".".join(map(str, around)))
