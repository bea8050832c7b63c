"""What retrieval tells a person while it works. The words are in notices.toml, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

_FILE: Final = Path(__file__).parent / "notices.toml"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person may want to know; never an error."""

    kind: Literal["building", "built", "unavailable"]
    count: int = 0
    """Texts in the index."""
    reason: str = ""
    """Why there is no index, in the system's words."""

    def text(self, language: str) -> str:
        """Say it in "sv" or "en"."""
        wording: str = tomllib.loads(_FILE.read_text(encoding="utf-8"))[self.kind][language]
        return wording.format(count=self.count, reason=self.reason)


OnNotice = Callable[[Notice], None]
