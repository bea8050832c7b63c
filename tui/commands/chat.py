"""`fika chat`: ask and be answered, line by line; a text that is piped in is one question."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import whole_number

if TYPE_CHECKING:
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which conversation, or what to do with the kept ones."""
    parser.add_argument("question", nargs="*", metavar=_("QUESTION"), help=_("ask this and end"))
    parser.add_argument(
        "--continue", dest="goes_on", type=whole_number, metavar="N", help=_("go on with a conversation")
    )
    parser.add_argument(
        "--list",
        nargs="?",
        const="",
        metavar=_("WORDS"),
        help=_("list the conversations, or those with words"),
    )
    parser.add_argument("--export", type=whole_number, metavar="N", help=_("give a conversation as Markdown"))
    parser.add_argument("--forget", type=whole_number, metavar="N", help=_("erase a conversation"))
    parser.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Answer one question, list or erase conversations, or talk until the person leaves."""
    import sys

    from tui import chats
    from tui.console import read_input

    if arguments.list is not None:
        return chats.show_list(arguments.list, session, as_json=arguments.json)
    if arguments.export is not None:
        return chats.export(arguments.export, session)
    if arguments.forget is not None:
        return chats.forget(arguments.forget, session)
    question = " ".join(arguments.question)
    if not question and not sys.stdin.isatty():
        question = read_input(None)[0]
    chatting = session.services.chatting(arguments.goes_on)
    if question.strip() or not session.interactive:
        return chats.answer_one(question, chatting, session, as_json=arguments.json)
    return chats.talk(chatting, session)
