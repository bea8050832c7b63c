"""The programs that `tests.bench_tui` runs in a pseudo-terminal: a minimal Textual app and Fika's screens.

`minimal` is an app with a heading and a text area; `review DRAFT` opens the review screen, with `loading`
while the index is built and LangChain is imported beside it; `compose PERSON` opens the compose screen.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.wiring import Services


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


def review(draft_id: int, *, loading: bool) -> None:
    """Open Fika on a draft."""
    from tui.app import FikaApp

    def begin(services: Services) -> Screen[None]:
        from tui.screens.review import ReviewScreen

        if loading:
            threading.Thread(target=_load, args=(services,), daemon=True).start()
        return ReviewScreen(services, draft_id)

    FikaApp(begin=begin).run()


def compose(person_id: int) -> None:
    """Open Fika where a message to a person is written."""
    from tui.app import FikaApp

    def begin(services: Services) -> Screen[None]:
        from tui.screens.compose import ComposeScreen

        return ComposeScreen(services, person_id, "outreach")

    FikaApp(begin=begin).run()


def _load(services: Services) -> None:
    import langchain_openai  # noqa: F401 - its import is what is felt

    while True:
        services.rebuild_index()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["minimal"]:
            minimal()
        case ["review", draft_id]:
            review(int(draft_id), loading=False)
        case ["review", draft_id, "loading"]:
            review(int(draft_id), loading=True)
        case ["compose", person_id]:
            compose(int(person_id))
        case other:
            sys.exit(f"no such program: {other}")
