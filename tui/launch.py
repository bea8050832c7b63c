"""The `fika` command: finds the command, loads it and nothing else, and ends with one clear sentence."""

from __future__ import annotations

import argparse
import contextlib
import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from assistant import wording
from assistant.errors import FikaError
from assistant.wording import _, mark
from tui.version import VERSION

COMMANDS: Final[tuple[tuple[str, str], ...]] = (
    ("init", mark("say who you are, once")),
    ("people", mark("the people you write to: add, list, show, edit, forget")),
    ("facts", mark("what you know about a person: add, list, remove, suggest from a text")),
    ("write", mark("write a document of any kind")),
    ("draft", mark("write a first message (write outreach)")),
    ("questions", mark("prepare questions for the talk (write questions)")),
    ("followup", mark("write the thank-you after the talk (write followup)")),
    ("check", mark("review any text, also one that Fika did not write")),
    ("guide", mark("ask the guidance a question")),
    ("chat", mark("ask and be answered; without a question, talk line by line")),
    ("knowledge", mark("guidance of your own: list, show, add, remove, rebuild")),
    ("show", mark("show a draft, or list all drafts")),
    ("edit", mark("edit a draft in your editor; it is checked again")),
    ("revise", mark("have a draft written anew as you wish: shorter, warmer, in English")),
    ("history", mark("the versions of a draft, and what changed")),
    ("confirm", mark("say that a flagged claim is true; it becomes a fact")),
    ("approve", mark("say that a draft is ready")),
    ("export", mark("give a draft as text, unsent mail, mailto link or Markdown")),
    ("serve", mark("the full screen in your browser, on this machine only")),
    ("sent", mark("say that you sent a draft, so that Fika can count from there")),
    ("log", mark("what happened with someone: answered, declined, ended")),
    ("talk", mark("agree on a talk, and show the page to have beside it")),
    ("notes", mark("what was said in a talk, and what you will do with it")),
    ("due", mark("the next step with everyone, the most urgent first")),
    ("model", mark("the models there are, choosing one, and trying it")),
    ("doctor", mark("what works, what does not, and the next step")),
    ("config", mark("where each setting comes from")),
    ("schema", mark("the JSON Schema of a brief, a draft or a review")),
    ("completions", mark("completions for bash, zsh or fish")),
)
"""Every command with its line in the help. Its module is `tui.commands.<name>`."""

_MODULES: Final = {"draft": "write", "questions": "write", "followup": "write"}
_EXIT_INTERRUPTED: Final = 130
_STDERR: Final = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with one sentence instead of the whole usage; it may repeat what was typed."""
        from assistant.cleaning import clean_line

        hint = _("Say '{command} --help' to see how it is used.").format(command=self.prog)
        self.exit(2, f"fika: {clean_line(message)}\n  {hint}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    0 done, 1 blocked or refused, 2 bad usage or input, 3 store or index, 4 writer, 70 a fault of Fika's own.
    """
    os.umask(0o077)
    _open_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _ended(list(sys.argv[1:] if argv is None else argv))
    finally:
        _flush()


