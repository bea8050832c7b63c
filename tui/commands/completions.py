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

    session.out(shtab.complete(arguments.whole_parser(), shell=arguments.shell))
    return 0
