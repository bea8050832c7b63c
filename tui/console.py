"""A command's way to the person: results to stdout, talk to stderr, both as plain text."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, TextIO

from assistant.cleaning import MAX_CHARACTERS, clean
from assistant.errors import UsageError
from assistant.wording import _, reason

if TYPE_CHECKING:
    from assistant.wiring import Services


MAX_BATCH: Final = 100_000_000
"""Most characters of a batch; its lines are many texts."""

_UNSAFE_IN_JSON: Final = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


_MOST_BYTES_A_CHARACTER: Final = 4
"""In UTF-8."""


class Session:
    """One run of one command."""

    def __init__(self, flags: dict[str, str] | None = None) -> None:
        self.flags = flags or {}
        """Settings from the command line, by dotted key."""

    @cached_property
    def services(self) -> Services:
        """The services, built from the settings when first used."""
        from assistant.wiring import Services  # noqa: PLC0415 - pydantic is not needed for --help

        return Services.from_environment(self.say, self.flags)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at a terminal and can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def out(self, text: str, *, wrap: bool = False) -> None:
        """Print a result; `wrap` breaks long lines between words, at a terminal only.

        A draft is never wrapped: whoever copies it from the screen must not copy our line breaks.
        """
        with _told():
            print(_wrapped(text, sys.stdout) if wrap else clean(text), flush=True)

    def width(self, most: int) -> int:
        """Give how many characters a line may have: `most`, or what the terminal holds if that is less."""
        import shutil  # noqa: PLC0415 - only for what is wrapped

        return min(most, shutil.get_terminal_size().columns - 1) if sys.stdout.isatty() else most

    def out_bytes(self, content: bytes) -> None:
        """Write a result that is a file."""
        with _told():
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()

    def say(self, text: str) -> None:
        """Talk to the person."""
        with contextlib.suppress(OSError):  # talk that cannot be shown is no reason to stop
            print(_wrapped(text, sys.stderr), file=sys.stderr, flush=True)

    def json(self, value: dict[str, Any]) -> None:
        """Print a result as JSON; `value["format"]` names its shape and version."""
        with _told():
            print(_json(value, indent=2), flush=True)

    def json_line(self, value: dict[str, Any]) -> None:
        """Print a result as one line of JSON."""
        with _told():
            print(_json(value, indent=None), flush=True)

    def ask(self, question: str, default: str = "") -> str:
        """Ask the person for one line. Raises UsageError when nobody is there."""
        if not self.interactive:
            raise UsageError(_("Nobody is there to answer: {question}").format(question=clean(question)))
        shown = f"{clean(question)} [{clean(default)}] " if default else f"{clean(question)} "
        print(shown, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return clean(line).strip() or default

    def secret(self) -> str:
        """Read a key: unseen at a terminal, else the first line of standard input."""
        if self.interactive:
            from getpass import getpass  # noqa: PLC0415 - only for a key

            return getpass("").strip()
        return sys.stdin.readline().strip()

    def confirm(self, question: str) -> bool:
        """Ask for a yes or a no; anything unclear is no."""
        answer = self.ask(f"{question} [{_('y')}/{_('n')}]").casefold()
        return answer in {_("y"), _("yes"), "y", "yes", "j", "ja"}


def _json(value: dict[str, Any], *, indent: int | None) -> str:
    """Give JSON in which nothing acts on a terminal; what is escaped still means the same."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence why a result cannot be written. Raises InputError; a reader gone is left alone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        from assistant.errors import InputError  # noqa: PLC0415 - only when it fails

        raise InputError(
            _("The result cannot be written: {reason}.").format(reason=reason(error)),
            hint=_("What was saved is safe. Write it to another place, or free some space."),
        ) from error


def _wrapped(text: str, stream: TextIO) -> str:
    """Give the text cleaned, and at a terminal with its long lines broken between words."""
    text = clean(text)
    if not stream.isatty():
        return text
    import shutil  # noqa: PLC0415 - only at a terminal
    import textwrap  # noqa: PLC0415

    width = max(40, shutil.get_terminal_size().columns)
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, width - 1, subsequent_indent=indent, break_on_hyphens=False) or [""]
    return "\n".join(lines)


def _beginning(file: IO[bytes], most: int, name: str) -> bytes:
    """Read a whole file, but never one without an end. Raises InputError when it is surely too long."""
    bound = _MOST_BYTES_A_CHARACTER * (most + 1)
    raw = file.read(bound + 1)
    if len(raw) > bound:
        from assistant.errors import InputError  # noqa: PLC0415 - only when it fails

        raise InputError(
            _("'{name}' is too long; at most {most} characters are taken.").format(name=name, most=most),
            hint=_("Give the part that matters."),
        )
    return raw


def read_input(named: str | None, *, most: int = MAX_CHARACTERS) -> tuple[str, str]:
    """Read a file, or standard input for "-" and for nothing: the text, cleaned, and its name for messages.

    Raises InputError with the file, the reason and the mend.
    """
    from pathlib import Path  # noqa: PLC0415 - light, but not needed by every command

    from assistant.errors import InputError  # noqa: PLC0415

    name = _("standard input") if named in {None, "-"} else str(named)
    if named in {None, "-"} and sys.stdin.isatty() and sys.stderr.isatty():
        # Else a person sits before a cursor that says nothing.
        print(_("Paste the text, then end with Ctrl-D on a line of its own."), file=sys.stderr, flush=True)
    try:
        if named in {None, "-"}:
            raw = _beginning(sys.stdin.buffer, most, name)
        else:
            with Path(str(named)).open("rb") as file:
                raw = _beginning(file, most, name)
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            _("'{name}' is not UTF-8 text (byte {at}).").format(name=name, at=error.start),
            hint=_("Save it as UTF-8 text and try again."),
        ) from error
    except OSError as error:
        raise InputError(
            _("'{name}' cannot be read: {reason}.").format(name=name, reason=reason(error)),
            hint=_("Check the name, or give the text on standard input with '-'."),
        ) from error
    if len(text) > most:
        raise InputError(
            _("'{name}' is too long: {count} characters, at most {most}.").format(
                name=name, count=len(text), most=most
            ),
            hint=_("Give the part that matters."),
        )
    return text, name
