"""The base of every screen: services, work in the background, errors told once, texts kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from assistant.errors import FikaError
from assistant.wording import _
from tui.telling import Teller

if TYPE_CHECKING:
    from assistant.wiring import Services

_Result = TypeVar("_Result")


def in_own_language(node: DOMNode) -> None:
    """Put the words of a node's keys, marked with `mark()` in its class, into the interface's language."""
    translated = BindingsMap()
    for key, bindings in node._bindings.key_to_bindings.items():  # noqa: SLF001 - Textual has no other way
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

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        in_own_language(self)

    def work(
        self, job: Coroutine[Any, Any, _Result], *, group: str = "work", exclusive: bool = True
    ) -> Worker[_Result | None]:
        """Run a job beside the interface; a new one of the same group stops the one before.

        What goes wrong is told once, in a sentence, and never ends the app.
        """
        return self.run_worker(self._told(job), group=group, exclusive=exclusive, exit_on_error=False)

    def stop_work(self, group: str = "work") -> None:
        """Stop what runs in a group."""
        self.workers.cancel_group(self, group)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call once after a while, unless the screen is gone by then."""
        self.set_timer(seconds, call)

    async def _told(self, job: Coroutine[Any, Any, _Result]) -> _Result | None:
        try:
            return await job
        except FikaError as error:
            self.teller.tell(error)
        except Exception as error:  # noqa: BLE001 - the top of a worker: told once, logged, never a crash
            self.teller.report(error)
        return None

    @property
    def teller(self) -> Teller:
        """Whoever tells the person what went wrong: the app."""
        app = self.app
        assert isinstance(app, Teller)
        return app
