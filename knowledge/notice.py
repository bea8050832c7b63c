"""What retrieval tells a person while it works. The words are in notices.toml, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from knowledge.trouble import Trouble, notices


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person may want to know; never an error."""

    kind: Literal[
        "building",
        "built",
        "retrying",
        "unavailable",
        "own_building",
        "own_built",
        "own_by_words",
        "own_unavailable",
        "own_offline",
    ]
    count: int = 0
    """Texts in the index; seconds until the next try when `kind` is "retrying"."""
    reason: str = ""
    """Why there is no index, in English."""
    trouble: Trouble | None = None
    """The same, for either language."""

    def text(self, language: str) -> str:
        """Say it in "sv" or "en"."""
        wording: str = notices()["notice"][self.kind][language]
        return wording.format(
            count=self.count, reason=self.trouble.text(language) if self.trouble else self.reason
        )


OnNotice = Callable[[Notice], None]
