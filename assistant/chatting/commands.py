"""What the chat's commands do, but for writing documents and reflecting: plain events, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from assistant.chatting.desk import ChatDesk
from assistant.chatting.exporting import as_markdown
from assistant.chatting.reflecting import told
from assistant.chatting.slash import Command, help_text
from assistant.domain.chat import Conversation
from assistant.errors import UsageError
from assistant.events import ChatEvent, Left, Listed, Moved, Said
from assistant.handover.files import file_name, write_file
from assistant.schedule import due, standings
from assistant.wording import _, plural

_MOST_LISTED: Final = 30
_LANGUAGES: Final = {
    "sv": "sv",
    "svenska": "sv",
    "en": "en",
    "engelska": "en",
    "swedish": "sv",
    "english": "en",
}


class Doing:
    """Runs one command for a conversation. Every method may raise FikaError."""

    def __init__(self, desk: ChatDesk, conversation: Conversation | None) -> None:
        self._desk = desk
        self._conversation = conversation

    def run(self, command: Command, rest: str) -> list[ChatEvent]:
        """Do what was asked."""
        done = {
            "people": self._people,
            "due": self._due,
            "reflection": self._reflection,
            "sources": self._sources,
            "language": self._language,
            "new": self._new,
            "chats": self._chats,
            "open": self._open,
            "title": self._title,
            "export": self._export,
            "forget": self._forget,
            "stop": self._stop,
            "help": self._help,
            "quit": self._quit,
        }[command.id]
        return list(done(rest))

    def _people(self, _rest: str) -> Iterator[ChatEvent]:
        found = standings(self._desk.store, self._desk.now())
        yield (
            Listed(found)
            if found
            else Said(_("There is nobody yet. Add someone with: fika people add NAME."))
        )

    def _due(self, _rest: str) -> Iterator[ChatEvent]:
        now = self._desk.now()
        found = due(standings(self._desk.store, now), now)
        yield Listed(found) if found else Said(_("Nothing is due."))

    def _reflection(self, _rest: str) -> Iterator[ChatEvent]:
        kept = self._desk.store.reflection()
        language = self._conversation.language if self._conversation else ""
        yield Said(
            told(kept, language or self._desk.ui) if kept else _("There is none yet. Begin with /reflect.")
        )

    def _sources(self, _rest: str) -> Iterator[ChatEvent]:
        turns = self._desk.store.chats.turns(self._conversation.id) if self._conversation else ()
        last = next((each for each in reversed(turns) if each.speaker == "fika"), None)
        if last is None or not last.passages:
            yield Said(_("No guidance stands behind the last answer."))
            return
        corpus = self._desk.corpus_with(last.passages)
        for number, each in enumerate(last.passages, start=1):
            passage = corpus.passages.get(each)
            if passage is None:
                yield Said(
                    _("[{number}] guidance that is no longer there ({id})").format(number=number, id=each)
                )
                continue
            wording = passage.wording(self._desk.ui)
            lines = [
                f"[{number}] {wording.title}",
                wording.text,
                f"{each}; {corpus.cite(passage, self._desk.ui)}",
            ]
            lines += [f"{name}: {corpus.explain(name, self._desk.ui)}" for name in passage.evidence]
            yield Said("\n".join(lines))

    def _language(self, rest: str) -> Iterator[ChatEvent]:
        chosen = _LANGUAGES.get(rest.casefold(), "")
        if rest and not chosen:
            raise UsageError(
                _("'{language}' is none of the chat's languages.").format(language=rest[:40]), hint="sv, en"
            )
        begun = self._conversation or self._desk.store.chats.begin(_("Conversation"))
        yield self._changed(begun, language=chosen)
        yield Said(
            {"sv": _("I answer in Swedish from here on."), "en": _("I answer in English from here on.")}.get(
                chosen, _("I answer in the language you write in.")
            )
        )

    def _new(self, _rest: str) -> Iterator[ChatEvent]:
        now = self._desk.now()
        yield Moved(Conversation(id=0, title="", begun_at=now, changed_at=now))
        yield Said(_("A new conversation. What is on your mind?"))

    def _chats(self, rest: str) -> Iterator[ChatEvent]:
        found = self._desk.store.chats.conversations(rest)
        lines = [conversation_line(each) for each in found[:_MOST_LISTED]]
        if len(found) > _MOST_LISTED:
            lines.append(_("{count} more; add words to find one.").format(count=len(found) - _MOST_LISTED))
        yield Said("\n".join(lines) or _("No conversation was found."))

    def _open(self, rest: str) -> Iterator[ChatEvent]:
        opened = self._desk.store.chats.conversation(self._number(rest))
        yield Moved(opened)
        yield Said(_("Going on with: {title}").format(title=opened.title))

    def _title(self, rest: str) -> Iterator[ChatEvent]:
        if not rest:
            raise UsageError(
                _("Give the title too."), hint=_("For example: /title Before the talk with Maria")
            )
        yield self._changed(self._here(), title=rest)

    def _export(self, rest: str) -> Iterator[ChatEvent]:
        here = self._here()
        turns = self._desk.store.chats.turns(here.id)
        path = Path(rest).expanduser() if rest else Path(file_name([here.title], "md"))
        corpus = self._desk.corpus_with(tuple(each for turn in turns for each in turn.passages))
        write_file(path, as_markdown(here, turns, corpus, self._desk.ui).encode())
        yield Said(_("Written to {path}.").format(path=path))

    def _forget(self, rest: str) -> Iterator[ChatEvent]:
        number = self._number(rest) if rest else self._here().id
        self._desk.store.chats.forget(number)
        yield Said(_("Conversation {number} is erased.").format(number=number))
        if self._conversation and self._conversation.id == number:
            yield from self._new("")

    def _stop(self, _rest: str) -> Iterator[ChatEvent]:
        yield Said(_("Nothing is being asked. What is on your mind?"))

    def _help(self, _rest: str) -> Iterator[ChatEvent]:
        yield Said(help_text(self._desk.ui))

    def _quit(self, _rest: str) -> Iterator[ChatEvent]:
        yield Left()

    def _changed(self, conversation: Conversation, **update: str) -> Moved:
        changed = conversation.model_copy(update=update)
        self._desk.store.chats.change(changed)
        return Moved(changed)

    def _here(self) -> Conversation:
        if self._conversation is None:
            raise UsageError(
                _("Nothing was said yet."), hint=_("Open a conversation with /chats and /open N.")
            )
        return self._conversation

    @staticmethod
    def _number(given: str) -> int:
        if not given.isdecimal() or len(given) > 9:
            raise UsageError(_("Give the conversation's number."), hint=_("/chats shows them."))
        return int(given)


def conversation_line(conversation: Conversation) -> str:
    """Give a conversation as one line."""
    count = plural("{n} turn", "{n} turns", conversation.turns).format(n=conversation.turns)
    changed = f"{conversation.changed_at.astimezone():%Y-%m-%d %H:%M}"
    return f"{conversation.id:>3}  {conversation.title}, {count}, {changed}"
