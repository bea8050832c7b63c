"""The kinds of document, read from `prompts/kinds/<kind>/kind.toml`.

A kind is data: its titles, what it needs and how to ask for it, its limits per channel, its
retrieval, its checks, its prompt and its templates. Adding a kind is adding a folder.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

KINDS_FOLDER: Final = Path(__file__).parent / "kinds"

Need = Literal[
    "sender.name",
    "recipient.name",
    "recipient.fact",
    "sender.fact",
    "ask.topic",
    "goals_or_topic",
    "meeting.notes",
]
"""What a kind can need. `recipient.fact`: one true fact about the recipient that can open a message.
`sender.fact`: who the sender is (role, goal, about). `goals_or_topic`: something to ask about."""


class CatalogError(Exception):
    """A kind's file is wrong; the message names file, place and mend."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(_Data):
    """A text in both languages."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text in "sv" or "en"."""
        return self.sv if language == "sv" else self.en


class NeededInput(_Data):
    """Something without which the kind is not written, with the question that asks for it."""

    input: Need
    question: Both
    reason: Both
    why: str
    """Id of the guidance passage behind the reason."""


class Limit(_Data):
    """How long a document may be on one channel. 0 means no limit."""

    words: int = Field(default=0, ge=0)
    """Words in the body over which a warning is given."""
    characters: int = Field(default=0, ge=0)
    """Characters in the body over which a warning is given."""
    hard_characters: int = Field(default=0, ge=0)
    """Characters that the channel itself refuses to exceed; over it blocks."""
    subject: bool = False
    """Whether the channel has a subject line."""


class Kind(_Data):
    """One kind of document."""

    id: str
    version: int = Field(ge=1)
    order: int
    """Place in menus."""
    title: Both
    about: Both
    first_contact: bool = False
    """Whether the recipient does not know the sender yet; asking for mentorship then blocks."""
    message: bool = True
    """Whether it is sent to someone; false for the sender's own papers."""
    items: tuple[int, int] | None = None
    """For a list: the fewest and the most items."""
    topics: tuple[str, ...]
    """Guidance topics taken directly, most important first."""
    query: Both
    """What the kind asks the guidance index, before the brief's own words."""
    checks: tuple[str, ...]
    needs: tuple[NeededInput, ...]
    channels: dict[str, Limit]
    folder: Path = Field(exclude=True)

    def limit(self, channel: str) -> Limit:
        """Give the limits on `channel`; a channel that the kind does not have has none."""
        return self.channels.get(channel, Limit())


@cache
def load_kinds(folder: Path = KINDS_FOLDER) -> dict[str, Kind]:
    """Read every kind below `folder`, by id, in menu order.

    Raises CatalogError for a file that cannot be read or does not fit.
    """
    kinds = [_load_kind(path) for path in sorted(folder.glob("*/kind.toml"))]
    return {kind.id: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


def _load_kind(path: Path) -> Kind:
    text = path.read_text(encoding="utf-8")
    try:
        kind = Kind.model_validate({**tomllib.loads(text), "folder": path.parent})
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: {error}. Mend the TOML there.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CatalogError(
            f"{path}:{_line_of(text, key)}: {key}: {first['msg']}. Mend or remove that key."
        ) from error
    if kind.id != path.parent.name:
        raise CatalogError(
            f"{path}: id is '{kind.id}' but the folder is '{path.parent.name}'. Make them the same."
        )
    return kind


def _line_of(text: str, key: str) -> int:
    last = key.rsplit(".", 1)[-1]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith((f"{last} ", f"{last}=", f"{last}.")):
            return number
    return 1
