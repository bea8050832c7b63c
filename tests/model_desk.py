"""A model writer with a server on loopback, as the tests of both its answers and its faults need it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import pytest

from assistant.errors import WriterError
from assistant.events import Waiting
from assistant.models import ModelWriter
from assistant.ports import Grounding
from assistant.secret import Secret
from assistant.settings import ModelSettings
from tests.by_hand import ByHand
from tests.exchange import grounding_for
from tests.fakes import a_passage, a_task

TEXT = (
    "Subject: Two questions\n\nHi Maria,\n\nYour talk stayed with me. [F1 G1]\nThank you. [-]\n\nBest\nSara"
)
KEY = "a.canary.of-a-key-0123456789"
TASK = a_task()
GROUNDING = grounding_for(TASK, *(a_passage(f"outreach.p{number}") for number in range(4)))


class Pauses:
    """Remembers for how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Wait not at all."""
        self.seconds.append(seconds)


def a_writer(desk: ByHand | str, pauses: Pauses | None = None, **changes: object) -> ModelWriter:
    """A writer for that server."""
    values: dict[str, Any] = {
        "name": "by-hand",
        "base_url": desk if isinstance(desk, str) else desk.url,
        "deadline_seconds": 20,
    }
    if "api_key" in changes:
        changes["api_key"] = Secret(str(changes["api_key"]))
    parts = {name: changes.pop(name) for name in ("pause", "kept_key") if name in changes}
    settings = ModelSettings(**{**values, **changes})
    return ModelWriter(settings, **{"pause": pauses or Pauses(), **parts})


async def written(pieces: AsyncGenerator[str | Waiting, None]) -> str:
    """Put together what a writer yields."""
    async with aclosing(pieces):
        return "".join([piece async for piece in pieces if isinstance(piece, str)])


async def failing(writer: ModelWriter, grounding: Grounding = GROUNDING) -> tuple[str, WriterError]:
    """Give what came before the failure, and the failure."""
    received: list[str] = []

    async def listen() -> None:
        async with aclosing(writer.write(TASK, grounding)) as pieces:
            async for piece in pieces:
                received.extend([piece] if isinstance(piece, str) else [])

    with pytest.raises(WriterError) as caught:
        await listen()
    return "".join(received), caught.value


def whole_story(error: BaseException) -> str:
    """Everything that a traceback would print of an error and its causes."""
    told = f"{error} {error!r} {getattr(error, 'hint', '')}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told + (whole_story(cause) if cause else "")


def uses(desk: ByHand | str, monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    """Set a server in the environment."""
    monkeypatch.setenv("FIKA_MODEL_NAME", "by-hand")
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", desk if isinstance(desk, str) else desk.url)
    for name, value in more.items():
        monkeypatch.setenv(f"FIKA_MODEL_{name.upper()}", value)
