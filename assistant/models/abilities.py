"""What a model can do, learnt from one tiny answer."""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.errors import WriterError
from assistant.models.trouble import Trouble

if TYPE_CHECKING:
    from assistant.models.server import ModelServer

_SYSTEM: Final = (
    'Whatever is said to you, your whole answer is this JSON object and nothing else: {"fika": "yes"}'
)
_USER: Final = "Good morning."


@dataclass(frozen=True, slots=True)
class _Tiny:
    system: str = _SYSTEM
    user: str = _USER


@dataclass(frozen=True, slots=True)
class Abilities:
    """What one answer showed."""

    streams: bool
    """Whether it comes piece by piece."""
    counts: bool
    """Whether the server tells how many tokens it took."""
    system_role: bool
    """Whether it takes instructions apart from what is asked; else they go into one message."""
    json: bool
    """Whether it kept to a form that it was told to keep to."""
    first_seconds: float | None = None
    """Seconds to the first piece of text."""
    trouble: str = ""
    """Why there was no answer, as one sentence."""


async def abilities(server: ModelServer) -> Abilities:
    """Ask for one tiny answer. A fault is told in the answer, never raised."""
    server.begin()
    pieces: list[str] = []
    try:
        async with aclosing(server.ask(lambda smaller: None if smaller else _Tiny())) as answer:
            async for piece in answer:
                pieces += [piece] if isinstance(piece, str) else []
    except WriterError as error:
        unstreamed = isinstance(error.__cause__, Trouble) and error.__cause__.reason == "garbage"
        trouble = "" if unstreamed else error.message
        return Abilities(streams=False, counts=False, system_role=False, json=False, trouble=trouble)
    return Abilities(
        streams=len(pieces) > 1,
        counts=server.ended.completion_tokens is not None,
        system_role="system" not in server.without,
        json=_is_object("".join(pieces)),
        first_seconds=server.ended.first_seconds,
    )


def _is_object(text: str) -> bool:
    try:
        return bool(json.loads(text) == {"fika": "yes"})
    except ValueError:
        return False
