"""A value that is never shown by accident: in a log, a traceback, a crash screen."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A key or a token. Its text comes out by `get_secret_value` only, the name that pydantic gave this."""

    _value: str = field(default="", repr=False)

    def get_secret_value(self) -> str:
        """Give the text."""
        return self._value

    def __str__(self) -> str:
        """Give stars, none where there is nothing to hide."""
        return "**********" if self._value else ""

    def __repr__(self) -> str:
        """Give the class and the stars."""
        return f"Secret({str(self)!r})"
