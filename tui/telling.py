"""How a screen's troubles reach the person: the app implements this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from assistant.errors import FikaError


@runtime_checkable
class Teller(Protocol):
    """Tells a person what went wrong, or what is good to know."""

    def tell(self, error: FikaError) -> None:
        """Show an error's sentence and its next step."""

    def say(self, sentence: str) -> None:
        """Show one sentence for a while."""

    def report(self, error: Exception) -> None:
        """Show once that something went wrong inside Fika, and write it to the log without personal text."""
