"""Record what a reader of nothing but the prompt answers.

    python -m tests.record_exchanges [--bad FOLDER] ADDRESS KIND WANTED...

ADDRESS is an OpenAI-compatible server whose answers are written by hand. Each WANTED is a brief's name, with
its channel when that is no mail: "sv-01", "sv-07:sms". All are asked at once, each under its own name as the
model's, and written to `exchanges/` as they are answered. With `--bad` the answers are meant to be wrong,
none is sent back, and NAME.toml in the folder tells of each its `manner` and, as `planted`, the very words.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tomllib
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

import tomlkit

from assistant.domain.draft import Origins
from assistant.domain.review import Finding
from assistant.events import Finished, Waiting
from assistant.models import ModelWriter
from assistant.ports import Grounding, Task
from assistant.settings import ModelSettings
from tests.exchange import FOLDER, Exchange, drafting, escaped

_PATIENCE_SECONDS = 3_600
_BETWEEN_SECONDS = 0.4
"""So that the server numbers the requests in the order wanted."""


class KeepingWriter:
    """A model's writer that keeps what the model answered, word for word. Fits the `Writer` port."""

    def __init__(self, name: str, address: str, *, mends: bool) -> None:
        settings = ModelSettings(name=name, base_url=address, deadline_seconds=_PATIENCE_SECONDS)
        self._model, self._mends = ModelWriter(settings), mends
        self.answers: list[str] = []

    def origins(self) -> Origins:
        """Tell what the prompt was."""
        return self._model.origins()

    async def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str | Waiting, None]:
        """Ask for the document."""
        async with aclosing(self._kept(self._model.write(task, grounding))) as pieces:
            async for piece in pieces:
                yield piece

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str | Waiting, None]:
        """Send a good answer that is stopped back, as the product does."""
        if self._mends:
            again = self._model.repair(task, grounding, written, findings)
            async with aclosing(self._kept(again)) as pieces:
                async for piece in pieces:
                    yield piece

    async def _kept(self, pieces: AsyncGenerator[str | Waiting, None]) -> AsyncGenerator[str | Waiting, None]:
        self.answers.append("")
        async for piece in pieces:
            if isinstance(piece, str):
                self.answers[-1] += piece
            yield piece


async def record(name: str, kind: str, wanted: str, address: str, bad: Path | None) -> str:
    """Ask, keep the exchange, and give a line about how it went."""
    brief, _, channel = wanted.partition(":")
    asked = Exchange(name=name, kind=kind, brief=brief, channel=channel or "mail")  # type: ignore[arg-type]  # a wrong one is refused by the kind
    writer = KeepingWriter(name, address, mends=bad is None)
    events = [event async for event in drafting(writer).run(asked.task())]
    made = events[-1]
    if not isinstance(made, Finished):
        return f"{name}: {made}"
    kept = {"kind": kind, "brief": brief, "channel": asked.channel, "prompt": made.origins.prompt}
    kept |= _wrong(made, tomllib.loads((bad / f"{name}.toml").read_text("utf-8"))) if bad else _right(made)
    write(FOLDER / f"{name}.toml", kept, writer.answers)
    return f"{name}: {kept.get('found', kept.get('caught'))}, asked {len(writer.answers)} times"


def _right(made: Finished) -> dict[str, Any]:
    return {"found": [each.check for each in made.review.findings], "verdict": ""}


def _wrong(made: Finished, told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "escaped": escaped(made, told["planted"])}


def write(path: Path, kept: dict[str, Any], answers: Sequence[str]) -> None:
    """Write an exchange, the answers as they came."""
    text = tomlkit.dumps(kept)
    for key, answer in zip(("answer", "mended"), answers, strict=False):
        assert "'''" not in answer
        text += f"{key} = '''\n{answer.strip()}\n'''\n"
    path.write_text(text, encoding="utf-8")


async def _all(names: Sequence[tuple[str, str]], kind: str, address: str, bad: Path | None) -> None:
    async def later(place: int, name: str, wanted: str) -> None:
        await asyncio.sleep(place * _BETWEEN_SECONDS)
        print(await record(name, kind, wanted, address, bad), flush=True)

    await asyncio.gather(*(later(place, *each) for place, each in enumerate(names)))


def main(arguments: list[str]) -> None:
    """Record them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("kind")
    parser.add_argument("wanted", nargs="+")
    parser.add_argument("--bad", type=Path)
    given = parser.parse_args(arguments)
    start = f"bad-{given.kind}" if given.bad else given.kind
    names = [(f"{start}-{wanted.partition(':')[0]}", wanted) for wanted in given.wanted]
    asyncio.run(_all(names, given.kind, given.address, given.bad))


if __name__ == "__main__":
    main(sys.argv[1:])
