"""The base of every screen: services, work in the background, errors told once, texts kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from weakref import finalize

from textual import events
from textual.binding import BindingsMap
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from assistant.errors import FikaError
from assistant.wording import _
from tui.telling import Teller

if TYPE_CHECKING:
    from assistant.wiring import Services

_Result = TypeVar("_Result")

_PAINT_SECONDS = 0.004
"""Least time between two paints of a screen."""


def in_own_language(node: DOMNode) -> None:
    """Put the words of a node's keys, marked with `mark()` in its class, into the interface's language."""
    translated = BindingsMap()
    marked = type(node)._merged_bindings or node._bindings  # noqa: SLF001 - Textual has no other way
    for key, bindings in marked.key_to_bindings.items():
        translated.key_to_bindings[key] = [
            replace(
                each,
                description=_(each.description) if each.description else "",
                tooltip=_(each.tooltip) if each.tooltip else "",
            )
            for each in bindings
        ]
    node._bindings = translated  # noqa: SLF001


class Workspace(Screen[None]):
    """A screen of the app. It turns events into widgets and keys into requests."""

    GIVES_PLACE: ClassVar[bool] = False
    """Whether the screen that it opens takes its place, so that Escape does not come back to it."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self._paints: Timer | None = None
        in_own_language(self)

    @property
    def _update_timer(self) -> Timer:
        """What paints. Textual's own waits up to 33 ms after a paint, and a key typed then waits with it."""
        if self._paints is None:
            self._paints = self.set_interval(
                _PAINT_SECONDS, self._on_timer_update, name="screen_update", pause=True
            )
        return self._paints

    def work(
        self, job: Coroutine[Any, Any, _Result], *, group: str = "work", exclusive: bool = True
    ) -> Worker[_Result | None]:
        """Run a job beside the interface; a new one of the same group stops the one before.

        What goes wrong is told once, in a sentence, and never ends the app.
        """
        told = self._told(job)
        worker = self.run_worker(told, group=group, exclusive=exclusive, exit_on_error=False)
        for begun in (told, job):  # one that is stopped before its first step would be warned about
            finalize(worker, begun.close)
        return worker

    def stop_work(self, group: str = "work") -> None:
        """Stop what runs in a group."""
        self.workers.cancel_group(self, group)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call once after a while, unless the screen is gone by then."""

        def unless_gone() -> None:
            if not self._pruning:  # while it is taken down its timers still run, but its widgets are going
                call()

        self.set_timer(seconds, unless_gone)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except FikaError as error:
            self.teller.tell(error)
        except Exception as error:
            if isinstance(message, (events.Compose, events.Mount)):
                raise
            self._report(error)

    async def _told(self, job: Coroutine[Any, Any, _Result]) -> _Result | None:
        try:
            return await job
        except FikaError as error:
            self.teller.tell(error)
        except Exception as error:  # noqa: BLE001 - the top of a worker: told once, logged, never a crash
            self._report(error)
        return None

    def _report(self, error: Exception) -> None:
        left = self._pruning or not self.is_running
        if not (left and isinstance(error, NoMatches)):  # work that comes back to a screen that was left
            self.teller.report(error)

    @property
    def teller(self) -> Teller:
        """Whoever tells the person what went wrong: the app."""
        app = self.app
        assert isinstance(app, Teller)
        return app
