"""Print how the chat answers without a model: `python -m tests.eval_chat [--misses]`.

Each question in `chat_questions` was written from the list of topics alone, before any answer was looked at.
One that is answered right has a passage on its topic among those that the answer stands on.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from assistant.events import Replied
from assistant.wiring import Services

FOLDER = Path(__file__).parent / "chat_questions"


@dataclass(frozen=True)
class Asked:
    """A question, what it is about, and how it was answered."""

    question: str
    topics: frozenset[str]
    """Empty when the sources say nothing about it."""
    answered: bool
    first: bool
    """Whether the passage that is quoted in full is on the topic."""
    among: bool
    """Whether any passage behind the answer is."""
    passages: tuple[str, ...]


def questions(language: str) -> list[tuple[str, frozenset[str]]]:
    """Read a language's questions with their topics."""
    lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["question"], frozenset(row["topics"])) for row in map(json.loads, lines)]


async def asked(language: str, services: Services) -> list[Asked]:
    """Ask every question in a chat of its own."""
    return [await _ask(question, topics, services) for question, topics in questions(language)]


async def _ask(question: str, topics: frozenset[str], services: Services) -> Asked:
    replied = [event async for event in services.chatting().say(question) if isinstance(event, Replied)][-1]
    found = [services.corpus.passages[each].topics for each in replied.turn.passages]
    return Asked(
        question=question,
        topics=topics,
        answered=replied.answered,
        first=bool(found and topics.intersection(found[0][:1])),
        among=any(topics.intersection(each[:1]) for each in found),
        passages=replied.turn.passages,
    )


def main() -> None:
    """Print the shares per language; `--misses` names what went wrong."""
    if "--help" in sys.argv:
        print(__doc__)
        return
    print("\nChat without a model, 40 answerable and 20 unanswerable questions per language")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(FIKA_HOME=home, FIKA_CONFIG=str(Path(home) / "none.toml"), FIKA_WRITER="template")
        services = Services.from_environment(lambda _sentence: None)
        for language in ("sv", "en"):
            rows = asyncio.run(asked(language, services))
            topical = [row for row in rows if row.topics]
            others = [row for row in rows if not row.topics]
            print(
                f"  {language}  answered from the right topic {_share([row.among for row in topical])}"
                f" (quoted in full {_share([row.first for row in topical])};"
                f" declined {_share([not row.answered for row in topical])}),"
                f" unanswerable declined {_share([not row.answered for row in others])}"
            )
            for row in rows:
                if "--misses" in sys.argv and not (row.among if row.topics else not row.answered):
                    print(f"     {row.question!r} {sorted(row.topics)} {list(row.passages)}")


def _share(right: list[bool]) -> str:
    return f"{sum(right)} of {len(right)} ({sum(right) / len(right):.0%})"


if __name__ == "__main__":
    main()
