"""Opens the screens that other screens ask for; each module loads when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

from tui import messages
from tui.steady import SteadyApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.wiring import Services

# ruff: noqa: PLC0415 - each screen loads when it is opened

Begin: TypeAlias = "Callable[[Services], Screen[None]]"
"""Gives the first screen once the services are there."""

Place: TypeAlias = "tuple[str | int | None, ...]"
"""Where a person is, for example ("review", 7)."""

_BLANK_SCREENS = 1
"""Textual keeps an empty screen of its own at the bottom."""


class Navigation(SteadyApp):
    """The part of the app that knows which screen answers which message."""

    def __init__(self) -> None:
        super().__init__()
        self.asking = False
        """Whether a question stands that is answered before anything else opens."""
        self._after_the_question: list[tuple[Place, Begin]] = []
        self._places: WeakKeyDictionary[Screen[Any], Place] = WeakKeyDictionary()

    def on_open_people(self, message: messages.OpenPeople) -> None:
        """Go back to the list of people."""
        self.open_people(message.person_id)

    def open_people(self, person_id: int | None = None) -> None:
        """Show the list of people, with one of them chosen when it is named."""
        from tui.screens.people import PeopleScreen

        if self.services is None:
            return
        while len(self.screen_stack) > _BLANK_SCREENS and not isinstance(self.screen, PeopleScreen):
            self.pop_screen()
        if not isinstance(self.screen, PeopleScreen):
            self.push_screen(PeopleScreen(self.services))
        people = self.screen
        if person_id is not None and isinstance(people, PeopleScreen):
            self.call_after_refresh(people.choose, person_id)

    def begin_anew(self) -> None:
        """Make the list of people anew, for example in another language."""
        from tui.screens.people import PeopleScreen

        if self.services is not None:
            while len(self.screen_stack) > _BLANK_SCREENS:
                self.pop_screen()
            self.push_screen(PeopleScreen(self.services))

    def on_open_paste(self, message: messages.OpenPaste) -> None:
        """Take in a pasted text."""
        from tui.screens.paste import PasteScreen

        self.go(
            ("paste", message.person_id),
            lambda services: PasteScreen(services, message.person_id, message.text),
        )

    def on_open_compose(self, message: messages.OpenCompose) -> None:
        """Write a document."""
        from tui.screens.compose import ComposeScreen

        self.go(
            ("compose", message.person_id, message.kind),
            lambda services: ComposeScreen(services, message.person_id, message.kind),
        )

    def on_open_review(self, message: messages.OpenReview) -> None:
        """Review a draft, as a list when its kind is one."""
        self.work(self.open_review(message.draft_id), group="opening")

    async def open_review(self, draft_id: int) -> None:
        """Open the screen that fits the draft's kind."""
        import asyncio

        services = self.services
        if services is None:
            return
        version = await asyncio.to_thread(services.store.version, draft_id)
        if services.kind(version.draft.kind).items:
            from tui.screens.questions import QuestionsScreen

            self.go(("review", draft_id), lambda found: QuestionsScreen(found, draft_id))
        else:
            from tui.screens.review import ReviewScreen

            self.go(("review", draft_id), lambda found: ReviewScreen(found, draft_id))

    def on_open_handover(self, message: messages.OpenHandover) -> None:
        """Approve and hand over a draft."""
        from tui.screens.handover import HandoverScreen

        self.go(("handover", message.draft_id), lambda services: HandoverScreen(services, message.draft_id))

    def on_open_talk(self, message: messages.OpenTalk) -> None:
        """Show a talk, or agree on one."""
        from tui.screens.talk import TalkScreen

        self.go(
            ("talk", message.person_id, message.talk_id),
            lambda services: TalkScreen(services, message.person_id, message.talk_id),
        )

    def on_open_chat(self, message: messages.OpenChat) -> None:
        """Open the chat."""
        from tui.screens.chat import ChatScreen

        self.go(("chat",), lambda services: ChatScreen(services, message.question))

    def on_open_profile(self, _message: messages.OpenProfile) -> None:
        """Say who you are."""
        from tui.screens.profile import ProfileScreen

        self.go(("profile",), ProfileScreen)

    def asked(self) -> None:
        """Open what waited for the question."""
        self.asking = False
        waiting, self._after_the_question = self._after_the_question, []
        for place, screen in waiting:
            self.go(place, screen)

    def go(self, place: Place, screen: Begin) -> None:
        """Open a screen; one that stands open below is gone back to, not opened twice."""
        if self.services is None:
            return
        if self.asking:
            self._after_the_question.append((place, screen))
            return
        if any(self._places.get(each) == place for each in self.screen_stack):
            while self._places.get(self.screen) != place:
                self.pop_screen()
            return
        opened = screen(self.services)
        self._places[opened] = place
        if getattr(self.screen, "GIVES_PLACE", False):
            self.switch_screen(opened)
        else:
            self.push_screen(opened)