def _ended(arguments: list[str]) -> int:
    """Run one command; whatever goes wrong ends with a sentence and an exit code."""
    try:
        _choose_language(arguments)
        return _run(arguments)
    except FikaError as error:
        _say(f"fika: {error.message}", error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        _say("\n" + _("Stopped. Nothing was sent, and what was saved is safe."))
        return _EXIT_INTERRUPTED
    except BrokenPipeError:
        return 0  # the reader went away (`fika guide ... | head`); what it wanted, it has
    except ValueError as error:
        return _refused_value(error)
    except Exception as error:  # noqa: BLE001 - the last resort: a person never meets a traceback
        return _internal(error)


def _refused_value(error: ValueError) -> int:
    """Tell about a value from the command line that no field takes; anything else is a fault of ours."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return _internal(error)
    first = errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "string_too_long":
        problem = _("'{field}' is too long: {count} characters.").format(
            field=field, count=len(str(first["input"]))
        )
        _say(f"fika: {problem}", _("At most {most} characters.").format(most=first["ctx"]["max_length"]))
    else:
        _say("fika: " + _("'{field}' cannot have that value.").format(field=field), first["msg"] + ".")
    return 2


def _internal(error: BaseException) -> int:
    from tui import crash

    said, hint = crash.sentence(error)
    _say(f"fika: {said}", hint)
    return crash.EXIT_INTERNAL


def build_parser(*, only: str | None = None) -> argparse.ArgumentParser:
    """Build the parser; with `only`, the other commands have no more than their names."""
    parser = _Parser(
        prog="fika",
        description=_(
            "Fika helps you find, approach and keep a mentor. It drafts and reviews; you decide and send."
        ),
        epilog=_(
            "Start with: fika init, then fika people add NAME. Or try: fika write outreach --brief FILE."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"fika {VERSION}",
        help=_("show program's version number and exit"),
    )
    _add_language(parser)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    for name, line in COMMANDS:
        command = commands.add_parser(name, help=_(line), description=_sentence(_(line)))
        if only in {None, name}:
            _add_language(command, default=argparse.SUPPRESS)
            module = importlib.import_module(f"tui.commands.{_MODULES.get(name, name)}")
            module.add_arguments(command)
            command.set_defaults(run=module.run, whole_parser=build_parser)
    return parser


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}."


def _run(arguments: list[str]) -> int:
    if not arguments and (opened := _opened({})) is not None:
        return opened  # before any parser is built: it would only be waited for
    names = {name for name, _line in COMMANDS}
    chosen = next((argument for argument in arguments if argument in names), "")
    parser = build_parser(only=chosen)
    parsed = parser.parse_args(arguments)
    flags = {"ui_language": parsed.ui_language} if parsed.ui_language else {}
    if not parsed.command:
        opened = _opened(flags)
        if opened is None:
            parser.print_help()
        return opened or 0
    from tui.console import Session

    code: int = parsed.run(parsed, Session(flags))
    return code


def _opened(flags: dict[str, str]) -> int | None:
    """Open the full screen where there is a terminal, and give its exit code; else give None."""
    from tui import terminal

    return _open_app(flags) if terminal.is_there(sys.stdin, sys.stdout) else None


def _open_app(flags: dict[str, str]) -> int:
    """Open the full screen, and give its exit code."""
    from shutil import get_terminal_size

    from tui import terminal

    refused = terminal.refusal(*get_terminal_size())
    if refused:
        _say(f"fika: {refused}", _("Make the window larger, or use the commands: fika --help."))
        return 2
    from tui.app import FikaApp

    app = FikaApp(flags)
    app.run()
    if app.refused is not None:
        raise app.refused
    if app.fatal is not None:
        return _internal(app.fatal)
    return app.return_code or 0


def _add_language(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--ui-language", choices=wording.LANGUAGES, default=default, help=_("language of the interface")
    )


def _choose_language(arguments: Sequence[str]) -> None:
    """Take the interface's language from the flag, the setting, then the locale."""
    wording.use_language(_from_flag(arguments) or _from_setting() or _from_locale())
    # argparse asks gettext's global domain; this gives its own words the same language.
    os.environ["LANGUAGE"] = wording.ui_language()
    gettext.bindtextdomain("fika", str(wording.CATALOGUES))
    gettext.textdomain("fika")


def _from_flag(arguments: Sequence[str]) -> str | None:
    for position, argument in enumerate(arguments):
        given = argument.partition("=")[2] if argument.startswith("--ui-language=") else None
        if argument == "--ui-language" and position + 1 < len(arguments):
            given = arguments[position + 1]
        if given in wording.LANGUAGES:
            return given
    return None


def _from_setting() -> str | None:
    given = os.environ.get("FIKA_UI_LANGUAGE")
    if given in wording.LANGUAGES:
        return given
    from assistant.paths import config_file

    for path in (Path("fika.toml"), config_file()):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        if "ui_language" in text:
            import tomllib

            try:
                value = tomllib.loads(text).get("ui_language")
            except tomllib.TOMLDecodeError:
                continue
            if value in wording.LANGUAGES:
                return str(value)
    return None


def _from_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "sv" if os.environ[name].lower().startswith("sv") else "en"
    return "en"


def _open_streams() -> None:
    """Give a closed stdin, stdout or stderr (`fika show 2>&-`) the null device.

    Else the next file that is opened, the store perhaps, takes its number and what is printed to it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(number, True)
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - until we end


def _flush() -> None:
    """Write what is still held back; what cannot be written is let go, not told by Python at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(message: str, hint: str = "") -> None:
    from assistant.cleaning import clean

    with contextlib.suppress(OSError):  # nobody can be told that nobody can be told
        print(clean(message) + (f"\n  {clean(hint)}" if hint else ""), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
