"""The chat line by line: what is typed goes in, events come out as plain text."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from contextlib import aclosing
from typing import Final

from assistant.chatting.commands import conversation_line
from assistant.chatting.exporting import as_markdown
from assistant.chatting.session import Chatting
from assistant.chatting.slash import completions
from assistant.cleaning import clean
from assistant.domain.chat import Conversation
from assistant.errors import FikaError, UsageError
from assistant.events import (
    ChatEvent,
    Finished,
    Fragment,
    Grounded,
    Left,
    Listed,
    Missing,
    Offered,
    Replied,
    Said,
    Waiting,
    Wrote,
)
from assistant.wiring import now
from assistant.wording import _
from tui.console import Session
from tui.log_lines import standing_line
from tui.showing import verdict
from tui.standing import own_zone

_NOTHING: Final = 1
"""Exit code when the sources say nothing."""
_SHOWN_AGAIN: Final = 2
"""Turns of a conversation that goes on that are shown again."""
_PROMPT_FIRST: Final = 0.05
"""Seconds after which a model's libraries begin to load: the prompt stands by then."""


def talk(chatting: Chatting, session: Session) -> int:
    """Take lines until the person leaves: with /quit, Ctrl-D, or Ctrl-C where nothing is being answered."""
    session.say(_("Ask, or tell what is on your mind. /help shows what I can do; Ctrl-D leaves."))
    if chatting.conversation:
        _tell_where_it_stood(chatting.conversation, session)
    printing = _Printing(session)
    chatting.warm_up(after_seconds=_PROMPT_FIRST)
    with _completing(session), asyncio.Runner() as runner:
        while True:
            try:
                line = input("> ")
            except (EOFError, KeyboardInterrupt):
                session.say("")
                return 0
            try:
                if runner.run(_show(chatting, line, printing)):
                    return 0
            except KeyboardInterrupt:
                printing.end_line()
                session.say(_("Stopped; what was written is kept. Ctrl-C again leaves."))
            except FikaError as error:
                printing.end_line()
                session.say(f"{error.message}\n  {error.hint}" if error.hint else error.message)


def answer_one(question: str, chatting: Chatting, session: Session, *, as_json: bool) -> int:
    """Answer one question: 0 answered, 1 when the sources say nothing. Raises FikaError."""
    if not question.strip():
        raise UsageError(
            _("The question is empty."), hint=_('Ask in your own words: fika chat "how long may I ask for".')
        )
    replied = asyncio.run(_replied(chatting, question, session, quiet=as_json))
    if as_json:
        session.json(
            {
                "format": "fika.chat/1",
                "conversation": chatting.conversation.id if chatting.conversation else None,
                "answer": replied.turn.text if replied else "",
                "passages": list(replied.turn.passages) if replied else [],
                "whole": replied.turn.whole if replied else True,
            }
        )
    if replied and replied.trouble:
        raise replied.trouble
    return 0 if replied is None or replied.answered else _NOTHING


def show_list(words: str, session: Session, *, as_json: bool) -> int:
    """List the conversations, the newest first."""
    found = session.services.store.chats.conversations(words)
    if as_json:
        rows = [each.model_dump(mode="json", exclude={"summary", "summarised"}) for each in found]
        session.json({"format": "fika.conversations/1", "conversations": rows})
    elif found:
        session.out("\n".join(conversation_line(each) for each in found))
    else:
        session.say(_("No conversation was found."))
    return 0


def export(number: int, session: Session) -> int:
    """Give a conversation as Markdown."""
    services = session.services
    conversation, turns = services.store.chats.conversation(number), services.store.chats.turns(number)
    corpus = services.corpus_with(tuple(each for turn in turns for each in turn.passages))
    session.out(as_markdown(conversation, turns, corpus, services.ui).rstrip())
    return 0


def forget(number: int, session: Session) -> int:
    """Erase a conversation."""
    session.services.store.chats.forget(number)
    session.say(_("Conversation {number} is erased.").format(number=number))
    return 0


async def _replied(chatting: Chatting, question: str, session: Session, *, quiet: bool) -> Replied | None:
    last, printing = None, _Printing(session)
    async with aclosing(chatting.say(question)) as events:
        async for event in events:
            last = event if isinstance(event, Replied) else last
            if isinstance(event, Offered):
                session.say(
                    _("Not done, because nobody is here to say yes: {action}").format(action=event.action)
                )
            elif not quiet:
                printing.show(event)
    return last


async def _show(chatting: Chatting, line: str, printing: _Printing) -> bool:
    """Print what a line gives; True when the person wants to leave."""
    async with aclosing(chatting.say(line)) as events:
        async for event in events:
            if isinstance(event, Left):
                return True
            printing.show(event)
    return False


class _Printing:
    """Prints events; what is no piece of an answer begins on a line of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._inside = False

    def end_line(self) -> None:
        """End a line that was begun."""
        if self._inside:
            self._session.out("")
        self._inside = False

    def show(self, event: ChatEvent) -> None:
        """Print an event; each piece of an answer at once."""
        if isinstance(event, Fragment):
            text = clean(event.text)
            sys.stdout.write(text)
            sys.stdout.flush()
            self._inside = not text.endswith("\n") if text else self._inside
            return
        if not isinstance(event, Grounded):
            self.end_line()
            self._tell(event)

    def _tell(self, event: ChatEvent) -> None:
        session = self._session
        match event:
            case Replied() if event.trouble:
                session.say(f"{event.trouble.message}\n  {event.trouble.hint}")
            case Waiting(seconds, reason):
                session.say(
                    _("{reason} Waiting {seconds} s; Ctrl-C stops.").format(
                        reason=reason, seconds=f"{seconds:g}"
                    )
                )
            case Said(text):
                session.out(text, wrap=True)
            case Offered(action):
                session.out(_("{action} (yes/no)").format(action=action), wrap=True)
            case Missing(questions):
                asked = (f"{each.text}\n  ({each.reason})" for each in questions)
                session.out("\n".join(asked), wrap=True)
            case Listed(standings):
                zone = own_zone(session)
                session.out("\n".join(standing_line(each, now(), zone) for each in standings))
            case Wrote(finished):
                _tell_written(finished, session)
            case _:
                pass


def _tell_where_it_stood(conversation: Conversation, session: Session) -> None:
    """Show the last of what was said, and whether an answer was stopped before its end."""
    session.say(_("Going on with: {title}").format(title=conversation.title))
    for turn in session.services.store.chats.turns(conversation.id)[-_SHOWN_AGAIN:]:
        begun = "> " if turn.speaker == "person" else ""
        cut = "" if turn.whole else " " + _("(stopped before the end)")
        session.out(f"{begun}{turn.text}{cut}", wrap=True)


def _tell_written(finished: Finished, session: Session) -> None:
    session.out(finished.draft.text)
    session.say("\n" + verdict(finished.review))
    if finished.saved:
        session.say(
            _("Draft {number} is saved. Next: fika edit {number}, fika approve {number}.").format(
                number=finished.saved.draft_id
            )
        )


@contextlib.contextmanager
def _completing(session: Session) -> Iterator[None]:
    """Let Tab complete commands and names, where the machine has readline."""
    try:
        import readline  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    people = [each.recipient.name for each in session.services.store.people()]
    ui = session.services.ui

    def complete(_text: str, state: int) -> str | None:
        line = readline.get_line_buffer()
        found = completions(line, people, ui)
        begun = line[: readline.get_begidx()]
        return found[state].removeprefix(begun) if state < len(found) else None

    before = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(" ")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before[0])
        readline.set_completer_delims(before[1])
