"""Everything that can be done here, and everyone and every draft to go to, found by typing a few letters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from assistant.errors import FikaError
from assistant.wording import LANGUAGES, _, ui_language
from tui import messages
from tui.content import shown_line

if TYPE_CHECKING:
    from textual.message import Message

    from tui.app import FikaApp

_ID = "--command-palette"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do, with what it is called and what it does."""

    name: str
    about: str
    do: Callable[[], object]
    at_once: bool = True
    """Whether it is offered before anything is typed."""


class Palette(CommandPalette):
    """Textual's palette with our words."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                nothing = Option(Text(_("Nothing found")), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


class Commands(Provider):
    """The screen's and the app's actions, the people and the drafts."""

    async def startup(self) -> None:
        """Gather what there is; the people and drafts are read beside the interface."""
        jumps = await asyncio.to_thread(self._jumps)
        here = tuple(self._actions())
        named = {command.name.partition(" (")[0] for command in here}  # the chat has a key on some screens
        general = (command for command in self._app_commands() if command.name not in named)
        self._commands = (*here, *general, *jumps)

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Offer what can be done here."""
        for command in self._commands:
            if command.at_once:
                name = shown_line(command.name)
                yield DiscoveryHit(name, self._done(command), text=name.plain, help=_help(command))

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Find by a few letters."""
        matcher = self.matcher(query)
        for command in self._commands:
            name = shown_line(command.name)
            score, offsets = matcher.fuzzy_search.match(query, name.plain)
            if score > 0:
                for offset in offsets:
                    name = name.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, name, self._done(command), text=name.plain, help=_help(command))

    @property
    def _fika(self) -> FikaApp:
        return cast("FikaApp", self.app)

    def _done(self, command: Command) -> Callable[[], None]:
        def do() -> None:
            command.do()

        return do

    def _actions(self) -> Iterator[Command]:
        """Give every action of the screen that has a name of its own, once."""
        app, offered = self.app, set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.id and binding.description and active.enabled) or binding.id in offered:
                continue
            offered.add(binding.id)
            if binding.id == "app.commands":
                continue

            def do(action: str = binding.action, node: object = active.node) -> None:
                app.call_later(app.run_action, action, node)

            key = app.get_key_display(binding)
            about = active.tooltip or binding.tooltip
            yield Command(f"{binding.description} ({key})", about, do)

    def _app_commands(self) -> Iterator[Command]:
        app = self._fika
        open_ = app.post_message
        yield Command(_("People"), _("Go to the list of people"), lambda: open_(messages.OpenPeople()))
        yield Command(_("Add someone"), _("Paste a text about them"), lambda: open_(messages.OpenPaste()))
        yield Command(_("Chat"), _("Ask the guidance, or talk it over"), lambda: open_(messages.OpenChat()))
        yield Command(_("About you"), _("Say who you are"), lambda: open_(messages.OpenProfile()))
        themes = (("dark", _("Dark")), ("light", _("Light")), ("contrast", _("High contrast")))
        for theme, name in themes:
            title = _("Colours: {name}").format(name=name.lower())
            yield Command(title, _("Kept for the next start"), partial(app.use_theme, theme))
        for code in LANGUAGES:
            if code != ui_language():
                name = {"sv": "svenska", "en": "English"}[code]
                yield Command(
                    f"Språk / Language: {name}",
                    _("The language of the buttons and questions, not of the messages"),
                    partial(app.choose_language, code),
                )

    def _jumps(self) -> tuple[Command, ...]:
        services = self._fika.services
        if services is None:
            return ()
        try:
            people, drafts = services.store.people(), services.store.drafts()
        except FikaError:
            return ()
        found = [
            self._jump(each.recipient.name, each.recipient.organisation, messages.OpenPeople(each.id))
            for each in people
        ]
        for each in reversed(drafts):
            kind = services.kinds.get(each.kind)
            title = kind.title.in_language(services.ui) if kind else each.kind
            name = _("{what}, for {name}").format(what=title, name=each.recipient)
            about = _("draft {id}").format(id=each.draft_id)
            found.append(self._jump(name, about, messages.OpenReview(each.draft_id)))
        return tuple(found)

    def _jump(self, name: str, about: str, message: Message) -> Command:
        app = self._fika
        return Command(name, about, lambda: app.post_message(message), at_once=False)


def _help(command: Command) -> str:
    """Textual types help as text but takes content, which holds no markup."""
    return cast("str", shown_line(command.about) if command.about else Content(""))
