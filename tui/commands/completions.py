"""`fika completions`: what a shell needs to complete commands and options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=_("your shell"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Print the script; `eval "$(fika completions bash)"` uses it at once."""
    import shtab

    parser = arguments.whole_parser()
    _complete_files(parser, shtab.FILE)
    session.out(shtab.complete(parser, shell=arguments.shell))
    return 0


def _complete_files(parser: argparse.ArgumentParser, files: dict[str, str]) -> None:
    """Let every argument that takes a file be completed with file names."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - nor a public name for this one
            for command in dict.fromkeys(action.choices.values()):
                _complete_files(command, files)
        elif action.metavar == _("FILE"):
            action.complete = files  # type: ignore[attr-defined]  # shtab reads it there
