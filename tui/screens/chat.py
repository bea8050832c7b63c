"""The chat: what was said grows above, the guidance behind it stands beside, one line to say more."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from assistant.cleaning import clean
from assistant.wording import _, mark
from tui.content import shown
from tui.dialogs.choose import Choice, Choose
from tui.messages import OpenReview
from tui.widgets.chat_words import event_words, source_words, turn_words
from tui.widgets.command_suggester import CommandSuggester
from tui.widgets.growing_text import GrowingText
from tui.widgets.keys_line import KeysLine
from tui.widgets.line_input import LineInput
from tui.widgets.title_line import TitleLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.chatting.session import Chatting
    from assistant.events import ChatEvent
    from assistant.wiring import Services

_MOST_LISTED = 50


class ChatScreen(Workspace):
    """One conversation, with the line that continues it."""

    CSS_PATH = "chat.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            mark("Stop / back"),
            id="chat.leave",
            tooltip=mark("Stop the answer and keep its text; else go back"),
        ),
        Binding(
            "f2",
            "sources",
            mark("Sources"),
            id="chat.sources",
            tooltip=mark("Show the guidance behind the answer"),
        ),
        Binding("ctrl+n", "new", mark("New"), id="chat.new", tooltip=mark("Begin a new conversation")),
        Binding(
            "ctrl+o",
            "conversations",
            mark("Conversations"),
            id="chat.conversations",
            tooltip=mark("Go on with an earlier conversation"),
        ),
        Binding(
            "pageup",
            "scroll_talk(-1)",
            mark("Up"),
            show=False,
            id="chat.up",
            tooltip=mark("See what was said before"),
        ),
        Binding(
            "pagedown",
            "scroll_talk(1)",
            mark("Down"),
            show=False,
            id="chat.down",
            tooltip=mark("See what came after"),
        ),
    ]

    def __init__(self, services: Services, question: str = "", conversation_id: int | None = None) -> None:
        super().__init__(services)
        self._question = question
        self._first_id = conversation_id
        self._chatting: Chatting | None = None
        self._people: tuple[str, ...] = ()
        self._answers = False
        """Whether an answer is on its way."""
        self._asks = False
        """Whether the next line is to be a yes or a no."""
        self._inside = False
        """Whether a piece of an answer stands at the end of the text."""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TitleLine()
        with Horizontal(id="body"):
            yield GrowingText(id="talk")
            with VerticalScroll(id="sources", can_focus=True):
                yield Static(markup=False)
        with Horizontal(id="ask"):
            yield Static("›", id="asking", markup=False)
            yield LineInput(
                id="line",
                placeholder=_("Ask, or type /help"),
                suggester=CommandSuggester(self._completions),
            )
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin where the person types."""
        self.query_one("#line").focus()
        self.work(self._begin(), group="chat")

    def on_screen_resume(self) -> None:
        """People may have come or gone meanwhile."""
        if self._chatting is not None:
            self.work(self._read_people(), group="people")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say the line."""
        event.stop()
        line = clean(event.value).strip()
        if line and self._chatting is not None and not self._answers:
            event.input.clear()
            self.work(self._say(line), group="chat")

    def action_leave(self) -> None:
        """Stop an answer; else go back."""
        if self._answers:
            self.stop_work("chat")
        elif self.has_class("-shows-sources") and self.has_class("-narrow"):
            self.action_sources()
        else:
            self.dismiss()

    def action_sources(self) -> None:
        """Show or hide the guidance behind the last answer."""
        shows = not self.has_class("-shows-sources")
        self.set_class(shows, "-shows-sources")
        self.query_one("#sources" if shows else "#line").focus()

    def action_new(self) -> None:
        """Begin a new conversation."""
        self._open(None)

    def action_conversations(self) -> None:
        """Choose an earlier conversation."""
        self.work(self._choose(), group="choose")

    def action_scroll_talk(self, pages: int) -> None:
        """Move through what was said without leaving the line."""
        talk = self.query_one("#talk", GrowingText)
        talk.scroll_relative(y=pages * max(1, talk.size.height - 2), animate=False)

    def _open(self, conversation_id: int | None) -> None:
        self._question, self._first_id = "", conversation_id
        self.query_one("#talk", GrowingText).empty()
        self.query_one("#sources > Static", Static).update("")
        self.query_one("#line").focus()
        self.work(self._begin(), group="chat")

    async def _begin(self) -> None:
        chatting = await asyncio.to_thread(self.services.chatting, self._first_id)
        await self._read_people()
        self._chatting = chatting
        chatting.warm_up()
        talk = self.query_one("#talk", GrowingText)
        if chatting.conversation:
            for turn in await asyncio.to_thread(self.services.store.chats.turns, chatting.conversation.id):
                talk.append(turn_words(turn))
        else:
            talk.append(_("Ask what is on your mind, or type /reflect to find out what you want.") + "\n\n")
        self._show_title()
        if self._question:
            await self._say(self._question)

    async def _read_people(self) -> None:
        people = await asyncio.to_thread(self.services.store.people)
        self._people = tuple(each.recipient.name for each in people)

    async def _say(self, line: str) -> None:
        assert self._chatting is not None  # nothing is said before it is there
        talk = self.query_one("#talk", GrowingText)
        talk.append(f"› {line}\n\n")
        self._answers, self._asks = True, False
        self._show_title()
        try:
            async with aclosing(self._chatting.say(line)) as events:
                async for event in events:
                    self._take(event, talk)
        finally:
            self._answers = False
            talk.append("\n\n")
            talk.finish()
            self._inside = False
            self._show_title()

    def _take(self, event: ChatEvent, talk: GrowingText) -> None:
        from assistant.events import (  # noqa: PLC0415 - loads pydantic
            Fragment,
            Grounded,
            Left,
            Moved,
            Offered,
            Wrote,
        )

        self._asks = isinstance(event, Offered)
        match event:
            case Fragment(text):
                talk.append(text)
                self._inside = True
            case Grounded(passages):
                words = source_words(passages, self.services.corpus, self.services.ui)
                self.query_one("#sources > Static", Static).update(shown(words))
            case Wrote(finished) if finished.saved:
                self.post_message(OpenReview(finished.saved.draft_id))
            case Left():
                self.call_later(self.dismiss)
            case Moved(conversation) if conversation.id != self._shown_id:
                self.call_later(self._open, conversation.id or None)
            case other:
                words = event_words(other, self.services)
                apart = "\n\n" if words and self._inside else ""
                talk.append(f"{apart}{words}")
                self._inside = self._inside or bool(words)

    @property
    def _shown_id(self) -> int:
        conversation = self._chatting.conversation if self._chatting else None
        return conversation.id if conversation else 0

    async def _choose(self) -> None:
        found = await asyncio.to_thread(self.services.store.chats.conversations)
        if not found:
            self.teller.say(_("There is no earlier conversation."))
            return
        choices = [
            Choice(str(each.id), each.title, f"{each.changed_at.astimezone():%Y-%m-%d %H:%M}")
            for each in found[:_MOST_LISTED]
        ]
        chosen = await self.app.push_screen_wait(Choose(_("Go on with"), choices))
        if chosen:
            self._open(int(chosen))

    def _show_title(self) -> None:
        conversation = self._chatting.conversation if self._chatting else None
        state = _("answering; Escape stops") if self._answers else _("say yes or no") if self._asks else ""
        self.query_one(TitleLine).show(
            _("Chat: {title}").format(title=conversation.title) if conversation else _("Chat"), state
        )

    def _completions(self, line: str) -> tuple[str, ...]:
        from assistant.chatting.slash import completions  # noqa: PLC0415 - loads when something is typed

        return completions(line, self._people, self.services.ui)
