"""The chat's commands: what a line that begins with "/" asks for, and how it is completed.

Every command has a name in both languages, and both work whatever the interface speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.cleaning import clean_line
from assistant.domain.value import Language
from assistant.errors import UsageError
from assistant.wording import _, mark

Takes = Literal["", "person", "language", "conversation", "text", "words"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    id: str
    """Its English name."""
    sv: str
    """Its Swedish name."""
    about: str
    """A line for the help, marked for the catalogue."""
    takes: Takes = ""
    kind: str = ""
    """The kind of document that it writes."""

    def name(self, language: Language) -> str:
        """Give the name as it is typed."""
        return f"/{self.sv if language == 'sv' else self.id}"


COMMANDS: Final = (
    Command("draft", "utkast", mark("write a first message to someone"), "person", "outreach"),
    Command("questions", "frågor", mark("prepare questions for the talk"), "person", "questions"),
    Command("followup", "tack", mark("write the thank-you after the talk"), "person", "followup"),
    Command("people", "personer", mark("everyone, with the next step")),
    Command("due", "dags", mark("what is to be done now")),
    Command("reflect", "fundera", mark("find out what you want, and from whom")),
    Command("reflection", "reflektion", mark("show what you came to")),
    Command("sources", "källor", mark("the guidance behind the last answer, in full")),
    Command("language", "språk", mark("answer in sv or en; without one, as you write"), "language"),
    Command("new", "ny", mark("begin a new conversation")),
    Command("chats", "chattar", mark("list your conversations, or those with these words"), "words"),
    Command("open", "öppna", mark("go on with a conversation"), "conversation"),
    Command("title", "rubrik", mark("give this conversation another title"), "text"),
    Command("export", "exportera", mark("write this conversation to a file"), "text"),
    Command("forget", "glöm", mark("erase a conversation"), "conversation"),
    Command("stop", "stopp", mark("leave what is being asked")),
    Command("help", "hjälp", mark("show these lines")),
    Command("quit", "sluta", mark("leave the chat")),
)
_FURTHER: Final = {"exit": "quit", "q": "quit", "?": "help", "cancel": "stop", "avbryt": "stop"}


def is_command(line: str) -> bool:
    """Whether a line is meant for Fika itself."""
    return line.startswith("/")


def parsed(line: str) -> tuple[Command, str]:
    """Give the command and what follows it. Raises UsageError for one that is not there."""
    name, _space, rest = clean_line(line).removeprefix("/").partition(" ")
    wanted = _FURTHER.get(name.casefold(), name.casefold())
    exact = [each for each in COMMANDS if wanted in {each.id, each.sv}]
    begun = [
        each for each in COMMANDS if wanted and (each.id.startswith(wanted) or each.sv.startswith(wanted))
    ]
    found = exact or begun
    if len(found) != 1:
        problem = (
            _("There is no command '/{name}'.") if not found else _("'/{name}' could be several commands.")
        )
        raise UsageError(problem.format(name=name[:40]), hint=_("Say /help to see them."))
    return found[0], rest.strip()


def completions(line: str, people: Sequence[str], language: Language) -> tuple[str, ...]:
    """Give whole lines that begin as this one does: command names, then the names of people."""
    if not is_command(line):
        return ()
    name, space, rest = line.partition(" ")
    if not space:
        names = (each.name(language) for each in COMMANDS)
        return tuple(each for each in names if each.startswith(name.casefold()))
    try:
        command, _rest = parsed(name)
    except UsageError:
        return ()
    values = {"person": people, "language": ("sv", "en")}.get(command.takes, ())
    return tuple(f"{name} {each}" for each in values if each.casefold().startswith(rest.casefold()))


def help_text(language: Language) -> str:
    """Give every command with its line."""
    shown = [(f"{each.name(language)} {_taken(each)}".rstrip(), _(each.about)) for each in COMMANDS]
    width = max(len(name) for name, _about in shown) + 2
    return "\n".join(f"{name:<{width}}{about}" for name, about in shown)


def _taken(command: Command) -> str:
    return {
        "": "",
        "person": _("PERSON"),
        "language": "sv|en",
        "conversation": "N",
        "text": _("TEXT"),
        "words": _("WORDS"),
    }[command.takes]
