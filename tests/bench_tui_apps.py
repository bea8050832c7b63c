"""The programs that `tests.bench_tui` runs in a pseudo-terminal: a minimal Textual app and Fika's screens.

`minimal` is an app with a heading and a text area; `review DRAFT` opens the review screen; `compose PERSON`
opens the compose screen; `chat` opens the chat. Told by SIGUSR1, Fika loads what it otherwise loads when a
model writes and a question is in doubt: LangChain, and the index, which is built; the file `loaded` in the
data folder then says that it is done.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.wiring import Services

IN_DOUBT = "is it rude to bring a small gift for someone's dog"
"""A question that words alone do not answer, so that the index is asked, and built first."""


def minimal() -> None:
    """Run the least that a Textual app with an editor can be."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static, TextArea

    class Minimal(App[None]):
        """A heading and an editor."""

        def compose(self) -> ComposeResult:
            """Lay out both."""
            yield Static("Minimal")
            yield TextArea("\n".join(["word " * 15] * 10))

        def on_mount(self) -> None:
            """Begin in the editor."""
            self.query_one(TextArea).focus()

    Minimal().run()


def fika(screen: str, number: int) -> None:
    """Open Fika on one of its screens."""
    from tui.app import FikaApp

    def begin(services: Services) -> Screen[None]:
        loading = threading.Thread(target=_load, args=(services,), daemon=True)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, loading.start)
        return _screen(services, screen, number)

    FikaApp(begin=begin).run()


def _screen(services: Services, screen: str, number: int) -> Screen[None]:
    match screen:
        case "review":
            from tui.screens.review import ReviewScreen

            return ReviewScreen(services, number)
        case "compose":
            from tui.screens.compose import ComposeScreen

            return ComposeScreen(services, number, "outreach")
        case _:
            from tui.screens.chat import ChatScreen

            return ChatScreen(services)


def _load(services: Services) -> None:
    import assistant.models.client  # noqa: F401 - its import is what is felt

    services.find_guidance(IN_DOUBT, 6, "en")
    (services.settings.home / "loaded").touch()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["minimal"]:
            minimal()
        case ["review" | "compose" as name, number]:
            fika(name, int(number))
        case ["chat"]:
            fika("chat", 0)
        case other:
            sys.exit(f"no such program: {other}")
