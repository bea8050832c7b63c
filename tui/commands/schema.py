"""`fika schema`: the JSON Schema of the files and outputs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the thing whose schema is wanted."""
    parser.add_argument("thing", choices=("brief", "draft", "review"), help=_("brief, draft or review"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Print the schema."""
    from tui.outputs import schema

    session.json(schema(arguments.thing))
    return 0
